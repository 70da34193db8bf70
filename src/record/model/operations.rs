//! What is watched, who is told, and what was done to hand the incident over.

use super::{List, Prose, Ref, When, Who, record, words};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACheck, AComponent, ATarget, ATeam, Id};
use crate::record::text::{Command, Inline, Literal};
use crate::record::units::{Due, Duration, Quantity};

record! {
    Monitoring {
        list alerts: Alert,
        list routines: Routine,
        list prevention: Prevention,
    }
}

words! {
    /// A `warning` lies inside the target on purpose, an `abort` limit may be looser than it.
    AlertPurpose { Alarm = "alarm", Warning = "warning", Abort = "abort" }
}

record! {
    Alert {
        not_both(above, below): "one alert is one limit; make two alerts",
        optional id: Id,
        required what: Inline,
        optional target: Ref<ATarget>,
        optional above: Quantity,
        optional below: Quantity,
        /// How long the limit must be passed before the alert fires.
        optional r#for: Duration,
        optional component: OneOrMany<Ref<AComponent>>,
        /// Default: alarm.
        optional purpose: AlertPurpose,
    }
}

record! {
    Routine {
        required what: Inline,
        optional every: Duration,
        optional run: Command,
    }
}

words! {
    PreventionKind { Prevent = "prevent", Detect = "detect", Mitigate = "mitigate" }
}
words! {
    PreventionState { Open = "open", Planned = "planned", Done = "done", Dropped = "dropped" }
}

record! {
    Prevention {
        optional id: Id,
        required what: Inline,
        optional kind: PreventionKind,
        /// Counted from the first handoff, or a time.
        optional by: Due,
        optional owner: OneOrMany<Ref<ATeam>>,
        optional state: PreventionState,
        /// The address of its ticket or change.
        optional r#ref: Inline,
        /// What proves that it is done.
        optional check: OneOrMany<Ref<ACheck>>,
        /// Why it was dropped, or why it matters.
        optional because: Inline,
    }
}

record! {
    Escalation {
        /// Where the clock starts: `handoff` (default), or a phase.
        optional from: Literal,
        list levels: EscalationLevel,
    }
}

record! {
    EscalationLevel {
        required after: Duration,
        optional when: Inline,
        /// Team ids, or names of people and roles outside of `teams`.
        list notify: Who,
        list r#do: Inline,
    }
}

record! {
    Communication {
        list updates: Update,
        list sent: Sent,
        /// To post when service is restored.
        optional announcement: Prose,
        optional post_mortem: PostMortem,
    }
}

record! {
    Update {
        required to: Who,
        optional says: Inline,
        optional channel: Inline,
        optional every: Duration,
    }
}

record! {
    Sent {
        required at: When,
        optional to: Who,
        optional channel: Inline,
        optional says: Inline,
    }
}

record! {
    PostMortem {
        required within: Duration,
        optional owner: OneOrMany<Ref<ATeam>>,
    }
}

record! {
    Labels {
        list remove: Inline,
        list add: Inline,
    }
}

words! {
    StepStatus {
        Pending = "pending", Running = "running", Complete = "complete", Blocked = "blocked", Skipped = "skipped",
    }
}

record! {
    /// One row of the process ledger.
    ProcessStep {
        required step: Inline,
        optional what: Inline,
        optional outcome: Inline,
        optional status: StepStatus,
    }
}

record! {
    Deliverable {
        required what: Inline,
        optional path: Inline,
    }
}
