//! What was found when the checks ran, kept beside the record in `evidence.yaml`.
//!
//! Evidence is what ticks a criterion, so it says of each check when, where and by whom it was
//! found, and carries a fingerprint of what was checked: when the check changes, it is stale.

mod decode;
mod encode;
mod fingerprint;
mod flaw;
mod merge;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use decode::Undecodable;
pub use fingerprint::fingerprint;
pub use flaw::{Flaw, time_flaw};

use flaw::person_flaw;

use crate::facts::Facts;
use crate::facts::criteria::Answer;
use crate::record::Record;
use crate::record::model::Check;
use crate::record::units::{Decimal, Instant};

/// The name of the file, in the folder of its record.
pub const FILE_NAME: &str = "evidence.yaml";

/// The latest finding of each check.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    entries: BTreeMap<String, Entry>,
    /// Where a clock is asked: what is later proves nothing.
    present: Option<Instant>,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Passed,
    /// It ran, and what it showed is not what is expected.
    Failed,
    /// It could not be run: that says nothing about the criterion.
    Error,
    Timeout,
    /// It was not run.
    Skipped,
}

impl Outcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::Error => "error",
            Outcome::Timeout => "timeout",
            Outcome::Skipped => "skipped",
        }
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One finding. Secrets in its texts were masked before it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub outcome: Outcome,
    pub at: Instant,
    /// When it began to pass without a failure in between; `at` when that is not known.
    pub since: Option<Instant>,
    /// Who attested a manual check, or ran the command.
    pub by: Option<String>,
    /// Where the command ran.
    pub host: Option<String>,
    /// How long the last attempt took, to the millisecond.
    pub seconds: Option<Decimal>,
    pub exit: Option<i32>,
    pub attempts: Option<u32>,
    /// The beginning of what the command printed.
    pub excerpt: Option<String>,
    /// What the person saw who attested it.
    pub saw: Option<String>,
    pub fingerprint: String,
}

impl Entry {
    /// When it began to be as it is.
    pub fn began(&self) -> Instant {
        self.since.unwrap_or(self.at)
    }
}

/// What the evidence is worth for the check as it stands now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing<'a> {
    Passed(&'a Entry),
    Failed(&'a Entry),
    /// The check changed since.
    Stale(&'a Entry),
    /// No finding, one that decides nothing since the command could not run, or one that is no
    /// proof: see [`Flaw`].
    Unproven,
}

/// An entry that proves nothing any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outdated<'e> {
    /// The check at this index of `checks` says something else since.
    Changed(usize),
    /// No check has this id.
    NoCheck(&'e str),
}

impl Evidence {
    pub fn get(&self, check: &str) -> Option<&Entry> {
        self.entries.get(check)
    }

    /// Adds the latest finding of a check. One that passes goes on with what passed before; what could
    /// not be decided keeps that in mind, and a failure ends it. What is no proof begins nothing.
    pub fn add(&mut self, record: &Record, check: impl Into<String>, entry: Entry) {
        let check = check.into();
        let known = record.checks.by_id(&check);
        let before = self.entries.get(&check).filter(|before| {
            let proof = known.is_some_and(|known| self.flaw(record, known).is_none());
            proof && before.fingerprint == entry.fingerprint && before.at <= entry.at
        });
        let began = before.and_then(|before| match before.outcome {
            Outcome::Passed => Some(before.began()),
            Outcome::Failed => None,
            Outcome::Error | Outcome::Timeout | Outcome::Skipped => before.since,
        });
        let since = match entry.outcome {
            Outcome::Passed => Some(began.unwrap_or(entry.at)),
            Outcome::Failed => None,
            Outcome::Error | Outcome::Timeout | Outcome::Skipped => began,
        };
        self.set(check, Entry { since, ..entry });
    }

    /// Replaces what was found before.
    pub fn set(&mut self, check: impl Into<String>, entry: Entry) {
        self.entries.insert(check.into(), entry);
    }

    /// Sorted by check id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(check, entry)| (check.as_str(), entry))
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries that are stale, sorted by check id.
    pub fn outdated(&self, record: &Record) -> Vec<Outdated<'_>> {
        let outdated = |(id, entry)| -> Option<Outdated<'_>> {
            let entry: &Entry = entry;
            match record.checks.position_of(id) {
                None => Some(Outdated::NoCheck(id)),
                Some(at) if entry.fingerprint != fingerprint(record, &record.checks[at]) => Some(Outdated::Changed(at)),
                Some(_) => None,
            }
        };
        self.iter().filter_map(outdated).collect()
    }

    /// The facts of a record as this evidence shows them.
    pub fn facts(&self, record: &Record) -> Facts {
        Facts::new(record, &|check| self.standing(record, check).answer())
    }

    /// The same, looked at now: what is from after that is no proof. Rendering asks no clock.
    pub fn seen_at(self, present: Instant) -> Self {
        Evidence { present: Some(present), ..self }
    }

    /// What keeps the entry of this check from being proof; nothing when there is none.
    pub fn flaw(&self, record: &Record, check: &Check) -> Option<Flaw> {
        let entry = self.get(check.id.as_str())?;
        let nobody = person_flaw(check, entry.by.as_deref(), entry.saw.as_deref());
        nobody.or_else(|| time_flaw(record, entry.at, self.present))
    }

    pub fn standing(&self, record: &Record, check: &Check) -> Standing<'_> {
        match self.get(check.id.as_str()) {
            None => Standing::Unproven,
            Some(_) if self.flaw(record, check).is_some() => Standing::Unproven,
            Some(entry) if entry.fingerprint != fingerprint(record, check) => Standing::Stale(entry),
            Some(entry) => match entry.outcome {
                Outcome::Passed => Standing::Passed(entry),
                Outcome::Failed => Standing::Failed(entry),
                Outcome::Error | Outcome::Timeout | Outcome::Skipped => Standing::Unproven,
            },
        }
    }
}

impl Standing<'_> {
    /// As facts ask for it.
    pub fn answer(self) -> Answer {
        match self {
            Standing::Passed(entry) => Answer::Passes(Some(entry.began())),
            Standing::Failed(_) => Answer::Fails,
            Standing::Stale(_) => Answer::Stale,
            Standing::Unproven => Answer::Nothing,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests_support {
    use super::*;
    use crate::record::units::Scalar;

    /// A minimal record with these checks, each a flow mapping.
    pub fn record(checks: &str) -> Record {
        record_with(checks, "")
    }

    /// The same with more fields.
    pub fn record_with(checks: &str, more: &str) -> Record {
        let more = if more.is_empty() { String::new() } else { format!(", {more}") };
        let text = format!(
            "{{format: 1, id: '1', title: T, severity: P1, status: handed-off, summary: S, vars: {{x: x}},\n\
             teams: {{a: {{name: A}}, b: {{name: B}}}}, handoff: {{at: 2026-03-02T15:40:00Z, from: a, to: b}},\n\
             components: [{{id: c, name: C, severity: high, problem: P}}], roadmap: [{{id: fix, title: Fix, takes: 1h}}],\n\
             targets: [{{id: fast, what: Speed, max: 35s}}],\n\
             criteria: [{{id: k, what: K}}],\nchecks: [{checks}]{more}}}"
        );
        match crate::record::decode("test.yaml", text.as_bytes()) {
            Ok(loaded) => loaded.record,
            Err(wrong) => panic!("{:?}", wrong.1),
        }
    }

    pub fn entry() -> Entry {
        Entry {
            outcome: Outcome::Passed,
            at: Instant::parse("2026-03-02T15:40:00Z").unwrap(),
            since: None,
            by: None,
            host: Some("build-1".into()),
            seconds: Some(Decimal::new(412, 3)),
            exit: Some(0),
            attempts: Some(1),
            excerpt: None,
            saw: None,
            fingerprint: "0".repeat(64),
        }
    }
}

#[cfg(test)]
mod tests;
