//! The columns of the table and their words, the same in text and Markdown.

use crate::status::{Due, Escalation, Level, Status};

pub(super) const COLUMNS: [&str; 7] =
    ["Incident", "Severity", "State", "With", "Criteria", "Next checkpoint", "Escalation"];

/// What stands where there is nothing to say.
const NOTHING: &str = "–";

/// The cells of an incident, in the order of the columns. They may hold anything that a record may.
pub(super) fn cells(status: &Status) -> [String; COLUMNS.len()] {
    let unacknowledged = status.state == crate::record::model::Status::HandedOff && !status.acknowledged;
    [
        status.id.clone(),
        status.severity.to_string(),
        status.state.to_string(),
        format!("{}{}", status.holder_name, if unacknowledged { " (not acknowledged)" } else { "" }),
        criteria(status),
        status.checkpoint.map_or(NOTHING.into(), due),
        status.escalation.as_ref().map_or(NOTHING.into(), escalation),
    ]
}

fn criteria(status: &Status) -> String {
    let mut text = format!("{}/{} met", status.criteria.all.met, status.criteria.all.total);
    for (count, what) in [(status.failed, "failed"), (status.stale, "stale")] {
        if count > 0 {
            let checks = if count == 1 { "check" } else { "checks" };
            text.push_str(&format!(", {count} {checks} {what}"));
        }
    }
    text
}

fn due(due: Due) -> String {
    format!("{}{}", due.at, if due.overdue { " OVERDUE" } else { "" })
}

fn escalation(escalation: &Escalation) -> String {
    let shown = |level: &Level, word: &str| {
        let when = level.at.map_or_else(|| level.after.clone(), |at| at.to_string());
        format!("level {} {when}{word}", level.number)
    };
    let overdue = escalation.overdue.iter().map(|level| shown(level, " OVERDUE"));
    let next = escalation.next.iter().map(|level| {
        let then = if escalation.overdue.is_some() { "then " } else { "" };
        format!("{then}{}", shown(level, ""))
    });
    overdue.chain(next).collect::<Vec<_>>().join(", ")
}
