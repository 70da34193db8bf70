//! A difference of two trees as a change: its path, its values as written, how much it matters.

use serde_json::{Map, Value};

use super::case::Case;
use super::change::{Change, Part, What};
use super::loosened::is_looser;
use super::names::Names;
use super::part::{Seen, part};
use super::walk::{Difference, Spot, key_of};
use crate::record::tree::{Kind, NodeId, Tree};
use crate::record::{FieldPath, Segment};

pub fn cause(found: &Difference, old: &Case, new: &Case, names: &(Names, Names)) -> Change {
    let (before, after) = match found.what {
        What::Moved => (found.old.as_ref().map(position), found.new.as_ref().map(position)),
        _ => {
            let value =
                |place: &Option<Spot>, case: &Case| place.as_ref().map(|place| value(case.loaded.tree(), place.node));
            (value(&found.old, old), value(&found.new, new))
        }
    };
    let at = found.new.as_ref().or(found.old.as_ref()).map(|place| place.at.clone()).unwrap_or_default();
    let keys: Vec<&str> = at.0.iter().filter_map(key_of).collect();
    let (side, case) = if found.new.is_some() { (&names.1, new) } else { (&names.0, old) };
    let node = found.new.as_ref().or(found.old.as_ref()).map(|place| place.node);
    let loosened = is_limit(&keys) && is_looser(keys.last().unwrap_or(&""), text(&before), text(&after));
    let seen = Seen {
        keys: &keys,
        what: found.what,
        kind: side.kind(&at),
        holds_command: node.is_some_and(|node| holds_command(case.loaded.tree(), node)),
        after: text(&after),
        loosened,
    };
    let (part, holds_command) = (part(&seen), seen.holds_command);
    let is_command = part == Part::Danger && keys.iter().any(|key| matches!(*key, "run" | "undo" | "expect"));
    Change {
        part,
        what: found.what,
        path: side.shown(&at),
        places: (found.old.as_ref().map(|place| place.at.clone()), found.new.as_ref().map(|place| place.at.clone())),
        note: note(&keys, found.what, loosened),
        before,
        after,
        because: Vec::new(),
        is_command: is_command || holds_command && found.what != What::Moved,
    }
}

/// Limits that a criterion may be proven by.
fn is_limit(keys: &[&str]) -> bool {
    matches!(keys, ["targets", "max" | "min" | "is"] | ["components", "requires", "max" | "min" | "is" | "not"])
}

fn note(keys: &[&str], what: What, loosened: bool) -> Option<&'static str> {
    match (keys, what) {
        _ if loosened => Some("the limit lets more pass than before"),
        (["criteria"], What::Removed) => Some("nobody proves this any more"),
        (["criteria", "waived"], What::Added) => Some("accepted as it is, not met"),
        (["criteria", "must"], _) => Some("whether the incident may close without it"),
        (["handoff", "temporary"], What::Added) => Some("a temporary measure is in force"),
        (["handoff", "temporary"], What::Removed) => Some("the temporary measure is not listed any more"),
        (["handoff", "temporary", "ended"], What::Added) => Some("the temporary measure is lifted"),
        _ => None,
    }
}

fn text(value: &Option<Value>) -> Option<&str> {
    value.as_ref().and_then(Value::as_str)
}

/// Counted from 1, as people do.
fn position(place: &Spot) -> Value {
    let index = match place.at.0.last() {
        Some(Segment::Index(index)) => index + 1,
        _ => 1,
    };
    Value::String(format!("position {index}"))
}

/// Texts as they were written.
fn value(tree: &Tree, node: NodeId) -> Value {
    match &tree.nodes[tree.resolve(node)].kind {
        Kind::Scalar { value, .. } => Value::String(value.trim_end().to_owned()),
        Kind::Sequence(items) => items.iter().map(|&item| self::value(tree, item)).collect(),
        Kind::Mapping(entries) => {
            let named = |&(key, node): &(NodeId, NodeId)| Some((tree.scalar(key)?.to_owned(), value(tree, node)));
            Value::Object(entries.iter().filter_map(named).collect::<Map<_, _>>())
        }
        Kind::Alias(_) => Value::Null,
    }
}

/// Whether an item brings something that is run or pasted.
fn holds_command(tree: &Tree, node: NodeId) -> bool {
    match &tree.nodes[tree.resolve(node)].kind {
        Kind::Mapping(entries) => entries.iter().any(|&(key, value)| {
            matches!(tree.scalar(key), Some("run" | "undo")) && tree.scalar(value) != Some("none")
                || holds_command(tree, value)
        }),
        Kind::Sequence(items) => items.iter().any(|&item| holds_command(tree, item)),
        Kind::Scalar { .. } | Kind::Alias(_) => false,
    }
}

/// The path of a named item and what is below it.
pub fn is_at_or_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The path without the positions of items: `impact.revenue[]`.
pub fn pattern(at: &FieldPath) -> String {
    let mut out = String::new();
    for segment in &at.0 {
        match segment {
            Segment::Key(key) if out.is_empty() => out.push_str(key),
            Segment::Key(key) => out.push_str(&format!(".{key}")),
            Segment::Index(_) => out.push_str("[]"),
        }
    }
    out
}
