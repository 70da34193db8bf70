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
        required at: When,
        optional by: Who,
    }
}

record! {
    /// A channel, dashboard, runbook or ticket.
    Link {
        required what: Inline,
        optional url: Inline,
    }
}

record! {
    /// Who does what in the response.
    Role {
        required role: Inline,
        optional who: Who,
    }
}

record! {
    /// One entry of the log of decisions.
    Decision {
        required at: When,
        required what: Inline,
        optional why: Inline,
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
        required id: Id,
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
        required what: Inline,
        optional done: Ratio,
        optional at: When,
    }
}

words! {
    Outcome { Worked = "worked", Partly = "partly", Failed = "failed", Undone = "undone" }
}

record! {
    /// What was tried, so that nobody tries it again.
    Attempt {
        required at: When,
        required what: Inline,
        optional outcome: Outcome,
        /// What came of it.
        optional result: Inline,
        optional remedy: OneOrMany<Ref<ARemedy>>,
        optional component: OneOrMany<Ref<AComponent>>,
        optional by: Who,
    }
}

words! {
    LessonKind { WentWell = "went-well", WentWrong = "went-wrong", Lucky = "lucky" }
}

record! {
    /// What was learnt.
    Lesson {
        required what: Inline,
        optional kind: LessonKind,
        /// The prevention that answers it.
        optional action: OneOrMany<Ref<APrevention>>,
    }
}
