//! What an incident gathers while it lives: who does what, what was tried and decided, what was
//! promised, how far it is, and what was learnt.

use super::{List, Ref, When, Who, record, words};
use crate::record::collections::OneOrMany;
use crate::record::ids::{AComponent, APrevention, ARemedy, Id};
use crate::record::text::{Inline, Literal};
use crate::record::units::{Duration, Ratio};

record! {
    /// When the incident was closed, and by whom.
    Closed {
        /// When it was closed; an instant or a date.
        required at: When,
        /// Who closed it: a team id or a name.
        optional by: Who,
    }
}

record! {
    /// A channel, dashboard, runbook or ticket.
    Link {
        /// What the link leads to. Example: `Dashboard`.
        required what: Inline,
        /// The address.
        optional url: Inline,
    }
}

record! {
    /// Who does what in the response.
    Role {
        /// The role. Example: `Incident commander`.
        required role: Inline,
        /// Who has it: a team id or a name.
        optional who: Who,
    }
}

record! {
    /// One entry of the log of decisions.
    Decision {
        /// When it was decided; an instant or a date.
        required at: When,
        /// What was decided.
        required what: Inline,
        /// Why it was decided so.
        optional why: Inline,
        /// Who decided: a team id or a name.
        optional by: Who,
        /// What was considered and not done.
        list rejected: Inline,
    }
}

/// The moments of an incident that a deadline may count from.
pub const MOMENTS: [&str; 4] = ["started", "detected", "handoff", "ended"];

record! {
    /// A promise to a regulator, a customer or by contract.
    Deadline {
        one_of(at, within): "say when it is due: `at`, or `within` and `from`",
        not_both(at, within): "one promise has one time: `at`, or `within` and `from`",
        /// The id by which another deadline may count from this one.
        required id: Id,
        /// What is promised. Example: `Early warning`.
        required what: Inline,
        /// To whom it was promised.
        optional to: Who,
        /// How long after what `from` names.
        optional within: Duration,
        /// `started`, `detected`, `handoff`, `ended`, or the id of another deadline.
        optional from: Literal,
        /// When it is due, in place of `within` and `from`.
        optional at: When,
        /// The article or clause that it stands in.
        optional source: Inline,
        /// What must be ready for it.
        list needs: Inline,
        /// When it was met.
        optional met: When,
    }
}

record! {
    /// How far a long piece of work is.
    Progress {
        /// What is counted.
        required what: Inline,
        /// How much of it is done, as passed of total. Example: `1706505/3048289`.
        optional done: Ratio,
        /// When it was counted; an instant or a date.
        optional at: When,
    }
}

words! {
    Outcome { Worked = "worked", Partly = "partly", Failed = "failed", Undone = "undone" }
}

record! {
    /// What was tried, so that nobody tries it again.
    Attempt {
        /// When it was tried; an instant or a date.
        required at: When,
        /// What was tried.
        required what: Inline,
        /// How it ended: worked, partly, failed or undone.
        optional outcome: Outcome,
        /// What came of it.
        optional result: Inline,
        /// The remedies that were tried, by id.
        optional remedy: OneOrMany<Ref<ARemedy>>,
        /// The components on which it was tried, by id.
        optional component: OneOrMany<Ref<AComponent>>,
        /// Who tried it: a team id or a name.
        optional by: Who,
    }
}

words! {
    LessonKind { WentWell = "went-well", WentWrong = "went-wrong", Lucky = "lucky" }
}

record! {
    /// What was learnt.
    Lesson {
        /// What was learnt.
        required what: Inline,
        /// went-well, went-wrong or lucky.
        optional kind: LessonKind,
        /// The prevention that answers it.
        optional action: OneOrMany<Ref<APrevention>>,
    }
}
