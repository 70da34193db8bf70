//! What is broken, the state in which it is healthy, and how to mend it.

use super::{List, Map, Ref, Undo, record, words};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACheck, AComponent, ALimit, ARemedy, ATeam, Id};
use crate::record::text::{Command, Inline, Prose};
use crate::record::units::{Quantity, Setting};

use super::Priority;

words! {
    ComponentSeverity { Critical = "critical", High = "high", Medium = "medium", Low = "low" }
}
words! {
    ComponentState { Failing = "failing", Degraded = "degraded", Repaired = "repaired", Unknown = "unknown" }
}

record! {
    Component {
        required id: Id,
        required name: Inline,
        optional resource: Inline,
        required severity: ComponentSeverity,
        optional state: ComponentState,
        optional owner: OneOrMany<Ref<ATeam>>,
        required problem: Inline,
        /// What it does to the service.
        optional effect: Inline,
        optional detail: Prose,
        /// The state in which it is healthy.
        list requires: Requirement,
        /// Checks that show its state, in order.
        list diagnose: Ref<ACheck>,
        list remedies: Remedy,
    }
}

record! {
    /// One property of a healthy component.
    Requirement {
        one_of(is, not, min, max): "say in which state the component is healthy",
        required id: Id,
        required what: Inline,
        optional is: Setting,
        optional not: OneOrMany<Setting>,
        optional min: Quantity,
        optional max: Quantity,
        optional check: OneOrMany<Ref<ACheck>>,
    }
}

words! {
    RemedyKind { Repair = "repair", StopGap = "stop-gap", Inspect = "inspect" }
}

record! {
    /// One way to mend a component.
    Remedy {
        one_of(r#do, run): "say what to do, or give the command",
        required id: Id,
        /// Default: repair.
        optional kind: RemedyKind,
        optional when: Inline,
        optional r#do: Inline,
        optional run: Command,
        /// Requirement or target id -> the value it has afterwards.
        optional sets: Map<Ref<ALimit>, Setting>,
        optional after: OneOrMany<Ref<ARemedy>>,
        /// The command that takes it back, or `none` when there is no way back.
        optional undo: Undo,
        /// What the reader must know before running it.
        optional caution: Inline,
        optional check: OneOrMany<Ref<ACheck>>,
    }
}

words! {
    ServiceState { Up = "up", Degraded = "degraded", Down = "down", Unknown = "unknown" }
}

record! {
    /// What users see.
    Service {
        required id: Id,
        required name: Inline,
        optional state: ServiceState,
        optional purpose: Inline,
        optional priority: Priority,
        optional component: OneOrMany<Ref<AComponent>>,
    }
}
