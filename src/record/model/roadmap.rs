//! The phases of the repair, and what the sending team does after the handback.

use super::{List, Ref, When, record, text_or};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACheck, AComponent, ACriterion, APhase, ARemedy, ATeam, Id};
use crate::record::text::{Command, Inline};
use crate::record::units::{Due, DurationRange, Instant};

record! {
    Phase {
        /// The id by which `after`, `escalation.from` and facts name it.
        required id: Id,
        /// What is done in it; its heading.
        required title: Inline,
        /// Default: the receiving team.
        optional owner: OneOrMany<Ref<ATeam>>,
        /// Elapsed time.
        required takes: DurationRange,
        /// Person time, when it differs.
        optional effort: DurationRange,
        /// When it must be over: a duration from the first handoff, an instant or a date. Example: `24h`.
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
        /// What is true afterwards.
        optional goal: Inline,
        /// What is done in it, in order.
        list tasks: Task,
        /// The criteria with which it ends, by id.
        list exit: Ref<ACriterion>,
    }
}

record! {
    /// The mapping form of a task.
    TaskDetail {
        /// What to do.
        required r#do: Inline,
        /// Default: that of the phase.
        optional owner: OneOrMany<Ref<ATeam>>,
        /// How long it takes, such as `30m` or `1h-2h`.
        optional takes: DurationRange,
        /// The components that it is about, by id.
        optional component: OneOrMany<Ref<AComponent>>,
        /// The checks that show that it is done, by id.
        optional check: OneOrMany<Ref<ACheck>>,
        /// The remedies that it carries out, by id.
        optional remedy: OneOrMany<Ref<ARemedy>>,
        /// The command for it, shown exactly.
        optional run: Command,
        /// When it was done.
        optional done: When,
    }
}

record! {
    Stage {
        /// The id of the stage.
        required id: Id,
        /// What is validated; its heading.
        required title: Inline,
        /// Default: the sending team.
        optional owner: OneOrMany<Ref<ATeam>>,
        /// How long it takes.
        optional takes: DurationRange,
        /// What is done, in order.
        list steps: Step,
    }
}

record! {
    StepDetail {
        /// What to do.
        required r#do: Inline,
        /// What must be seen.
        optional expect: Inline,
        /// The checks that it carries out, by id.
        optional check: OneOrMany<Ref<ACheck>>,
        /// The command for it, shown exactly.
        optional run: Command,
        /// When it was done.
        optional done: When,
    }
}

record! {
    OnFailure {
        /// What failed.
        required when: Inline,
        /// What to do then.
        optional r#do: Inline,
        /// Default: the sending team.
        optional owner: OneOrMany<Ref<ATeam>>,
    }
}

record! {
    NextActionDetail {
        /// What to do.
        required r#do: Inline,
        /// The checks that show that it is done, by id.
        optional check: OneOrMany<Ref<ACheck>>,
        /// By when: a duration from the first handoff, an instant or a date.
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
