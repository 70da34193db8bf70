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
        /// The id by which the rest of the record names it.
        required id: Id,
        /// The name by which documents show it.
        required name: Inline,
        /// What it is called where it runs: shown as code when it is one word.
        optional resource: Inline,
        /// critical, high, medium or low.
        required severity: ComponentSeverity,
        /// failing, degraded, repaired or unknown.
        optional state: ComponentState,
        /// The teams that look after it, by id.
        optional owner: OneOrMany<Ref<ATeam>>,
        /// What is wrong with it, in one line.
        required problem: Inline,
        /// What it does to the service.
        optional effect: Inline,
        /// What one must know to repair it; stands beside its commands in the roadmap. Block Markdown.
        optional detail: Prose,
        /// The state in which it is healthy.
        list requires: Requirement,
        /// Checks that show its state, in order.
        list diagnose: Ref<ACheck>,
        /// The ways to mend it.
        list remedies: Remedy,
    }
}

record! {
    /// One property of a healthy component.
    Requirement {
        one_of(is, not, min, max): "say in which state the component is healthy",
        /// The id by which `sets` and invariants name it; requirements and targets share one name space.
        required id: Id,
        /// The property. Example: `instances`.
        required what: Inline,
        /// The value that it must have, as it is written.
        optional is: Setting,
        /// Values that it must not have.
        optional not: OneOrMany<Setting>,
        /// The least that is healthy: a quantity or a count.
        optional min: Quantity,
        /// The most that is healthy: a quantity or a count.
        optional max: Quantity,
        /// The checks that prove it, by id.
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
        /// The id by which tasks, attempts and `after` name it.
        required id: Id,
        /// Default: repair.
        optional kind: RemedyKind,
        /// The condition under which it is the right one.
        optional when: Inline,
        /// What to do, in words.
        optional r#do: Inline,
        /// The command, shown exactly.
        optional run: Command,
        /// Requirement or target id -> the value it has afterwards.
        optional sets: Map<Ref<ALimit>, Setting>,
        /// Remedies that come before it, by id.
        optional after: OneOrMany<Ref<ARemedy>>,
        /// The command that takes it back, or `none` when there is no way back.
        optional undo: Undo,
        /// What the reader must know before running it.
        optional caution: Inline,
        /// The checks that show that it worked, by id.
        optional check: OneOrMany<Ref<ACheck>>,
    }
}

words! {
    ServiceState { Up = "up", Degraded = "degraded", Down = "down", Unknown = "unknown" }
}

record! {
    /// What users see.
    Service {
        /// The id of the service.
        required id: Id,
        /// The name by which users know it.
        required name: Inline,
        /// up, degraded, down or unknown.
        optional state: ServiceState,
        /// What users do with it.
        optional purpose: Inline,
        /// How much it matters: P0 to P4.
        optional priority: Priority,
        /// The components on which it depends, by id.
        optional component: OneOrMany<Ref<AComponent>>,
    }
}
