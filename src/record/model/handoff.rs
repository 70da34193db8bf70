//! The handoffs from team to team, and what happened before and between them.

use super::{List, Prose, Ref, Undo, When, Who, record, text_or, words};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACriterionOrPhase, ATeam};
use crate::record::text::Inline;
use crate::record::units::Instant;

record! {
    /// One handoff: each hands on what the one before received.
    Handoff {
        required at: When,
        required from: Ref<ATeam>,
        required to: Ref<ATeam>,
        /// Absent: the receiving team has not acknowledged yet.
        optional acknowledged: Signed,
        /// Handed back: then the sending team holds the incident again.
        optional returned: Signed,
        /// The sending team agrees that it is done.
        optional taken_back: Signed,
        optional next_checkpoint: Instant,
        optional reason: Prose,
        /// What the sending team finished.
        list done: Done,
        list open_questions: Question,
        /// Rights and tools that the receiving team needs.
        list access: Inline,
        /// Silences, bypasses and workarounds.
        list temporary: Temporary,
        /// What the receiving team hands back besides met criteria.
        list returns: Return,
    }
}

record! {
    /// Who said so, and when.
    Signed {
        required by: Who,
        optional at: When,
    }
}

record! {
    /// The mapping form of what is done.
    DoneDetail {
        required what: Inline,
        optional evidence: Inline,
    }
}
text_or! {
    /// Something that the sending team finished.
    Done, DoneDetail { what: evidence }
}

record! {
    /// The mapping form of an open question.
    QuestionDetail {
        required ask: Inline,
        optional answer: Inline,
        /// Who answered.
        optional by: Who,
        optional at: When,
        /// Default: true. `false`: may stay open when the incident closes.
        optional blocks: bool,
    }
}
text_or! {
    /// A question to the receiving team or to others.
    Question, QuestionDetail { ask: answer, by, at, blocks }
}

record! {
    /// A silence, bypass or workaround.
    Temporary {
        required what: Inline,
        optional since: When,
        optional until: When,
        /// What must hold before it may be undone.
        optional after: OneOrMany<Ref<ACriterionOrPhase>>,
        optional undo: Undo,
        /// Since when it is no longer in force.
        optional ended: When,
    }
}

record! {
    /// The mapping form of what is handed back.
    ReturnDetail {
        required what: Inline,
        optional delivered: When,
        optional evidence: Inline,
    }
}
text_or! {
    /// What is handed back besides met criteria.
    Return, ReturnDetail { what: delivered, evidence }
}

words! {
    /// The entries that carry a fact, and plain notes.
    TimelineKind {
        Started = "started", Detected = "detected", Escalated = "escalated",
        Mitigated = "mitigated", Resolved = "resolved", Note = "note",
    }
}

record! {
    TimelineEntry {
        required at: When,
        required what: Inline,
        optional kind: TimelineKind,
        /// The time is estimated.
        optional about: bool,
    }
}
