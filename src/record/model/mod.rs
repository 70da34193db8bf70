//! The types of format 1, section by section. Field names are the keys of the record.

mod checks;
mod components;
mod expect;
mod folder;
mod handoff;
mod handoffs;
mod impact;
mod json;
mod life;
mod macros;
mod number;
mod operations;
mod places;
mod pointers;
mod roadmap;
mod root_cause;
mod undo;

use macros::{record, text_or, words};

pub use checks::*;
pub use components::*;
pub use expect::*;
pub use folder::RelativeFolder;
pub use handoff::*;
pub use handoffs::Handoffs;
pub use impact::*;
pub use json::*;
pub use life::*;
pub use number::*;
pub use operations::*;
pub use pointers::*;
pub use roadmap::*;
pub use root_cause::*;
pub use undo::{Undo, UndoSteps};

use super::collections::{List, Map};
use super::ids::{ATeam, IncidentId, Ref, VarName};
use super::text::{Inline, Prose, Var};
use super::units::When;

/// Deserializes the value of an optional key: when the key is there, it has a value.
pub(super) fn present<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de>,
{
    super::units::not_null(from).map(Some)
}

words! {
    /// From P0, everything else waits, to P4; or by the name of SEV0 to SEV4.
    Priority {
        P0 = "P0", P1 = "P1", P2 = "P2", P3 = "P3", P4 = "P4",
        Sev0 = "SEV0", Sev1 = "SEV1", Sev2 = "SEV2", Sev3 = "SEV3", Sev4 = "SEV4",
    }
}
words! {
    /// Who has the incident and how far it is.
    Status {
        Investigating = "investigating", HandedOff = "handed-off", Remediating = "remediating",
        HandedBack = "handed-back", Closed = "closed",
    }
}

/// The version of the format; there is one so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format;

impl super::units::Scalar for Format {
    const EXPECTED: &'static str = "the version of the record format, `1`";
    fn parse(text: &str) -> Result<Self, String> {
        if text == "1" { Ok(Format) } else { Err(format!("`{text}` is not {}", Self::EXPECTED)) }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("1")
    }
}

super::units::scalar!(Format, "Format", {"enum": [1, "1"]});

record! {
    /// One incident, the only place where its facts stand.
    Record {
        required format: Format,
        /// The incident's id; also the number of its issue when there is one.
        required id: IncidentId,
        required title: Inline,
        required severity: Priority,
        required status: Status,
        /// Where it happens: production, staging.
        optional environment: Inline,
        optional started: When,
        /// When service was restored.
        optional ended: When,
        /// When the incident was closed, and by whom.
        optional closed: Closed,
        /// The address of the issue, at GitHub or GitLab.
        optional issue: Inline,
        /// Who holds the incident before the first handoff.
        optional owner: Ref<ATeam>,
        list links: Link,
        list roles: Role,
        /// Where checks run, from the record's folder. Default: that folder.
        optional run_in: RelativeFolder,
        required summary: Prose,
        /// The one finding that everybody must know.
        optional decision: Prose,
        /// The log of decisions.
        list decisions: Decision,
        list deadlines: Deadline,
        list progress: Progress,
        list attempts: Attempt,
        /// Names quoted as `${{ vars.name }}`.
        optional vars: Map<VarName, Var>,
        required teams: Map<super::ids::Id, Team>,
        /// Required unless the incident is investigated.
        optional handoff: Handoffs,
        list timeline: TimelineEntry,
        optional root_cause: RootCause,
        list components: Component,
        list services: Service,
        list checks: Check,
        list targets: Target,
        list invariants: Invariant,
        list criteria: Criterion,
        list tests: Suite,
        list roadmap: Phase,
        list validation: Stage,
        list on_failure: OnFailure,
        optional impact: Impact,
        optional monitoring: Monitoring,
        list lessons: Lesson,
        optional escalation: Escalation,
        optional communication: Communication,
        optional labels: Labels,
        list process: ProcessStep,
        list deliverables: Deliverable,
        optional next_actions: Map<Ref<ATeam>, List<NextAction>>,
        optional lint: Lint,
    }
}

record! {
    /// A team that has a part in the incident.
    Team {
        required name: Inline,
        optional lead: Inline,
        optional contact: Inline,
        optional role: Inline,
    }
}

record! {
    Lint {
        list allow: Allow,
    }
}

record! {
    /// Silences one finding, with a reason.
    Allow {
        required rule: super::text::Literal,
        /// A record path, such as `monitoring.alerts[2]`; covers what lies below it.
        required at: super::text::Literal,
        required because: Inline,
        /// After this day the finding is back (`lint --as-of`).
        optional until: When,
    }
}

/// Where somebody is named: a team's id, shown by its name, or any other text.
pub type Who = Inline;

impl Record {
    /// All handoffs, oldest first; none while the incident is investigated.
    pub fn handoffs(&self) -> &[Handoff] {
        self.handoff.as_deref().unwrap_or_default()
    }

    /// The first handoff: offsets count from it.
    pub fn first_handoff(&self) -> Option<&Handoff> {
        self.handoffs().first()
    }

    /// The handoff in force, the last one.
    pub fn last_handoff(&self) -> Option<&Handoff> {
        self.handoffs().last()
    }

    /// When the incident was first handed off; offsets count from then.
    pub fn handed_off(&self) -> Option<When> {
        self.first_handoff().map(|handoff| handoff.at)
    }

    /// The same, when it is known to the time of day.
    pub fn handed_off_at(&self) -> Option<super::units::Instant> {
        self.handed_off()?.instant()
    }

    /// The team that handed the incident off last, by its id.
    pub fn sender(&self) -> Option<&str> {
        self.last_handoff().map(|handoff| handoff.from.as_str())
    }

    /// The team that received it last, by its id.
    pub fn receiver(&self) -> Option<&str> {
        self.last_handoff().map(|handoff| handoff.to.as_str())
    }

    /// Where the handoff of this index stands.
    pub fn handoff_place(&self, index: usize) -> super::FieldPath {
        self.handoff.as_ref().map_or_else(|| super::FieldPath::new("handoff"), |all| all.place(index))
    }
}
