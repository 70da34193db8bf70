//! A record with one value of another in its place: what would follow from this change alone?

use super::Record;
use super::de::NodeDeserializer;
use super::loaded::Loaded;
use super::path::{FieldPath, Segment};
use super::tree::{Kind, Node, NodeId, ScalarStyle, Tree};
use crate::source::Span;

impl Loaded {
    /// This record as it would be with the value of the other at these paths: replaced when both are
    /// given, added, or taken away. `None` when that is no record.
    pub fn with_value(&self, other: &Loaded, here: Option<&FieldPath>, there: Option<&FieldPath>) -> Option<Record> {
        let mut graft = Graft { tree: self.tree().copy(), from: other.tree() };
        match (here, there) {
            (Some(here), Some(there)) => {
                let (parent, at) = graft.tree.parent(here)?;
                let value = graft.copy(graft.from.at(there)?);
                graft.tree.set(parent, at, value)?;
            }
            (None, Some(there)) => graft.add(there)?,
            (Some(here), None) => graft.tree.take(here)?,
            (None, None) => return None,
        }
        let tree = &graft.tree;
        serde::Deserialize::deserialize(NodeDeserializer { tree, node: tree.root }).ok()
    }
}

struct Graft<'t> {
    tree: Tree,
    from: &'t Tree,
}

impl Graft<'_> {
    /// A copy of a value of the other tree, aliases resolved.
    fn copy(&mut self, node: NodeId) -> NodeId {
        let from = self.from;
        let node = &from.nodes[from.resolve(node)];
        let kind = match &node.kind {
            Kind::Scalar { value, style } => Kind::Scalar { value: value.clone(), style: *style },
            Kind::Sequence(items) => Kind::Sequence(items.iter().map(|&item| self.copy(item)).collect()),
            Kind::Mapping(entries) => {
                Kind::Mapping(entries.iter().map(|&(key, value)| (self.copy(key), self.copy(value))).collect())
            }
            Kind::Alias(_) => return self.push(Kind::Sequence(Vec::new()), node.span.clone()),
        };
        self.push(kind, node.span.clone())
    }

    fn push(&mut self, kind: Kind, span: Span) -> NodeId {
        self.tree.nodes.push(Node::new(kind, span));
        self.tree.nodes.len() - 1
    }

    /// Adds a value under the key or among the items where it stands in the other tree; what is not
    /// there yet above it comes along, without its other values.
    fn add(&mut self, there: &FieldPath) -> Option<()> {
        let depth = (1..=there.0.len()).find(|&depth| {
            let above = FieldPath(there.0[..depth].to_vec());
            self.tree.at(&above).is_none() || depth == there.0.len()
        })?;
        let mut value = self.copy(self.from.at(there)?);
        for segment in there.0[depth..].iter().rev() {
            value = match segment {
                Segment::Index(_) => self.push(Kind::Sequence(vec![value]), 0..0),
                Segment::Key(key) => {
                    let key = self.key(key);
                    self.push(Kind::Mapping(vec![(key, value)]), 0..0)
                }
            };
        }
        let parent = self.tree.at(&FieldPath(there.0[..depth - 1].to_vec()))?;
        let key = match &there.0[depth - 1] {
            Segment::Key(key) => Some(self.key(key)),
            Segment::Index(_) => None,
        };
        let parent = self.tree.resolve(parent);
        match (&mut self.tree.nodes[parent].kind, key, &there.0[depth - 1]) {
            (Kind::Mapping(entries), Some(key), _) => entries.push((key, value)),
            (Kind::Sequence(items), None, Segment::Index(index)) => items.insert((*index).min(items.len()), value),
            _ => return None,
        }
        Some(())
    }

    fn key(&mut self, key: &str) -> NodeId {
        self.push(Kind::Scalar { value: key.to_owned(), style: ScalarStyle::DoubleQuoted }, 0..0)
    }
}

impl Tree {
    /// The node at a path, and at no other.
    fn at(&self, path: &FieldPath) -> Option<NodeId> {
        let mut node = self.root;
        for segment in &path.0 {
            let here = self.resolve(node);
            node = match (&self.nodes[here].kind, segment) {
                (Kind::Mapping(_), Segment::Key(key)) => self.entry_of(here, key)?,
                (Kind::Sequence(items), Segment::Index(index)) => *items.get(*index)?,
                _ => return None,
            };
        }
        Some(node)
    }

    fn parent<'p>(&self, path: &'p FieldPath) -> Option<(NodeId, &'p Segment)> {
        let (last, above) = path.0.split_last()?;
        Some((self.resolve(self.at(&FieldPath(above.to_vec()))?), last))
    }

    fn set(&mut self, parent: NodeId, at: &Segment, value: NodeId) -> Option<()> {
        let position = self.position(parent, at)?;
        match &mut self.nodes[parent].kind {
            Kind::Mapping(entries) => entries.get_mut(position)?.1 = value,
            Kind::Sequence(items) => *items.get_mut(position)? = value,
            _ => return None,
        }
        Some(())
    }

    fn take(&mut self, path: &FieldPath) -> Option<()> {
        let (parent, at) = self.parent(path)?;
        let position = self.position(parent, at)?;
        match &mut self.nodes[parent].kind {
            Kind::Mapping(entries) => drop(entries.remove(position)),
            Kind::Sequence(items) => drop(items.remove(position)),
            _ => return None,
        }
        Some(())
    }

    fn position(&self, parent: NodeId, at: &Segment) -> Option<usize> {
        match (&self.nodes[parent].kind, at) {
            (Kind::Mapping(entries), Segment::Key(key)) => {
                entries.iter().position(|entry| self.scalar(entry.0) == Some(key))
            }
            (Kind::Sequence(items), Segment::Index(index)) => Some(*index).filter(|&index| index < items.len()),
            _ => None,
        }
    }

    fn copy(&self) -> Tree {
        let kind = |node: &Node| match &node.kind {
            Kind::Scalar { value, style } => Kind::Scalar { value: value.clone(), style: *style },
            Kind::Sequence(items) => Kind::Sequence(items.clone()),
            Kind::Mapping(entries) => Kind::Mapping(entries.clone()),
            Kind::Alias(target) => Kind::Alias(*target),
        };
        let nodes = self.nodes.iter().map(|node| Node::new(kind(node), node.span.clone()));
        Tree::of(nodes.collect(), self.root)
    }
}
