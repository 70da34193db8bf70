//! What is known of a value in a template.

use crate::render::names::Node;

/// The kinds of value that an expression can have.
#[derive(Debug, Clone)]
pub enum Sort<'n> {
    /// Anything: nothing is said of what follows.
    Open,
    /// One of these; none of an empty list or mapping written in the template.
    OneOf(Vec<&'n Node>),
}

static PLAIN: Node = Node { fields: Vec::new(), item: None, by_key: None, same_as: None };

/// There is no such name; these are.
pub struct Unknown<'n> {
    pub known: Vec<&'n str>,
}

impl<'n> Sort<'n> {
    /// A text, number or truth value.
    pub fn plain() -> Self {
        Sort::OneOf(vec![&PLAIN])
    }

    pub fn nothing() -> Self {
        Sort::OneOf(Vec::new())
    }

    pub fn of(node: &'n Node) -> Self {
        Sort::OneOf(vec![node])
    }

    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Sort::OneOf(mut nodes), Sort::OneOf(others)) => {
                nodes.extend(others);
                Sort::OneOf(nodes)
            }
            _ => Sort::Open,
        }
    }

    /// What stands under a name or key.
    pub fn field(&self, name: &str, tree: &'n Node) -> Result<Self, Unknown<'n>> {
        let Sort::OneOf(nodes) = self else { return Ok(Sort::Open) };
        let nodes: Vec<&Node> = nodes.iter().map(|node| resolved(node, tree)).collect();
        let found = nodes.iter().filter_map(|node| {
            node.field(name).map(|field| &field.node).or(node.by_key.as_deref()).map(|node| resolved(node, tree))
        });
        let found: Vec<&Node> = found.collect();
        if found.is_empty() && !nodes.is_empty() {
            let known = nodes.iter().flat_map(|node| node.fields.iter().map(|field| &*field.name));
            return Err(Unknown { known: known.collect() });
        }
        Ok(Sort::OneOf(found))
    }

    /// What a loop over it, or an index that is no literal, gives.
    pub fn item(&self, tree: &'n Node) -> Self {
        let Sort::OneOf(nodes) = self else { return Sort::Open };
        let below = |node: &'n Node| {
            let node = resolved(node, tree);
            let fields = node.fields.iter().map(|field| &field.node).filter(|_| node.item.is_none());
            node.item.as_deref().into_iter().chain(node.by_key.as_deref()).chain(fields)
        };
        let items: Vec<&Node> = nodes.iter().flat_map(|node| below(node)).collect();
        if items.is_empty() && !nodes.is_empty() { Sort::Open } else { Sort::OneOf(items) }
    }

    /// A list of values of this sort.
    pub fn is_list_with(&self, name: &str, tree: &'n Node) -> Result<(), Unknown<'n>> {
        self.item(tree).field(name, tree).map(|_| ())
    }
}

fn resolved<'n>(node: &'n Node, tree: &'n Node) -> &'n Node {
    node.same_as.and_then(|path| tree.at(path)).unwrap_or(node)
}
