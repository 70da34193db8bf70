//! # state-contradiction
//!
//! Two fields say two things of one state: the incident is over while something is broken, or it is worked on by nobody.
//!
//! **Why it hurts.** Two readers act on two truths: one stands down, the other still waits for the service.
//!
//! Before:
//!
//! ```yaml
//! status: closed
//! services: [{id: shop, name: Shop, state: down}]
//! ```
//!
//! After:
//!
//! ```yaml
//! status: closed
//! services: [{id: shop, name: Shop, state: up}]
//! ```
//!
//! Errors: closed or `ended` while a service is down or degraded or a component is failing; every component repaired while a service is
//! down; a phase `finished` while a task of it, written as a mapping, is not `done`. Warnings: remediating while nobody
//! acknowledged the handoff; a handoff from a team to itself.

use crate::diagnostic::Severity;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::{ComponentState, Record, ServiceState, Status};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    over(record, found);
    tasks(record, found);
    handoffs(record, found);
}

/// What is over, and still broken.
fn over(record: &Record, found: &mut Vec<Finding>) {
    let repaired = !record.components.is_empty()
        && record.components.iter().all(|component| component.state == Some(ComponentState::Repaired));
    let (why, back) = if record.status == Status::Closed {
        ("the record is closed", Some("take `status` back"))
    } else if record.ended.is_some() {
        ("the incident has ended", Some("remove `ended`"))
    } else if repaired {
        ("every component is repaired", None)
    } else {
        return;
    };
    for (index, service) in record.services.iter().enumerate() {
        let Some(state) = service.state else { continue };
        if state == ServiceState::Down || state == ServiceState::Degraded && back.is_some() {
            let at = FieldPath::new("services").index(index).key("state");
            let other = back.unwrap_or("name what is still broken as a component");
            let help = format!("bring the state of the service up to date, or {other}");
            found.push(Finding::new(at, format!("{why}, but the service `{}` is {state}", service.id)).help(help));
        }
    }
    let Some(back) = back else { return };
    for (index, component) in record.components.iter().enumerate() {
        if component.state == Some(ComponentState::Failing) {
            let at = FieldPath::new("components").index(index).key("state");
            let help = format!("bring the state of the component up to date, or {back}");
            found.push(Finding::new(at, format!("{why}, but the component `{}` is failing", component.id)).help(help));
        }
    }
}

fn tasks(record: &Record, found: &mut Vec<Finding>) {
    for (row, phase) in record.roadmap.iter().enumerate().filter(|(_, phase)| phase.finished.is_some()) {
        for (position, _) in phase.tasks.iter().enumerate().filter(|(_, task)| task.long && task.done.is_none()) {
            let at = FieldPath::new("roadmap").index(row).key("tasks").index(position);
            let message = format!("the phase `{}` is finished, but this task is not done", phase.id);
            found.push(Finding::new(at, message).help("say in `done` when it was done, or remove `finished`"));
        }
    }
}

fn handoffs(record: &Record, found: &mut Vec<Finding>) {
    let unread = record.last_handoff().is_some_and(|last| last.acknowledged.is_none());
    if record.status == Status::Remediating && unread {
        let message = "the record is remediating, but nobody acknowledged the handoff";
        let help = "say in `handoff.acknowledged` who took it over: `handoff ack RECORD --by WHO`";
        let finding = Finding::new(FieldPath::new("status"), message).severity(Severity::Warning);
        found.push(finding.help(help));
    }
    for (index, handoff) in record.handoffs().iter().enumerate() {
        if handoff.from == handoff.to {
            let message = format!("`{}` hands over to itself", handoff.to);
            let at = record.handoff_place(index).key("to");
            let help = "name the team that receives it; before there is one, `owner` says who holds the incident";
            found.push(Finding::new(at, message).severity(Severity::Warning).help(help));
        }
    }
}
