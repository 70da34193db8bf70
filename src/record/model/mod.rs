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
mod pattern;
mod places;
mod pointers;
mod proven;
mod proves;
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
pub use pattern::{Pattern, needs_text, weigh};
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
        /// The version of the format: always 1.
        required format: Format,
        /// The incident's id; also the number of its issue when there is one.
        required id: IncidentId,
        /// What is wrong, in one line without a full stop; the heading of every document. Example: `Checkout times out at the payment gateway`.
        required title: Inline,
        /// How bad it is: P0 to P4 or SEV0 to SEV4, shown as written. Example: `P1`.
        required severity: Priority,
        /// Where the incident is in its life: investigating, handed-off, remediating, handed-back or closed. The documents change their tense with it.
        required status: Status,
        /// Where it happens: production, staging.
        optional environment: Inline,
        /// When service began to suffer; an instant or a date. It wins over a timeline entry of kind `started`. Example: `2025-09-15T14:48-07:00`.
        optional started: When,
        /// When service was restored.
        optional ended: When,
        /// When the incident was closed, and by whom.
        optional closed: Closed,
        /// The address of the issue, at GitHub or GitLab.
        optional issue: Inline,
        /// Who holds the incident before the first handoff.
        optional owner: Ref<ATeam>,
        /// Where people look: channel, dashboards, runbooks, tickets.
        list links: Link,
        /// Who does what in the incident, such as its commander.
        list roles: Role,
        /// Where checks run, from the record's folder. Default: that folder.
        optional run_in: RelativeFolder,
        /// What users see and what is known, in a few sentences; stands at the top of README, handoff and issue update. Block Markdown.
        required summary: Prose,
        /// The one finding that everybody must know.
        optional decision: Prose,
        /// The log of decisions.
        list decisions: Decision,
        /// Promises to regulators, customers and contracts, each with its time.
        list deadlines: Deadline,
        /// Long pieces of work that are counted, such as certificates revoked.
        list progress: Progress,
        /// What was tried, so that nobody tries it again.
        list attempts: Attempt,
        /// Names quoted as `${{ vars.name }}`.
        optional vars: Map<VarName, Var>,
        /// The teams by id; everywhere else a team is named by its id and shown by its name.
        required teams: Map<super::ids::Id, Team>,
        /// Who handed it to whom, when and why; one, or a list, oldest first. Required unless the incident is investigated.
        optional handoff: Handoffs,
        /// What happened, oldest first.
        list timeline: TimelineEntry,
        /// What caused it: a statement, hypotheses, causes with shares, whys.
        optional root_cause: RootCause,
        /// What is broken, in the order in which documents tell it, with requirements and remedies.
        list components: Component,
        /// What users see, each with its state.
        list services: Service,
        /// Every command or manual look that proves something, once; all else refers to it by id.
        list checks: Check,
        /// Limits of quantities, one field a quantity, such as the longest time to connect.
        list targets: Target,
        /// Relations that must hold between requirements and targets.
        list invariants: Invariant,
        /// What counts as done, each proven by checks or a target.
        list criteria: Criterion,
        /// Test suites, as they pass now and as expected after the repair.
        list tests: Suite,
        /// The phases of the repair, with how long each takes, its tasks and exit criteria.
        list roadmap: Phase,
        /// What the sending team does after the handback, in order.
        list validation: Stage,
        /// What to do when the validation fails.
        list on_failure: OnFailure,
        /// What the incident costs: revenue, losses, productivity, risks, recovery, alternatives.
        optional impact: Impact,
        /// Alerts, routines and prevention.
        optional monitoring: Monitoring,
        /// What was learnt; with any of these there is a post-mortem.
        list lessons: Lesson,
        /// Whom to tell when it takes too long.
        optional escalation: Escalation,
        /// Who is told what, what was sent, the announcement and the post-mortem.
        optional communication: Communication,
        /// Labels of the issue that `issue-update.sh` removes and adds.
        optional labels: Labels,
        /// The steps of the process that led to this package, with their state.
        list process: ProcessStep,
        /// What the package or the work delivers, with paths.
        list deliverables: Deliverable,
        /// What each team does next, by team id, in order.
        optional next_actions: Map<Ref<ATeam>, List<NextAction>>,
        /// Findings that are accepted, each with a reason.
        optional lint: Lint,
        derived proven: proven::Index,
    }
}

/// What others name by its id.
macro_rules! identified {
    ($($type:ident),*) => {$(
        impl super::collections::Identified for $type {
            fn id(&self) -> &str {
                self.id.as_str()
            }
        }
    )*};
}

identified!(Check, Component, Criterion, Deadline, Phase, Target);

record! {
    /// A team that has a part in the incident.
    Team {
        /// The name by which documents show the team.
        required name: Inline,
        /// Who leads it.
        optional lead: Inline,
        /// Where it is reached. Example: `#platform-oncall`.
        optional contact: Inline,
        /// What it does in this incident.
        optional role: Inline,
    }
}

record! {
    Lint {
        /// Findings that are accepted, each with a reason.
        list allow: Allow,
    }
}

record! {
    /// Silences one finding, with a reason.
    Allow {
        /// The name of the rule. Example: `alert-inside-target`.
        required rule: super::text::Literal,
        /// A record path, such as `monitoring.alerts[2]`; covers what lies below it.
        required at: super::text::Literal,
        /// Why the finding is accepted.
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

    /// The last handoff.
    pub fn last_handoff(&self) -> Option<&Handoff> {
        self.handoffs().last()
    }

    /// The handoff by which the incident is where it is, and its index: the last one. What was handed on
    /// and taken back is over; from then on the one before it counts again, until it is returned too.
    pub fn handoff_in_force(&self) -> Option<(usize, &Handoff)> {
        let all = self.handoffs();
        let mut at = all.len().checked_sub(1)?;
        while let Some(before) = at.checked_sub(1).map(|before| &all[before]) {
            let goes_on = before.returned.is_some() || self.status == Status::Remediating;
            if all[at].taken_back.is_none() || before.to != all[at].from || !goes_on {
                break;
            }
            at -= 1;
        }
        Some((at, &all[at]))
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
