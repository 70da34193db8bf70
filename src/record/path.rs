//! Record paths: `monitoring.alerts[2].above`, counted from 0, or `roadmap[diagnose]` by id.

use std::borrow::Cow;
use std::fmt;

use super::tree::{Kind, NodeId, Tree};

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Segment {
    Key(Cow<'static, str>),
    Index(usize),
}

/// The way from the root of a record to one of its values.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FieldPath(pub Vec<Segment>);

impl FieldPath {
    /// The path of a section: `FieldPath::new("roadmap")`.
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        FieldPath::default().key(key)
    }

    pub fn key(&self, key: impl Into<Cow<'static, str>>) -> Self {
        self.with(Segment::Key(key.into()))
    }

    pub fn index(&self, index: usize) -> Self {
        self.with(Segment::Index(index))
    }

    fn with(&self, segment: Segment) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment);
        FieldPath(segments)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if at == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Which end of a map entry is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Key,
    Value,
}

impl Tree {
    /// The node at a path, or its nearest ancestor when the record was written in a short form
    /// (`check: a` for `check: [a]`) or the path leads to something absent.
    pub fn find(&self, path: &FieldPath, side: Side) -> NodeId {
        let mut at = self.root;
        for (depth, segment) in path.0.iter().enumerate() {
            let last = depth + 1 == path.0.len();
            let next = match (&self.nodes[self.resolve(at)].kind, segment) {
                (Kind::Mapping(entries), Segment::Key(key)) => entries
                    .iter()
                    .filter(|&&entry| self.is_live(entry))
                    .find(|entry| self.scalar(entry.0) == Some(key))
                    .map(|&(key, value)| if last && side == Side::Key { key } else { value }),
                (Kind::Sequence(items), Segment::Index(index)) => {
                    items.iter().copied().filter(|&item| !self.nodes[item].dead.get()).nth(*index)
                }
                _ => None,
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// The path of a node, with indices as they stand in the file.
    pub fn path_of(&self, wanted: NodeId) -> FieldPath {
        let mut path = Vec::new();
        if self.search(self.root, wanted, &mut path) { FieldPath(path) } else { FieldPath::default() }
    }

    fn search(&self, at: NodeId, wanted: NodeId, path: &mut Vec<Segment>) -> bool {
        if at == wanted {
            return true;
        }
        match &self.nodes[at].kind {
            Kind::Sequence(items) => items.iter().enumerate().any(|(index, &item)| {
                path.push(Segment::Index(index));
                self.search(item, wanted, path) || path.pop().is_none()
            }),
            Kind::Mapping(entries) => entries.iter().any(|&(key, value)| {
                path.push(Segment::Key(self.scalar(key).unwrap_or("?").to_owned().into()));
                key == wanted || self.search(value, wanted, path) || path.pop().is_none()
            }),
            Kind::Scalar { .. } | Kind::Alias(_) => false,
        }
    }
}
