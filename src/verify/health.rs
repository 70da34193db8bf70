//! Outcomes -> criteria -> the one word for the incident.

use std::collections::{HashMap, HashSet};

use super::select::Selected;
use super::{CheckResult, Report};
use crate::evidence::{Evidence, Outcome};
use crate::facts::criteria::{Answer, Obstacle, is_must, obstacle};
use crate::record::Record;
use crate::record::model::Check;

/// From worst to best, except that nothing undecided is healthy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Health {
    /// A must-criterion fails.
    Critical,
    /// Only others fail.
    Degraded,
    /// Nothing fails, but something could not be decided.
    Unknown,
    Healthy,
}

impl Health {
    pub fn as_str(self) -> &'static str {
        match self {
            Health::Critical => "CRITICAL",
            Health::Degraded => "DEGRADED",
            Health::Unknown => "UNKNOWN",
            Health::Healthy => "HEALTHY",
        }
    }
}

/// Whether a criterion holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    Yes,
    No,
    /// One of its checks could not be run, or awaits somebody.
    Undecided,
}

/// A criterion of the selection with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub id: String,
    pub what: String,
    pub must: bool,
    pub met: Met,
}

/// Decides the criteria of the selection. A check that was not run counts by its evidence.
/// A criterion that is only touched is left out when it depends on checks outside of the selection.
pub fn decide(record: &Record, evidence: &Evidence, selected: &Selected<'_>, results: Vec<CheckResult>) -> Report {
    let outcomes: HashMap<&str, Outcome> = results.iter().map(|result| (result.id.as_str(), result.outcome)).collect();
    let inside: HashSet<&str> = selected.checks.iter().map(|check| check.id.as_str()).collect();
    let answer = |check: &Check| match outcomes.get(check.id.as_str()) {
        Some(Outcome::Passed) => Answer::Passes(None),
        Some(Outcome::Failed) => Answer::Fails,
        Some(Outcome::Error | Outcome::Timeout) => Answer::Nothing,
        Some(Outcome::Skipped) | None => evidence.standing(record, check).answer(),
    };
    let mut criteria = Vec::new();
    for chosen in &selected.criteria {
        let answers: Vec<Answer> = chosen.checks.iter().map(|check| answer(check)).collect();
        let met = match obstacle(chosen.complete, answers.iter().copied()) {
            None => Met::Yes,
            Some(Obstacle::Failed) => Met::No,
            Some(Obstacle::Stale | Obstacle::Unproven | Obstacle::NoCheck) => Met::Undecided,
        };
        let outside = |(check, answer): (&&Check, &Answer)| {
            matches!(answer, Answer::Stale | Answer::Nothing) && !inside.contains(check.id.as_str())
        };
        if met == Met::Undecided && !chosen.whole && chosen.checks.iter().zip(&answers).any(outside) {
            continue;
        }
        criteria.push(Decided {
            id: chosen.criterion.id.as_str().to_owned(),
            what: chosen.criterion.what.as_str().to_owned(),
            must: is_must(chosen.criterion),
            met,
        });
    }
    let status = status(&criteria, &results);
    Report { status, results, criteria }
}

fn status(criteria: &[Decided], results: &[CheckResult]) -> Health {
    let any = |outcomes: &[Outcome]| results.iter().any(|result| outcomes.contains(&result.outcome));
    if criteria.iter().any(|criterion| criterion.must && criterion.met == Met::No) {
        Health::Critical
    } else if any(&[Outcome::Failed]) || criteria.iter().any(|criterion| criterion.met == Met::No) {
        Health::Degraded
    } else if any(&[Outcome::Error, Outcome::Timeout]) || criteria.iter().any(|c| c.must && c.met == Met::Undecided) {
        // What is only wanted may wait for a person.
        Health::Unknown
    } else if !any(&[Outcome::Passed]) && !criteria.iter().any(|criterion| criterion.met == Met::Yes) {
        // Nothing was shown at all.
        Health::Unknown
    } else {
        Health::Healthy
    }
}
