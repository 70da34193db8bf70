//! Record paths as `lint.allow.at` takes them: items by their id, else by their first text, and by
//! position only where neither tells. What is inserted above does not move such a path.

use std::collections::HashMap;

use super::Context;
use crate::facts::Names;
use crate::record::guard::MAX_DEPTH;
use crate::record::shape::Shape;
use crate::record::tree::{Kind, NodeId, Tree};
use crate::record::{FieldPath, Segment, Side};

/// Finds the values that paths name, and the paths of values.
pub struct Places<'c> {
    tree: &'c Tree,
    names: Names<'c>,
    root: &'c Shape,
    /// By list: what its items are called, and which item a name means.
    lists: HashMap<NodeId, List>,
}

struct List {
    labels: Vec<Option<String>>,
    by_label: HashMap<String, usize>,
}

impl<'c> Places<'c> {
    pub fn of(context: &'c Context) -> Self {
        let root = context.shape();
        Places { tree: context.loaded.tree(), names: context.names(), root, lists: HashMap::new() }
    }

    /// The path that `at` means, with positions in place of names; `None` when it leads nowhere.
    pub fn path_of(&mut self, at: &str) -> Option<FieldPath> {
        let mut path = FieldPath::default();
        let mut rest = at.trim();
        while !rest.is_empty() {
            if path.0.len() > MAX_DEPTH {
                return None;
            }
            if let Some(inside) = rest.strip_prefix('[') {
                let (name, after) = inside.split_once(']')?;
                let segment = self.inside(&path, name.trim())?;
                path.0.push(segment);
                rest = after;
            } else {
                let name = rest.strip_prefix('.').unwrap_or(rest);
                let end = name.find(['.', '[']).unwrap_or(name.len());
                if end == 0 {
                    return None;
                }
                path.0.push(Segment::Key(name[..end].to_owned().into()));
                rest = &name[end..];
            }
        }
        (!path.0.is_empty()).then_some(path)
    }

    /// `[2]`, `[diagnose]`, `[Early warning]`, or the key of a map in brackets.
    fn inside(&mut self, above: &FieldPath, name: &str) -> Option<Segment> {
        let node = self.tree.resolve(self.tree.find(above, Side::Value));
        let number = name.parse::<usize>().ok();
        match &self.tree.nodes[node].kind {
            Kind::Sequence(items) => {
                // An id may consist of digits: in doubt it is a position, as the contract counts from 0.
                if let Some(index) = number.filter(|&index| index < items.len()) {
                    return Some(Segment::Index(index));
                }
                let name = self.names.expand(name).into_owned();
                self.list(above, node).by_label.get(&name).copied().map(Segment::Index)
            }
            Kind::Mapping(_) => Some(Segment::Key(name.to_owned().into())),
            // The short form of a list of one.
            Kind::Scalar { .. } | Kind::Alias(_) => number.map(Segment::Index),
        }
    }

    /// A path as findings show it.
    pub fn shown(&mut self, path: &FieldPath) -> String {
        let mut text = String::new();
        let mut above = FieldPath::default();
        for segment in &path.0 {
            match segment {
                Segment::Key(key) if text.is_empty() => text.push_str(key),
                Segment::Key(key) => text.extend([".", key]),
                Segment::Index(index) => {
                    let node = self.tree.resolve(self.tree.find(&above, Side::Value));
                    let label = match &self.tree.nodes[node].kind {
                        Kind::Sequence(_) => self.list(&above, node).labels.get(*index).cloned().flatten(),
                        _ => None,
                    };
                    match label {
                        Some(label) => text.extend(["[", &label, "]"]),
                        None => text.extend(["[", &index.to_string(), "]"]),
                    }
                }
            }
            above.0.push(segment.clone());
        }
        text
    }

    fn list(&mut self, at: &FieldPath, node: NodeId) -> &List {
        let (root, names) = (self.root, self.names);
        self.lists.entry(node).or_insert_with(|| {
            let items = match root.at(at) {
                Some(Shape::Sequence(items)) => items.as_slice(),
                _ => &[],
            };
            let labels: Vec<Option<(String, String)>> = items.iter().map(|item| label(item, names)).collect();
            let mut counts: HashMap<String, usize> = HashMap::new();
            for (_, expanded) in labels.iter().flatten() {
                *counts.entry(expanded.clone()).or_default() += 1;
            }
            let position = |label: &str| label.parse::<usize>().is_ok_and(|number| number < items.len());
            let tells = |(_, expanded): &(String, String)| counts[expanded] == 1 && !position(expanded);
            let labels: Vec<_> = labels.into_iter().map(|label| label.filter(tells)).collect();
            let by_label = labels.iter().enumerate();
            let by_label = by_label.filter_map(|(at, label)| Some((label.as_ref()?.1.clone(), at))).collect();
            List { labels: labels.into_iter().map(|label| label.map(|(written, _)| written)).collect(), by_label }
        })
    }
}

/// The name of an item as written, and with its names filled in.
fn label(item: &Shape, names: Names) -> Option<(String, String)> {
    let text = item.label()?;
    let expanded = names.expand(text).trim().to_owned();
    (!expanded.contains(']')).then(|| (text.to_owned(), expanded))
}
