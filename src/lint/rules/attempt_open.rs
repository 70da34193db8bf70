//! # attempt-open
//!
//! Something was tried, and the record does not say what came of it.
//!
//! **Why it hurts.** The next person tries it again, or builds on what may not have worked.
//!
//! Before:
//!
//! ```yaml
//! attempts:
//!   - {at: 2026-03-02T14:40:00Z, what: Restarted the proxy}
//! ```
//!
//! After:
//!
//! ```yaml
//! attempts:
//!   - {at: 2026-03-02T14:40:00Z, what: Restarted the proxy, outcome: failed, result: Timeouts came back after 4 minutes}
//! ```

use crate::lint::{Context, Finding};
use crate::record::FieldPath;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (row, attempt) in context.record.attempts.iter().enumerate().filter(|(_, attempt)| attempt.outcome.is_none()) {
        let at = FieldPath::new("attempts").index(row);
        let message = format!("nobody knows what came of the attempt of {}", attempt.at);
        found.push(Finding::new(at, message).help("give its `outcome`: worked, partly, failed or undone"));
    }
}
