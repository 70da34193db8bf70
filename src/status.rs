//! Where an incident stands: its row in the register, and what is to be done in it. Pure; the
//! present, where it matters, is passed in.

use crate::evidence::{Evidence, Standing};
use crate::facts::criteria::{Tally, holder};
use crate::facts::due::{self, By, DueItem, DueKind};
use crate::facts::{Facts, Names};
use crate::record::FieldPath;
use crate::record::Record;
use crate::record::model::{Priority, Status as State};
use crate::record::units::{Instant, When};

/// What a lead wants to know of each incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    pub id: String,
    /// One line of Markdown, as all texts here.
    pub title: String,
    pub severity: Priority,
    pub state: State,
    /// Who has it now.
    pub holder: Option<Team>,
    /// Whether the handoff in force is acknowledged; true while there is none.
    pub acknowledged: bool,
    pub criteria: Tally,
    /// Findings that say nothing any more: their check changed, or is gone.
    pub stale: usize,
    /// Checks whose current evidence is that they fail.
    pub failed: usize,
    /// The deadline or checkpoint to come.
    pub next: Option<Next>,
    /// What is past its time; nothing without a present to compare with.
    pub overdue: Vec<Overdue>,
    pub actions: Vec<Action>,
}

/// A team by its id and by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    pub what: String,
    pub at: When,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    pub what: String,
    /// Where it stands in the record.
    pub path: String,
    pub at: When,
}

/// Something that somebody has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub what: String,
    pub owners: Vec<Team>,
    pub by: Option<By>,
    pub state: &'static str,
    pub overdue: bool,
    /// Where it stands in the record.
    pub path: String,
}

impl Status {
    /// `shown` gives the record path that people read and `handoff done` takes.
    pub fn of(
        record: &Record,
        facts: &Facts,
        evidence: &Evidence,
        present: Option<Instant>,
        mut shown: impl FnMut(&FieldPath) -> String,
    ) -> Status {
        let names = Names { record, facts };
        let items = due::open(record, facts);
        let past = |by: &By| present.is_some_and(|now| by.is_past(When::Instant(now)));
        let what = |item: &DueItem| names.expand(item.what).into_owned();
        let to_come =
            |item: &&(&DueItem, By)| matches!(item.0.kind, DueKind::Deadline | DueKind::Checkpoint) && !past(&item.1);
        let timed: Vec<(&DueItem, By)> = items.iter().filter_map(|item| Some((item, item.by?))).collect();
        let next = timed.iter().filter(to_come).min_by_key(|(_, by)| by.order());
        let mut late: Vec<&(&DueItem, By)> = timed.iter().filter(|(_, by)| past(by)).collect();
        late.sort_by_key(|(_, by)| by.order());
        let failed = |check: &&_| matches!(evidence.standing(record, check), Standing::Failed(_));
        Status {
            id: record.id.as_str().to_owned(),
            title: names.expand(record.title.as_str()).into_owned(),
            severity: record.severity,
            state: record.status,
            holder: holder(record).map(|holder| team(holder, &names)),
            acknowledged: record.handoff_in_force().is_none_or(|(_, handoff)| handoff.acknowledged.is_some()),
            criteria: facts.criteria().all(),
            stale: evidence.outdated(record).len(),
            failed: record.checks.iter().filter(failed).count(),
            next: next.map(|(item, by)| Next { what: what(item), at: by.when }),
            overdue: late
                .into_iter()
                .map(|(item, by)| Overdue { what: what(item), path: shown(&item.path), at: by.when })
                .collect(),
            actions: items
                .iter()
                .filter(|item| item.is_action)
                .map(|item| Action {
                    what: what(item),
                    owners: item.owners.iter().map(|owner| team(owner, &names)).collect(),
                    by: item.by,
                    state: item.state,
                    overdue: item.by.as_ref().is_some_and(past),
                    path: shown(&item.path),
                })
                .collect(),
        }
    }

    /// Closed incidents stay in the register for what outlives them.
    pub fn is_open(&self) -> bool {
        self.state != State::Closed
    }
}

/// Open ones first, else in the order in which they came.
pub fn open_first<T>(rows: &mut [(T, Status)]) {
    rows.sort_by_key(|(_, status)| !status.is_open());
}

/// What is to be done over all incidents, with the ids of these: what is overdue first, then by time,
/// then what has none.
pub fn actions<T>(rows: &[(T, Status)]) -> Vec<(&str, &Action)> {
    let mut all: Vec<(&str, &Action)> = Vec::new();
    for (_, status) in rows {
        all.extend(status.actions.iter().map(|action| (status.id.as_str(), action)));
    }
    all.sort_by_key(|(_, action)| {
        let time = action.by.map(|by| by.order());
        (!action.overdue, time.is_none(), time)
    });
    all
}

/// A team of the record; anybody else as they are called.
fn team(who: &str, names: &Names) -> Team {
    let found = names.record.teams.get(who);
    let name = names.expand(found.map_or(who, |team| team.name.as_str())).into_owned();
    Team { id: who.to_owned(), name }
}

#[cfg(test)]
mod tests;
