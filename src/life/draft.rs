//! A record's text while a step changes it, one place after the other.

use std::fmt;

use super::place::Page;
use super::proof::{Delta, is_exactly};
use super::value::Value;
use super::write::Style;
use crate::edit::{Edit, apply};
use crate::record::tree::{Kind, Tree};
use crate::record::{FieldPath, Segment, schema};

/// A file's text, changed so far. Line ends of what is added are those of the file.
#[derive(Debug, Clone)]
pub struct Draft {
    file: String,
    /// The text as it is parsed: without byte order mark, with `\n` as line end.
    text: String,
    line_end: &'static str,
}

/// A place that cannot be changed without changing something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuck {
    pub path: FieldPath,
    /// Whether an alias or anchor is the reason.
    pub shared: bool,
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let why = match self.shared {
            true => "it is shared by an anchor and its aliases, and another place would change with it",
            false => "the way it is written leaves no room for it",
        };
        let path = self.path.to_string();
        let place = if path.is_empty() { "the record".to_owned() } else { format!("`{path}`") };
        write!(f, "{place} cannot be changed by itself: {why}")
    }
}

impl Draft {
    /// Of a record's file, which can be decoded.
    pub fn new(file: &str) -> Draft {
        let line_end = match file.find('\n') {
            Some(at) if file[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        let text = file.strip_prefix('\u{feff}').unwrap_or(file).replace("\r\n", "\n");
        Draft { file: file.to_owned(), text, line_end }
    }

    /// The whole file as it is now.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The text without byte order mark, with `\n` as line end.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives a key of the mapping at `at` a value: in place of the scalar that it has, or anew where
    /// the format has it.
    pub fn set(&mut self, at: &FieldPath, key: &str, value: Value) -> Result<(), Stuck> {
        self.change(at, Delta::Set(key.to_owned(), value))
    }

    /// Adds an item to the end of the list at `at`, which comes into being when there is none; a
    /// mapping there becomes the first of two items.
    pub fn append(&mut self, at: &FieldPath, value: Value) -> Result<(), Stuck> {
        self.insert(at, usize::MAX, value)
    }

    /// Like [`Draft::append`], before the item that has this index now.
    pub fn insert(&mut self, at: &FieldPath, index: usize, value: Value) -> Result<(), Stuck> {
        let (tree, _) = Tree::parse(&self.text).map_err(|_| stuck(at))?;
        let node = Page { text: &self.text, tree: &tree }.node(&at.0);
        match (node.map(|node| &tree.nodes[tree.resolve(node)].kind), at.0.split_last()) {
            (None, Some((Segment::Key(key), parent))) => {
                self.set(&FieldPath(parent.to_vec()), key, Value::List(vec![value]))
            }
            (Some(Kind::Mapping(_)), _) => self.together(|draft| {
                draft.change(at, Delta::Listed)?;
                draft.change(at, Delta::Insert(index.min(1), value))
            }),
            (Some(Kind::Sequence(items)), _) => self.change(at, Delta::Insert(index.min(items.len()), value)),
            _ => Err(stuck(at)),
        }
    }

    /// Several changes, or none of them.
    pub fn together(&mut self, changes: impl FnOnce(&mut Draft) -> Result<(), Stuck>) -> Result<(), Stuck> {
        let before = self.clone();
        changes(self).inspect_err(|_| *self = before)
    }

    /// Adds keys to an item. One that is a text becomes a mapping that has the text, as it is
    /// written, at the key `text`.
    pub fn mark(&mut self, at: &FieldPath, text: &'static str, more: Vec<(&str, Value)>) -> Result<(), Stuck> {
        let (tree, _) = Tree::parse(&self.text).map_err(|_| stuck(at))?;
        let node = Page { text: &self.text, tree: &tree }.node(&at.0).ok_or_else(|| stuck(at))?;
        if matches!(tree.nodes[tree.resolve(node)].kind, Kind::Scalar { .. }) {
            let more = more.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
            return self.change(at, Delta::Wrap(text, more));
        }
        self.together(|draft| more.into_iter().try_for_each(|(key, value)| draft.set(at, key, value)))
    }

    /// Makes one change, by the first of the ways that are proven to make it and no other.
    fn change(&mut self, at: &FieldPath, change: Delta) -> Result<(), Stuck> {
        let (tree, _) = Tree::parse(&self.text).map_err(|_| stuck(at))?;
        let page = Page { text: &self.text, tree: &tree };
        let proven = |edits: &Vec<Edit>| is_exactly(&tree, &apply(&self.text, edits), at, &change);
        let Some(mut edits) = ways(&page, at, &change).into_iter().find(proven) else {
            let shared = page.is_behind_alias(at) || tree.nodes.iter().any(|node| matches!(node.kind, Kind::Alias(_)));
            return Err(Stuck { path: at.clone(), shared });
        };
        self.text = apply(&self.text, &edits);
        if self.line_end != "\n" {
            edits.iter_mut().for_each(|edit| edit.text = edit.text.replace('\n', self.line_end));
        }
        self.file = apply(&self.file, &edits);
        Ok(())
    }
}

fn stuck(at: &FieldPath) -> Stuck {
    Stuck { path: at.clone(), shared: false }
}

/// Edits that may make a change, the best first.
fn ways(page: &Page, at: &FieldPath, change: &Delta) -> Vec<Vec<Edit>> {
    let Some(node) = page.node(&at.0) else { return Vec::new() };
    let style = Style { json: is_json(page, at), list: page.list_indent() };
    // The column of the key below which the node stands.
    let key = at.0.split_last().and_then(|(_, parent)| page.node(parent)).map_or(0, |parent| {
        let parent = page.tree.resolve(parent);
        if page.is_flow(parent) { 0 } else { page.key_column(parent) }
    });
    match (change, &page.tree.nodes[node].kind) {
        (Delta::Set(name, value), Kind::Mapping(entries)) => {
            match entries.iter().find(|(key, _)| page.tree.scalar(*key) == Some(name.as_str())) {
                Some(&(_, old)) => page.replaced(old, value, page.is_flow(node) || page.is_in_flow(at), style),
                None => page.new_key(node, name, value, &schema::keys(at), style),
            }
        }
        (Delta::Insert(index, value), Kind::Sequence(_)) => page.new_item(node, *index, value, key, style),
        (Delta::Wrap(text, more), Kind::Scalar { .. } | Kind::Alias(_)) => {
            let Some((_, list)) = at.0.split_last() else { return Vec::new() };
            let Some(list_node) = page.node(list) else { return Vec::new() };
            let holder = list.split_last().and_then(|(_, parent)| page.node(parent));
            let column = holder.map_or(0, |holder| page.key_column(page.tree.resolve(holder)));
            let in_flow = page.is_in_flow(at);
            let dash = (!in_flow).then(|| page.dash_column(page.tree.resolve(list_node), column));
            page.wrapped(node, text, more, dash, style)
        }
        (Delta::Listed, Kind::Mapping(_)) => page.listed(node, key),
        _ => Vec::new(),
    }
}

/// Whether the nearest mapping that has keys at all has its keys in double quotes, as in JSON.
fn is_json(page: &Page, at: &FieldPath) -> bool {
    let key = (0..=at.0.len()).rev().find_map(|depth| {
        let node = page.tree.resolve(page.node(&at.0[..depth])?);
        match &page.tree.nodes[node].kind {
            Kind::Mapping(entries) => entries.last().map(|&(key, _)| key),
            _ => None,
        }
    });
    key.is_some_and(|key| page.text[page.start(key)..].starts_with('"'))
}
