//! Ids as links to where they are explained.

use std::borrow::Cow;

use tera::{Error, State, TeraResult, Value};

use crate::markdown::code_span;
use crate::render::values::{field, text_of, texts};

/// `[label](document#anchor)`; only the label when the document is not part of the package.
pub fn link(id: &str, kind: &str, state: &State) -> TeraResult<String> {
    links_to(&[id.into()], kind, state)
}

pub fn links(ids: &Value, kind: &str, state: &State) -> TeraResult<String> {
    links_to(&texts(ids), kind, state)
}

fn links_to(ids: &[Cow<str>], kind: &str, state: &State) -> TeraResult<String> {
    let links: Value = state.get("links")?.ok_or_else(|| Error::message("`links` is not in the context"))?;
    let document: String = state.get("document")?.unwrap_or_default();
    let Some(entries) = field(&links, kind) else {
        return Err(Error::message(format!("nothing is linked as `{kind}`")));
    };
    let links: Vec<String> = ids.iter().map(|id| link_of(field(entries, id), id, &document)).collect();
    Ok(links.join(", "))
}

fn link_of(entry: Option<&Value>, id: &str, document: &str) -> String {
    let Some(entry) = entry else { return code_span(id) };
    let part = |key: &'static str| field(entry, key).map(text_of);
    let label = part("label").unwrap_or(id.into());
    let (Some(file), Some(anchor)) = (part("file"), part("anchor")) else { return label.into_owned() };
    let file = if file == document { "" } else { &file };
    format!("[{label}]({file}#{anchor})")
}
