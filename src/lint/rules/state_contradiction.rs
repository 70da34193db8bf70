//! # state-contradiction
//!
//! A service is down while the record is closed, while it has `ended`, or while every component is repaired.
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

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::{ComponentState, ServiceState, Status};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let repaired = !record.components.is_empty()
        && record.components.iter().all(|component| component.state == Some(ComponentState::Repaired));
    let (why, help) = if record.status == Status::Closed {
        ("the record is closed", "bring the state of the service up to date, or take `status` back")
    } else if record.ended.is_some() {
        ("the incident has ended", "bring the state of the service up to date, or remove `ended`")
    } else if repaired {
        (
            "every component is repaired",
            "bring the state of the service up to date, or name what is still broken as a component",
        )
    } else {
        return;
    };
    for (index, service) in record.services.iter().enumerate() {
        if service.state == Some(ServiceState::Down) {
            let at = FieldPath::new("services").index(index).key("state");
            found.push(Finding::new(at, format!("{why}, but the service `{}` is down", service.id)).help(help));
        }
    }
}
