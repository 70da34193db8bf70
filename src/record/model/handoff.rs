//! The handoffs from team to team, and what happened before and between them.

use super::{List, Prose, Ref, Undo, When, Who, record, text_or, words};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACriterionOrPhase, ATeam};
use crate::record::text::Inline;
use crate::record::units::Instant;

record! {
    /// One handoff: each hands on what the one before received.
    Handoff {
        /// When the incident was handed over; an instant, or a date where the time of day is not known. Offsets count from the first handoff.
        required at: When,
        /// The team that hands over, by id.
        required from: Ref<ATeam>,
        /// The team that receives, by id; the default owner of phases and criteria.
        required to: Ref<ATeam>,
        /// Absent: the receiving team has not acknowledged yet.
        optional acknowledged: Signed,
        /// Handed back: then the sending team holds the incident again.
        optional returned: Signed,
        /// The sending team agrees that it is done.
        optional taken_back: Signed,
        /// When the teams look at it together next; an instant.
        optional next_checkpoint: Instant,
        /// Why it is handed over. Block Markdown.
        optional reason: Prose,
        /// What the sending team finished.
        list done: Done,
        /// What nobody knows yet; stays open until it has an answer.
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
        /// Who did it: a team id or a name.
        required by: Who,
        /// When; an instant or a date.
        optional at: When,
    }
}

record! {
    /// The mapping form of what is done.
    DoneDetail {
        /// What was done.
        required what: Inline,
        /// What shows it: a text, a path or an address.
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
        /// The question.
        required ask: Inline,
        /// Its answer; with one the question is no longer open.
        optional answer: Inline,
        /// Who answered.
        optional by: Who,
        /// When it was answered; an instant or a date.
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
        /// The silence, bypass or workaround.
        required what: Inline,
        /// Since when it is in force; an instant or a date.
        optional since: When,
        /// Until when it may stay; an instant or a date.
        optional until: When,
        /// What must hold before it may be undone.
        optional after: OneOrMany<Ref<ACriterionOrPhase>>,
        /// How it is taken back: a command, `none`, or a mapping with `do` and `run`.
        optional undo: Undo,
        /// Since when it is no longer in force.
        optional ended: When,
    }
}

record! {
    /// The mapping form of what is handed back.
    ReturnDetail {
        /// What is handed back.
        required what: Inline,
        /// When it was delivered; an instant or a date.
        optional delivered: When,
        /// What shows it: a text, a path or an address.
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
        /// When it happened; an instant or a date.
        required at: When,
        /// What happened.
        required what: Inline,
        /// What the entry marks: started, detected, escalated, mitigated, resolved or note (the default). The first of a kind counts.
        optional kind: TimelineKind,
        /// The time is estimated.
        optional about: bool,
    }
}
