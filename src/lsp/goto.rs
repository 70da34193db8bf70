//! Where something is defined, and where else it is named.

use gen_lsp_types::{DocumentHighlight, DocumentHighlightKind, Location, Uri};

use super::document::{Document, Reading};
use super::names::Name;
use crate::record::{FieldPath, Side};
use crate::source::Span;

/// Where what is named at the place is defined; of a fact, the fields that go in.
pub fn definition(document: &Document, reading: &Reading, offset: usize) -> Vec<Location> {
    let names = &reading.names;
    let spans: Vec<Span> = match names.at(offset) {
        Some(name) => names.definitions(name).map(|name| name.span.clone()).collect(),
        None => names.quote_at(offset).map(|quote| inputs(reading, &quote.path)).unwrap_or_default(),
    };
    spans.iter().map(|span| location(document, span)).collect()
}

/// Every place that names the same; its definition with them where it is asked for.
pub fn references(document: &Document, reading: &Reading, offset: usize, declaration: bool) -> Vec<Location> {
    let same = same(reading, offset).filter(|name| declaration || name.defines.is_none());
    same.map(|name| location(document, &name.span)).collect()
}

pub fn highlights(document: &Document, reading: &Reading, offset: usize) -> Vec<DocumentHighlight> {
    let of = |name: &Name| DocumentHighlight {
        range: document.text.range(&name.span),
        kind: Some(match name.defines {
            Some(_) => DocumentHighlightKind::Write,
            None => DocumentHighlightKind::Read,
        }),
    };
    same(reading, offset).map(of).collect()
}

fn same(reading: &Reading, offset: usize) -> impl Iterator<Item = &Name> {
    reading.names.at(offset).into_iter().flat_map(|name| reading.names.same(name))
}

fn location(document: &Document, span: &Span) -> Location {
    Location { uri: Uri(document.address.clone()), range: document.text.range(span) }
}

/// The keys of the fields that go into a fact, as far as the record has them: of a list, the list's.
fn inputs(reading: &Reading, path: &str) -> Vec<Span> {
    let (Some(tree), Some(good)) = (&reading.tree, &reading.good) else { return Vec::new() };
    let Some(fact) = path.strip_prefix("facts.").and_then(|name| good.facts.get(name)) else { return Vec::new() };
    let mut spans: Vec<Span> = Vec::new();
    for input in fact.inputs.iter() {
        let field = input.split("[]").next().unwrap_or(input);
        let path = field.split('.').fold(FieldPath::default(), |path, key| path.key(key.to_owned()));
        let node = tree.find(&path, Side::Key);
        let there = tree.scalar(node) == field.rsplit('.').next();
        let span = tree.nodes[node].span.clone();
        if there && !spans.contains(&span) {
            spans.push(span);
        }
    }
    spans
}
