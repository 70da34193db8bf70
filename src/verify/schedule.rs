//! Which of the selected checks run, and what is known of the others.

use std::cell::RefCell;

use super::{CheckResult, Selected, show};
use crate::evidence::{Evidence, Outcome, Standing};
use crate::probe::Probe;
use crate::record::Record;
use crate::record::model::Check;
use crate::record::template::{self, Piece};
use crate::record::units::Duration;
use crate::secrets::Masker;

/// What is known before anything runs: the commands to run, and the checks that are not run.
#[derive(Debug, Clone)]
pub struct Schedule {
    pub(super) steps: Vec<Step>,
}

#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) what: String,
    pub(super) action: Turn,
    listed: Listed,
}

/// A check as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: String,
    pub what: String,
    /// The command; none of a manual check, nor where it holds a secret.
    pub run: Option<String>,
    pub read_only: bool,
    pub manual: bool,
}

/// What becomes of a check.
#[derive(Debug, Clone)]
pub enum Turn {
    Run(Box<Probe>),
    /// Already known: a person's word, or that the check is not to run.
    Known(Box<CheckResult>),
}

/// Plans the selected checks. Those that change something run only when that is allowed; one whose
/// command or expectation quotes a name that `names` does not know does not run at all, nor one
/// whose command holds a secret: what runs was shown in full, and a secret is not shown.
pub fn schedule(
    record: &Record,
    selected: &Selected<'_>,
    evidence: &Evidence,
    allow_changes: bool,
    masker: &Masker,
    names: &dyn Fn(&str) -> Option<String>,
) -> Schedule {
    let step = |check: &&Check| {
        let missing = RefCell::new(None);
        let what = show::printable(&expanded(check.what.as_str(), names, &missing));
        missing.replace(None);
        let probe = Probe::of(record, check, &|text| expanded(text, names, &missing));
        let known = |outcome, probe: &Probe, actual: String| {
            let expected = show::expectation(&probe.expect, masker);
            Turn::Known(Box::new(not_run(check, &what, outcome, expected, actual)))
        };
        let listed = Listed {
            id: check.id.as_str().to_owned(),
            what: what.clone(),
            run: probe.as_ref().map(|probe| probe.run.clone()).filter(|run| !masker.finds_in(run)),
            read_only: probe.as_ref().is_none_or(|probe| probe.read_only),
            manual: probe.is_none(),
        };
        let action = match (probe, missing.into_inner()) {
            (None, _) => Turn::Known(Box::new(attested(record, check, &what, evidence))),
            (Some(probe), Some(name)) => {
                known(Outcome::Error, &probe, format!("not run: `{name}` is quoted and names nothing"))
            }
            (Some(probe), None) if masker.finds_in(&probe.run) => known(Outcome::Error, &probe, HOLDS_SECRET.into()),
            (Some(probe), None) if probe.read_only || allow_changes => Turn::Run(Box::new(probe)),
            (Some(probe), None) => {
                known(Outcome::Skipped, &probe, "changes something: runs only with --allow-changes".into())
            }
        };
        Step { what, action, listed }
    };
    Schedule { steps: selected.checks.iter().map(step).collect() }
}

/// In seconds; where nothing answers, what takes longer waits for an answer.
const LONGEST_TRY: i64 = 10;
/// Of a command that is neither shown nor run.
const HOLDS_SECRET: &str =
    "its command holds a secret; export that as an environment variable and write `\"$NAME\"` in its place";

/// The text with its names filled in; the first one that is unknown is noted.
fn expanded(text: &str, names: &dyn Fn(&str) -> Option<String>, missing: &RefCell<Option<String>>) -> String {
    let note = |name: &str| {
        missing.borrow_mut().get_or_insert_with(|| show::line(name, &Masker::default()));
    };
    if let Some(Piece::Broken { at, .. }) = template::pieces(text).iter().find(|p| matches!(p, Piece::Broken { .. })) {
        note(&text[at.clone()]);
    }
    let value = |path: &str| {
        names(path).or_else(|| {
            note(path);
            None
        })
    };
    template::expand(text, value).into_owned()
}

/// A manual check is what was attested.
fn attested(record: &Record, check: &Check, what: &str, evidence: &Evidence) -> CheckResult {
    let by = |entry: &crate::evidence::Entry| {
        let by = entry.by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
        let saw = entry.saw.as_ref().map_or(String::new(), |saw| format!(": {saw}"));
        show::line(&format!("attested {}{by}{saw}", entry.at), &Masker::default())
    };
    let (outcome, actual) = match evidence.standing(record, check) {
        Standing::Passed(entry) => (Outcome::Passed, by(entry)),
        Standing::Failed(entry) => (Outcome::Failed, by(entry)),
        Standing::Stale(entry) => (Outcome::Skipped, format!("the check changed since it was {}", by(entry))),
        Standing::Unproven => (Outcome::Skipped, awaits(record, check, evidence)),
    };
    not_run(check, what, outcome, "a person's attestation".into(), actual)
}

/// What a manual check waits for, and why what stands there is not it.
fn awaits(record: &Record, check: &Check, evidence: &Evidence) -> String {
    let flaw = evidence.flaw(record, check);
    flaw.map_or("awaits attestation".into(), |flaw| {
        format!("awaits attestation: what evidence.yaml has is no proof, {flaw}")
    })
}

fn not_run(check: &Check, what: &str, outcome: Outcome, expected: String, actual: String) -> CheckResult {
    let id = check.id.as_str().to_owned();
    CheckResult {
        id,
        what: what.into(),
        outcome,
        expected,
        actual,
        seconds: None,
        exit: None,
        attempts: 0,
        excerpt: None,
        waived: None,
    }
}

impl Schedule {
    /// All checks in the order of the record: what each shows, and what becomes of it.
    pub fn actions(&self) -> impl Iterator<Item = (&str, &Turn)> {
        self.steps.iter().map(|step| (step.what.as_str(), &step.action))
    }

    /// All checks in the order of the record, as they are listed.
    pub fn listed(&self) -> impl Iterator<Item = &Listed> {
        self.steps.iter().map(|step| &step.listed)
    }

    /// The commands alone, each for one short try: to see whether it can fail.
    pub fn tried_once(&self) -> Schedule {
        let steps = self.steps.iter().filter_map(|step| match &step.action {
            Turn::Run(probe) => {
                let timeout = probe.timeout.min(Duration::from_secs(LONGEST_TRY));
                let probe = Probe { attempts: 1, holds: None, timeout, ..(**probe).clone() };
                Some(Step { action: Turn::Run(Box::new(probe)), ..step.clone() })
            }
            Turn::Known(_) => None,
        });
        Schedule { steps: steps.collect() }
    }

    /// What is known when nothing runs: that it did not.
    pub fn not_run(&self, why: &str, masker: &Masker) -> Vec<CheckResult> {
        let result = |step: &Step| match &step.action {
            Turn::Known(known) => (**known).clone(),
            Turn::Run(probe) => CheckResult {
                id: probe.id.clone(),
                what: step.what.clone(),
                outcome: Outcome::Skipped,
                expected: show::expectation(&probe.expect, masker),
                actual: why.to_owned(),
                seconds: None,
                exit: None,
                attempts: 0,
                excerpt: None,
                waived: None,
            },
        };
        self.steps.iter().map(result).collect()
    }

    /// The commands that will run.
    pub fn probes(&self) -> impl Iterator<Item = &Probe> {
        self.steps.iter().filter_map(|step| match &step.action {
            Turn::Run(probe) => Some(&**probe),
            Turn::Known(_) => None,
        })
    }

    /// What is known without running anything.
    pub fn known(&self) -> impl Iterator<Item = &CheckResult> {
        self.steps.iter().filter_map(|step| match &step.action {
            Turn::Run(_) => None,
            Turn::Known(result) => Some(&**result),
        })
    }
}
