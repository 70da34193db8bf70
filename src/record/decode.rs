//! Bytes -> record, or everything that is wrong with them.
//!
//! serde_yaml decodes and stops at its first error. Only then is the tree built: its own
//! deserializer reads the same types, and after each error goes on without the node at fault, until
//! nothing new is found.

use serde::de::DeserializeOwned;

use super::de::{Error, NodeDeserializer, Problem};
use super::guard;
use super::loaded::Loaded;
use super::model::Record;
use super::path::FieldPath;
use super::rules::{Breach, Broken, Field, RuleKind, key_name};
use super::tree::{Kind, NodeId, Tree};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::Source;

/// Work for finding further errors: nodes times attempts. Hostile files end with what was found.
const BUDGET: usize = 4_000_000;
/// More errors than anybody reads at once.
const MOST_ERRORS: usize = 100;

/// What could be decoded, or the source with all diagnostics.
pub type Decoded = Result<Loaded, Box<(Source, Vec<Diagnostic>)>>;

/// Decodes a record. `name` is how messages call the file.
pub fn decode(name: &str, bytes: &[u8]) -> Decoded {
    let source = source_of(name, bytes)?;
    let (loaded, mut found) = match serde_yaml::from_str::<Record>(&source.text) {
        Ok(record) => (Loaded::new(source, record), Vec::new()),
        Err(error) => match explain::<Record>(&source, &error) {
            (Some((record, tree)), found) => (Loaded::with_tree(source, record, tree), found),
            (None, found) => return Err(Box::new((source, found))),
        },
    };
    found.extend(broken_rules(&loaded));
    found.extend(super::needs::missing(&loaded, found.is_empty()));
    found.sort_by_key(|diagnostic| diagnostic.span.start);
    if found.is_empty() { Ok(loaded) } else { Err(Box::new((loaded.source, found))) }
}

/// Decodes another file of ours with the same care: evidence, written by the tool and merged by
/// people.
pub(crate) fn decode_as<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, Box<(Source, Vec<Diagnostic>)>> {
    let source = source_of(name, bytes)?;
    serde_yaml::from_str(&source.text).map_err(|error| {
        let (_, mut found) = explain::<T>(&source, &error);
        found.sort_by_key(|diagnostic| diagnostic.span.start);
        Box::new((source, found))
    })
}

/// The text of the file, unless it is refused before it is parsed.
fn source_of(name: &str, bytes: &[u8]) -> Result<Source, Box<(Source, Vec<Diagnostic>)>> {
    let text = match guard::text_of(bytes) {
        Ok(text) => text,
        Err(diagnostic) => {
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 16)]).replace('\0', " ");
            return Err(Box::new((Source::new(name, shown), vec![diagnostic])));
        }
    };
    let source = Source::new(name, text);
    if guard::is_suspicious(&source.text)
        && let Err(diagnostic) = Tree::parse(&source.text)
    {
        return Err(Box::new((source, vec![diagnostic])));
    }
    Ok(source)
}

/// All that keeps the text from being a `T`, and what can be read of it without that.
fn explain<T: DeserializeOwned>(source: &Source, error: &serde_yaml::Error) -> (Option<(T, Tree)>, Vec<Diagnostic>) {
    let (tree, mut found) = match Tree::parse(&source.text) {
        Ok(built) => built,
        Err(diagnostic) => return (None, vec![diagnostic]),
    };
    let attempts = (BUDGET / tree.nodes.len().max(1)).clamp(1, MOST_ERRORS);
    let mut remaining = None;
    for _ in 0..attempts {
        match T::deserialize(NodeDeserializer { tree: &tree, node: tree.root }) {
            Ok(value) => {
                remaining = Some(value);
                break;
            }
            Err(error) => {
                let node = error.node.unwrap_or(tree.root);
                describe(&tree, node, error, &mut found);
                if node == tree.root {
                    break;
                }
                tree.nodes[node].bury();
            }
        }
    }
    if found.is_empty() {
        // The two parsers disagree: then the one that is asked to decode has the word.
        let at = error.location().map_or(0, |at| at.index().min(source.text.len()));
        found.push(Diagnostic::invalid(at..at, "", format!("this cannot be read: {error}")));
    }
    (remaining.map(|value| (value, tree)), found)
}

fn describe(tree: &Tree, node: NodeId, error: Error, found: &mut Vec<Diagnostic>) {
    let path = tree.path_of(node).to_string();
    let span = tree.nodes[node].span.clone();
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
        Problem::Other(message) => found.push(Diagnostic::invalid(span, path, message)),
    }
}

/// What the types alone do not refuse, of that which could be read.
fn broken_rules(loaded: &Loaded) -> impl Iterator<Item = Diagnostic> {
    let mut broken = Vec::new();
    loaded.record.broken(&mut FieldPath::default(), &mut broken);
    broken.into_iter().filter_map(|Broken { at, what }| {
        let Breach::Rule(rule) = what else {
            return Some(loaded.invalid(&at, "this text says nothing").with_help("say it in a few words"));
        };
        let keys: Vec<&str> = rule.keys.iter().map(|key| key_name(key)).collect();
        let message = match rule.kind {
            RuleKind::NotBoth => format!("{} exclude each other", list(&keys)),
            // A key that is there but could not be read, or is misspelt, was reported: it is not missing.
            RuleKind::OneOf if loaded.keys(&at).any(|key| nearest(key, keys.iter().copied()).is_some()) => return None,
            RuleKind::OneOf => format!("`{at}` needs one of the keys {}", list(&keys)),
        };
        Some(loaded.invalid(&at, message).with_help(rule.help))
    })
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

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
