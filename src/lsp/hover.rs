//! What is told of the place under the pointer.

use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind};

use super::document::{Document, Reading};
use super::tell;
use super::world::World;
use crate::source::Span;

/// The innermost that there is something to say of: a fact or var in `${{ }}`, an id, a key.
pub fn at(document: &Document, reading: &Reading, offset: usize, world: &dyn World) -> Option<Hover> {
    let (span, text) = of_quote(reading, offset)
        .or_else(|| of_name(reading, offset))
        .or_else(|| of_fact(reading, offset))
        .or_else(|| of_key(reading, offset, world))?;
    Some(Hover {
        contents: Contents::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: text }),
        range: Some(document.text.range(&span)),
    })
}

fn of_quote(reading: &Reading, offset: usize) -> Option<(Span, String)> {
    let quote = reading.names.quote_at(offset)?;
    let told = tell::quote(reading.good.as_deref()?, &quote.path)?;
    Some((quote.span.clone(), told + tell::age(reading)))
}

fn of_name(reading: &Reading, offset: usize) -> Option<(Span, String)> {
    let name = reading.names.at(offset)?;
    let told: Vec<String> =
        reading.names.definitions(name).filter_map(|definition| tell::definition(reading, definition)).collect();
    (!told.is_empty()).then(|| (name.span.clone(), told.join("\n\n---\n\n")))
}

/// `impact.priority.actual: revenue_at_risk` names a fact without braces.
fn of_fact(reading: &Reading, offset: usize) -> Option<(Span, String)> {
    let tree = reading.tree.as_ref()?;
    let scalar = reading.names.scalars.iter().find(|scalar| {
        let span = &tree.nodes[scalar.node].span;
        !scalar.is_key && scalar.field == "impact.priority.actual" && span.start <= offset && offset <= span.end
    })?;
    let name = tree.scalar(scalar.node)?.trim();
    let path = format!("facts.{}", name.strip_prefix("facts.").unwrap_or(name));
    let told = tell::quote(reading.good.as_deref()?, &path)?;
    Some((tree.nodes[scalar.node].span.clone(), told + tell::age(reading)))
}

fn of_key(reading: &Reading, offset: usize, world: &dyn World) -> Option<(Span, String)> {
    let tree = reading.tree.as_ref()?;
    let scalar = reading.names.scalars.iter().find(|scalar| {
        let span = &tree.nodes[scalar.node].span;
        scalar.is_key && span.start <= offset && offset <= span.end
    })?;
    let page = world.field_page(&scalar.field)?;
    Some((tree.nodes[scalar.node].span.clone(), page))
}
