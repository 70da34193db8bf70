//! Commands that stay as they are written and run otherwise, since a name in them has another value.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::case::Case;
use super::change::{Change, Part, What};
use crate::facts::Names as Filled;
use crate::record::FieldPath;
use crate::record::template::{Piece, pieces};
use crate::record::text::TextKind;

/// Adds what follows for commands, and moves the names at fault to where they are seen.
pub fn follow(old: &Case, new: &Case, changes: &mut Vec<Change>) {
    let before = commands(old);
    let vars: HashSet<String> =
        changes.iter().map(|change| change.path.clone()).filter(|path| path.starts_with("vars.")).collect();
    let mut follow = Vec::new();
    for (path, (at, written, runs)) in commands(new) {
        let Some((was_at, was_written, ran)) = before.get(&path) else { continue };
        if written != *was_written || runs == *ran {
            continue;
        }
        let because = blamed(new, &written, &vars);
        let because = if because.is_empty() { blamed(old, &written, &vars) } else { because };
        follow.push(Change {
            part: Part::Danger,
            what: What::Changed,
            path,
            places: (Some(was_at.clone()), Some(at)),
            before: Some(Value::String(ran.clone())),
            after: Some(Value::String(runs)),
            because,
            note: Some("runs otherwise, though it is written as before"),
            is_command: true,
        });
    }
    let at_fault: HashSet<&String> = follow.iter().flat_map(|change| &change.because).collect();
    for change in changes.iter_mut().filter(|change| at_fault.contains(&change.path)) {
        change.part = Part::Danger;
        change.note = Some("stands in commands");
    }
    // Of a fact in a command, all that moved a figure may be the cause.
    let figures: Vec<String> =
        changes.iter().filter(|change| change.part == Part::Figures).map(|change| change.path.clone()).collect();
    for change in follow.iter_mut().filter(|change| change.because.is_empty()) {
        change.because.clone_from(&figures);
    }
    changes.extend(follow.into_iter().filter(|change| !change.because.is_empty()));
}

/// By path: where it stands, as written, as run.
fn commands(case: &Case) -> BTreeMap<String, (FieldPath, String, String)> {
    let filled = Filled { record: &case.loaded.record, facts: case.facts };
    let names = super::names::Names::new(case.loaded);
    let mut found = BTreeMap::new();
    case.loaded.shape().walk(&mut |at, kind, text| {
        if matches!(TextKind::of(kind), Some(TextKind::Command | TextKind::Literal)) && text.contains("${{") {
            let runs = filled.expand(text).into_owned();
            found.insert(names.shown(at), (at.clone(), text.to_owned(), runs));
        }
    });
    found
}

/// The changed vars that a text quotes, also through other vars.
fn blamed(case: &Case, text: &str, changed: &HashSet<String>) -> Vec<String> {
    let mut left = vec![text.to_owned()];
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    while let Some(text) = left.pop() {
        for piece in pieces(&text) {
            let Piece::Quote { path, .. } = piece else { continue };
            let Some(name) = path.strip_prefix("vars.").filter(|_| seen.insert(path.to_owned())) else { continue };
            if changed.contains(path) {
                found.push(path.to_owned());
            }
            let value = case.loaded.record.vars.as_ref().and_then(|vars| vars.get(name));
            left.extend(value.map(|value| value.as_str().to_owned()));
        }
    }
    found.sort();
    found
}
