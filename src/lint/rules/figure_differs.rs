//! # figure-differs
//!
//! A text claims another figure for a fact, a suite or the limit of its target than the record has.
//!
//! **Why it hurts.** Two figures for one thing stand in one package, and each reader acts on the one that they saw.
//!
//! Before:
//!
//! ```yaml
//! summary: Revenue of $500K+ a year is at risk, and the repair takes 5-6 hours.
//! ```
//!
//! After:
//!
//! ```yaml
//! summary: Revenue of ${{ facts.revenue_at_risk }} a year is at risk, and the repair takes ${{ facts.duration_total }}.
//! ```
//!
//! It is found where a sentence speaks of the fact: revenue, ARR, at risk; tests and the names of suites; productivity; the total, the
//! ETA, what the repair takes; the cost of the repair; and where the item refers to the target. Of a sentence that also has the
//! right figure, the others are not looked at, nor are texts that report what was observed (see `figure-typed-out`).

use crate::lint::{Context, Finding};

/// Reported by [`super::figure_typed_out`], which reads the texts for both.
pub(super) fn check(_: &Context, _: &mut Vec<Finding>) {}
