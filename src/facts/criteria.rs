//! Criteria: what each is needed for, which checks prove it, whether it holds and what stands in
//! the way; which phases are done and which is next; who holds the incident and does what first.
//!
//! The only home of these rules. Evidence comes in as an [`Answer`] for each check, so nothing here
//! knows how it is kept. Everything is indexed once: the work grows with the record, not with
//! criteria times checks.

use std::collections::HashMap;
use std::sync::Arc;

use super::proving::proving_checks;
use crate::record::collections::OneOrMany;
use crate::record::ids::{ATeam, Ref};
use crate::record::model::{Check, Criterion, NextAction, Phase, Record, Status};
use crate::record::units::Instant;

/// What current evidence says of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Since when, if that is known.
    Passes(Option<Instant>),
    Fails,
    /// It said something once; the check changed since.
    Stale,
    /// Nobody looked, or looking decided nothing.
    Nothing,
}

/// What a criterion is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// The handback waits for it.
    Handback,
    /// The sending team alone proves it, and no phase of another team ends with it: the incident is
    /// not over without it, but it is proven after the handback.
    Afterwards,
    /// `must: false`: nothing waits for it.
    Wanted,
}

impl Needed {
    pub fn as_str(self) -> &'static str {
        match self {
            Needed::Handback => "handback",
            Needed::Afterwards => "afterwards",
            Needed::Wanted => "wanted",
        }
    }
}

/// Why a criterion does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// One of its checks fails.
    Failed,
    /// None fails, but one changed since it was proven.
    Stale,
    /// One of its checks was not looked at, or decided nothing.
    Unproven,
    /// It has no check, neither of its own nor of a target, or names one that does not exist.
    NoCheck,
}

/// How many there are, and how many of them hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub total: usize,
    pub met: usize,
    /// Accepted exceptions that are not met: settled, neither met nor open.
    pub waived: usize,
}

impl Tally {
    pub fn open(self) -> usize {
        self.total - self.met - self.waived
    }

    pub fn add(&mut self, met: bool, waived: bool) {
        self.total += 1;
        self.met += usize::from(met);
        self.waived += usize::from(waived && !met);
    }
}

/// The criteria of a record as its evidence shows them, by their index in `criteria`.
#[derive(Debug, Clone, Default)]
pub struct Criteria {
    rows: Vec<Row>,
    /// By phase.
    done: Vec<bool>,
    /// By phase: when it ended, if that is known.
    ended: Vec<Option<Instant>>,
    next_phase: Option<usize>,
}

#[derive(Debug, Clone)]
struct Row {
    needed: Needed,
    checks: Arc<[usize]>,
    phases: Arc<[usize]>,
    obstacle: Option<Obstacle>,
    waived: bool,
}

impl Criteria {
    pub fn new(record: &Record, answer: &dyn Fn(&Check) -> Answer) -> Self {
        let answers: Vec<Answer> = record.checks.iter().map(answer).collect();
        let exits = phases_by_exit(record);
        let rows: Vec<Row> = proving_checks(record)
            .into_iter()
            .zip(&record.criteria)
            .map(|(proving, criterion)| {
                let phases = exits.get(criterion.id.as_str()).cloned().unwrap_or_default();
                let needed = needed(record, criterion, &phases);
                let obstacle = obstacle(proving.complete, proving.checks.iter().map(|&check| answers[check]));
                Row { needed, checks: proving.checks, phases, obstacle, waived: is_waived(criterion) }
            })
            .collect();
        let mut met: HashMap<&str, bool> = HashMap::new();
        for (criterion, row) in record.criteria.iter().zip(&rows) {
            met.entry(criterion.id.as_str()).or_insert(row.obstacle.is_none() || row.waived);
        }
        let holds = |id: &str| met.get(id).copied().unwrap_or(false);
        let proven = |phase: &Phase| !phase.exit.is_empty() && phase.exit.iter().all(|id| holds(id.as_str()));
        let is_done = |phase: &Phase| phase.finished.is_some() || proven(phase);
        let done: Vec<bool> = record.roadmap.iter().map(is_done).collect();
        let since = exit_holds_since(record, &rows, &answers);
        let ended = record.roadmap.iter().zip(&done).zip(since);
        let ended = ended.map(|((phase, done), since)| phase.finished.or_else(|| since.filter(|_| *done))).collect();
        let in_repair = !matches!(record.status, Status::HandedBack | Status::Closed);
        let next_phase = done.iter().position(|done| !done).filter(|_| in_repair);
        Criteria { rows, done, ended, next_phase }
    }

    pub fn needed(&self, criterion: usize) -> Needed {
        self.rows.get(criterion).map_or(Needed::Wanted, |row| row.needed)
    }

    /// The checks that prove it, as indices of `checks`.
    pub fn checks(&self, criterion: usize) -> &[usize] {
        self.rows.get(criterion).map_or(&[], |row| &row.checks)
    }

    /// The phases that end with it, as indices of `roadmap`.
    pub fn phases(&self, criterion: usize) -> &[usize] {
        self.rows.get(criterion).map_or(&[], |row| &row.phases)
    }

    /// Whether current evidence proves all of its checks.
    pub fn is_met(&self, criterion: usize) -> bool {
        self.obstacle(criterion).is_none()
    }

    /// Whether it is proven or waived: nothing waits for it any more.
    pub fn is_settled(&self, criterion: usize) -> bool {
        self.rows.get(criterion).is_some_and(|row| row.obstacle.is_none() || row.waived)
    }

    /// What stands in the way of a criterion; nothing of one that holds.
    pub fn obstacle(&self, criterion: usize) -> Option<Obstacle> {
        self.rows.get(criterion).map_or(Some(Obstacle::NoCheck), |row| row.obstacle)
    }

    pub fn tally(&self, of: Needed) -> Tally {
        self.count(|row| row.needed == of)
    }

    pub fn all(&self) -> Tally {
        self.count(|_| true)
    }

    fn count(&self, counts: impl Fn(&Row) -> bool) -> Tally {
        let mut tally = Tally::default();
        self.rows.iter().filter(|row| counts(row)).for_each(|row| tally.add(row.obstacle.is_none(), row.waived));
        tally
    }

    /// Whether the record says that it is finished, or all criteria with which it ends hold.
    pub fn is_done(&self, phase: usize) -> bool {
        self.done.get(phase).copied().unwrap_or(false)
    }

    /// When it was finished: as the record says, else when the last criterion with which it ends began to hold.
    pub fn ended(&self, phase: usize) -> Option<Instant> {
        self.ended.get(phase).copied().flatten()
    }

    /// The first phase that is not done, by its index; none when the repair is over.
    pub fn next_phase(&self) -> Option<usize> {
        self.next_phase
    }
}

/// By phase: when the last of the proven criteria with which it ends began to hold.
fn exit_holds_since(record: &Record, rows: &[Row], answers: &[Answer]) -> Vec<Option<Instant>> {
    let mut since: Vec<Option<Instant>> = vec![None; record.roadmap.len()];
    for row in rows.iter().filter(|row| row.obstacle.is_none()) {
        let began = row.checks.iter().filter_map(|&check| match answers[check] {
            Answer::Passes(since) => since,
            _ => None,
        });
        let began = began.max();
        row.phases.iter().for_each(|&phase| since[phase] = since[phase].max(began));
    }
    since
}

/// An accepted exception: settled, whatever its checks say.
pub fn is_waived(criterion: &Criterion) -> bool {
    criterion.waived.is_some()
}

/// The incident is not over while it is open.
pub fn is_must(criterion: &Criterion) -> bool {
    criterion.must != Some(false)
}

/// What stands in the way of a criterion, given what its checks say. `complete`: it has checks, and
/// all that it names exist.
pub fn obstacle(complete: bool, answers: impl Iterator<Item = Answer>) -> Option<Obstacle> {
    let worst = answers.filter_map(|answer| match answer {
        Answer::Passes(_) => None,
        Answer::Fails => Some(Obstacle::Failed),
        Answer::Stale => Some(Obstacle::Stale),
        Answer::Nothing => Some(Obstacle::Unproven),
    });
    let worst = worst.min_by_key(|obstacle| *obstacle as u8);
    worst.or((!complete).then_some(Obstacle::NoCheck))
}

fn needed(record: &Record, criterion: &Criterion, phases: &[usize]) -> Needed {
    let (sender, receiver) = (record.sender(), record.receiver());
    let only_sender = |owners: Option<&OneOrMany<Ref<ATeam>>>| match owners {
        Some(owners) if !owners.is_empty() => owners.iter().all(|owner| Some(owner.as_str()) == sender),
        _ => sender == receiver,
    };
    let ends_phase_of_others = || phases.iter().any(|&phase| !only_sender(record.roadmap[phase].owner.as_ref()));
    if !is_must(criterion) {
        Needed::Wanted
    } else if sender != receiver && only_sender(criterion.owner.as_ref()) && !ends_phase_of_others() {
        Needed::Afterwards
    } else {
        Needed::Handback
    }
}

/// By criterion: the phases that list it as their exit.
fn phases_by_exit(record: &Record) -> HashMap<&str, Arc<[usize]>> {
    let mut phases: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, phase) in record.roadmap.iter().enumerate() {
        for exit in phase.exit.iter() {
            let of = phases.entry(exit.as_str()).or_default();
            if of.last() != Some(&at) {
                of.push(at);
            }
        }
    }
    phases.into_iter().map(|(id, phases)| (id, phases.into())).collect()
}

/// The team that has the incident now, by its id. Before the first handoff that is its owner, if the
/// record names one.
pub fn holder(record: &Record) -> Option<&str> {
    let Some((_, current)) = record.handoff_in_force() else { return record.owner.as_ref().map(Ref::as_str) };
    let back = current.returned.is_some() || current.taken_back.is_some();
    let with_sender = back || matches!(record.status, Status::Investigating | Status::HandedBack | Status::Closed);
    Some(if with_sender { current.from.as_str() } else { current.to.as_str() })
}

/// What a team does next, in its order.
pub fn actions<'r>(record: &'r Record, team: &str) -> &'r [NextAction] {
    let actions = record.next_actions.as_ref().and_then(|all| all.get(team));
    actions.map_or(&[], |actions| actions)
}

/// What the holder does first.
pub fn first_action(record: &Record) -> Option<&NextAction> {
    actions(record, holder(record)?).first()
}

#[cfg(test)]
mod tests;
