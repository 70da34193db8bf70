//! # no-way-back
//!
//! A repair whose command changes something, and no word on how to take it back.
//!
//! **Why it hurts.** The first repair is often the wrong one. Whoever runs it at night needs to know beforehand whether there is a way
//! back, and which.
//!
//! Before:
//!
//! ```yaml
//! remedies:
//!   - {id: grow, run: kubectl scale deploy/egress --replicas=6}
//! ```
//!
//! After:
//!
//! ```yaml
//! remedies:
//!   - {id: grow, run: kubectl scale deploy/egress --replicas=6, undo: kubectl scale deploy/egress --replicas=2}
//! ```
//!
//! `undo: none` says that there is none. What changes something is listed under `check-changes-something`. Stop-gaps, which are
//! taken back anyway, are not looked at.

use crate::commands::change;
use crate::lint::{Context, Finding};
use crate::record::model::RemedyKind;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (at, remedy) in context.record.remedies() {
        let repair = matches!(remedy.kind, None | Some(RemedyKind::Repair));
        let Some(run) = remedy.run.as_ref().filter(|_| repair && remedy.undo.is_none()) else { continue };
        if let Some(change) = change(&context.names().expand(run.as_str())) {
            let what = change.what.escape_debug();
            let message =
                format!("the remedy `{}` changes something (`{what}`) and does not say how to take it back", remedy.id);
            let help = "give the command in `undo`, or say `undo: none`";
            found.push(Finding::new(at.key("id"), message).help(help));
        }
    }
}
