//! `status --format json`.

use serde_json::{Value, json};

use super::{Row, exact, joined, masked};
use crate::report::to_json;
use crate::status::{self, Action, Status};

/// One object with all incidents and all that is to be done in them; what an incident does not have
/// is `null`. Teams by their ids, times as RFC 3339 or as dates.
pub fn json(rows: &[Row]) -> String {
    let incidents: Vec<Value> = rows.iter().map(|(source, status)| incident(&source.path, status)).collect();
    let actions: Vec<Value> = status::actions(rows).into_iter().map(|(id, item)| action(id, item)).collect();
    to_json(&json!({"incidents": incidents, "actions": actions}))
}

fn incident(path: &str, status: &Status) -> Value {
    let next = status.next.as_ref();
    let overdue: Vec<Value> = status
        .overdue
        .iter()
        .map(|late| json!({"what": masked(&late.what), "path": masked(&late.path), "at": exact(late.at)}))
        .collect();
    json!({
        "id": status.id,
        "title": masked(&status.title),
        "severity": status.severity.as_str(),
        "status": status.state.as_str(),
        "holder": status.holder.as_ref().map(|holder| &holder.id),
        "criteria": {
            "met": status.criteria.met,
            "waived": status.criteria.waived,
            "total": status.criteria.total,
        },
        "next": next.map(|next| json!({"what": masked(&next.what), "at": exact(next.at)})),
        "overdue": overdue,
        "path": path,
    })
}

fn action(incident: &str, action: &Action) -> Value {
    let owner = (!action.owners.is_empty()).then(|| joined(&action.owners, |team| &team.id));
    json!({
        "incident": incident,
        "what": masked(&action.what),
        "owner": owner,
        "by": action.by.map(|by| exact(by.when)),
        "state": action.state,
        "overdue": action.overdue,
        "path": masked(&action.path),
    })
}
