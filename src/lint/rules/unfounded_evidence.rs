//! # unfounded-evidence
//!
//! A finding in `evidence.yaml` that proves nothing from the start: of a manual check without who
//! saw it or what was seen, from before the incident started, or from the future.
//!
//! **Why it hurts.** It looks like a proof, in the file and to whoever reviews it, and is none: the
//! criterion stays open.
//!
//! Before, in `evidence.yaml`:
//!
//! ```yaml
//! checks:
//!   login:
//!     outcome: passed
//!     at: 9999-01-01T00:00:00Z
//! ```
//!
//! After `handoff attest RECORD login --by Ana --saw "a chat session"`:
//!
//! ```yaml
//! checks:
//!   login:
//!     outcome: passed
//!     at: 2026-03-02T17:00:00Z
//!     by: "Ana"
//!     saw: "a chat session"
//! ```
//!
//! The start is `started`, else the first entry of that kind in the timeline. Without `--as-of` the
//! future begins ten years after the handoff: linting asks no clock.

use crate::evidence::{Evidence, Flaw, fingerprint};
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::Check;
use crate::record::units::When;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(evidence) = context.evidence else { return };
    for (row, check) in context.record.checks.iter().enumerate() {
        let flaw = evidence.flaw(context.record, check).or_else(|| is_after(context, evidence, check));
        let (Some(flaw), Some(entry)) = (flaw, evidence.get(check.id.as_str())) else { continue };
        // Of one that is stale as well, `stale-evidence` says what to do.
        if entry.fingerprint != fingerprint(context.record, check) {
            continue;
        }
        let message = format!("the evidence of `{}`, {}, is no proof: {flaw}", check.id, entry.at);
        let help = if check.manual == Some(true) {
            format!("look again: `handoff attest RECORD {} --by WHO --saw TEXT`", check.id)
        } else {
            format!("prove it again: `handoff verify --check {} --record`", check.id)
        };
        let at = FieldPath::new("checks").index(row).key("id");
        found.push(Finding::new(at, message).help(help));
    }
}

/// A day is over only when it is over everywhere.
fn is_after(context: &Context, evidence: &Evidence, check: &Check) -> Option<Flaw> {
    let at = evidence.get(check.id.as_str())?.at.0;
    let later = match context.as_of? {
        When::Date(day) => at.date_naive() > day && at.to_utc().date_naive() > day,
        When::Instant(now) => at > now.0,
    };
    later.then_some(Flaw::Future)
}
