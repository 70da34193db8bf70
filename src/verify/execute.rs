//! Runs a schedule: in what order, how often, and how many at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::judge::{excerpt, judge, seconds};
use super::run::Runner;
use super::schedule::{Schedule, Turn};
use super::{CheckResult, show};
use crate::evidence::Outcome;
use crate::probe::Probe;
use crate::record::units::Duration;
use crate::secrets::Masker;

/// What happens while checks run, for whoever watches. May come from any thread.
pub enum Event<'a> {
    Started(&'a Probe),
    Finished(&'a CheckResult),
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
        Turn::Known(result) => Some((at, (**result).clone())),
        Turn::Run(_) => None,
    }));
    found.sort_by_key(|&(at, _)| at);
    found.into_iter().map(|(_, result)| result).collect()
}

type Lane<'p> = Vec<(usize, &'p Probe, &'p str)>;

fn lanes(schedule: &Schedule) -> Vec<Lane<'_>> {
    let mut lanes: Vec<Lane<'_>> = Vec::new();
    let mut serial = None;
    for (at, step) in schedule.steps.iter().enumerate() {
        let Turn::Run(probe) = &step.action else { continue };
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

/// Tries until it passes, or as often as the check says; a check that has to hold, until it does not
/// pass or has held.
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
        waived: None,
    };
    if runner.is_interrupted() {
        return skipped(0);
    }
    let millis = |time: Duration| std::time::Duration::from_millis(u64::try_from(time.millis()).unwrap_or(0));
    let (mut attempts, mut since) = (0, std::time::Duration::ZERO);
    loop {
        attempts += 1;
        let run = runner.run(probe);
        since += run.elapsed;
        let verdict = judge(probe, &run, masker);
        let last = match probe.holds {
            Some(holds) => verdict.outcome != Outcome::Passed || since >= millis(holds),
            None => verdict.final_ || attempts >= probe.attempts,
        };
        if last {
            // When it stopped holding tells as much as how.
            let after = match probe.holds {
                Some(_) if verdict.outcome != Outcome::Passed && attempts > 1 => {
                    format!("at try {attempts}, after {}: ", Duration::from_seconds(seconds(since)))
                }
                _ => String::new(),
            };
            return CheckResult {
                id: probe.id.clone(),
                what: what.to_owned(),
                outcome: verdict.outcome,
                expected: verdict.expected,
                actual: after + &verdict.actual,
                seconds: Some(seconds(run.elapsed)),
                exit: verdict.exit,
                attempts,
                excerpt: excerpt(&run, masker),
                waived: None,
            };
        }
        let pause = match probe.holds {
            Some(holds) => millis(probe.every).min(millis(holds).saturating_sub(since)),
            None => millis(probe.every),
        };
        if !runner.pause(pause) {
            return skipped(attempts);
        }
        since += pause;
    }
}
