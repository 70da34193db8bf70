//! The outline of a record: its sections, their items, and what stands in them.

use gen_lsp_types::{DocumentSymbol, SymbolKind};

use super::nodes::{extent, text_of};
use super::text::Text;
use crate::record::tree::{Kind, NodeId, Tree};
use crate::source::Span;

/// Deeper, an outline says no more than the text.
const DEEPEST: usize = 4;
/// Of a text that tells an item.
const MOST_OF_A_TEXT: usize = 80;

pub fn of(text: &Text, tree: &Tree) -> Vec<DocumentSymbol> {
    Outline { text, tree }.entries(tree.root, 0)
}

struct Outline<'a> {
    text: &'a Text,
    tree: &'a Tree,
}

impl Outline<'_> {
    /// The keys of a mapping: all of the record's own, below that those that hold more.
    fn entries(&self, mapping: NodeId, depth: usize) -> Vec<DocumentSymbol> {
        let Kind::Mapping(entries) = &self.tree.nodes[mapping].kind else { return Vec::new() };
        let mut found = Vec::new();
        for &(key, value) in entries {
            let Some(name) = self.tree.scalar(key) else { continue };
            let (kind, detail) = match &self.tree.nodes[value].kind {
                Kind::Mapping(_) => (SymbolKind::Object, text_of(self.tree, value, "name")),
                Kind::Sequence(_) => (SymbolKind::Array, None),
                Kind::Scalar { value, .. } if depth == 0 => (SymbolKind::Property, Some(value.as_str())),
                _ => continue,
            };
            let start = &self.tree.nodes[key].span;
            found.push(self.symbol(name, detail, kind, start.start..extent(self.tree, value).end, start, value, depth));
        }
        found
    }

    /// The items of a list that are mappings.
    fn items(&self, list: NodeId, depth: usize) -> Vec<DocumentSymbol> {
        let Kind::Sequence(items) = &self.tree.nodes[list].kind else { return Vec::new() };
        let mut found = Vec::new();
        for (at, &item) in items.iter().enumerate() {
            let Kind::Mapping(entries) = &self.tree.nodes[item].kind else { continue };
            let own = |key: &str| text_of(self.tree, item, key).filter(|text| !text.trim().is_empty());
            let words = ["title", "name", "what", "do", "ask"].iter().find_map(|key| own(key));
            let position = format!("[{at}]");
            let (name, detail) = match own("id") {
                Some(id) => (id, words),
                None => (words.unwrap_or(&position), None),
            };
            let first = entries.first().map_or(item, |&(key, _)| key);
            let id = entries.iter().find(|(key, _)| self.tree.scalar(*key) == Some("id")).map_or(first, |&(_, id)| id);
            let head = self.tree.nodes[id].span.clone();
            let whole = self.tree.nodes[item].span.start.min(head.start)..extent(self.tree, item).end.max(head.end);
            found.push(self.symbol(name, detail, SymbolKind::Struct, whole, &head, item, depth));
        }
        found
    }

    #[expect(deprecated, reason = "the type has the field")]
    #[expect(clippy::too_many_arguments, reason = "one place makes them all")]
    fn symbol(
        &self,
        name: &str,
        detail: Option<&str>,
        kind: SymbolKind,
        whole: Span,
        head: &Span,
        value: NodeId,
        depth: usize,
    ) -> DocumentSymbol {
        let children = if depth >= DEEPEST {
            Vec::new()
        } else if matches!(self.tree.nodes[value].kind, Kind::Sequence(_)) {
            self.items(value, depth + 1)
        } else {
            self.entries(value, depth + 1)
        };
        let range = self.text.range(&(whole.start.min(head.start)..whole.end.max(head.end)));
        DocumentSymbol {
            name: short(name),
            detail: detail.map(short),
            kind,
            tags: None,
            deprecated: None,
            range,
            selection_range: self.text.range(head),
            children: (!children.is_empty()).then_some(children),
        }
    }
}

/// On one line, not blank, not long.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST_OF_A_TEXT) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.is_empty() => "…".to_owned(),
        None => line,
    }
}
