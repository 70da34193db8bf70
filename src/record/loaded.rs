//! A decoded record together with its source and the tree that knows all places.

use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::model::Record;
use super::path::{FieldPath, Side};
use super::scalar_map::ScalarMap;
use super::shape::Shape;
use super::tree::{Kind, NodeId, ScalarStyle, Tree};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

pub struct Loaded {
    pub source: Source,
    pub record: Record,
    shape: OnceLock<Shape>,
    tree: Tree,
    /// The scalar that was last pointed into: many findings in one long text ask for the same map.
    map: Mutex<Option<(NodeId, Option<ScalarMap>)>>,
}

impl Loaded {
    pub fn new(source: Source, record: Record, tree: Tree) -> Self {
        Loaded { source, record, tree, shape: OnceLock::new(), map: Mutex::new(None) }
    }

    /// The record as a plain tree of leaves, for all who look at every text.
    pub fn shape(&self) -> &Shape {
        self.shape.get_or_init(|| Shape::of(&self.record))
    }

    /// The nodes of the file.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Where a value (or its key) stands. For a mapping or a list that is where it begins: the
    /// item's `id` or first key.
    pub fn span(&self, path: &FieldPath, side: Side) -> Span {
        head(&self.tree, self.tree.find(path, side))
    }

    /// Where a part of a scalar stands; `part` counts the bytes of its decoded value.
    pub fn part_span(&self, path: &FieldPath, part: Range<usize>) -> Span {
        let tree = &self.tree;
        let id = tree.resolve(tree.find(path, Side::Value));
        let node = &tree.nodes[id];
        let Kind::Scalar { value, style } = &node.kind else { return self.span(path, Side::Value) };
        let mut last = self.map.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref().is_none_or(|&(of, _)| of != id) {
            *last = Some((id, ScalarMap::new(&self.source.text, &node.span, *style, value)));
        }
        match last.as_ref() {
            Some((_, Some(map))) => whole_characters(&self.source.text, map.span(part)),
            _ => node.span.clone(),
        }
    }

    /// Whether a plain scalar stands inside of `{…}` or `[…]`, where `{` ends it.
    pub fn is_plain_in_flow(&self, path: &FieldPath) -> bool {
        let tree = &self.tree;
        let node = |at: FieldPath| &tree.nodes[tree.resolve(tree.find(&at, Side::Value))];
        let is_plain = matches!(node(path.clone()).kind, Kind::Scalar { style: ScalarStyle::Plain, .. });
        let is_flow = |depth: usize| {
            let above = node(FieldPath(path.0[..depth].to_vec()));
            !matches!(above.kind, Kind::Scalar { .. }) && self.source.text[above.span.start..].starts_with(['{', '['])
        };
        is_plain && (0..path.0.len()).any(is_flow)
    }

    /// The keys of a mapping as they stand in the file, also those that could not be read.
    pub fn keys(&self, path: &FieldPath) -> impl Iterator<Item = &str> {
        let tree = &self.tree;
        let kind = &tree.nodes[tree.resolve(tree.find(path, Side::Value))].kind;
        let entries = if let Kind::Mapping(entries) = kind { entries.as_slice() } else { &[] };
        entries.iter().filter_map(move |&(key, _)| tree.scalar(key))
    }

    /// A diagnostic of decoding at a value.
    pub fn invalid(&self, path: &FieldPath, message: impl Into<String>) -> Diagnostic {
        Diagnostic::invalid(self.span(path, Side::Value), path.to_string(), message)
    }
}

/// Where a part of a scalar's decoded value stands in the text that the tree was built from; all of it where
/// that cannot be told.
pub fn part_of(text: &str, tree: &Tree, node: NodeId, part: Range<usize>) -> Span {
    let node = &tree.nodes[tree.resolve(node)];
    let Kind::Scalar { value, style } = &node.kind else { return node.span.clone() };
    match ScalarMap::new(text, &node.span, *style, value) {
        Some(map) => whole_characters(text, map.span(part)),
        None => node.span.clone(),
    }
}

/// A scalar with an odd line end (U+0085, U+2028) may be mapped a few bytes off, but never to the
/// inside of a character.
fn whole_characters(text: &str, span: Span) -> Span {
    let start = (0..=span.start.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let end = (span.end.max(start)..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    start..end
}

/// The scalar by which people recognise a node: itself, an item's `id`, or its first key.
fn head(tree: &Tree, node: NodeId) -> Span {
    let span = match &tree.nodes[node].kind {
        Kind::Scalar { .. } | Kind::Alias(_) => return tree.nodes[node].span.clone(),
        Kind::Sequence(items) => items.first().map(|&item| head(tree, item)),
        Kind::Mapping(entries) => {
            let id = entries.iter().find(|(key, _)| tree.scalar(*key) == Some("id"));
            let first = entries.first().map(|&(key, _)| key);
            id.map(|&(_, value)| value).or(first).map(|node| tree.nodes[node].span.clone())
        }
    };
    span.unwrap_or_else(|| tree.nodes[node].span.clone())
}
