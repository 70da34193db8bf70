//! What rows of the table are computed from.

use std::cell::OnceCell;

use super::criteria::Criteria;
use super::value::Value;
use crate::record::Record;
use crate::record::units::DurationRange;

/// The record, what is proven of it, and the facts that stand above in the table.
pub struct Input<'a> {
    pub record: &'a Record,
    pub criteria: &'a Criteria,
    /// The value of a fact.
    pub fact: &'a dyn Fn(&str) -> Option<&'a Value>,
    /// The offsets of all phases, computed when the first row asks for them.
    pub plan: &'a OnceCell<Vec<Times>>,
}

/// Offsets from the handoff.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    pub starts: DurationRange,
    pub ends: DurationRange,
}

/// Whether a record has an input of which another could stand in its place.
pub(super) fn goes_in(record: &Record, input: &str) -> bool {
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
