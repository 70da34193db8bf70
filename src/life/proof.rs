//! Whether a text says what another said, but for one change.

use crate::record::tree::{Kind, NodeId, ScalarStyle, Tree};
use crate::record::{FieldPath, Segment};

use super::value::Value;

/// One change of what a record says.
#[derive(Debug, Clone)]
pub enum Delta {
    /// A key of the mapping has this value now.
    Set(String, Value),
    /// The list has one more item, which has this index.
    Insert(usize, Value),
    /// The text has become a mapping that holds it at the first key, and more.
    Wrap(&'static str, Vec<(String, Value)>),
    /// The mapping has become the first item of a list.
    Listed,
}

/// What a text of YAML says, aliases filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Text(String, ScalarStyle),
    List(Vec<Said>),
    Map(Vec<(String, Said)>),
}

fn said(tree: &Tree, id: NodeId) -> Option<Said> {
    let id = tree.resolve(id);
    Some(match &tree.nodes[id].kind {
        Kind::Scalar { value, style } => Said::Text(value.clone(), *style),
        Kind::Sequence(items) => Said::List(items.iter().map(|&item| said(tree, item)).collect::<Option<_>>()?),
        Kind::Mapping(entries) => {
            let entries = entries.iter().map(|&(key, value)| Some((tree.scalar(key)?.to_owned(), said(tree, value)?)));
            Said::Map(entries.collect::<Option<_>>()?)
        }
        Kind::Alias(_) => return None,
    })
}

/// Whether the new text says what the old one does, with exactly this change at this place.
pub fn is_exactly(old: &Tree, new: &str, at: &FieldPath, change: &Delta) -> bool {
    let Ok((new, found)) = Tree::parse(new) else { return false };
    let (Some(old), Some(now)) = (said(old, old.root), said(&new, new.root)) else { return false };
    found.is_empty() && differs(&old, &now, &at.0, change)
}

fn differs(old: &Said, new: &Said, at: &[Segment], change: &Delta) -> bool {
    match (at.split_first(), old, new) {
        (Some((Segment::Key(key), below)), Said::Map(old), Said::Map(new)) => {
            old.len() == new.len()
                && old.iter().any(|(name, _)| name == key)
                && old.iter().zip(new).all(|((name, old), (new_name, new))| {
                    name == new_name && if name == key { differs(old, new, below, change) } else { old == new }
                })
        }
        (Some((Segment::Index(index), below)), Said::List(old), Said::List(new)) => {
            old.len() == new.len()
                && *index < old.len()
                && old.iter().zip(new).enumerate().all(|(at, (old, new))| match at == *index {
                    true => differs(old, new, below, change),
                    false => old == new,
                })
        }
        (Some(_), ..) => false,
        (None, ..) => is_changed(old, new, change),
    }
}

fn is_changed(old: &Said, new: &Said, change: &Delta) -> bool {
    match (change, old, new) {
        (Delta::Set(key, value), Said::Map(old), Said::Map(new)) => {
            let others = |entries: &[(String, Said)]| -> Vec<(String, Said)> {
                entries.iter().filter(|(name, _)| name != key).cloned().collect()
            };
            let mut set = new.iter().filter(|(name, _)| name == key);
            set.next().is_some_and(|(_, new)| is(new, value)) && set.next().is_none() && others(old) == others(new)
        }
        (Delta::Insert(index, value), Said::List(old), Said::List(new)) => {
            new.len() == old.len() + 1
                && new.get(*index).is_some_and(|item| is(item, value))
                && new[..*index] == old[..*index]
                && new[*index + 1..] == old[*index..]
        }
        (Delta::Wrap(key, more), Said::Text(..), Said::Map(new)) => {
            new.split_first().is_some_and(|((name, text), rest)| {
                name == key
                    && text == old
                    && rest.len() == more.len()
                    && rest.iter().zip(more).all(|((name, new), (key, value))| name == key && is(new, value))
            })
        }
        (Delta::Listed, Said::Map(_), Said::List(new)) => matches!(new.as_slice(), [one] if one == old),
        _ => false,
    }
}

fn is(said: &Said, value: &Value) -> bool {
    match (said, value) {
        (Said::Text(said, _), Value::Text(text)) => said == text,
        (Said::List(said), Value::List(items)) => {
            said.len() == items.len() && said.iter().zip(items).all(|(said, item)| is(said, item))
        }
        (Said::Map(said), Value::Map(entries)) => {
            said.len() == entries.len()
                && said.iter().zip(entries).all(|((name, said), (key, value))| name == key && is(said, value))
        }
        _ => false,
    }
}
