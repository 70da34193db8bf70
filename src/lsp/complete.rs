//! What may be typed at a place: keys by the mapping, words of an enumeration, ids by what the field takes, facts
//! and vars inside of `${{ }}`.

use std::collections::HashSet;
use std::sync::OnceLock;

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, Documentation, InsertTextFormat, MarkupContent,
    MarkupKind, TextEdit,
};

use super::cursor::{self, Cursor, Slot};
use super::document::{Document, Reading};
use super::kind::{Kind, chosen, used};
use super::nodes::text_of;
use super::tell;
use crate::lint;
use crate::record::fields::{self, Field, plain};
use crate::record::model::MOMENTS;
use crate::source::Span;

/// The fields of the format by their plain paths, in its order.
fn all() -> &'static [(String, Field)] {
    static ALL: OnceLock<Vec<(String, Field)>> = OnceLock::new();
    ALL.get_or_init(|| fields::all().into_iter().map(|field| (plain(&field.path), field)).collect())
}

/// `snippets`: whether `$0` may say where the editor goes on.
pub fn at(document: &Document, reading: &Reading, offset: usize, snippets: bool) -> Vec<CompletionItem> {
    let source = document.text.source();
    let mut items = Items { document, snippets, all: Vec::new() };
    if let Some((word, closed)) = cursor::quote_at(source, offset) {
        items.quotes(reading, &word, closed);
        return items.all;
    }
    let Some(cursor) = cursor::at(source, offset) else { return Vec::new() };
    match cursor.slot {
        Slot::Key => items.keys(reading, &cursor),
        Slot::Value => items.values(reading, &cursor),
        Slot::Item => {
            items.keys(reading, &cursor);
            items.values(reading, &cursor);
        }
    }
    items.all
}

struct Items<'a> {
    document: &'a Document,
    snippets: bool,
    all: Vec<CompletionItem>,
}

/// What stands beside a word in the list.
#[derive(Default)]
struct About<'a> {
    detail: Option<String>,
    page: Option<&'a str>,
    /// What goes in, where it is not the word: as it is, and as a snippet.
    insert: Option<(String, String)>,
}

impl Items<'_> {
    fn add(&mut self, label: &str, kind: CompletionItemKind, word: &Span, about: About) {
        let (as_it_is, snippet) = about.insert.unwrap_or_else(|| (label.to_owned(), escaped(label)));
        let new_text = self.document.text.with_line_ends(if self.snippets { &snippet } else { &as_it_is });
        let edit = TextEdit { range: self.document.text.range(word), new_text };
        self.all.push(CompletionItem {
            label: label.to_owned(),
            kind: Some(kind),
            detail: about.detail,
            documentation: about.page.map(|page| {
                Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: page.to_owned() })
            }),
            // In the order in which they are given.
            sort_text: Some(format!("{:04}", self.all.len())),
            insert_text_format: Some(match self.snippets {
                true => InsertTextFormat::Snippet,
                false => InsertTextFormat::PlainText,
            }),
            text_edit: Some(CompletionItemTextEdit::TextEdit(edit)),
            ..CompletionItem::default()
        });
    }

    /// Facts and vars, closed behind where nothing closes them yet.
    fn quotes(&mut self, reading: &Reading, word: &Span, closed: bool) {
        let end = if closed { "" } else { " }}" };
        let blank = if self.document.text.source()[..word.start].ends_with('{') { " " } else { "" };
        let insert = |name: &str| {
            Some((format!("{blank}{name}{end}"), format!("{blank}{}{end}", escaped(name).replace("}}", "\\}\\}"))))
        };
        for (name, _, item) in reading.names.known(Kind::Var.rivals()) {
            let value = reading.tree.as_ref().and_then(|tree| tree.scalar(item)).map(str::to_owned);
            let name = format!("vars.{}", name.text);
            self.add(
                &name,
                CompletionItemKind::Variable,
                word,
                About { detail: value, insert: insert(&name), page: None },
            );
        }
        let Some(good) = &reading.good else { return };
        for (name, fact) in good.facts.iter() {
            let name = format!("facts.{name}");
            let page = tell::quote(good, &name);
            let about = About { detail: Some(fact.text.clone()), page: page.as_deref(), insert: insert(&name) };
            self.add(&name, CompletionItemKind::Constant, word, about);
        }
    }

    /// The keys that the mapping does not have yet; those that it needs come first.
    fn keys(&mut self, reading: &Reading, cursor: &Cursor) {
        if chosen(&cursor.field) {
            if let Some((kinds, _)) = used(&format!("{}.*", cursor.field)) {
                self.names(reading, kinds, cursor, ": ");
            }
            return;
        }
        let above = plain(&cursor.field);
        let open = |(path, _): &&(String, Field)| {
            let key = match above.as_str() {
                "" => Some(path.as_str()),
                above => path.strip_prefix(above).and_then(|rest| rest.strip_prefix('.')),
            };
            key.is_some_and(|key| !key.contains('.') && !cursor.siblings.iter().any(|sibling| sibling == key))
        };
        let mut fields: Vec<&(String, Field)> = all().iter().filter(open).collect();
        fields.dedup_by(|b, a| a.0 == b.0);
        fields.sort_by_key(|(_, field)| !field.required);
        let behind = &self.document.text.source()[cursor.word.end..];
        let has_colon = behind.starts_with(':');
        for (path, field) in fields {
            let key = path.rsplit('.').next().unwrap_or(path);
            let needed = if field.required { "required: " } else { "" };
            let insert = (!has_colon).then(|| self.entry(key, field, cursor));
            let about =
                About { detail: Some(format!("{needed}{}", field.kind)), page: Some(field.description), insert };
            self.add(key, CompletionItemKind::Property, &cursor.word, about);
        }
    }

    /// A key with what begins its value.
    fn entry(&self, key: &str, field: &Field, cursor: &Cursor) -> (String, String) {
        let words = field.words();
        let holds = |what: &str| field.kind.split("; or ").next().is_some_and(|kind| kind.starts_with(what));
        match cursor.column {
            Some(column) if field.path.ends_with("[]") => {
                let line = format!("{key}:\n{}  - ", " ".repeat(column));
                (line.clone(), format!("{line}$0"))
            }
            Some(column) if holds("a mapping") => {
                let line = format!("{key}:\n{}  ", " ".repeat(column));
                (line.clone(), format!("{line}$0"))
            }
            None if holds("a mapping") && !field.path.ends_with("[]") => {
                (format!("{key}: {{}}"), format!("{key}: {{$0\\}}"))
            }
            None if holds("a list") => (format!("{key}: []"), format!("{key}: [$0]")),
            _ if !words.is_empty() => (format!("{key}: "), format!("{key}: ${{1|{}|}}", words.join(","))),
            _ => (format!("{key}: "), format!("{key}: $0")),
        }
    }

    fn values(&mut self, reading: &Reading, cursor: &Cursor) {
        let word = &cursor.word;
        if let Some((kinds, _)) = used(&cursor.field) {
            self.names(reading, kinds, cursor, "");
        }
        match cursor.field.as_str() {
            "escalation.from" => self.add("handoff", CompletionItemKind::Value, word, About::default()),
            "deadlines.from" => {
                MOMENTS.iter().for_each(|moment| self.add(moment, CompletionItemKind::Value, word, About::default()));
            }
            "lint.allow.rule" => {
                for rule in lint::rules() {
                    let about = About { detail: Some(rule.summary()), ..About::default() };
                    self.add(rule.name, CompletionItemKind::EnumMember, word, about);
                }
            }
            "impact.priority.actual" => {
                for (name, fact) in reading.good.iter().flat_map(|good| good.facts.iter()) {
                    let about = About { detail: Some(fact.text.clone()), ..About::default() };
                    self.add(name, CompletionItemKind::Constant, word, about);
                }
            }
            _ => {}
        }
        let path = plain(&cursor.field);
        let Some((_, field)) = all().iter().find(|(known, _)| *known == path) else { return };
        for one in field.words() {
            self.add(one, CompletionItemKind::EnumMember, word, About::default());
        }
        if field.kind.contains("true or false") {
            for one in ["true", "false"] {
                self.add(one, CompletionItemKind::Value, word, About::default());
            }
        }
    }

    /// The ids of some kinds, with what each is.
    fn names(&mut self, reading: &Reading, kinds: &'static [Kind], cursor: &Cursor, end: &str) {
        let taken = |name: &str| !end.is_empty() && cursor.siblings.iter().any(|sibling| sibling == name);
        let mut offered = HashSet::new();
        for (name, kind, item) in reading.names.known(kinds) {
            if taken(&name.text) || !offered.insert(name.text.as_str()) {
                continue;
            }
            let tree = reading.tree.as_ref();
            let words =
                tree.and_then(|tree| ["title", "what", "name", "do"].iter().find_map(|key| text_of(tree, item, key)));
            let detail = format!("{}{}", kind.word(), words.map(|words| format!(": {words}")).unwrap_or_default());
            let insert =
                (!end.is_empty()).then(|| (format!("{}{end}", name.text), format!("{}{end}", escaped(&name.text))));
            let about = About { detail: Some(detail), page: None, insert };
            self.add(&name.text, CompletionItemKind::Reference, &cursor.word, about);
        }
    }
}

/// Signs that mean something in a snippet stand for themselves.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}
