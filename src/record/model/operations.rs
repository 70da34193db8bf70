//! What is watched, who is told, and what was done to hand the incident over.

use super::{List, Prose, Ref, When, Who, record, words};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACheck, AComponent, ATarget, ATeam, Id};
use crate::record::text::{Command, Inline, Literal};
use crate::record::units::{Due, Duration, Quantity};

record! {
    Monitoring {
        /// Alerts on targets.
        list alerts: Alert,
        /// What is looked at regularly.
        list routines: Routine,
        /// What is done so that it does not happen again; followed in the register after the incident is closed.
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
        /// The id of the alert.
        optional id: Id,
        /// What fires. Example: `Early warning`.
        required what: Inline,
        /// The target that it watches, by id.
        optional target: Ref<ATarget>,
        /// Fires above this: a quantity or a count.
        optional above: Quantity,
        /// Fires below this: a quantity or a count.
        optional below: Quantity,
        /// How long the limit must be passed before the alert fires.
        optional r#for: Duration,
        /// The components that it watches, by id.
        optional component: OneOrMany<Ref<AComponent>>,
        /// Default: alarm.
        optional purpose: AlertPurpose,
    }
}

record! {
    Routine {
        /// What is looked at.
        required what: Inline,
        /// How often. Example: `1d`.
        optional every: Duration,
        /// The command for it, shown exactly.
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
        /// The id by which causes, whys and lessons name it as their action.
        optional id: Id,
        /// What is done.
        required what: Inline,
        /// prevent, detect or mitigate.
        optional kind: PreventionKind,
        /// Counted from the first handoff, or a time.
        optional by: Due,
        /// The teams that do it, by id.
        optional owner: OneOrMany<Ref<ATeam>>,
        /// open (the default), planned, done or dropped.
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
        /// Whom to tell after how long, in rising order.
        list levels: EscalationLevel,
    }
}

record! {
    EscalationLevel {
        /// How long after the clock starts. Example: `2h`.
        required after: Duration,
        /// The condition under which it is reached.
        optional when: Inline,
        /// Team ids, or names of people and roles outside of `teams`.
        list notify: Who,
        /// What is done then.
        list r#do: Inline,
    }
}

record! {
    Communication {
        /// Who is told what, and how often.
        list updates: Update,
        /// What was sent already.
        list sent: Sent,
        /// To post when service is restored.
        optional announcement: Prose,
        /// When the post-mortem is due, and who writes it.
        optional post_mortem: PostMortem,
    }
}

record! {
    Update {
        /// Who is told: a team id or a name.
        required to: Who,
        /// What is said.
        optional says: Inline,
        /// Where they are told: a channel, a list.
        optional channel: Inline,
        /// How often. Example: `2h`.
        optional every: Duration,
    }
}

record! {
    Sent {
        /// When it was sent; an instant or a date.
        required at: When,
        /// To whom: a team id or a name.
        optional to: Who,
        /// Where they are told: a channel, a list.
        optional channel: Inline,
        /// What it said.
        optional says: Inline,
    }
}

record! {
    PostMortem {
        /// How long after the end of the outage, else after the handoff. Example: `48h`.
        required within: Duration,
        /// Who writes it: teams, by id.
        optional owner: OneOrMany<Ref<ATeam>>,
    }
}

record! {
    Labels {
        /// Labels to be removed.
        list remove: Inline,
        /// Labels to be added.
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
        /// The number of the step. Example: `1.1`.
        required step: Inline,
        /// What the step is.
        optional what: Inline,
        /// What came out of it.
        optional outcome: Inline,
        /// pending, running, complete, blocked or skipped.
        optional status: StepStatus,
    }
}

record! {
    Deliverable {
        /// What is delivered.
        required what: Inline,
        /// Where it is, from the repository's root.
        optional path: Inline,
    }
}
