//! The types of format 1, section by section. Field names are the keys of the record.

mod checks;
mod components;
mod expect;
mod handoff;
mod impact;
mod macros;
mod operations;
mod places;
mod roadmap;
mod root_cause;

use macros::{record, words};

pub use checks::*;
pub use components::*;
pub use expect::*;
pub use handoff::*;
pub use impact::*;
pub use operations::*;
pub use roadmap::*;
pub use root_cause::*;

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
    /// From P0, everything else waits, to P4.
    Priority { P0 = "P0", P1 = "P1", P2 = "P2", P3 = "P3", P4 = "P4" }
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
        /// The address of the issue.
        optional issue: Inline,
        required summary: Prose,
        /// The one finding that everybody must know.
        optional decision: Prose,
        /// Names quoted as `${{ vars.name }}`.
        optional vars: Map<VarName, Var>,
        required teams: Map<super::ids::Id, Team>,
        required handoff: Handoff,
        list timeline: TimelineEntry,
        optional root_cause: RootCause,
        required components: List<Component>,
        list services: Service,
        list checks: Check,
        list targets: Target,
        list invariants: Invariant,
        required criteria: List<Criterion>,
        list tests: Suite,
        required roadmap: List<Phase>,
        list validation: Stage,
        list on_failure: OnFailure,
        optional impact: Impact,
        optional monitoring: Monitoring,
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
