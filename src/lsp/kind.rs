//! What may have an id, where it is defined, and where it is used: by field, which is the path without positions,
//! with `*` in place of keys that the record chooses. A test holds the table against the references of the model.

/// Something that others refer to by its id or name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Team,
    Component,
    Service,
    Check,
    Criterion,
    Suite,
    Phase,
    Stage,
    Remedy,
    Requirement,
    Target,
    Deadline,
    Alert,
    Prevention,
    Var,
}

impl Kind {
    /// As messages call it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Team => "team",
            Kind::Component => "component",
            Kind::Service => "service",
            Kind::Check => "check",
            Kind::Criterion => "criterion",
            Kind::Suite => "test suite",
            Kind::Phase => "phase",
            Kind::Stage => "validation stage",
            Kind::Remedy => "remedy",
            Kind::Requirement => "requirement",
            Kind::Target => "target",
            Kind::Deadline => "deadline",
            Kind::Alert => "alert",
            Kind::Prevention => "prevention",
            Kind::Var => "var",
        }
    }

    /// Kinds that share their ids with it: of two with one id nobody could say which is meant.
    pub fn rivals(self) -> &'static [Kind] {
        match self {
            Kind::Requirement | Kind::Target => LIMIT,
            Kind::Team => &[Kind::Team],
            Kind::Component => &[Kind::Component],
            Kind::Service => &[Kind::Service],
            Kind::Check => &[Kind::Check],
            Kind::Criterion => &[Kind::Criterion],
            Kind::Suite => &[Kind::Suite],
            Kind::Phase => &[Kind::Phase],
            Kind::Stage => &[Kind::Stage],
            Kind::Remedy => &[Kind::Remedy],
            Kind::Deadline => &[Kind::Deadline],
            Kind::Alert => &[Kind::Alert],
            Kind::Prevention => &[Kind::Prevention],
            Kind::Var => &[Kind::Var],
        }
    }
}

const TEAM: &[Kind] = &[Kind::Team];
const COMPONENT: &[Kind] = &[Kind::Component];
const CHECK: &[Kind] = &[Kind::Check];
const CRITERION: &[Kind] = &[Kind::Criterion];
const PHASE: &[Kind] = &[Kind::Phase];
const REMEDY: &[Kind] = &[Kind::Remedy];
const TARGET: &[Kind] = &[Kind::Target];
const PREVENTION: &[Kind] = &[Kind::Prevention];
const DEADLINE: &[Kind] = &[Kind::Deadline];
pub const LIMIT: &[Kind] = &[Kind::Requirement, Kind::Target];
const HOLDS: &[Kind] = &[Kind::Criterion, Kind::Phase];

/// Where ids are defined: in the value of the field, or in the key for those that end with `*`.
pub const DEFINITIONS: &[(&str, Kind)] = &[
    ("teams.*", Kind::Team),
    ("vars.*", Kind::Var),
    ("components.id", Kind::Component),
    ("components.requires.id", Kind::Requirement),
    ("components.remedies.id", Kind::Remedy),
    ("services.id", Kind::Service),
    ("checks.id", Kind::Check),
    ("targets.id", Kind::Target),
    ("criteria.id", Kind::Criterion),
    ("tests.id", Kind::Suite),
    ("roadmap.id", Kind::Phase),
    ("validation.id", Kind::Stage),
    ("deadlines.id", Kind::Deadline),
    ("monitoring.alerts.id", Kind::Alert),
    ("monitoring.prevention.id", Kind::Prevention),
];

/// How strictly a field takes an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing else may stand there.
    Id,
    /// Also other words: of these, only what names something is a use.
    Words,
}

/// Where ids are used: in the value of the field, or in the key for those that end with `*`.
pub const USES: &[(&str, &[Kind], Takes)] = &[
    ("owner", TEAM, Takes::Id),
    ("handoff.from", TEAM, Takes::Id),
    ("handoff.to", TEAM, Takes::Id),
    ("components.owner", TEAM, Takes::Id),
    ("criteria.owner", TEAM, Takes::Id),
    ("roadmap.owner", TEAM, Takes::Id),
    ("roadmap.tasks.owner", TEAM, Takes::Id),
    ("validation.owner", TEAM, Takes::Id),
    ("on_failure.owner", TEAM, Takes::Id),
    ("monitoring.prevention.owner", TEAM, Takes::Id),
    ("communication.post_mortem.owner", TEAM, Takes::Id),
    ("next_actions.*", TEAM, Takes::Id),
    ("closed.by", TEAM, Takes::Words),
    ("roles.who", TEAM, Takes::Words),
    ("decisions.by", TEAM, Takes::Words),
    ("deadlines.to", TEAM, Takes::Words),
    ("attempts.by", TEAM, Takes::Words),
    ("handoff.acknowledged.by", TEAM, Takes::Words),
    ("handoff.returned.by", TEAM, Takes::Words),
    ("handoff.taken_back.by", TEAM, Takes::Words),
    ("handoff.open_questions.by", TEAM, Takes::Words),
    ("criteria.waived.by", TEAM, Takes::Words),
    ("escalation.levels.notify", TEAM, Takes::Words),
    ("communication.updates.to", TEAM, Takes::Words),
    ("communication.sent.to", TEAM, Takes::Words),
    ("checks.component", COMPONENT, Takes::Id),
    ("targets.component", COMPONENT, Takes::Id),
    ("criteria.component", COMPONENT, Takes::Id),
    ("services.component", COMPONENT, Takes::Id),
    ("attempts.component", COMPONENT, Takes::Id),
    ("roadmap.tasks.component", COMPONENT, Takes::Id),
    ("monitoring.alerts.component", COMPONENT, Takes::Id),
    ("components.diagnose", CHECK, Takes::Id),
    ("components.requires.check", CHECK, Takes::Id),
    ("components.remedies.check", CHECK, Takes::Id),
    ("targets.check", CHECK, Takes::Id),
    ("criteria.check", CHECK, Takes::Id),
    ("tests.check", CHECK, Takes::Id),
    ("roadmap.tasks.check", CHECK, Takes::Id),
    ("validation.steps.check", CHECK, Takes::Id),
    ("next_actions.*.check", CHECK, Takes::Id),
    ("root_cause.hypotheses.check", CHECK, Takes::Id),
    ("monitoring.prevention.check", CHECK, Takes::Id),
    ("criteria.target", TARGET, Takes::Id),
    ("monitoring.alerts.target", TARGET, Takes::Id),
    ("checks.expect.number", TARGET, Takes::Words),
    ("checks.expect.within", TARGET, Takes::Words),
    ("components.remedies.sets.*", LIMIT, Takes::Id),
    ("invariants.left", LIMIT, Takes::Words),
    ("invariants.right", LIMIT, Takes::Words),
    ("components.remedies.after", REMEDY, Takes::Id),
    ("roadmap.tasks.remedy", REMEDY, Takes::Id),
    ("attempts.remedy", REMEDY, Takes::Id),
    ("roadmap.exit", CRITERION, Takes::Id),
    ("handoff.temporary.after", HOLDS, Takes::Id),
    ("roadmap.after", PHASE, Takes::Id),
    ("impact.recovery.after", PHASE, Takes::Id),
    ("escalation.from", PHASE, Takes::Words),
    ("lessons.action", PREVENTION, Takes::Id),
    ("root_cause.causes.action", PREVENTION, Takes::Id),
    ("root_cause.whys.action", PREVENTION, Takes::Id),
    ("root_cause.chains.whys.action", PREVENTION, Takes::Id),
    ("deadlines.from", DEADLINE, Takes::Words),
];

/// The names of facts that hold an id: what stands before it, and whose it is.
const IN_FACTS: &[(&str, Kind)] = &[
    ("phases.", Kind::Phase),
    ("criteria.by_phase.", Kind::Phase),
    ("criteria.by_owner.", Kind::Team),
    ("criteria.by_component.", Kind::Component),
    ("deadlines.", Kind::Deadline),
];

/// What a field defines.
pub fn defined(field: &str) -> Option<Kind> {
    DEFINITIONS.iter().find(|(name, _)| *name == field).map(|(_, kind)| *kind)
}

/// What a field refers to.
pub fn used(field: &str) -> Option<(&'static [Kind], Takes)> {
    USES.iter().find(|(name, ..)| *name == field).map(|(_, kinds, takes)| (*kinds, *takes))
}

/// The id inside of a fact's name, by its place in it.
pub fn in_fact(name: &str) -> Option<(Kind, std::ops::Range<usize>)> {
    let (head, kind) = IN_FACTS.iter().find(|(head, _)| name.starts_with(head))?;
    let end = name[head.len()..].find('.').map_or(name.len(), |end| head.len() + end);
    Some((*kind, head.len()..end))
}

/// The field with the key that a record chooses as `*`: `teams.shop` is `teams.*`.
pub fn chosen(above: &str) -> bool {
    matches!(above, "teams" | "vars" | "next_actions" | "components.remedies.sets" | "checks.expect.json")
}
