//! Bytes -> record, or everything that is wrong with them.
//!
//! A tree is built from the text and read by the types of the model. After each error it is read
//! again without the node at fault, until nothing new is found.

use serde::de::DeserializeOwned;

use super::de::NodeDeserializer;
use super::explain::{self, list};
use super::guard;
use super::loaded::Loaded;
use super::model::Record;
use super::path::FieldPath;
use super::rules::{Breach, Broken, Field, RuleKind, key_name};
use super::syntax;
use super::tree::Tree;
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
    let source = guard::source_of(name, bytes)?;
    let (tree, mut found) = match Tree::parse(&source.text) {
        Ok(built) => built,
        Err(diagnostic) => return Err(Box::new((source, vec![diagnostic]))),
    };
    let Some(record) = read::<Record>(&tree, &source.text, &mut found) else {
        return Err(Box::new((source, in_order(found))));
    };
    let loaded = Loaded::new(source, record, tree);
    found.extend(broken_rules(&loaded));
    found.extend(super::vars::flaws(&loaded));
    found.extend(super::expansion::too_long(&loaded));
    found.extend(super::tracker::wrong(&loaded));
    found.extend(super::patterns::flaws(&loaded));
    found.extend(super::joined::too_many(&loaded));
    found.extend(super::needs::missing(&loaded, found.is_empty()));
    if found.is_empty() { Ok(loaded) } else { Err(Box::new((loaded.source, in_order(found)))) }
}

/// What could be decoded of a record that is not valid, for who shows it while it is being typed: nothing may
/// be concluded from what is absent. `None` also where its names cannot be filled in safely.
pub fn decode_rest(name: &str, text: &str) -> Option<Loaded> {
    let source = guard::source_of(name, text.as_bytes()).ok()?;
    let (tree, mut found) = Tree::parse(&source.text).ok()?;
    let record = read::<Record>(&tree, &source.text, &mut found)?;
    let loaded = Loaded::new(source, record, tree);
    let safe = super::vars::flaws(&loaded).is_empty() && super::expansion::too_long(&loaded).is_empty();
    safe.then_some(loaded)
}

/// Decodes another file of ours with the same care: evidence, written by the tool and merged by
/// people.
pub(crate) fn decode_as<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, Box<(Source, Vec<Diagnostic>)>> {
    let source = guard::source_of(name, bytes)?;
    let mut found = match Tree::parse(&source.text) {
        Err(diagnostic) => vec![diagnostic],
        Ok((tree, mut found)) => {
            if found.is_empty()
                && let Ok(value) = serde_yaml::from_str(&source.text)
            {
                return Ok(value);
            }
            read::<T>(&tree, &source.text, &mut found);
            found
        }
    };
    if found.is_empty() {
        found.push(Diagnostic::invalid(0..0, "", "this is not valid YAML"));
    }
    Err(Box::new((source, in_order(found))))
}

fn in_order(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if let Some(merge) = found.iter().position(|diagnostic| diagnostic.message == syntax::UNFINISHED_MERGE) {
        return vec![found.swap_remove(merge)];
    }
    found.sort_by_key(|diagnostic| diagnostic.span.start);
    found
}

/// What can be read of the tree, and all that keeps the rest from being a `T`: after each error it
/// is read again without the node at fault.
fn read<T: DeserializeOwned>(tree: &Tree, text: &str, found: &mut Vec<Diagnostic>) -> Option<T> {
    let attempts = (BUDGET / tree.nodes.len().max(1)).clamp(1, MOST_ERRORS);
    for _ in 0..attempts {
        let error = match T::deserialize(NodeDeserializer { tree, node: tree.root }) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        if found.is_empty() {
            found.extend(syntax::unfinished_merge(text));
        }
        let node = error.node.unwrap_or(tree.root);
        let before = found.len();
        explain::explain(tree, text, node, error, found);
        // What is left out of the record is never left out of the report.
        if found.is_empty() && before == 0 {
            let what = "this cannot be read: something that it needs is missing";
            found.push(Diagnostic::invalid(tree.nodes[node].span.clone(), tree.path_of(node).to_string(), what));
        }
        // `decision: #1116 is the cause` has no value at all.
        if let Some(last) = found.last_mut().filter(|last| last.help.is_none() && last.message.starts_with("`null`"))
            && syntax::is_cut(text[last.span.start..].lines().next().unwrap_or_default().trim_start_matches([':', '-']))
        {
            last.help = Some(syntax::CUT.to_owned());
        }
        if node == tree.root {
            return None;
        }
        tree.nodes[node].bury();
    }
    None
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
