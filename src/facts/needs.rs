//! What a record must have for a fact to exist, as a message calls it.

use super::impact::per_year;
use super::schedule::owned_by;
use super::times::{ended, first, started};
use crate::record::Record;
use crate::record::model::{Impact, Productivity, TimelineKind};
use crate::record::units::When;

/// Something without which a fact does not exist.
#[derive(Clone, Copy)]
pub struct Need {
    /// As a message calls it: a record path, or a few words.
    pub what: &'static str,
    pub is_there: fn(&Record) -> bool,
}

const fn need(what: &'static str, is_there: fn(&Record) -> bool) -> Need {
    Need { what, is_there }
}

fn impact(record: &Record, has: fn(&Impact) -> bool) -> bool {
    record.impact.as_ref().is_some_and(has)
}

fn productivity(record: &Record, has: fn(&Productivity) -> bool) -> bool {
    record.impact.as_ref().and_then(|impact| impact.productivity.as_ref()).is_some_and(has)
}

fn is_date(when: Option<When>) -> bool {
    matches!(when, Some(When::Date(_)))
}

pub const REVENUE: Need =
    need("impact.revenue", |record| impact(record, |impact| impact.revenue.iter().any(|s| per_year(s).is_some())));
pub const REPAIR_COST: Need = need("impact.repair.cost", |record| {
    impact(record, |impact| impact.repair.as_ref().is_some_and(|repair| repair.cost.is_some()))
});
pub const REPAIR_EFFORT: Need = need("impact.repair.effort", |record| {
    impact(record, |impact| impact.repair.as_ref().is_some_and(|repair| repair.effort.is_some()))
});
pub const TEAM: Need = need("impact.productivity.people and cost_per_person", |record| {
    productivity(record, |of| of.people.is_some() && of.cost_per_person.is_some())
});
pub const LOSS: Need = need("impact.productivity.loss", |record| {
    productivity(record, |of| of.loss.is_some() || of.areas.iter().any(|area| area.loss.is_some()))
});
pub const SHARE: Need = need("root_cause.causes[].share", |record| {
    record.root_cause.as_ref().is_some_and(|cause| cause.causes.iter().any(|cause| cause.share.is_some()))
});
pub const PHASE: Need = need("a phase in roadmap", |record| !record.roadmap.is_empty());
pub const OPEN_PHASE: Need = need("a phase in roadmap that is not finished", |record| !record.roadmap.is_empty());
pub const OWN_PHASE: Need = need("a phase that handoff.to owns", |record| {
    record.receiver().is_some_and(|to| record.roadmap.iter().any(|phase| owned_by(phase, to, to)))
});
pub const VALIDATION: Need =
    need("validation[].takes", |record| record.validation.iter().any(|stage| stage.takes.is_some()));
pub const LEVELS: Need = need("escalation.levels", |record| {
    record.escalation.as_ref().is_some_and(|escalation| !escalation.levels.is_empty())
});
pub const HANDOFF_TIME: Need = need("a time of day in handoff.at", |record| record.handed_off_at().is_some());
pub const ACKNOWLEDGED: Need = need("handoff.acknowledged.at", |record| super::times::acknowledged(record).is_some());
pub const DEADLINES: Need = need("deadlines", |record| !record.deadlines.is_empty());
pub const PROGRESS: Need = need("progress[].done", |record| record.progress.iter().any(|row| row.done.is_some()));
pub const LOSSES: Need =
    need("impact.losses[].cost", |record| impact(record, |impact| impact.losses.iter().any(|l| l.cost.is_some())));
pub const STARTED: Need = need("started", |record| record.started.is_some() || started(record).is_some());
pub const START_TIME: Need = need("a time of day in started", |record| !is_date(record.started));
pub const ENDED: Need = need("ended", |record| record.ended.is_some() || ended(record).is_some());
pub const END_TIME: Need = need("a time of day in ended", |record| !is_date(record.ended));
pub const DETECTED: Need =
    need("a timeline entry of kind `detected`", |record| first(record, TimelineKind::Detected).is_some());
pub const MITIGATED: Need =
    need("a timeline entry of kind `mitigated`", |record| first(record, TimelineKind::Mitigated).is_some());
pub const TESTS_NOW: Need = need("tests[].now", |record| record.tests.iter().any(|suite| suite.now.is_some()));
pub const TESTS_AFTER: Need = need("tests[].after", |record| record.tests.iter().any(|suite| suite.after.is_some()));
pub const PRIORITY: Need = need("impact.priority", |record| impact(record, |impact| !impact.priority.is_empty()));
