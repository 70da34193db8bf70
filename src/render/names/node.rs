//! A name, and what may follow it.

use std::borrow::Cow;

/// What may follow a name in a template; nothing may follow a plain value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    /// `.name`
    pub fields: Vec<Name>,
    /// In a loop over it, or behind an index.
    pub item: Option<Box<Node>>,
    /// Behind a key of the record's own, such as a team's id.
    pub by_key: Option<Box<Node>>,
    /// The same as at this path.
    pub same_as: Option<&'static str>,
}

/// A name with what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    pub name: Cow<'static, str>,
    /// One line; empty where the name says it all.
    pub doc: Cow<'static, str>,
    pub node: Node,
}

impl Node {
    pub fn of_fields(fields: Vec<Name>) -> Node {
        Node { fields, ..Node::default() }
    }

    pub fn list(item: Node) -> Node {
        Node { item: Some(Box::new(item)), ..Node::default() }
    }

    pub fn by_key(node: Node) -> Node {
        Node { by_key: Some(Box::new(node)), ..Node::default() }
    }

    pub fn same_as(path: &'static str) -> Node {
        Node { same_as: Some(path), ..Node::default() }
    }

    pub fn field(&self, name: &str) -> Option<&Name> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// What stands at a path such as `incident.criteria[]`.
    pub fn at(&self, path: &str) -> Option<&Node> {
        steps(path).try_fold(self, |node, step| match step {
            "[]" => node.item.as_deref(),
            "<id>" => node.by_key.as_deref(),
            name => node.field(name).map(|field| &field.node),
        })
    }

    pub fn at_mut(&mut self, path: &str) -> Option<&mut Node> {
        steps(path).try_fold(self, |node, step| match step {
            "[]" => node.item.as_deref_mut(),
            "<id>" => node.by_key.as_deref_mut(),
            name => node.fields.iter_mut().find(|field| field.name == name).map(|field| &mut field.node),
        })
    }

    /// What may follow either of two: where a text may stand for a mapping.
    pub fn or(mut self, other: Node) -> Node {
        self.fields.extend(other.fields);
        Node { item: self.item.or(other.item), by_key: self.by_key.or(other.by_key), ..self }
    }

    /// One line a name: `incident.roadmap[].title: …`.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.lines_below("", &mut lines);
        lines
    }

    fn lines_below(&self, path: &str, lines: &mut Vec<String>) {
        for field in &self.fields {
            let dot = if path.is_empty() { "" } else { "." };
            let (path, node) = field.node.unfolded(format!("{path}{dot}{}", field.name));
            lines.push(if field.doc.is_empty() { path.clone() } else { format!("{path}: {}", field.doc) });
            node.lines_below(&path, lines);
        }
    }

    /// Lists and mappings by key are part of the path.
    fn unfolded(&self, path: String) -> (String, &Node) {
        match (&self.item, &self.by_key) {
            (Some(item), _) => item.unfolded(format!("{path}[]")),
            (_, Some(node)) => node.unfolded(format!("{path}.<id>")),
            _ => (path, self),
        }
    }
}

fn steps(path: &str) -> impl Iterator<Item = &str> {
    path.split('.').flat_map(|step| {
        let name = step.trim_end_matches("[]");
        let lists = (step.len() - name.len()) / 2;
        std::iter::once(name).chain(std::iter::repeat_n("[]", lists))
    })
}
