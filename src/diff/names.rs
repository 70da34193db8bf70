//! Record paths as people write them, and as `lint.allow.at` takes them: an item by its id, without
//! one by its first text, and by its position where neither tells.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::record::shape::Shape;
use crate::record::text::TextKind;
use crate::record::tree::{Kind, NodeId, Tree};
use crate::record::{FieldPath, Loaded, Segment};

/// The names of the items of one record.
pub struct Names<'l> {
    tree: &'l Tree,
    root: &'l Shape,
    /// What the leaves are: the serialized names of their types.
    kinds: HashMap<FieldPath, &'static str>,
    lists: RefCell<HashMap<NodeId, Rc<Vec<Option<String>>>>>,
}

impl<'l> Names<'l> {
    pub fn new(loaded: &'l Loaded) -> Self {
        let mut kinds = HashMap::new();
        loaded.shape().walk(&mut |at, kind, _| {
            kinds.insert(at.clone(), kind);
        });
        Names { tree: loaded.tree(), root: loaded.shape(), kinds, lists: RefCell::default() }
    }

    /// The type of the leaf at a path, also of the only item of a list that was written without one.
    pub fn kind(&self, at: &FieldPath) -> Option<&'static str> {
        self.kinds.get(at).or_else(|| self.kinds.get(&at.index(0))).copied()
    }

    pub fn text_kind(&self, at: &FieldPath) -> Option<TextKind> {
        self.kind(at).and_then(TextKind::of)
    }

    /// The path in brackets and dots.
    pub fn shown(&self, at: &FieldPath) -> String {
        let mut out = String::new();
        let mut above = FieldPath::default();
        let mut node = Some(self.tree.root);
        for segment in &at.0 {
            let here = node.map(|node| self.tree.resolve(node));
            match segment {
                Segment::Key(key) => {
                    if !out.is_empty() {
                        out.push('.');
                    }
                    out.push_str(key);
                    node = here.and_then(|here| self.tree.entry_of(here, key));
                }
                Segment::Index(index) => {
                    let Some(Kind::Sequence(items)) = here.map(|here| &self.tree.nodes[here].kind) else {
                        // The only item of a list that was written without one.
                        continue;
                    };
                    let names = here.map(|here| self.items(here, &above));
                    let name = names.and_then(|names| names.get(*index).cloned().flatten());
                    out.push_str(&format!("[{}]", name.unwrap_or_else(|| index.to_string())));
                    node = items.get(*index).copied();
                }
            }
            above.0.push(segment.clone());
        }
        out
    }

    /// The names of the items of a list; a name that two of them have tells neither.
    fn items(&self, list: NodeId, at: &FieldPath) -> Rc<Vec<Option<String>>> {
        if let Some(names) = self.lists.borrow().get(&list) {
            return names.clone();
        }
        let Some(Shape::Sequence(items)) = self.root.at(at) else { return Rc::default() };
        let mut names: Vec<Option<String>> = items.iter().map(|item| label(item, items.len())).collect();
        let mut times: HashMap<String, usize> = HashMap::new();
        names.iter().flatten().for_each(|name| *times.entry(name.clone()).or_default() += 1);
        for name in &mut names {
            if name.as_ref().is_some_and(|name| times[name] > 1) {
                *name = None;
            }
        }
        let names = Rc::new(names);
        self.lists.borrow_mut().insert(list, names.clone());
        names
    }

    /// What an item is known by: its id, else its first text.
    pub fn key(&self, item: NodeId, at: &FieldPath) -> Option<String> {
        let item = self.tree.resolve(item);
        match &self.tree.nodes[item].kind {
            Kind::Scalar { value, .. } => Some(value.clone()),
            Kind::Mapping(entries) => {
                let id = self.tree.entry_of(item, "id").and_then(|id| self.tree.scalar(id));
                let text = || {
                    entries.iter().find_map(|&(key, value)| {
                        let key = self.tree.scalar(key)?;
                        self.text_kind(&at.key(key.to_owned()))?;
                        self.tree.scalar(value)
                    })
                };
                id.or_else(text).map(str::to_owned)
            }
            _ => None,
        }
    }
}

/// The name of an item that is no position of one.
fn label(item: &Shape, items: usize) -> Option<String> {
    let text = item.label()?;
    let position = text.parse::<usize>().is_ok_and(|number| number < items);
    (!position).then(|| text.to_owned())
}
