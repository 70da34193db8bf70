//! What is watched, who is told, and what was done to hand the incident over.

use super::{List, Prose, Ref, When, Who, record, words};
use crate::record::collections::OneOrMany;
use crate::record::ids::{AComponent, ATarget, ATeam};
use crate::record::text::{Command, Inline, Literal};
use crate::record::units::{Deadline, Duration, Quantity};

record! {
    Monitoring {
        list alerts: Alert,
        list routines: Routine,
        list prevention: Prevention,
    }
}

words! {
    /// An `abort` limit may be looser than the target.
    AlertPurpose { Alarm = "alarm", Abort = "abort" }
}

record! {
    Alert {
        not_both(above, below): "one alert is one limit; make two alerts",
        required what: Inline,
        optional target: Ref<ATarget>,
        optional above: Quantity,
        optional below: Quantity,
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
    PreventionState { Open = "open", Planned = "planned", Done = "done" }
}

record! {
    Prevention {
        required what: Inline,
        optional kind: PreventionKind,
        optional by: Deadline,
        optional owner: OneOrMany<Ref<ATeam>>,
        optional state: PreventionState,
        optional r#ref: Inline,
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
