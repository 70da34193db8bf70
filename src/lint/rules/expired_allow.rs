//! # expired-allow
//!
//! An entry of `lint.allow` whose `until` has passed. Dates compare with `--as-of DATE`; without it nothing expires.
//!
//! **Why it hurts.** The contradiction was tolerated for a while and for a reason; the while is over. What it silenced is reported again.
//!
//! Before:
//!
//! ```yaml
//! lint:
//!   allow: [{rule: exit-empty, at: "roadmap[look]", because: Criteria come with the review, until: 2026-04-01}]
//! ```
//!
//! After:
//!
//! ```yaml
//! roadmap:
//!   - {id: look, title: Find the leak, takes: 1h, exit: [leak-known]}
//! ```
//!
//! The day of `until` itself still counts.

use crate::lint::{Context, Finding};

/// Reported by [`crate::lint::allow`], which knows what was silenced.
pub(super) fn check(_: &Context, _: &mut Vec<Finding>) {}
