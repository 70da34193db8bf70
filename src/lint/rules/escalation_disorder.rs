//! # escalation-disorder
//!
//! Escalation levels that do not rise (error), or a level that fires while a phase of the receiving team
//! may be over by then and may still run as planned (warning).
//!
//! **Why it hurts.** People are woken for work that is going to plan, or a level is never reached.
//!
//! Before:
//!
//! ```yaml
//! escalation:
//!   levels: [{after: 4h, notify: [senior-infra]}, {after: 2h, notify: [management]}]
//! ```
//!
//! After:
//!
//! ```yaml
//! escalation:
//!   levels: [{after: 2h, notify: [senior-infra]}, {after: 4h, notify: [management]}]
//! ```
//!
//! The clock starts with the handoff, or with the phase that `escalation.from` names. A phase is compared
//! when it ends at the earliest at or before the level and at the latest after it.

use crate::diagnostic::Severity;
use crate::facts::{Value, schedule};
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::Escalation;
use crate::record::units::{Duration, Range};

/// A ladder has a handful of levels; more are not compared with all phases.
const MOST_LEVELS: usize = 100;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(escalation) = &context.record.escalation else { return };
    let phases = receiver_phases(context);
    let start = start(context, escalation);
    let mut before = None;
    for (row, level) in escalation.levels.iter().enumerate() {
        let at = FieldPath::new("escalation").key("levels").index(row).key("after");
        if let Some(before) = before.filter(|&before| level.after <= before) {
            let message = format!("this level fires after {}, the one before it after {before}", level.after);
            found.push(Finding::new(at, message).help("order the levels by time; each later than the one before"));
        } else if let Some(start) = start.filter(|_| row < MOST_LEVELS) {
            let (early, late) = (start.min + level.after, start.max + level.after);
            let running = phases.iter().find(|(_, ends)| ends.min <= early && late < ends.max);
            if let Some((phase, ends)) = running {
                let clock = escalation.from.as_ref().map_or("handoff", |from| from.as_str());
                let message = format!(
                    "this level fires {} after `{clock}`, while the phase `{phase}` may still run as planned: it ends {} after the handoff",
                    level.after,
                    shown(ends)
                );
                let help = "let it fire when the phase must be over, or correct what the phase takes";
                found.push(Finding::new(at, message).severity(Severity::Warning).help(help));
            }
        }
        before = Some(level.after);
    }
}

/// When the clock starts, counted from the handoff.
fn start(context: &Context, escalation: &Escalation) -> Option<Range<Duration>> {
    match escalation.from.as_ref().map_or("handoff", |from| from.as_str()) {
        "handoff" => Some(Range::single(Duration::ZERO)),
        phase => offsets(context, &format!("phases.{phase}.starts")),
    }
}

/// The phases in which the receiving team has a part, with when they can end.
fn receiver_phases<'a>(context: &Context<'a>) -> Vec<(&'a str, Range<Duration>)> {
    let Some(to) = context.record.receiver() else { return Vec::new() };
    // What is over is no longer planned.
    let phases = context.record.roadmap.iter().enumerate();
    let own = phases.filter(|(at, phase)| schedule::owned_by(phase, to, to) && !context.facts.criteria().is_done(*at));
    own.filter_map(|(_, phase)| Some((phase.id.as_str(), offsets(context, &format!("phases.{}.ends", phase.id))?)))
        .collect()
}

fn offsets(context: &Context, fact: &str) -> Option<Range<Duration>> {
    match &context.facts.get(fact)?.value {
        Value::Duration(offset) => Some(offset.value),
        _ => None,
    }
}

fn shown(ends: &Range<Duration>) -> String {
    crate::record::units::About::exactly(*ends).to_string()
}
