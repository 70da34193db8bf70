//! When each phase can start and end: the longest path through the roadmap.

use std::collections::HashMap;

use super::{Facts, Value};
use crate::record::model::{Phase, Record};
use crate::record::units::{About, Duration, DurationRange, Range, When};

pub(super) fn add(record: &Record, facts: &mut Facts) {
    let phases = &record.roadmap;
    let plan = plan(phases, |_| true);
    let paths = ["roadmap[].takes", "roadmap[].after"];
    for (phase, times) in phases.iter().zip(&plan) {
        let formula = "longest path of phases before it, from handoff.at";
        facts.add(format!("phases.{}.starts", phase.id), Value::Duration(times.starts), formula, &paths);
        let formula = "longest path of phases up to its end, from handoff.at";
        facts.add(format!("phases.{}.ends", phase.id), Value::Duration(times.ends), formula, &paths);
    }
    if let Some(total) = latest(plan.iter().map(|times| times.ends)) {
        let formula = "longest path through roadmap by after, both ends of the ranges";
        facts.add("duration_total", Value::Duration(total), formula, &paths);
    }
    receiver(record, facts);
    validation(record, facts);
    escalations(record, facts);
}

/// Offsets from the handoff.
struct Times {
    starts: DurationRange,
    ends: DurationRange,
}

const AT_ONCE: DurationRange = zero();

const fn zero() -> DurationRange {
    let nothing = Duration::ZERO;
    About { approximate: false, value: Range { min: nothing, max: nothing } }
}

/// The phases that must end before each phase, as indices; the default is the phase before.
fn predecessors(phases: &[Phase]) -> Vec<Vec<usize>> {
    let index: HashMap<&str, usize> = phases.iter().enumerate().map(|(at, phase)| (phase.id.as_str(), at)).collect();
    let of = |(at, phase): (usize, &Phase)| match &phase.after {
        Some(after) => after.iter().filter_map(|id| index.get(id.as_str()).copied()).collect(),
        None => at.checked_sub(1).into_iter().collect(),
    };
    phases.iter().enumerate().map(of).collect()
}

/// The offsets of all phases; those that do not count take no time. Phases are taken when all before
/// them are known; in a loop, which lint reports, what is not known yet is passed over.
fn plan(phases: &[Phase], counts: impl Fn(&Phase) -> bool) -> Vec<Times> {
    let before = predecessors(phases);
    let mut waiting: Vec<usize> = before.iter().map(Vec::len).collect();
    let mut followers = vec![Vec::new(); phases.len()];
    for (at, before) in before.iter().enumerate() {
        for &phase in before {
            followers[phase].push(at);
        }
    }
    let mut ready: Vec<usize> = (0..phases.len()).rev().filter(|&at| waiting[at] == 0).collect();
    let mut times: Vec<Option<Times>> = (0..phases.len()).map(|_| None).collect();
    let mut next_in_loop = 0;
    loop {
        let at = match ready.pop() {
            Some(at) => at,
            None => match (next_in_loop..phases.len()).find(|&at| times[at].is_none()) {
                Some(at) => {
                    next_in_loop = at + 1;
                    at
                }
                None => break,
            },
        };
        if times[at].is_some() {
            continue;
        }
        let starts = latest(before[at].iter().filter_map(|&p| times[p].as_ref().map(|t| t.ends))).unwrap_or(AT_ONCE);
        let takes = if counts(&phases[at]) { phases[at].takes } else { AT_ONCE };
        times[at] = Some(Times { starts, ends: add_ranges(starts, takes) });
        for &follower in &followers[at] {
            waiting[follower] -= 1;
            if waiting[follower] == 0 {
                ready.push(follower);
            }
        }
    }
    times.into_iter().map(|times| times.unwrap_or(Times { starts: AT_ONCE, ends: AT_ONCE })).collect()
}

fn add_ranges(a: DurationRange, b: DurationRange) -> DurationRange {
    About {
        approximate: a.approximate || b.approximate,
        value: Range { min: a.value.min + b.value.min, max: a.value.max + b.value.max },
    }
}

/// The later of several ends, for both ends of the ranges; approximate if one that decides is.
fn latest(ends: impl Iterator<Item = DurationRange>) -> Option<DurationRange> {
    ends.reduce(|a, b| {
        let (min, max) = (a.value.min.max(b.value.min), a.value.max.max(b.value.max));
        let decides = |range: &DurationRange| range.value.min == min || range.value.max == max;
        let approximate = [a, b].iter().any(|range| range.approximate && decides(range));
        About { approximate, value: Range { min, max } }
    })
}

/// Whether a team has a part in the phase; without an owner it is the receiving team's.
pub fn owned_by(phase: &Phase, team: &str, receiver: &str) -> bool {
    match &phase.owner {
        Some(owners) => owners.iter().any(|owner| owner.as_str() == team),
        None => team == receiver,
    }
}

fn receiver(record: &Record, facts: &mut Facts) {
    let to = record.handoff.to.as_str();
    let owns = |phase: &Phase| owned_by(phase, to, to);
    if !record.roadmap.iter().any(owns) {
        return;
    }
    let plan = plan(&record.roadmap, owns);
    if let Some(total) = latest(plan.iter().map(|times| times.ends)) {
        let formula = "longest path over the phases of handoff.to; those of other teams count zero";
        let inputs = ["roadmap[].takes", "roadmap[].after", "roadmap[].owner", "handoff.to"];
        facts.add("receiver_total", Value::Duration(total), formula, &inputs);
    }
}

fn validation(record: &Record, facts: &mut Facts) {
    if let Some(total) = record.validation.iter().filter_map(|stage| stage.takes).reduce(add_ranges) {
        let formula = "sum of validation[].takes";
        facts.add("validation_total", Value::Duration(total), formula, &["validation[].takes"]);
    }
}

/// The instant at which a level fires: clock start plus `after`. A phase's clock starts at its latest start.
fn escalations(record: &Record, facts: &mut Facts) {
    let (Some(escalation), When::Instant(handoff)) = (&record.escalation, record.handoff.at) else { return };
    let from = escalation.from.as_ref().map_or("handoff", |from| from.as_str());
    let start = match from {
        "handoff" => Some(Duration::ZERO),
        phase => match facts.get(&format!("phases.{phase}.starts")).map(|fact| &fact.value) {
            Some(Value::Duration(starts)) => Some(starts.value.max),
            _ => None,
        },
    };
    let Some(start) = start else { return };
    for (index, level) in escalation.levels.iter().enumerate() {
        if let Some(at) = handoff.plus(start + level.after) {
            let inputs = ["handoff.at", "escalation.from", "escalation.levels[].after"];
            let formula = "clock start (handoff.at, or the phase's latest start) + after";
            facts.add(format!("escalations.{}.at", index + 1), Value::Instant(at), formula, &inputs);
        }
    }
}
