//! How much a change matters: told by where it stands and what its leaf is.

use super::change::{Part, What};
use crate::record::text::TextKind;

/// What is known of a change.
pub struct Seen<'a> {
    /// The keys of its path, the positions of items left out.
    pub keys: &'a [&'a str],
    pub what: What,
    /// The type of a leaf.
    pub kind: Option<&'static str>,
    /// Whether an item that came or went holds what is run or pasted.
    pub holds_command: bool,
    /// A new value, where it is a text.
    pub after: Option<&'a str>,
    /// Whether a limit of a target or requirement lets more pass than before.
    pub loosened: bool,
}

/// Keys whose values are run, pasted, or decide what a run means.
const RUN: [&str; 4] = ["run", "undo", "expect", "read_only"];
/// Sections whose second key is a name of the author's.
const NAMED: [&str; 3] = ["vars", "teams", "next_actions"];

pub fn part(seen: &Seen) -> Part {
    if is_danger(seen) {
        return Part::Danger;
    }
    if is_state(seen) {
        return Part::State;
    }
    if is_figure(seen) {
        return Part::Figures;
    }
    if is_text(seen) { Part::Text } else { Part::Work }
}

/// The keys of the format in a path.
fn format_keys<'a>(keys: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let named = keys.first().is_some_and(|first| NAMED.contains(first));
    keys.iter().enumerate().filter(move |(at, _)| !(named && *at == 1)).map(|(_, key)| *key)
}

fn is_danger(seen: &Seen) -> bool {
    let keys = seen.keys;
    let has = |key: &str| format_keys(keys).any(|k| k == key);
    let comes = seen.what == What::Added;
    let goes = seen.what == What::Removed;
    if RUN.iter().any(|key| has(key)) || keys == ["run_in"] || seen.loosened || comes && seen.holds_command {
        return true;
    }
    match keys {
        ["handoff", "temporary"] => comes || goes,
        ["handoff", "temporary", rest @ ..] => matches!(rest.first(), Some(&("ended" | "undo" | "after"))),
        ["criteria"] => goes,
        ["criteria", "must"] => seen.after.is_some_and(|value| value.eq_ignore_ascii_case("false")),
        ["criteria", "waived" | "check" | "target", ..] => true,
        ["checks", "manual" | "attempts" | "holds" | "every" | "timeout"] => true,
        ["roadmap", "exit"] => seen.what != What::Added,
        ["targets", "check"] | ["components", "requires", "check"] => true,
        _ => false,
    }
}

fn is_state(seen: &Seen) -> bool {
    match seen.keys {
        ["severity" | "status" | "owner" | "environment" | "started" | "ended"] => true,
        ["closed" | "deadlines" | "lint", ..] => true,
        ["handoff"] => true,
        ["handoff", key, ..] => {
            matches!(*key, "at" | "from" | "to" | "acknowledged" | "returned" | "taken_back" | "next_checkpoint")
                || matches!(seen.keys, ["handoff", "temporary", "until" | "since"])
        }
        ["components", "state" | "severity" | "owner"] | ["services", "state" | "priority"] => true,
        ["criteria", "must" | "owner"] => true,
        _ => false,
    }
}

/// Types whose values are amounts.
fn is_quantity(kind: &str) -> bool {
    let amounts = ["Money", "Percent", "Ratio", "Quantity", "Duration", "Setting", "Deadline", "Instant", "When"];
    amounts.iter().any(|amount| kind.contains(amount))
}

fn is_figure(seen: &Seen) -> bool {
    let quantity = seen.kind.is_some_and(is_quantity);
    match seen.keys {
        // What is ticked off with a time.
        [.., "done" | "finished" | "delivered" | "reached"] if seen.keys[0] != "progress" => false,
        ["roadmap", "started"] => false,
        ["impact", .., "people" | "actual" | "above" | "below" | "after"] => true,
        ["tests", "counted"] | ["invariants", ..] => true,
        ["impact", ..] | ["progress"] | ["tests"] => quantity || seen.kind.is_none(),
        ["targets" | "monitoring", .., "max" | "min" | "is" | "above" | "below"] => true,
        ["components", "requires", "max" | "min" | "is" | "not"] => true,
        ["escalation", "from"] => true,
        _ => quantity,
    }
}

fn is_text(seen: &Seen) -> bool {
    let words = seen.kind.and_then(TextKind::of).is_some();
    match seen.keys {
        ["timeline" | "decisions" | "lessons" | "links" | "roles"] => true,
        ["root_cause", "hypotheses" | "causes" | "whys" | "chains"] => true,
        // Ordered lists of words are work: steps, actions, tasks.
        ["next_actions", ..] | ["roadmap", "tasks"] | [.., "steps"] => false,
        // A name that nothing is computed from; commands that quote it are told apart.
        ["vars", ..] => true,
        _ => words && seen.what != What::Moved,
    }
}
