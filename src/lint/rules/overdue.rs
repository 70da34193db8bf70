//! # overdue
//!
//! `--as-of`: something was promised for a time that is past, and it is not done.
//!
//! **Why it hurts.** A promise that passes without a word is found by the one to whom it was made.
//!
//! Before:
//!
//! ```yaml
//! deadlines:
//!   - {id: authority, what: Early warning, at: 2026-03-03T12:00:00Z}
//! ```
//!
//! After:
//!
//! ```yaml
//! deadlines:
//!   - {id: authority, what: Early warning, at: 2026-03-03T12:00:00Z, met: 2026-03-03T11:20:00Z}
//! ```
//!
//! Looked at are deadlines, the next checkpoint, the `due` of phases, next actions, prevention, temporary measures and the
//! post-mortem, which is done when there are lessons. A date is past from the next day on. Of a closed incident only promises,
//! prevention and the post-mortem are still waited for.

use crate::facts::due::{DueKind, open};
use crate::lint::{Context, Finding};
use crate::record::model::Status;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(present) = context.as_of else { return };
    for item in open(context.record, context.facts) {
        let Some(by) = item.by.filter(|by| by.is_past(present)) else { continue };
        let (what, help) = match item.kind {
            // Of a closed incident that is `complete-with-open-items`.
            DueKind::Temporary if context.record.status == Status::Closed => continue,
            DueKind::Temporary => ("the measure was in force until", "end it and say so in `ended`, or set a new date"),
            DueKind::Checkpoint => ("the checkpoint was", "hold it, note it in the timeline, and set the next one"),
            DueKind::Deadline => ("this was promised for", "say in `met` when it was met"),
            DueKind::Phase => {
                ("the phase was due by", "give its `finished`, prove its exit criteria, or set a new date")
            }
            DueKind::Prevention => {
                ("the prevention was due by", "set its `state` to done or dropped, or set a new date")
            }
            DueKind::PostMortem => ("the post-mortem was due by", "hold it, and write down its `lessons`"),
            _ => ("this was due by", "say in `done` when it was done, or set a new date"),
        };
        found.push(Finding::new(item.time_path, format!("{what} {}, and it is not done", by.when)).help(help));
    }
}
