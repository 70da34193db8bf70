//! What rows of the table are computed from.

use std::cell::OnceCell;

use super::criteria::Criteria;
use super::schedule::Schedule;
use super::value::Value;
use crate::record::Record;
use crate::record::model::Phase;

/// The record, what is proven of it, and the facts that stand above in the table.
pub struct Input<'a> {
    pub record: &'a Record,
    pub criteria: &'a Criteria,
    /// The value of a fact.
    pub fact: &'a dyn Fn(&str) -> Option<&'a Value>,
    /// Every phase in time, computed when the first row asks for it.
    pub schedule: &'a OnceCell<Schedule>,
}

impl Input<'_> {
    pub fn schedule(&self) -> &Schedule {
        self.schedule.get_or_init(|| Schedule::new(self.record, &|phase| self.criteria.ended(phase)))
    }
}

/// Whether a record has an input of which another could stand in its place.
pub(super) fn goes_in(record: &Record, input: &str) -> bool {
    let phase = |has: fn(&Phase) -> bool| record.roadmap.iter().any(has);
    match input {
        "roadmap[].when" => return phase(|phase| phase.when.is_some()),
        "roadmap[].not_before" => return phase(|phase| phase.not_before.is_some()),
        "roadmap[].started" => return phase(|phase| phase.started.is_some()),
        "roadmap[].finished" => return phase(|phase| phase.finished.is_some()),
        _ => {}
    }
    let Some(impact) = &record.impact else { return true };
    let loss = || impact.productivity.as_ref().is_some_and(|productivity| productivity.loss.is_some());
    match input {
        // As in the sum: the amount by the year wins.
        "impact.revenue[].per_year" => impact.revenue.iter().any(|stream| stream.per_year.is_some()),
        "impact.revenue[].per_month" => impact.revenue.iter().any(|stream| stream.per_month.is_some()),
        "impact.productivity.loss" => loss(),
        "impact.productivity.areas[].loss" => !loss(),
        _ => true,
    }
}
