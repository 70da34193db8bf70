//! When each phase can start and end, counted from the first handoff: what is over stands at its real
//! time, the rest is planned from there.
//!
//! Totals are about the plan alone: the longest path of what phases take, whatever has happened. A
//! conditional phase counts from nothing there, since it may not be needed.

use std::collections::HashMap;

use super::order::Order;
use crate::record::Record;
use crate::record::model::Phase;
use crate::record::units::{About, Due, Duration, DurationRange, Instant, Range, When};

const AT_ONCE: DurationRange = exactly(Duration::ZERO);

const fn exactly(offset: Duration) -> DurationRange {
    About { approximate: false, value: Range { min: offset, max: offset } }
}

/// Offsets from the first handoff.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    pub starts: DurationRange,
    pub ends: DurationRange,
    /// When what waits for it may start: of a conditional phase as early as its own start.
    pub frees: DurationRange,
}

impl Times {
    const NONE: Times = Times { starts: AT_ONCE, ends: AT_ONCE, frees: AT_ONCE };
}

/// Every phase in time.
pub struct Schedule {
    pub phases: Vec<Times>,
    order: Order,
    /// Conditional phases that were passed over: what waits for them has begun.
    pub skipped: Vec<bool>,
}

impl Schedule {
    /// `ended` says when a phase came to its end, if its criteria tell.
    pub fn new(record: &Record, ended: &dyn Fn(usize) -> Option<Instant>) -> Schedule {
        let phases = &record.roadmap;
        let order = Order::of(phases);
        let skipped = skipped(phases, &order, ended);
        let given = given_to(record);
        let mut times = vec![Times::NONE; phases.len()];
        for &at in &order.sequence {
            let before = latest(order.before[at].iter().map(|&p| times[p].frees)).unwrap_or(AT_ONCE);
            times[at] = one(record, &phases[at], before, given_by(record, &given, &phases[at]), ended(at), skipped[at]);
        }
        Schedule { phases: times, order, skipped }
    }

    /// The longest path over the phases that count; the others take no time.
    pub fn longest(&self, phases: &[Phase], counts: impl Fn(usize) -> bool) -> Option<DurationRange> {
        let mut ends = vec![AT_ONCE; phases.len()];
        for &at in &self.order.sequence {
            let starts = latest(self.order.before[at].iter().map(|&p| ends[p])).unwrap_or(AT_ONCE);
            ends[at] = if counts(at) { add(starts, in_total(&phases[at])) } else { starts };
        }
        latest(ends.into_iter())
    }
}

/// A phase that nobody waits for any more although it did not begin, because it has a condition.
fn skipped(phases: &[Phase], order: &Order, ended: &dyn Fn(usize) -> Option<Instant>) -> Vec<bool> {
    let began = |at: usize| phases[at].started.is_some() || ended(at).is_some();
    let mut followed = vec![false; phases.len()];
    for &at in order.sequence.iter().rev() {
        if began(at) || followed[at] {
            order.before[at].iter().for_each(|&before| followed[before] = true);
        }
    }
    (0..phases.len()).map(|at| phases[at].when.is_some() && followed[at] && !began(at)).collect()
}

fn one(
    record: &Record,
    phase: &Phase,
    before: DurationRange,
    given: Option<DurationRange>,
    ended: Option<Instant>,
    skipped: bool,
) -> Times {
    let began = phase.started.and_then(|at| offset(record, at)).map(exactly);
    let planned = || {
        let parts = [Some(before), not_before(record, phase), given];
        latest(parts.into_iter().flatten()).unwrap_or(AT_ONCE)
    };
    if let Some(end) = ended.and_then(|at| offset(record, at)) {
        let starts = began.unwrap_or_else(|| no_later(planned(), end));
        return Times { starts, ends: exactly(end), frees: exactly(end) };
    }
    let starts = began.unwrap_or_else(planned);
    let ends = add(starts, phase.takes);
    let frees = match (began, skipped) {
        (_, true) => starts,
        (None, false) => add(starts, in_total(phase)),
        (Some(_), false) => ends,
    };
    Times { starts, ends, frees }
}

/// What a phase adds to a total.
fn in_total(phase: &Phase) -> DurationRange {
    match phase.when {
        None => phase.takes,
        Some(_) => {
            let value = Range { min: Duration::ZERO, max: phase.takes.value.max };
            About { approximate: phase.takes.approximate, value }
        }
    }
}

fn no_later(planned: DurationRange, end: Duration) -> DurationRange {
    let value = Range { min: planned.value.min.min(end), max: planned.value.max.min(end) };
    About { approximate: planned.approximate, value }
}

/// How long after the first handoff; what was over before it ended with it.
fn offset(record: &Record, at: Instant) -> Option<Duration> {
    let from = record.handed_off()?.start();
    Some(Duration::from_secs((at.0 - from.0).num_seconds()).max(Duration::ZERO))
}

fn not_before(record: &Record, phase: &Phase) -> Option<DurationRange> {
    match phase.not_before.as_ref()? {
        Due::After(after) => Some(*after),
        Due::At(at) => offset(record, at.start()).map(exactly),
    }
}

/// By team that had no part in the first handoff: when it first received the work.
fn given_to(record: &Record) -> HashMap<&str, When> {
    let Some((first, later)) = record.handoffs().split_first() else { return HashMap::new() };
    let mut given = HashMap::new();
    for handoff in later {
        given.entry(handoff.to.as_str()).or_insert(handoff.at);
    }
    given.remove(first.from.as_str());
    given.remove(first.to.as_str());
    given
}

/// The handoff that gave its owner the work, where that was a later one.
fn given_by(record: &Record, given: &HashMap<&str, When>, phase: &Phase) -> Option<DurationRange> {
    let owners = phase.owner.as_ref()?;
    let given = owners.iter().map(|owner| given.get(owner.as_str()).copied().map(When::start));
    // With several owners it can start with the first of them.
    let earliest = given.reduce(|a, b| a.zip(b).map(|(a, b)| a.min(b))).flatten();
    earliest.and_then(|at| offset(record, at)).map(exactly)
}

pub fn add(a: DurationRange, b: DurationRange) -> DurationRange {
    About {
        approximate: a.approximate || b.approximate,
        value: Range { min: a.value.min + b.value.min, max: a.value.max + b.value.max },
    }
}

/// The later of several ends, for both ends of the ranges; approximate if one that decides is.
pub fn latest(ends: impl Iterator<Item = DurationRange>) -> Option<DurationRange> {
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

#[cfg(test)]
mod tests;
