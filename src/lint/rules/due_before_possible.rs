//! # due-before-possible
//!
//! A phase is due before it can end, even if every phase before it starts on time and takes as long as planned.
//!
//! **Why it hurts.** A date that cannot be kept is noticed when it passes, and the escalation that hangs on it fires for a plan, not for
//! a delay.
//!
//! Before:
//!
//! ```yaml
//! roadmap:
//!   - {id: look, title: Find the leak, takes: 2h-4h}
//!   - {id: fix, title: Close it, takes: 1h, due: 4h}
//! ```
//!
//! After:
//!
//! ```yaml
//! roadmap:
//!   - {id: look, title: Find the leak, takes: 2h-4h}
//!   - {id: fix, title: Close it, takes: 1h, due: 6h}
//! ```
//!
//! The latest end is the upper end of the fact `phases.<id>.ends`; a plain date counts to the end of its day.

use crate::facts::Value;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::units::{Due, Duration, Instant, When};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(handoff) = context.record.handed_off() else { return };
    for (index, phase) in context.record.roadmap.iter().enumerate() {
        // What is finished is no longer planned.
        let Some(due) = phase.due.as_ref().filter(|_| !context.facts.criteria().is_done(index)) else { continue };
        let Some(Value::Duration(ends)) = context.facts.get(&format!("phases.{}.ends", phase.id)).map(|f| &f.value)
        else {
            continue;
        };
        let latest = ends.value.max;
        let late = match due {
            Due::After(due) => due.value.max < latest,
            Due::At(when) => {
                end_of(*when, handoff).zip(handoff.start().plus(latest)).is_some_and(|(due, end)| due < end)
            }
        };
        if late {
            let at = FieldPath::new("roadmap").index(index).key("due");
            let message = format!("the phase is due {}, but ends {ends} after the handoff", shown(due));
            found.push(
                Finding::new(at, message).help("move the date, or shorten `takes` of this phase or of those before it"),
            );
        }
    }
}

fn shown(due: &Due) -> String {
    match due {
        Due::After(_) => format!("{due} after the handoff"),
        Due::At(_) => due.to_string(),
    }
}

/// A plain date is kept until the day is over, where the handoff took place.
fn end_of(due: When, handoff: When) -> Option<Instant> {
    match due {
        When::Instant(instant) => Some(instant),
        When::Date(date) => {
            let midnight = date.succ_opt()?.and_time(chrono::NaiveTime::MIN);
            let offset = *handoff.start().0.offset();
            let end = midnight.and_local_timezone(offset).single()?;
            Instant(end).plus(Duration::ZERO)
        }
    }
}
