//! When each phase can start and end: the longest path through the roadmap.

use std::collections::HashMap;

use super::input::{Input, Times};
use super::value::Value;
use crate::record::model::Phase;
use crate::record::units::{About, Duration, DurationRange, Range};

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

/// The offsets of all phases, computed once.
fn offsets<'i>(input: &'i Input) -> &'i [Times] {
    input.plan.get_or_init(|| plan(&input.record.roadmap, |_| true))
}

fn each(input: &Input, of: fn(&Times) -> DurationRange) -> Vec<(String, Value)> {
    let phases = input.record.roadmap.iter().zip(offsets(input));
    phases.map(|(phase, times)| (phase.id.to_string(), Value::Duration(of(times)))).collect()
}

pub(super) fn starts(input: &Input) -> Vec<(String, Value)> {
    each(input, |times| times.starts)
}

pub(super) fn ends(input: &Input) -> Vec<(String, Value)> {
    each(input, |times| times.ends)
}

pub(super) fn total(input: &Input) -> Option<Value> {
    latest(offsets(input).iter().map(|times| times.ends)).map(Value::Duration)
}

pub(super) fn receiver_total(input: &Input) -> Option<Value> {
    let to = input.record.receiver()?;
    let owns = |phase: &Phase| owned_by(phase, to, to);
    if !input.record.roadmap.iter().any(owns) {
        return None;
    }
    latest(plan(&input.record.roadmap, owns).iter().map(|times| times.ends)).map(Value::Duration)
}

pub(super) fn validation_total(input: &Input) -> Option<Value> {
    input.record.validation.iter().filter_map(|stage| stage.takes).reduce(add_ranges).map(Value::Duration)
}

/// The instant at which a level fires: clock start plus `after`. A phase's clock starts at its latest start.
pub(super) fn escalations(input: &Input) -> Vec<(String, Value)> {
    let record = input.record;
    let (Some(escalation), Some(handoff)) = (&record.escalation, record.handed_off_at()) else { return Vec::new() };
    let start = match escalation.from.as_ref().map_or("handoff", |from| from.as_str()) {
        "handoff" => Some(Duration::ZERO),
        from => {
            let phase = record.roadmap.iter().position(|phase| phase.id.as_str() == from);
            phase.map(|phase| offsets(input)[phase].starts.value.max)
        }
    };
    let Some(start) = start else { return Vec::new() };
    let levels = escalation.levels.iter().enumerate();
    let fires = levels.filter_map(|(index, level)| Some((index, handoff.plus(start + level.after)?)));
    fires.map(|(index, at)| ((index + 1).to_string(), Value::Instant(at))).collect()
}
