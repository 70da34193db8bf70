//! What evidence says: of each check all of it, of each criterion and phase when and by whom it was
//! proven, or why it is not. Evidence is no more trusted than the record: its texts are inline
//! Markdown, code, or stand in a fence.

use tera::{Context, Value};

use super::Package;
use super::context::{by_id, map};
use crate::evidence::{Entry, Outcome, Standing, fingerprint};
use crate::facts::criteria::{Needed, Obstacle};
use crate::markdown::{Place, code_span, inline};
use crate::record::model::Check;
use crate::record::units::Instant;

pub(super) fn add(package: &Package, context: &mut Context) {
    let record = package.record;
    let proofs: Vec<Proof> = (0..record.criteria.len()).map(|at| Proof::of(package, at)).collect();
    let ids = || record.criteria.iter().map(|criterion| criterion.id.as_str().to_owned());
    let each = |of: &dyn Fn(&Proof) -> Value| by_id(ids().zip(proofs.iter().map(of)));
    context.insert_value("met", each(&|proof| proof.obstacle.is_none().into()));
    context.insert_value("proofs", each(&|proof| proof.lines.clone().into()));
    context.insert_value("proven", each(&|proof| proof.short().into()));
    let checks = |of: &dyn Fn(&Check) -> Value| {
        by_id(record.checks.iter().map(|check| (check.id.as_str().to_owned(), of(check))))
    };
    context.insert_value("found", checks(&|check| found(package, check).into()));
    context.insert_value("printed", checks(&|check| printed(package, check).unwrap_or_default().into()));
    let count = |is: fn(&Proof) -> bool| proofs.iter().filter(|proof| is(proof)).count();
    let phases: Vec<Option<String>> =
        record.roadmap.iter().map(|phase| done(phase_proofs(package, &proofs, phase))).collect();
    let phases_done = phases.iter().flatten().count();
    let phase_ids = record.roadmap.iter().map(|phase| phase.id.as_str().to_owned());
    context.insert_value("done", by_id(phase_ids.zip(phases.into_iter().map(|at| at.unwrap_or_default().into()))));
    let all_of = |wanted: Needed| {
        let all = proofs.iter().enumerate();
        let wanted = all.filter(|&(at, _)| package.facts.criteria().needed(at) == wanted);
        Value::from(done(wanted.map(|(_, proof)| proof).collect()).unwrap_or_default())
    };
    context.insert_value(
        "progress",
        map(vec![
            ("failed", count(|proof| proof.obstacle == Some(Obstacle::Failed)).into()),
            ("stale", count(|proof| proof.obstacle == Some(Obstacle::Stale)).into()),
            ("phases_done", phases_done.into()),
            ("handback_at", all_of(Needed::Handback)),
            ("afterwards_at", all_of(Needed::Afterwards)),
        ]),
    );
}

/// What is known of a criterion.
struct Proof {
    obstacle: Option<Obstacle>,
    /// One for each of its checks of which something was found.
    lines: Vec<String>,
    /// The latest finding that matters: of a failure, else of what is stale, else of all.
    latest: Option<(Instant, String)>,
}

impl Proof {
    fn of(package: &Package, at: usize) -> Proof {
        let Package { record, facts, evidence, .. } = *package;
        let criteria = facts.criteria();
        let (obstacle, checks) = (criteria.obstacle(at), criteria.checks(at));
        let many = checks.len() > 1;
        let standings: Vec<_> = checks
            .iter()
            .map(|&check| &record.checks[check])
            .map(|check| (check, evidence.standing(record, check)))
            .collect();
        let matters = standings.iter().filter_map(|(_, standing)| match *standing {
            Standing::Failed(entry) => Some(entry),
            Standing::Stale(entry) if obstacle != Some(Obstacle::Failed) => Some(entry),
            Standing::Passed(entry) if !matches!(obstacle, Some(Obstacle::Failed | Obstacle::Stale)) => Some(entry),
            _ => None,
        });
        let latest = matters.max_by_key(|entry| entry.at).map(|entry| (entry.at, source(entry)));
        let lines = standings.iter().filter_map(|(check, standing)| {
            let line = in_short(package, check, *standing)?;
            Some(if many { format!("`{}`: {line}", check.id) } else { line })
        });
        Proof { obstacle, lines: lines.collect(), latest }
    }

    /// Behind a link to the criterion: a word, the date and the source.
    fn short(&self) -> String {
        let word = match self.obstacle {
            None => "proven",
            Some(Obstacle::Failed) => "**failed**",
            Some(Obstacle::Stale) => "**stale**, from",
            Some(Obstacle::Unproven | Obstacle::NoCheck) => return String::new(),
        };
        self.latest.as_ref().map_or(String::new(), |(_, source)| format!("{word} {source}"))
    }
}

/// When the last of these was proven; nothing while one is open, or when there are none.
fn done(proofs: Vec<&Proof>) -> Option<String> {
    let latest = proofs.iter().filter_map(|proof| proof.latest.as_ref()).max_by_key(|(at, _)| *at);
    latest.filter(|_| proofs.iter().all(|proof| proof.obstacle.is_none())).map(|(at, _)| at.to_string())
}

fn phase_proofs<'p>(package: &Package, proofs: &'p [Proof], phase: &crate::record::model::Phase) -> Vec<&'p Proof> {
    let all = package.record.criteria.iter().zip(proofs);
    let of = |id: &str| all.clone().find(|(criterion, _)| criterion.id.as_str() == id).map(|(_, proof)| proof);
    phase.exit.iter().filter_map(|id| of(id.as_str())).collect()
}

/// One line on a check for its criterion; nothing when nobody looked yet.
fn in_short(package: &Package, check: &Check, standing: Standing) -> Option<String> {
    Some(match standing {
        Standing::Passed(entry) => format!("Proven {}", source(entry)),
        Standing::Failed(entry) => format!("**Failed** {}", source(entry)),
        Standing::Stale(entry) => format!("**Stale**: the check changed since {}", source(entry)),
        Standing::Unproven => {
            let entry = current(package, check)?;
            format!("**Undecided** {}: {}", source(entry), undecided(entry.outcome)?)
        }
    })
}

fn undecided(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Error => Some("the check could not be run"),
        Outcome::Timeout => Some("the check did not end in time"),
        Outcome::Passed | Outcome::Failed | Outcome::Skipped => None,
    }
}

/// What was found of a check as it stands now.
fn current<'p>(package: &Package<'p>, check: &Check) -> Option<&'p Entry> {
    let entry = package.evidence.get(check.id.as_str())?;
    (entry.fingerprint == fingerprint(package.record, check)).then_some(entry)
}

/// When and where from.
fn source(entry: &Entry) -> String {
    let mut text = entry.at.to_string();
    if let Some(by) = entry.by.as_deref().map(|by| inline(by, Place::Line)).filter(|by| !by.is_empty()) {
        text.push_str(&format!(" by {by}"));
    }
    if let Some(host) = entry.host.as_deref().map(code_span).filter(|host| !host.is_empty()) {
        text.push_str(&format!(" on {host}"));
    }
    text
}

/// All that is known of a check, for its own section.
fn found(package: &Package, check: &Check) -> Vec<String> {
    let Some(entry) = package.evidence.get(check.id.as_str()) else { return Vec::new() };
    let mut first = match package.evidence.standing(package.record, check) {
        Standing::Passed(_) => "Passed ".to_owned(),
        Standing::Failed(_) => "**Failed** ".to_owned(),
        Standing::Stale(_) => format!("**Stale**: the check changed since it {} ", ended(entry.outcome)),
        Standing::Unproven => "**Undecided** ".to_owned(),
    };
    first.push_str(&source(entry));
    first.extend(entry.seconds.map(|seconds| format!(", in {} s", seconds.normalize())));
    first.extend(entry.exit.filter(|exit| *exit != 0).map(|exit| format!(", exit {exit}")));
    first.extend(entry.attempts.filter(|attempts| *attempts > 1).map(|attempts| format!(", {attempts} attempts")));
    let saw = entry.saw.as_deref().map(|saw| inline(saw, Place::Line)).filter(|saw| !saw.is_empty());
    std::iter::once(first).chain(saw.map(|saw| format!("Seen: {saw}"))).collect()
}

fn ended(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::Error => "could not be run",
        Outcome::Timeout => "did not end in time",
        Outcome::Skipped => "was skipped",
    }
}

/// What it printed when it did not pass: a reader wants to know why. What passed printed what
/// is expected.
fn printed(package: &Package, check: &Check) -> Option<String> {
    let entry = current(package, check).filter(|entry| entry.outcome != Outcome::Passed)?;
    entry.excerpt.clone().filter(|excerpt| !excerpt.trim().is_empty())
}
