//! The facts by their names, as `facts.md` of a record would list them.

use super::node::{Name, Node};
use crate::facts;

/// What may follow `facts`.
pub fn facts() -> Node {
    let mut all = Node::default();
    for row in facts::ROWS {
        add(&mut all, row.name, row.doc);
    }
    all
}

fn add(node: &mut Node, path: &str, doc: &'static str) {
    let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
    let below = if head.starts_with('<') {
        &mut **node.by_key.get_or_insert_default()
    } else {
        let at = node.fields.iter().position(|field| field.name == head).unwrap_or_else(|| {
            node.fields.push(Name {
                name: head.to_owned().into(),
                doc: "A group of facts.".into(),
                node: Node::default(),
            });
            node.fields.len() - 1
        });
        if rest.is_none() {
            node.fields[at].doc = doc.into();
            return;
        }
        &mut node.fields[at].node
    };
    if let Some(rest) = rest {
        add(below, rest, doc);
    }
}
