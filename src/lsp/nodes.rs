//! Every scalar of a tree with the field that it belongs to.

use crate::record::tree::{Kind, NodeId, Tree};
use crate::source::Span;

use super::kind::chosen;

/// A key or a value.
#[derive(Debug, Clone)]
pub struct Scalar {
    pub node: NodeId,
    /// Such as `roadmap.tasks.check` or `teams.*.name`; of a key, the field that it is of.
    pub field: String,
    pub is_key: bool,
    /// The mapping that it stands in, or that of the list which it is an item of.
    pub within: NodeId,
}

/// In the order of the file.
pub fn scalars(tree: &Tree) -> Vec<Scalar> {
    let mut found = Vec::new();
    below(tree, tree.root, tree.root, "", &mut found);
    found
}

fn below(tree: &Tree, node: NodeId, within: NodeId, field: &str, found: &mut Vec<Scalar>) {
    match &tree.nodes[node].kind {
        Kind::Scalar { .. } => found.push(Scalar { node, field: field.to_owned(), is_key: false, within }),
        // What an alias stands for is told where it stands itself.
        Kind::Alias(_) => {}
        Kind::Sequence(items) => items.iter().for_each(|&item| below(tree, item, within, field, found)),
        Kind::Mapping(entries) => {
            for &(key, value) in entries {
                let name = if chosen(field) { "*" } else { tree.scalar(key).unwrap_or("?") };
                let field = if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
                if matches!(tree.nodes[key].kind, Kind::Scalar { .. }) {
                    found.push(Scalar { node: key, field: field.clone(), is_key: true, within: node });
                }
                // A key without a value stands for its own.
                if value != key {
                    below(tree, value, node, &field, found);
                }
            }
        }
    }
}

/// All that a node holds: a mapping ends with its last value.
pub fn extent(tree: &Tree, node: NodeId) -> Span {
    let span = tree.nodes[node].span.clone();
    let last = match &tree.nodes[node].kind {
        Kind::Sequence(items) => items.last().copied(),
        Kind::Mapping(entries) => entries.last().map(|&(_, value)| value),
        Kind::Scalar { .. } | Kind::Alias(_) => None,
    };
    match last {
        Some(last) => span.start..extent(tree, last).end.max(span.start),
        None => span,
    }
}

/// The value of a key of a mapping, as a text.
pub fn text_of<'t>(tree: &'t Tree, mapping: NodeId, key: &str) -> Option<&'t str> {
    let Kind::Mapping(entries) = &tree.nodes[tree.resolve(mapping)].kind else { return None };
    let (_, value) = entries.iter().find(|(name, _)| tree.scalar(*name) == Some(key))?;
    tree.scalar(*value)
}
