//! What follows for the proof: evidence that came, went or says otherwise, and the criteria for which
//! it decides.

use std::collections::BTreeSet;

use serde_json::Value;

use super::case::Case;
use super::cause::is_at_or_below;
use super::change::{Change, Part, What};
use crate::evidence::Entry;
use crate::facts::criteria::Obstacle;
use crate::record::FieldPath;

/// The evidence of each check that is not what it was: causes, in `evidence.yaml`.
pub fn evidence(old: &Case, new: &Case) -> Vec<Change> {
    let checks =
        |case: &Case| -> BTreeSet<String> { case.evidence.iter().map(|(check, _)| check.to_owned()).collect() };
    let all: BTreeSet<String> = checks(old).union(&checks(new)).cloned().collect();
    let changed = all.into_iter().filter_map(|check| {
        let (before, after) = (old.evidence.get(&check), new.evidence.get(&check));
        if before == after {
            return None;
        }
        let what = match (before, after) {
            (None, _) => What::Added,
            (_, None) => What::Removed,
            _ => What::Changed,
        };
        let told = |entry: Option<&Entry>| entry.map(|entry| Value::String(told(entry)));
        Some(Change {
            part: Part::State,
            what,
            path: evidence_of(&check),
            places: (None, None),
            before: told(before),
            after: told(after),
            because: Vec::new(),
            note: None,
            is_command: false,
        })
    });
    changed.collect()
}

fn evidence_of(check: &str) -> String {
    format!("evidence.checks[{check}]")
}

fn told(entry: &Entry) -> String {
    let by = entry.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    format!("{} {}{by}", entry.outcome, entry.at)
}

/// The criteria that are proven, failed or stale and were not, or the other way round.
pub fn criteria(old: &Case, new: &Case, causes: &[Change]) -> Vec<Change> {
    let mut found = Vec::new();
    for (at, criterion) in new.loaded.record.criteria.iter().enumerate() {
        let id = criterion.id.as_str();
        let before = old.loaded.record.criteria.position_of(id);
        let Some(before) = before else { continue };
        let (was, is) = (standing(old, before), standing(new, at));
        if was == is {
            continue;
        }
        let because = blamed(new, at, causes);
        if because.is_empty() {
            continue;
        }
        let place = |index: usize| FieldPath::new("criteria").index(index);
        found.push(Change {
            part: Part::State,
            what: What::Changed,
            path: format!("criteria[{id}]"),
            places: (Some(place(before)), Some(place(at))),
            before: Some(Value::String(was.to_owned())),
            after: Some(Value::String(is.to_owned())),
            because,
            note: None,
            is_command: false,
        });
    }
    found
}

fn standing(case: &Case, criterion: usize) -> &'static str {
    match case.facts.criteria().obstacle(criterion) {
        None => "proven",
        Some(Obstacle::Failed) => "failed",
        Some(Obstacle::Stale) => "stale: what proves it changed since",
        Some(Obstacle::Unproven) => "unproven",
        Some(Obstacle::NoCheck) => "without a check",
    }
}

/// Evidence and definition of what proves it; else whatever else decides about evidence.
fn blamed(case: &Case, at: usize, causes: &[Change]) -> Vec<String> {
    let record = &case.loaded.record;
    let criterion = &record.criteria[at];
    let mut above = vec![format!("criteria[{}]", criterion.id)];
    for &check in case.facts.criteria().checks(at) {
        let id = record.checks[check].id.as_str();
        above.extend([evidence_of(id), format!("checks[{id}]")]);
    }
    above.extend(
        criterion
            .target
            .iter()
            .flat_map(|targets| targets.iter())
            .map(|target| format!("targets[{}]", target.as_str())),
    );
    let named = |wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
        causes.iter().map(|change| &change.path).filter(|path| wanted(path)).cloned().collect()
    };
    let mut found = named(&|path| above.iter().any(|above| is_at_or_below(path, above)));
    if found.is_empty() {
        found = named(&|path| {
            ["targets", "components", "checks", "vars", "started", "timeline"].iter().any(|s| is_at_or_below(path, s))
        });
    }
    found.sort();
    found.dedup();
    found
}
