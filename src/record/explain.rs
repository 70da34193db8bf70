//! What is wrong at a node, put into words: what stands there, and how to mend it.

use super::de::{Error, Form, Problem};
use super::tree::{Kind, NodeId, ScalarStyle, Tree};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;

/// Adds what there is to say of an error at a node.
pub fn explain(tree: &Tree, text: &str, node: NodeId, error: Error, found: &mut Vec<Diagnostic>) {
    let path = tree.path_of(node).to_string();
    let span = tree.nodes[node].span.clone();
    if let Some(word) = cut_by_comma(tree, text, node) {
        let message = format!("`{}` is read as a key: inside of `{{…}}` a comma ends a text", word.escape_debug());
        found.push(Diagnostic::invalid(span, path, message).with_help("put the whole text into quotes"));
        return;
    }
    match error.problem {
        Problem::UnknownField { name, expected } => {
            let diagnostic = Diagnostic::invalid(span, path, format!("unknown key `{}`", name.escape_debug()));
            found.push(match nearest(&name, expected.iter().copied()) {
                Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
                None => diagnostic.with_help(format!("known here: {}", list(expected))),
            });
        }
        Problem::UnknownWord { word, expected } => {
            let message = format!("`{}` is none of {}", word.escape_debug(), list(expected));
            let diagnostic = Diagnostic::invalid(span, path, message);
            found.push(match nearest(&word, expected.iter().copied()) {
                Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
                None => diagnostic,
            });
        }
        Problem::MissingField { name, of } => {
            // A handoff may stand alone or in a list: then serde does not tell its type.
            let of = if of.is_empty() && path.starts_with("handoff") { "Handoff" } else { of };
            missing_fields(tree, node, name, of, &path, found);
        }
        Problem::WrongForm { found: form, message } => {
            let diagnostic = Diagnostic::invalid(span, path, message);
            found.push(match form_help(&diagnostic.message, form) {
                Some(help) => diagnostic.with_help(help),
                None => diagnostic,
            });
        }
        Problem::Other(message) => found.push(Diagnostic::invalid(span, path, message)),
    }
}

/// The key of a `{…}` that has neither colon nor value: a part of a text with a comma in it. One
/// word may be a key whose colon was forgotten, or one that is misspelt.
fn cut_by_comma<'t>(tree: &'t Tree, text: &str, node: NodeId) -> Option<&'t str> {
    let Kind::Scalar { value, style: ScalarStyle::Plain } = &tree.nodes[node].kind else { return None };
    let is_key = tree.nodes.iter().any(|other| match &other.kind {
        Kind::Mapping(entries) => entries.iter().any(|&(key, _)| key == node),
        _ => false,
    });
    let behind = text.get(tree.nodes[node].span.end..)?.trim_start();
    (is_key && behind.starts_with([',', '}'])).then_some(value.as_str())
}

/// What to do where a text was wanted and something else stands.
fn form_help(message: &str, form: Form) -> Option<&'static str> {
    let text_wanted = message.ends_with("expected a text") || message.ends_with("expected an id");
    match form {
        Form::List if text_wanted => {
            Some("write one text: join the items, or put a text that begins with `[` into quotes")
        }
        Form::Mapping if text_wanted => {
            Some("write one text; in quotes, if a colon stands in it, or if it begins with `{`")
        }
        _ => None,
    }
}

/// serde names the first missing field; the schema knows the others.
fn missing_fields(tree: &Tree, node: NodeId, first: &str, of: &str, path: &str, found: &mut Vec<Diagnostic>) {
    let mut missing = super::schema::required(of);
    if missing.is_empty() {
        missing.push(first.to_owned());
    }
    let Kind::Mapping(entries) = &tree.nodes[node].kind else { return };
    // A key that is there but was reported as wrong, or as another key misspelt, is not missing.
    let known = missing.clone();
    missing.retain(|name| {
        !entries
            .iter()
            .filter_map(|&(key, _)| tree.scalar(key))
            .any(|key| key == name || nearest(key, known.iter().map(String::as_str)) == Some(name))
    });
    let span = entries.first().map_or(tree.nodes[node].span.clone(), |&(key, _)| tree.nodes[key].span.clone());
    for name in missing {
        let place = if path.is_empty() { "the record".to_owned() } else { format!("`{path}`") };
        let diagnostic = Diagnostic::invalid(span.clone(), path, format!("{place} lacks the key `{name}`"));
        found.push(diagnostic.with_help(format!("add `{name}:`")));
    }
}

pub fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
