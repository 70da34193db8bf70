//! What is still to be done in an incident, by whom and by when.
//!
//! The only home of "open", "due" and "overdue" for everything that has a time: `status`, the lint
//! rule `overdue` and whoever else asks, ask here. Nothing here knows the present: it is passed to
//! [`By::is_past`].
//!
//! While an incident is repaired, its plan is open: checkpoint, phases, next actions. Handed back,
//! what is left of the plan is the validation. Closed, only what outlives an incident is followed:
//! promises, prevention, measures in force, the post-mortem.

mod by;

use chrono::{FixedOffset, Offset, Utc};

pub use by::By;

use super::Facts;
use super::criteria::holder;
use super::{deadlines, times};
use crate::record::FieldPath;
use crate::record::collections::OneOrMany;
use crate::record::ids::{ATeam, Ref};
use crate::record::model::{Phase, PreventionState, Record, Status};
use crate::record::units::{Due, Duration, When};

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueKind {
    Deadline,
    Checkpoint,
    Phase,
    Task,
    NextAction,
    Prevention,
    Temporary,
    Return,
    /// One that blocks.
    Question,
    ValidationStep,
    PostMortem,
}

/// Something that is not done.
#[derive(Debug, Clone)]
pub struct DueItem<'r> {
    pub kind: DueKind,
    /// What the record says of it, names not filled in; two words for what has no text of its own.
    pub what: &'r str,
    /// Where it stands, which is what `handoff done` takes.
    pub path: FieldPath,
    /// Where its time stands: the value that is past.
    pub time_path: FieldPath,
    pub by: Option<By>,
    /// Team ids: its own owners, else those that the format says; none where nobody is named.
    pub owners: Vec<&'r str>,
    /// `open`, `planned`, `unanswered`, `undelivered`, `in force`.
    pub state: &'static str,
    /// Whether somebody has to do it now. A phase that is not next, or has open tasks, is only due.
    pub is_action: bool,
}

/// All that is open, in the order of the record's sections.
pub fn open<'r>(record: &'r Record, facts: &Facts) -> Vec<DueItem<'r>> {
    let mut open = Open { record, zone: zone(record), items: Vec::new() };
    let (closed, back) = (record.status == Status::Closed, record.status == Status::HandedBack);
    open.deadlines();
    if !closed && !back {
        open.checkpoint();
    }
    if !closed {
        open.questions_and_returns();
    }
    open.temporary();
    if !closed && !back {
        open.phases(facts);
    }
    if back {
        open.validation();
    }
    open.prevention();
    open.post_mortem();
    if !closed {
        open.next_actions();
    }
    open.items
}

struct Open<'r> {
    record: &'r Record,
    /// Where the days of the incident end.
    zone: FixedOffset,
    items: Vec<DueItem<'r>>,
}

type Owners = Option<OneOrMany<Ref<ATeam>>>;

impl<'r> Open<'r> {
    /// Adds an item that is to be done now, without an owner or a time.
    fn add(&mut self, kind: DueKind, what: &'r str, path: FieldPath) -> &mut DueItem<'r> {
        let (time_path, at) = (path.clone(), self.items.len());
        let (by, owners) = (None, Vec::new());
        self.items.push(DueItem { kind, what, path, time_path, by, owners, state: "open", is_action: true });
        &mut self.items[at]
    }

    fn deadlines(&mut self) {
        let times = deadlines::times_of(self.record);
        for (index, deadline) in self.record.deadlines.iter().enumerate() {
            if deadline.met.is_some() {
                continue;
            }
            let by = times[index].and_then(|time| self.by(time.when()));
            let path = FieldPath::new("deadlines").index(index);
            let holder = holder(self.record);
            let item = self.add(DueKind::Deadline, deadline.what.as_str(), path);
            item.time_path = item.path.key(if deadline.at.is_some() { "at" } else { "within" });
            item.by = by;
            item.owners.extend(holder);
        }
    }

    /// That of the handoff in force, until it is returned.
    fn checkpoint(&mut self) {
        let Some((index, current)) = self.record.handoff_in_force() else { return };
        let open = current.returned.is_none() && current.taken_back.is_none();
        let Some(at) = current.next_checkpoint.filter(|_| open) else { return };
        let (by, holder) = (self.by(When::Instant(at)), holder(self.record));
        let path = self.record.handoff_place(index).key("next_checkpoint");
        let item = self.add(DueKind::Checkpoint, "Next checkpoint", path);
        (item.by, item.is_action) = (by, false);
        item.owners.extend(holder);
    }

    fn questions_and_returns(&mut self) {
        let record = self.record;
        for (index, handoff) in record.handoffs().iter().enumerate() {
            let place = record.handoff_place(index);
            for (index, question) in handoff.open_questions.iter().enumerate() {
                if question.answer.is_none() && question.blocks != Some(false) {
                    let path = place.key("open_questions").index(index);
                    let item = self.add(DueKind::Question, question.ask.as_str(), path);
                    item.state = "unanswered";
                    item.owners.push(handoff.to.as_str());
                }
            }
            for (index, wanted) in handoff.returns.iter().enumerate() {
                if wanted.delivered.is_none() {
                    let path = place.key("returns").index(index);
                    let item = self.add(DueKind::Return, wanted.what.as_str(), path);
                    item.state = "undelivered";
                    item.owners.push(handoff.to.as_str());
                }
            }
        }
    }

    fn temporary(&mut self) {
        let holder = holder(self.record);
        for (path, measure) in self.record.temporary() {
            if measure.ended.is_none() {
                let by = measure.until.and_then(|until| self.by(until));
                let item = self.add(DueKind::Temporary, measure.what.as_str(), path);
                item.time_path = item.path.key("until");
                (item.by, item.state) = (by, "in force");
                item.owners.extend(holder);
            }
        }
    }

    /// Each phase that is not done, for its time; of the next one the tasks that are open, or itself
    /// when there is none.
    fn phases(&mut self, facts: &Facts) {
        let criteria = facts.criteria();
        for (index, phase) in self.record.roadmap.iter().enumerate() {
            if criteria.is_done(index) {
                continue;
            }
            let is_next = criteria.next_phase() == Some(index);
            let tasks = || phase.tasks.iter().enumerate().filter(|(_, task)| task.done.is_none());
            // Nobody may ever need a phase that has a condition, until it begins.
            let needed = phase.when.is_none() || phase.started.is_some();
            let by = phase.due.as_ref().filter(|_| needed).and_then(|due| self.due(due));
            let owners = self.owners_of(phase);
            let path = FieldPath::new("roadmap").index(index);
            let item = self.add(DueKind::Phase, phase.title.as_str(), path.clone());
            item.time_path = path.key("due");
            (item.by, item.is_action) = (by, is_next && tasks().next().is_none());
            item.owners.clone_from(&owners);
            for (index, task) in tasks().filter(|_| is_next) {
                let item = self.add(DueKind::Task, task.r#do.as_str(), path.key("tasks").index(index));
                item.owners = if task.owner.is_some() { ids(&task.owner) } else { owners.clone() };
            }
        }
    }

    /// The steps of the first stage that has one to do.
    fn validation(&mut self) {
        for (index, stage) in self.record.validation.iter().enumerate() {
            let steps: Vec<_> = stage.steps.iter().enumerate().filter(|(_, step)| step.done.is_none()).collect();
            let owners = match stage.owner {
                Some(_) => ids(&stage.owner),
                None => self.record.sender().into_iter().collect(),
            };
            let path = FieldPath::new("validation").index(index).key("steps");
            for &(index, step) in &steps {
                let item = self.add(DueKind::ValidationStep, step.r#do.as_str(), path.index(index));
                item.owners.clone_from(&owners);
            }
            if !steps.is_empty() {
                return;
            }
        }
    }

    fn prevention(&mut self) {
        let all = self.record.monitoring.iter().flat_map(|monitoring| monitoring.prevention.iter());
        for (index, prevention) in all.enumerate() {
            let state = match prevention.state {
                Some(PreventionState::Done | PreventionState::Dropped) => continue,
                Some(PreventionState::Planned) => "planned",
                Some(PreventionState::Open) | None => "open",
            };
            let by = prevention.by.as_ref().and_then(|by| self.due(by));
            let path = FieldPath::new("monitoring").key("prevention").index(index);
            let item = self.add(DueKind::Prevention, prevention.what.as_str(), path);
            item.time_path = item.path.key("by");
            (item.by, item.state, item.owners) = (by, state, ids(&prevention.owner));
        }
    }

    /// Counted from the end, else from the first handoff; written when there are lessons.
    fn post_mortem(&mut self) {
        let Some(wanted) = self.record.communication.as_ref().and_then(|c| c.post_mortem.as_ref()) else { return };
        if !self.record.lessons.is_empty() {
            return;
        }
        let from = times::moment(self.record, "ended").or_else(|| self.record.handed_off());
        let by = from.and_then(|from| self.after(from, wanted.within));
        let owners =
            if wanted.owner.is_some() { ids(&wanted.owner) } else { holder(self.record).into_iter().collect() };
        let path = FieldPath::new("communication").key("post_mortem");
        let item = self.add(DueKind::PostMortem, "Post-mortem", path);
        item.time_path = item.path.key("within");
        (item.by, item.owners) = (by, owners);
    }

    fn next_actions(&mut self) {
        for (team, actions) in self.record.next_actions.iter().flat_map(|teams| teams.iter()) {
            let path = FieldPath::new("next_actions").key(team.to_string());
            for (index, action) in actions.iter().enumerate().filter(|(_, action)| action.done.is_none()) {
                let by = action.by.as_ref().and_then(|by| self.due(by));
                let item = self.add(DueKind::NextAction, action.r#do.as_str(), path.index(index));
                item.time_path = item.path.key("by");
                item.by = by;
                item.owners.push(team.as_str());
            }
        }
    }

    fn owners_of(&self, phase: &'r Phase) -> Vec<&'r str> {
        match phase.owner {
            Some(_) => ids(&phase.owner),
            None => self.record.receiver().into_iter().collect(),
        }
    }

    /// Durations count from the first handoff; of a range the later end.
    fn due(&self, due: &Due) -> Option<By> {
        match due {
            Due::At(when) => self.by(*when),
            Due::After(after) => self.after(self.record.handed_off()?, after.value.max),
        }
    }

    fn after(&self, from: When, duration: Duration) -> Option<By> {
        let at = from.start().plus(duration)?;
        self.by(if from.instant().is_some() { When::Instant(at) } else { When::Date(at.0.date_naive()) })
    }

    fn by(&self, when: When) -> Option<By> {
        By::new(when, self.zone)
    }
}

fn zone(record: &Record) -> FixedOffset {
    let began = record.handed_off_at().or_else(|| record.started.and_then(When::instant));
    began.map_or_else(|| Utc.fix(), |at| *at.0.offset())
}

fn ids(owners: &Owners) -> Vec<&str> {
    owners.iter().flat_map(|owners| owners.iter()).map(Ref::as_str).collect()
}

#[cfg(test)]
mod tests;
