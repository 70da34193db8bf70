//! `status --format json`.

use serde_json::{Value, json};

use crate::record::units::Instant;
use crate::report::to_json;
use crate::status::{Due, Level, Status};

/// One object; what an incident does not have is `null`, and so is what cannot be told without
/// `--as-of`.
pub fn json(rows: &[(String, Status)], as_of: Option<Instant>) -> String {
    let incidents: Vec<Value> = rows.iter().map(|(file, status)| incident(file, status, as_of)).collect();
    to_json(&json!({"as_of": as_of.map(rfc3339), "incidents": incidents}))
}

fn incident(file: &str, status: &Status, as_of: Option<Instant>) -> Value {
    let criteria = status.criteria;
    let checkpoint = |due: Due| json!({"at": rfc3339(due.at), "overdue": as_of.map(|_| due.overdue)});
    json!({
        "id": status.id,
        "file": file,
        "title": status.title,
        "severity": status.severity.as_str(),
        "status": status.state.as_str(),
        "with": {"team": status.holder, "name": status.holder_name},
        "acknowledged": status.acknowledged,
        "criteria": {
            "met": criteria.all.met,
            "total": criteria.all.total,
            "must": {"met": criteria.handback.met, "total": criteria.handback.total},
        },
        "evidence": {"stale": status.stale, "failed": status.failed},
        "next_checkpoint": status.checkpoint.map(checkpoint),
        "escalation": status.escalation.as_ref().map(|escalation| json!({
            "overdue": escalation.overdue.as_ref().map(level),
            "next": escalation.next.as_ref().map(level),
        })),
    })
}

fn level(level: &Level) -> Value {
    json!({"level": level.number, "at": level.at.map(rfc3339), "after": level.after, "notify": level.notify})
}

fn rfc3339(at: Instant) -> String {
    at.0.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}
