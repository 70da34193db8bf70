//! The phases of the repair, and what the sending team does after the handback.

use super::{List, Ref, When, record, text_or};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACheck, AComponent, ACriterion, APhase, ARemedy, ATeam, Id};
use crate::record::text::{Command, Inline};
use crate::record::units::{Due, DurationRange, Instant};

record! {
    Phase {
        required id: Id,
        required title: Inline,
        /// Default: the receiving team.
        optional owner: OneOrMany<Ref<ATeam>>,
        /// Elapsed time.
        required takes: DurationRange,
        /// Person time, when it differs.
        optional effort: DurationRange,
        optional due: Due,
        /// Default: the phase before; `[]` starts at once.
        optional after: OneOrMany<Ref<APhase>>,
        /// Not before this time, or so long after the first handoff.
        optional not_before: Due,
        /// On which condition it is needed; then it counts from nothing in totals.
        optional when: Inline,
        /// When it began.
        optional started: Instant,
        /// When it ended.
        optional finished: Instant,
        optional goal: Inline,
        list tasks: Task,
        list exit: Ref<ACriterion>,
    }
}

record! {
    /// The mapping form of a task.
    TaskDetail {
        required r#do: Inline,
        /// Default: that of the phase.
        optional owner: OneOrMany<Ref<ATeam>>,
        optional takes: DurationRange,
        optional component: OneOrMany<Ref<AComponent>>,
        optional check: OneOrMany<Ref<ACheck>>,
        optional remedy: OneOrMany<Ref<ARemedy>>,
        optional run: Command,
        /// When it was done.
        optional done: When,
    }
}

record! {
    Stage {
        required id: Id,
        required title: Inline,
        /// Default: the sending team.
        optional owner: OneOrMany<Ref<ATeam>>,
        optional takes: DurationRange,
        list steps: Step,
    }
}

record! {
    StepDetail {
        required r#do: Inline,
        optional expect: Inline,
        optional check: OneOrMany<Ref<ACheck>>,
        optional run: Command,
        /// When it was done.
        optional done: When,
    }
}

record! {
    OnFailure {
        required when: Inline,
        optional r#do: Inline,
        /// Default: the sending team.
        optional owner: OneOrMany<Ref<ATeam>>,
    }
}

record! {
    NextActionDetail {
        required r#do: Inline,
        optional check: OneOrMany<Ref<ACheck>>,
        optional by: Due,
        /// When it was done.
        optional done: When,
    }
}

text_or! {
    /// One task of a phase.
    Task, TaskDetail { r#do: owner, takes, component, check, remedy, run, done }
}
text_or! {
    /// One step of a validation stage.
    Step, StepDetail { r#do: expect, check, run, done }
}
text_or! {
    /// What a team does next.
    NextAction, NextActionDetail { r#do: check, by, done }
}
