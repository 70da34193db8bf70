//! What the table says of the roadmap: offsets, clock times, totals, and when levels of the escalation fire.

use super::input::Input;
use super::schedule::{Times, add, latest, owned_by};
use super::value::Value;
use crate::record::Record;
use crate::record::units::{About, Duration, DurationRange, Range};

fn each(input: &Input, of: impl Fn(&Times) -> Option<Value>) -> Vec<(String, Value)> {
    let phases = input.record.roadmap.iter().zip(&input.schedule().phases);
    phases.filter_map(|(phase, times)| Some((phase.id.to_string(), of(times)?))).collect()
}

pub(super) fn starts(input: &Input) -> Vec<(String, Value)> {
    each(input, |times| Some(Value::Duration(times.starts)))
}

pub(super) fn ends(input: &Input) -> Vec<(String, Value)> {
    each(input, |times| Some(Value::Duration(times.ends)))
}

pub(super) fn starts_at(input: &Input) -> Vec<(String, Value)> {
    each(input, |times| at(input.record, times.starts))
}

pub(super) fn ends_at(input: &Input) -> Vec<(String, Value)> {
    each(input, |times| at(input.record, times.ends))
}

/// Times of day, where the first handoff has one.
fn at(record: &Record, offset: DurationRange) -> Option<Value> {
    let from = record.handed_off_at()?;
    let value = Range { min: from.plus(offset.value.min)?, max: from.plus(offset.value.max)? };
    Some(Value::Between(About { approximate: offset.approximate, value }))
}

pub(super) fn repair_ends_at(input: &Input) -> Option<Value> {
    at(input.record, latest(input.schedule().phases.iter().map(|times| times.frees))?)
}

pub(super) fn total(input: &Input) -> Option<Value> {
    input.schedule().longest(&input.record.roadmap, |_| true).map(Value::Duration)
}

pub(super) fn remaining(input: &Input) -> Option<Value> {
    let phases = &input.record.roadmap;
    let schedule = input.schedule();
    let remains = |at: usize| !input.criteria.is_done(at) && !schedule.skipped[at];
    (0..phases.len()).any(remains).then(|| schedule.longest(phases, remains))?.map(Value::Duration)
}

pub(super) fn receiver_total(input: &Input) -> Option<Value> {
    let to = input.record.receiver()?;
    let phases = &input.record.roadmap;
    let owns = |at: usize| owned_by(&phases[at], to, to);
    if !(0..phases.len()).any(owns) {
        return None;
    }
    input.schedule().longest(phases, owns).map(Value::Duration)
}

pub(super) fn validation_total(input: &Input) -> Option<Value> {
    input.record.validation.iter().filter_map(|stage| stage.takes).reduce(add).map(Value::Duration)
}

/// The instant at which a level fires: clock start plus `after`. A phase's clock starts at its latest start.
pub(super) fn escalations(input: &Input) -> Vec<(String, Value)> {
    let record = input.record;
    let (Some(escalation), Some(handoff)) = (&record.escalation, record.handed_off_at()) else { return Vec::new() };
    let start = match escalation.from.as_ref().map_or("handoff", |from| from.as_str()) {
        "handoff" => Some(Duration::ZERO),
        from => {
            let phase = record.roadmap.position_of(from);
            phase.map(|phase| input.schedule().phases[phase].starts.value.max)
        }
    };
    let Some(start) = start else { return Vec::new() };
    let levels = escalation.levels.iter().enumerate();
    let fires = levels.filter_map(|(index, level)| Some((index, handoff.plus(start + level.after)?)));
    fires.map(|(index, at)| ((index + 1).to_string(), Value::Instant(at))).collect()
}
