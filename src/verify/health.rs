//! Outcomes -> criteria -> the one word for the incident.

use std::collections::{HashMap, HashSet};

use super::select::{Chosen, Selected};
use super::{CheckResult, Report, show};
use crate::evidence::{Evidence, Outcome};
use crate::facts::criteria::{Answer, Obstacle, is_must, is_waived, obstacle};
use crate::facts::proving::proving_checks;
use crate::record::Record;
use crate::record::model::{Check, Criterion};

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
    /// Why it is given up: then it is settled, whatever its checks say.
    pub waived: Option<String>,
}

impl Decided {
    /// Whether it counts, and is so.
    fn counts_as(&self, met: Met) -> bool {
        self.met == met && self.waived.is_none()
    }
}

/// Decides the criteria whose checks all lie in the selection. A check that was not run counts by its
/// evidence.
pub fn decide(record: &Record, evidence: &Evidence, selected: &Selected<'_>, mut results: Vec<CheckResult>) -> Report {
    let outcomes: HashMap<&str, Outcome> = results.iter().map(|result| (result.id.as_str(), result.outcome)).collect();
    let inside: HashSet<&str> = selected.checks.iter().map(|check| check.id.as_str()).collect();
    let answer = |check: &Check| match outcomes.get(check.id.as_str()) {
        Some(Outcome::Passed) => Answer::Passes(None),
        Some(Outcome::Failed) => Answer::Fails,
        Some(Outcome::Error | Outcome::Timeout) => Answer::Nothing,
        Some(Outcome::Skipped) | None => evidence.standing(record, check).answer(),
    };
    let lies_inside = |chosen: &&Chosen| chosen.checks.iter().all(|check| inside.contains(check.id.as_str()));
    let decided = selected.criteria.iter().filter(lies_inside).map(|chosen| Decided {
        id: chosen.criterion.id.as_str().to_owned(),
        what: chosen.criterion.what.as_str().to_owned(),
        must: is_must(chosen.criterion),
        met: match obstacle(chosen.complete, chosen.checks.iter().map(|check| answer(check))) {
            None => Met::Yes,
            Some(Obstacle::Failed) => Met::No,
            Some(Obstacle::Stale | Obstacle::Unproven | Obstacle::NoCheck) => Met::Undecided,
        },
        waived: is_waived(chosen.criterion).then(|| because(chosen.criterion)),
    });
    let criteria: Vec<Decided> = decided.collect();
    let judged: HashSet<&str> = criteria.iter().map(|decided| decided.id.as_str()).collect();
    let ids = record.criteria.iter().map(|criterion| criterion.id.as_str());
    let not_judged = ids.filter(|id| !judged.contains(id)).map(str::to_owned).collect();
    let mut excused = excused(record);
    results.iter_mut().for_each(|result| result.waived = excused.remove(result.id.as_str()));
    let status = health(&criteria, &results);
    Report { status, results, criteria, not_judged }
}

/// The checks of which nothing depends any more: all criteria that they prove are waived. By id, with
/// the reason of the first.
pub fn excused(record: &Record) -> HashMap<&str, String> {
    let mut reasons: HashMap<&str, Option<String>> = HashMap::new();
    for (criterion, proving) in record.criteria.iter().zip(proving_checks(record)) {
        let waived = is_waived(criterion);
        for &check in proving.checks.iter() {
            let reason = reasons.entry(record.checks[check].id.as_str());
            let reason = reason.or_insert_with(|| waived.then(|| because(criterion)));
            if !waived {
                *reason = None;
            }
        }
    }
    reasons.into_iter().filter_map(|(id, reason)| Some((id, reason?))).collect()
}

/// On one line.
fn because(criterion: &Criterion) -> String {
    let because = criterion.waived.as_ref().map_or("", |waived| waived.because.as_str());
    show::printable(because).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn health(criteria: &[Decided], results: &[CheckResult]) -> Health {
    let counts = || results.iter().filter(|result| result.waived.is_none());
    let any = |outcomes: &[Outcome]| counts().any(|result| outcomes.contains(&result.outcome));
    if criteria.iter().any(|criterion| criterion.must && criterion.counts_as(Met::No)) {
        Health::Critical
    } else if any(&[Outcome::Failed]) || criteria.iter().any(|criterion| criterion.counts_as(Met::No)) {
        Health::Degraded
    } else if any(&[Outcome::Error, Outcome::Timeout])
        || criteria.iter().any(|criterion| criterion.must && criterion.counts_as(Met::Undecided))
    {
        // What is only wanted may wait for a person.
        Health::Unknown
    } else if !any(&[Outcome::Passed]) && !criteria.iter().any(|c| c.met == Met::Yes || c.waived.is_some()) {
        // Nothing was shown at all.
        Health::Unknown
    } else {
        Health::Healthy
    }
}
