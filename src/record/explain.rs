//! What is wrong at a node, put into words: what stands there, and how to mend it.

use super::de::{Error, Form, Problem};
use super::tree::{Kind, NodeId, ScalarStyle, Tree};
use super::units::in_letters;
use super::{meant, schema};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;

/// Adds what there is to say of an error at a node.
pub fn explain(tree: &Tree, text: &str, node: NodeId, error: Error, found: &mut Vec<Diagnostic>) {
    let path = tree.path_of(node).to_string();
    let span = tree.nodes[node].span.clone();
    if let Some(word) = cut_by_comma(tree, text, node) {
        if let Some((key, value)) = word.split_once(':').filter(|(key, _)| !key.contains(' ')) {
            let (key, value) = (key.escape_debug(), value.escape_debug());
            let message = format!("`{key}:{value}` is read as one word: a colon needs a blank behind it");
            found.push(Diagnostic::invalid(span, path, message).with_help(format!("write `{key}: {value}`")));
            return;
        }
        let message = format!("`{}` is read as a key: inside of `{{…}}` a comma ends a text", word.escape_debug());
        found.push(Diagnostic::invalid(span, path, message).with_help("put the whole text into quotes"));
        return;
    }
    match error.problem {
        Problem::UnknownField { name, expected } => {
            let diagnostic = Diagnostic::invalid(span, path, format!("unknown key `{}`", name.escape_debug()));
            found.push(unknown_key(diagnostic, text, &name, expected));
        }
        Problem::UnknownWord { word, expected } => {
            let message = format!("`{}` is none of {}", word.escape_debug(), list(expected));
            let diagnostic = Diagnostic::invalid(span, path, message);
            found.push(match meant::word(&word, expected) {
                Some(near) => diagnostic.meant(text, near),
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
            let written = tree.scalar(node).unwrap_or_default();
            let short = Some(written).filter(|_| message.contains("is not a duration")).and_then(in_letters);
            let help = short.map(|short| format!("write `{short}`")).or_else(|| value_help(&message, written));
            let diagnostic = Diagnostic::invalid(span, path, message);
            found.push(match help {
                Some(help) => diagnostic.with_help(help),
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

/// What to do with a key that is not known where it stands.
fn unknown_key(diagnostic: Diagnostic, text: &str, name: &str, expected: &'static [&'static str]) -> Diagnostic {
    let plain = |text: &str| text.replace(['-', '_', ' '], "").to_lowercase();
    let near = meant::key(name, expected);
    let spelt = near.filter(|near| plain(near).trim_end_matches('s') == plain(name).trim_end_matches('s'));
    // A key of one other place only is no slip of the hand: it stands at the wrong level. What other tools call so is meant.
    let called_so = near.is_some() && nearest(name, expected.iter().copied()).is_none();
    let home = schema::home(name).filter(|_| spelt.is_none() && !called_so);
    match (home, near, meant::computed(name)) {
        (_, None, Some(how)) => diagnostic.with_help(how),
        (Some(home), ..) => diagnostic.with_help(format!("it belongs into {home}")),
        (None, Some(near), _) => diagnostic.meant(text, near),
        (None, None, None) => {
            let of_texts = expected.first().is_some_and(|first| ["do", "what", "ask", "why"].contains(first));
            let quote = if of_texts { "; a text with a colon in it is to be quoted" } else { "" };
            diagnostic.with_help(format!("known here: {}{quote}", list(expected)))
        }
    }
}

/// How a value is written that its type refused, where its message does not say so already.
fn value_help(message: &str, written: &str) -> Option<String> {
    if message.contains("is not a duration") {
        let bare = !written.is_empty() && written.bytes().all(|b| b.is_ascii_digit());
        let units = "units are `s`, `min`, `h`, `d` and `w`";
        return Some(if bare { format!("give its unit, as in `{written}min`; {units}") } else { units.to_owned() });
    }
    if message.contains("is not an instant") && written.contains(|c: char| c.is_ascii_digit()) {
        let help = "the year comes first: `2026-03-31T14:05Z`, the offset from UTC last; a day is `2026-03-31`";
        return Some(help.to_owned());
    }
    if message.contains("is not an id") {
        let words = written.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let id = words.collect::<Vec<_>>().join("-").to_lowercase();
        return (!id.is_empty() && id.len() <= 100).then(|| format!("write `{id}`"));
    }
    None
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
        Form::Scalar if wanted("a list") && tree.scalar(node).is_some_and(|text| text.starts_with('-')) => {
            Some("put a blank behind each `-`".to_owned())
        }
        Form::Scalar if wanted("`true` or `false`") => {
            let written = tree.scalar(node).unwrap_or_default().to_lowercase();
            let no = ["no", "n", "off", "false", "0"].contains(&written.as_str());
            let yes = ["yes", "y", "on", "true", "1"].contains(&written.as_str());
            (yes || no).then(|| format!("write `{yes}`"))
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
    let there = schema::known(of);
    let all = missing.clone();
    let known: Vec<&str> = all.iter().map(String::as_str).collect();
    missing.retain(|name| {
        !entries
            .iter()
            .filter_map(|&(key, _)| tree.scalar(key))
            // A key that the format knows is no misspelling of another.
            .any(|key| key == name || !there.contains(&key) && meant::key(key, &known) == Some(name))
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
