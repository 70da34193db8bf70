//! What is wrong at a node, put into words: what stands there, and how to mend it.

use super::de::{Error, Form, Problem};
use super::tree::{Kind, NodeId, ScalarStyle, Tree};
use super::units::in_letters;
use super::{meant, schema};
use crate::diagnostic::Diagnostic;

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
            found.push(match meant::key(&name, expected) {
                Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
                None => diagnostic.with_help(match meant::computed(&name) {
                    Some(how) => how.to_owned(),
                    None => format!("known here: {}", list(expected)),
                }),
            });
        }
        Problem::UnknownWord { word, expected } => {
            let message = format!("`{}` is none of {}", word.escape_debug(), list(expected));
            let diagnostic = Diagnostic::invalid(span, path, message);
            found.push(match meant::word(&word, expected) {
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
            found.push(match form_help(&diagnostic.message, form, tree, node) {
                Some(help) => diagnostic.with_help(help),
                None => diagnostic,
            });
        }
        Problem::Other(message) => {
            let short = tree.scalar(node).filter(|_| message.contains("is not a duration")).and_then(in_letters);
            let diagnostic = Diagnostic::invalid(span, path, message);
            found.push(match short {
                Some(short) => diagnostic.with_help(format!("write `{short}`")),
                None => diagnostic,
            });
        }
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

/// What to do where a value of another form was wanted.
fn form_help(message: &str, form: Form, tree: &Tree, node: NodeId) -> Option<String> {
    let wanted = |what: &str| message.ends_with(&format!("expected {what}"));
    let text_wanted = wanted("a text") || wanted("an id");
    match form {
        Form::List if text_wanted => {
            Some("write one text: join the items, or put a text that begins with `[` into quotes".to_owned())
        }
        Form::Mapping if text_wanted => {
            Some("write one text; in quotes, if a colon stands in it, or if it begins with `{`".to_owned())
        }
        Form::Scalar if wanted("a list") => Some(match tree.scalar(node).filter(|text| is_plain(text)) {
            Some(text) => format!("write a list, also of one: `[{text}]`"),
            None => "write a list, also of one: a line `- …` for each item".to_owned(),
        }),
        Form::Mapping if wanted("a list") => {
            Some("write a list, also of one: `- ` before the first key of each, or `[{…}]`".to_owned())
        }
        Form::Scalar | Form::List if wanted("a mapping") => {
            let keys = schema::keys(&tree.path_of(node));
            let first = keys.first()?;
            Some(format!("write a mapping, such as `{{{first}: …}}`; known here: {}", list(&keys)))
        }
        _ => None,
    }
}

/// Whether a text may stand between brackets as it is.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "-_./ ".contains(c);
    text.chars().count() <= 60 && text.starts_with(char::is_alphanumeric) && text.chars().all(plain)
}

/// serde names the first missing field; the schema knows the others.
fn missing_fields(tree: &Tree, node: NodeId, first: &str, of: &str, path: &str, found: &mut Vec<Diagnostic>) {
    let mut missing = super::schema::required(of);
    if missing.is_empty() {
        missing.push(first.to_owned());
    }
    let Kind::Mapping(entries) = &tree.nodes[node].kind else { return };
    // A key that is there but was reported as wrong, or as another key misspelt, is not missing.
    let all = missing.clone();
    let known: Vec<&str> = all.iter().map(String::as_str).collect();
    missing.retain(|name| {
        !entries
            .iter()
            .filter_map(|&(key, _)| tree.scalar(key))
            .any(|key| key == name || meant::key(key, &known) == Some(name))
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
