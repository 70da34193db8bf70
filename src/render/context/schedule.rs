//! Phases: when each begins and ends, and whether it is over.

use tera::Value;

use super::checks::first_command;
use super::components::{CheckItem, by_id};
use super::graft::Graft;
use crate::facts;
use crate::record::units::{Due, Instant, When};
use crate::record::{Record, model};
use crate::render::names::Node;
use crate::render::names::view::{made, view};
use crate::render::package::Package;

view! {
    /// Beside a phase's own fields.
    Phase At "incident.roadmap[]" {
        /// When it starts, counted from the handoff.
        starts: Option<String>,
        /// When it ends, counted from the handoff.
        ends: Option<String>,
        /// The clock time at which it starts, as in the plan of the roadmap.
        starts_at: Option<String>,
        /// The clock time at which it ends.
        ends_at: Option<String>,
        /// Whether it is over.
        over: bool,
        /// In a word: `done`, `late`, `under way`; nothing of one that has not begun.
        stage: Option<&'static str>,
        /// When it ended: as the record says, else when the last criterion of its exit began to hold.
        done: Option<String>,
        /// Whether it ended after it was due.
        missed: bool,
        /// Whether it is not over, and the record or the evidence tells of times after its planned end.
        late: bool,
        /// Whether it is the first that is not over.
        next: bool,
        /// Of the first that is not over: its first task that only a command checks.
        first_command: Option<FirstCommand>,
        /// The criteria of its exit, as in `incident.criteria[]`.
        criteria: Vec<CriterionItem>,
    }
}

view! {
    FirstCommand {
        /// Which task it is; counts from 1.
        task: usize,
        /// As in `incident.checks[]`.
        check: CheckItem,
    }
}

view! {
    /// Beside a step's own fields.
    Step At "incident.validation[].steps[]" {
        /// Its checks that a person does, as in `incident.checks[]`.
        manual: Vec<CheckItem>,
    }
}

made! {
    CriterionItem, Node::same_as("incident.criteria[]")
}

/// `criteria` and `checks`, as templates see them, are those of the record, in its order.
pub fn phases(package: &Package, criteria: &[Value], checks: &[Value]) -> Vec<Phase> {
    let (record, criteria_facts) = (package.record, package.facts.criteria());
    let indices = by_id(record.criteria.iter().map(|criterion| &criterion.id));
    let told = told_until(package);
    let phases = record.roadmap.iter().enumerate().map(|(at, phase)| {
        let fact = |end: &str| package.facts.get(&format!("phases.{}.{end}", phase.id));
        let text = |end: &str| fact(end).map(|fact| fact.text.clone());
        let clock = |end: &str| match (&fact(end)?.value, record.handed_off_at()) {
            (facts::Value::Between(range), Some(from)) => Some(range.clock(from)),
            _ => None,
        };
        let planned_end = match fact("ends_at").map(|fact| &fact.value) {
            Some(facts::Value::Between(range)) => Some(range.value.max),
            _ => None,
        };
        let over = criteria_facts.is_done(at);
        let expected = phase.when.is_none() || phase.started.is_some();
        let late = !over && expected && planned_end.is_some_and(|end| Some(end) < told);
        let exit = phase.exit.iter().filter_map(|id| indices.get(id.as_str()).copied());
        Phase {
            starts: text("starts"),
            ends: text("ends"),
            starts_at: clock("starts_at"),
            ends_at: clock("ends_at"),
            over,
            stage: match phase.started {
                _ if over => Some("done"),
                _ if late => Some("late"),
                Some(_) => Some("under way"),
                None => None,
            },
            missed: over && criteria_facts.ended(at) > due(record, phase),
            late,
            done: criteria_facts.ended(at).map(|at| at.to_string()),
            next: criteria_facts.next_phase() == Some(at),
            first_command: (criteria_facts.next_phase() == Some(at))
                .then(|| first_of_tasks(phase, record, checks))
                .flatten(),
            criteria: exit.filter_map(|at| criteria.get(at).cloned()).map(CriterionItem).collect(),
        }
    });
    phases.collect()
}

/// The latest of what is known to have happened.
pub fn told_until(package: &Package) -> Option<Instant> {
    let found = package.evidence.iter().map(|(_, entry)| entry.at).max();
    found.max(facts::told::until(package.record))
}

/// When a phase is due, to the time of day; the last moment there is where it is not.
fn due(record: &Record, phase: &model::Phase) -> Option<Instant> {
    let at = match phase.due {
        Some(Due::At(When::Instant(at))) => Some(at),
        Some(Due::After(after)) => record.handed_off_at().and_then(|handoff| handoff.plus(after.value.max)),
        Some(Due::At(When::Date(_))) | None => None,
    };
    at.or(Some(Instant(chrono::DateTime::<chrono::Utc>::MAX_UTC.fixed_offset())))
}

/// Behind a task with a command of its own nobody looks for the first.
fn first_of_tasks(phase: &model::Phase, record: &Record, checks: &[Value]) -> Option<FirstCommand> {
    let indices = by_id(record.checks.iter().map(|check| &check.id));
    let before = phase.tasks.iter().take_while(|task| task.run.is_none()).enumerate();
    let mut checked = before.filter(|(_, task)| task.done.is_none()).filter_map(|(index, task)| {
        Some(FirstCommand { task: index + 1, check: first_command(task.check.as_ref(), record, &indices, checks)? })
    });
    checked.next()
}

/// What stands on the steps of the validation.
pub fn steps(record: &Record, checks: &[Value]) -> Graft {
    let indices = by_id(record.checks.iter().map(|check| &check.id));
    let manual = |step: &model::Step| {
        let ids = step.check.iter().flat_map(|ids| ids.iter());
        let known = ids.filter_map(|id| indices.get(id.as_str()).copied());
        let manual = known.filter(|&at| record.checks[at].manual == Some(true));
        Step { manual: manual.filter_map(|at| checks.get(at).cloned()).map(CheckItem).collect() }
    };
    let stages = record.validation.iter();
    let stages = stages.map(|stage| Graft::default().with("steps", Graft::each(stage.steps.iter().map(manual))));
    Graft::items(stages.collect::<Vec<_>>())
}
