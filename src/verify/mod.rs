//! Checks and a runner passed in -> outcomes -> criteria -> status. Nothing here touches the world.

mod execute;
mod health;
mod held;
mod json;
mod judge;
mod number;
mod run;
mod schedule;
mod select;
pub mod show;

pub use execute::{Event, run_all};
pub use health::{Decided, Health, Met, decide, excused};
pub use run::{End, KEPT_BYTES, MARGIN_BYTES, Output, Run, Runner};
pub use schedule::{Listed, Schedule, Turn, schedule};
pub use select::{Chosen, Selected, Selection, Unknown, components_by_check};

use crate::evidence::Outcome;
use crate::record::units::Decimal;

/// What one check showed. Its texts are masked, short, and safe for a terminal.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckResult {
    pub id: String,
    pub what: String,
    pub outcome: Outcome,
    pub expected: String,
    pub actual: String,
    /// Of the last attempt.
    pub seconds: Option<Decimal>,
    pub exit: Option<i32>,
    pub attempts: u32,
    /// The beginning of the output, for evidence.
    pub excerpt: Option<String>,
    /// Why it does not matter how it ends: all criteria that it proves are waived. The reason of the
    /// first.
    pub waived: Option<String>,
}

/// The answer to a selection.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub status: Health,
    /// In the order of the record.
    pub results: Vec<CheckResult>,
    pub criteria: Vec<Decided>,
    /// The criteria of the record that the selection does not decide, by id: not all of their checks
    /// lie in it.
    pub not_judged: Vec<String>,
}

#[cfg(test)]
mod tests;
