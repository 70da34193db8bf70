//! Checks and a runner passed in -> outcomes -> criteria -> status. Nothing here touches the world.

mod judge;
mod run;
mod schedule;
mod select;
pub mod show;
mod status;

pub use run::{End, KEPT_BYTES, MARGIN_BYTES, Output, Run, Runner};
pub use schedule::{Action, Event, Plan, plan, run_all};
pub use select::{Chosen, Selected, Selection, Unknown, components_by_check};
pub use status::{Decided, Met, Status, decide};

use crate::evidence::Outcome;
use crate::record::units::Decimal;

/// What one check showed. Its texts are masked, short, and safe for a terminal.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
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
}

/// The answer to a selection.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub status: Status,
    /// In the order of the record.
    pub findings: Vec<Finding>,
    pub criteria: Vec<Decided>,
}

#[cfg(test)]
mod tests;
