//! Which of the selected checks run, in what order, how often, and how many at once.

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::judge::{excerpt, judge, seconds};
use super::run::Runner;
use super::{CheckResult, Selected, show};
use crate::evidence::{Evidence, Outcome, Standing};
use crate::probe::Probe;
use crate::record::Record;
use crate::record::model::Check;
use crate::record::template::{self, Piece};
use crate::secrets::Masker;

/// What is known before anything runs: the commands to run, and the checks that are not run.
#[derive(Debug, Clone)]
pub struct Schedule {
    steps: Vec<Step>,
}

#[derive(Debug, Clone)]
struct Step {
    what: String,
    action: Action,
}

/// What becomes of a check.
#[derive(Debug, Clone)]
pub enum Action {
    Run(Box<Probe>),
    /// Already known: a person's word, or that the check is not to run.
    Known(Box<CheckResult>),
}

/// What happens while checks run, for whoever watches. May come from any thread.
pub enum Event<'a> {
    Started(&'a Probe),
    Finished(&'a CheckResult),
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
            Action::Known(Box::new(not_run(check, &what, outcome, expected, actual)))
        };
        let action = match (probe, missing.into_inner()) {
            (None, _) => Action::Known(Box::new(attested(record, check, &what, evidence))),
            (Some(probe), Some(name)) => {
                known(Outcome::Error, &probe, format!("not run: `{name}` is quoted and names nothing"))
            }
            (Some(probe), None) if masker.finds_in(&probe.run) => known(Outcome::Error, &probe, HOLDS_SECRET.into()),
            (Some(probe), None) if probe.read_only || allow_changes => Action::Run(Box::new(probe)),
            (Some(probe), None) => {
                known(Outcome::Skipped, &probe, "changes something: runs only with --allow-changes".into())
            }
        };
        Step { what, action }
    };
    Schedule { steps: selected.checks.iter().map(step).collect() }
}

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
    }
}

impl Schedule {
    /// All checks in the order of the record: what each shows, and what becomes of it.
    pub fn actions(&self) -> impl Iterator<Item = (&str, &Action)> {
        self.steps.iter().map(|step| (step.what.as_str(), &step.action))
    }

    /// The commands that will run.
    pub fn probes(&self) -> impl Iterator<Item = &Probe> {
        self.steps.iter().filter_map(|step| match &step.action {
            Action::Run(probe) => Some(&**probe),
            Action::Known(_) => None,
        })
    }

    /// What is known without running anything.
    pub fn known(&self) -> impl Iterator<Item = &CheckResult> {
        self.steps.iter().filter_map(|step| match &step.action {
            Action::Run(_) => None,
            Action::Known(result) => Some(&**result),
        })
    }
}

/// Runs the schedule, `jobs` commands at once. Checks of the serial group share one lane, so that
/// they never meet.
pub fn run_all(
    schedule: &Schedule,
    runner: &dyn Runner,
    masker: &Masker,
    jobs: usize,
    watch: &(dyn Fn(Event<'_>) + Sync),
) -> Vec<CheckResult> {
    let lanes = lanes(schedule);
    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<(usize, CheckResult)>> = Mutex::new(Vec::new());
    let work = || {
        while let Some(lane) = lanes.get(next.fetch_add(1, Ordering::Relaxed)) {
            for &(at, probe, what) in lane {
                watch(Event::Started(probe));
                let result = check(probe, what, runner, masker);
                watch(Event::Finished(&result));
                found.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..jobs.clamp(1, lanes.len().max(1)) {
            scope.spawn(work);
        }
        work();
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.extend(schedule.steps.iter().enumerate().filter_map(|(at, step)| match &step.action {
        Action::Known(result) => Some((at, (**result).clone())),
        Action::Run(_) => None,
    }));
    found.sort_by_key(|&(at, _)| at);
    found.into_iter().map(|(_, result)| result).collect()
}

type Lane<'p> = Vec<(usize, &'p Probe, &'p str)>;

fn lanes(schedule: &Schedule) -> Vec<Lane<'_>> {
    let mut lanes: Vec<Lane<'_>> = Vec::new();
    let mut serial = None;
    for (at, step) in schedule.steps.iter().enumerate() {
        let Action::Run(probe) = &step.action else { continue };
        let item = (at, &**probe, step.what.as_str());
        match serial {
            Some(lane) if probe.serial => {
                let lane: &mut Lane<'_> = &mut lanes[lane];
                lane.push(item);
            }
            _ => {
                if probe.serial {
                    serial = Some(lanes.len());
                }
                lanes.push(vec![item]);
            }
        }
    }
    lanes
}

/// Tries until it passes, or as often as the check says.
fn check(probe: &Probe, what: &str, runner: &dyn Runner, masker: &Masker) -> CheckResult {
    let skipped = |attempts| CheckResult {
        id: probe.id.clone(),
        what: what.to_owned(),
        outcome: Outcome::Skipped,
        expected: show::expectation(&probe.expect, masker),
        actual: "interrupted".into(),
        seconds: None,
        exit: None,
        attempts,
        excerpt: None,
    };
    if runner.is_interrupted() {
        return skipped(0);
    }
    let mut attempts = 0;
    loop {
        attempts += 1;
        let run = runner.run(probe);
        let verdict = judge(probe, &run, masker);
        if verdict.final_ || attempts >= probe.attempts {
            return CheckResult {
                id: probe.id.clone(),
                what: what.to_owned(),
                outcome: verdict.outcome,
                expected: verdict.expected,
                actual: verdict.actual,
                seconds: Some(seconds(run.elapsed)),
                exit: verdict.exit,
                attempts,
                excerpt: excerpt(&run, masker),
            };
        }
        let pause = std::time::Duration::from_millis(u64::try_from(probe.every.millis()).unwrap_or(0));
        if !runner.pause(pause) {
            return skipped(attempts);
        }
    }
}
