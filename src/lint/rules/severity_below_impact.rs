//! # severity-below-impact
//!
//! The severity is P2 or below, while a critical component is broken and a service is down.
//!
//! **Why it hurts.** Who is called at night, and what is stopped for it, hangs on the severity.
//!
//! Before:
//!
//! ```yaml
//! severity: P3
//! services: [{id: shop, name: Shop, state: down}]
//! components: [{id: egress, name: Egress proxy, severity: critical, problem: Connection pool is exhausted}]
//! ```
//!
//! After:
//!
//! ```yaml
//! severity: P1
//! services: [{id: shop, name: Shop, state: down}]
//! components: [{id: egress, name: Egress proxy, severity: critical, problem: Connection pool is exhausted}]
//! ```
//!
//! A component that is repaired does not count. Nor does anything of an incident that is closed.

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::{ComponentSeverity, ComponentState, Priority, ServiceState, Status};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let high = matches!(record.severity, Priority::P0 | Priority::P1 | Priority::Sev0 | Priority::Sev1);
    if high || record.status == Status::Closed || record.ended.is_some() {
        return;
    }
    let critical = record.components.iter().find(|component| {
        component.severity == ComponentSeverity::Critical && component.state != Some(ComponentState::Repaired)
    });
    let down = record.services.iter().find(|service| service.state == Some(ServiceState::Down));
    if let (Some(component), Some(service)) = (critical, down) {
        let message = format!(
            "the severity is {}, but the critical component `{}` is broken and the service `{}` is down",
            record.severity, component.id, service.id
        );
        let help = "raise the severity, or correct the component's severity or the service's state";
        found.push(Finding::new(FieldPath::new("severity"), message).help(help));
    }
}
