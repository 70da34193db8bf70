//! Record paths: `monitoring.alerts[2].above`, counted from 0, or `roadmap[diagnose]` by id.

use std::borrow::Cow;
use std::fmt;

use super::tree::{Children, Kind, NodeId, Tree};

/// From this size on a collection is indexed at its first lookup.
const LARGE: usize = 64;

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
            let next = match segment {
                Segment::Key(key) => self
                    .entry(self.resolve(at), key)
                    .map(|entry| if last && side == Side::Key { entry.0 } else { entry.1 }),
                Segment::Index(index) => self.item(self.resolve(at), *index),
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// The entry of a mapping, if decoding still sees it.
    fn entry(&self, node: NodeId, name: &str) -> Option<(NodeId, NodeId)> {
        let Kind::Mapping(entries) = &self.nodes[node].kind else { return None };
        let live = || entries.iter().copied().filter(|&entry| self.is_live(entry));
        if entries.len() < LARGE {
            return live().find(|entry| self.scalar(entry.0) == Some(name));
        }
        let mut children = self.children();
        let children = children.entry(node).or_insert_with(|| {
            let named = |entry: (NodeId, NodeId)| Some((self.scalar(entry.0)?.to_owned(), entry));
            Children::Entries(live().filter_map(named).collect())
        });
        if let Children::Entries(entries) = children { entries.get(name).copied() } else { None }
    }

    /// The value of a key, aliases looked through.
    pub fn entry_of(&self, mapping: NodeId, key: &str) -> Option<NodeId> {
        self.entry(self.resolve(mapping), key).map(|entry| entry.1)
    }

    /// The item of a sequence, counted among those that decoding still sees.
    fn item(&self, node: NodeId, index: usize) -> Option<NodeId> {
        let Kind::Sequence(items) = &self.nodes[node].kind else { return None };
        let mut live = items.iter().copied().filter(|&item| !self.nodes[item].is_dead());
        if items.len() < LARGE {
            return live.nth(index);
        }
        let mut children = self.children();
        let children = children.entry(node).or_insert_with(|| Children::Items(live.collect()));
        if let Children::Items(items) = children { items.get(index).copied() } else { None }
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
