//! The handoff itself, and what happened before it.

use super::{List, Prose, Ref, When, Who, record, words};
use crate::record::ids::ATeam;
use crate::record::text::{Command, Inline};
use crate::record::units::Instant;

record! {
    Handoff {
        required at: When,
        required from: Ref<ATeam>,
        required to: Ref<ATeam>,
        /// Absent: the receiving team has not acknowledged yet.
        optional acknowledged: Acknowledged,
        optional next_checkpoint: Instant,
        optional reason: Prose,
        /// What the sending team finished.
        list done: Done,
        list open_questions: Inline,
        /// Rights and tools that the receiving team needs.
        list access: Inline,
        /// Silences, bypasses and workarounds now in force.
        list temporary: Temporary,
        /// What the receiving team hands back besides met criteria.
        list returns: Inline,
    }
}

record! {
    Acknowledged {
        required by: Who,
        required at: When,
    }
}

record! {
    Done {
        required what: Inline,
        optional evidence: Inline,
    }
}

record! {
    Temporary {
        required what: Inline,
        optional until: When,
        optional undo: Command,
    }
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
