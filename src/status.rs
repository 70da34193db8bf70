//! Where an incident stands: one line of `handoff status`. Pure; the present, where it matters,
//! is passed in.

use crate::evidence::{Evidence, Standing};
use crate::facts::criteria::{Needed, Tally, holder};
use crate::facts::{Facts, Names, Value};
use crate::record::Record;
use crate::record::model::{Priority, Status as State};
use crate::record::units::Instant;

/// What a lead wants to know of each incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    pub id: String,
    /// One line of Markdown, as all texts here.
    pub title: String,
    pub severity: Priority,
    pub state: State,
    /// Who has it now, by the id of the team and by its name.
    pub holder: String,
    pub holder_name: String,
    pub acknowledged: bool,
    pub criteria: Criteria,
    /// Findings that say nothing any more: their check changed, or is gone.
    pub stale: usize,
    /// Checks whose current evidence is that they fail.
    pub failed: usize,
    pub checkpoint: Option<Due>,
    pub escalation: Option<Escalation>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Criteria {
    pub all: Tally,
    /// Those that the handback waits for.
    pub handback: Tally,
}

/// Something that happens at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub at: Instant,
    /// Whether that is past; never without a present to compare with.
    pub overdue: bool,
}

/// The levels that are due, and the one to come. Without a present the first one is to come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Escalation {
    /// The last level whose time is past.
    pub overdue: Option<Level>,
    pub next: Option<Level>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// From 1, as documents count.
    pub number: usize,
    /// Absent when the handoff has no time of day; then `after` is all that is known.
    pub at: Option<Instant>,
    /// `2 h after the handoff`.
    pub after: String,
    pub notify: Vec<String>,
}

impl Status {
    pub fn of(record: &Record, facts: &Facts, evidence: &Evidence, as_of: Option<Instant>) -> Status {
        let names = Names { record, facts };
        let past = |at: Instant| as_of.is_some_and(|now| at <= now);
        let failed = |check: &&_| matches!(evidence.standing(record, check), Standing::Failed(_));
        // Nothing is due in what is over.
        let checkpoint = record
            .last_handoff()
            .and_then(|handoff| handoff.next_checkpoint)
            .filter(|_| record.status != State::Closed);
        Status {
            id: record.id.as_str().to_owned(),
            title: names.expand(record.title.as_str()).into_owned(),
            severity: record.severity,
            state: record.status,
            holder: holder(record).unwrap_or_default().to_owned(),
            holder_name: holder(record).map(|holder| team(holder, &names)).unwrap_or_default(),
            acknowledged: record.last_handoff().is_some_and(|handoff| handoff.acknowledged.is_some()),
            criteria: Criteria { all: facts.criteria().all(), handback: facts.criteria().tally(Needed::Handback) },
            stale: evidence.outdated(record).len(),
            failed: record.checks.iter().filter(failed).count(),
            checkpoint: checkpoint.map(|at| Due { at, overdue: past(at) }),
            escalation: escalation(&names, &past),
        }
    }
}

/// Its clock runs until the incident is handed back.
fn escalation(names: &Names, past: &dyn Fn(Instant) -> bool) -> Option<Escalation> {
    let record = names.record;
    let escalation = record.escalation.as_ref()?;
    if matches!(record.status, State::Closed | State::HandedBack) {
        return None;
    }
    let from = match escalation.from.as_ref().map_or("handoff", |from| from.as_str()) {
        "handoff" => "the handoff".to_owned(),
        phase => match record.roadmap.iter().find(|p| p.id.as_str() == phase) {
            Some(phase) => format!("the start of {}", names.expand(phase.title.as_str())),
            None => phase.to_owned(),
        },
    };
    let mut found = Escalation::default();
    for (index, level) in escalation.levels.iter().enumerate() {
        let number = index + 1;
        let at = match names.facts.get(&format!("escalations.{number}.at")).map(|fact| &fact.value) {
            Some(Value::Instant(at)) => Some(*at),
            _ => None,
        };
        let notify = level.notify.iter().map(|who| team(who.as_str(), names)).collect();
        let level = Level { number, at, after: format!("{} after {from}", level.after), notify };
        // Levels may stand in any order, which lint reports.
        match at {
            Some(at) if past(at) => {
                if found.overdue.as_ref().and_then(|last| last.at).is_none_or(|last| at >= last) {
                    found.overdue = Some(level);
                }
            }
            at => {
                if found.next.as_ref().is_none_or(|next| at.is_some() && at < next.at) {
                    found.next = Some(level);
                }
            }
        }
    }
    (found != Escalation::default()).then_some(found)
}

/// A team by its name; anybody else as they are called.
fn team(who: &str, names: &Names) -> String {
    let team = names.record.teams.iter().find(|(id, _)| id.as_str() == who);
    names.expand(team.map_or(who, |(_, team)| team.name.as_str())).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::units::Scalar;

    const LEVELS: &str = "escalation: {levels: [{after: 2h, notify: [b]}, {after: 4h, notify: [cto]}]}";

    fn status(with: &str, handoff: &str, as_of: &str) -> Status {
        let text = format!(
            "format: 1\nid: '7'\ntitle: T\nseverity: P1\nsummary: S\nteams: {{a: {{name: A}}, b: {{name: B}}}}\n\
             handoff: {{at: {handoff}, from: a, to: b, next_checkpoint: 2026-03-02T12:00:00Z}}\n\
             components: [{{id: c, name: C, severity: high, problem: P}}]\nroadmap: [{{id: fix, title: Fix, takes: 1h}}]\n\
             criteria: [{{id: k, what: K}}, {{id: l, what: L, must: false}}]\n{with}\n"
        );
        let loaded = crate::record::decode("test.yaml", text.as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1));
        let facts = Facts::without_evidence(&loaded.record);
        Status::of(&loaded.record, &facts, &Evidence::default(), Instant::parse(as_of).ok())
    }

    fn open(as_of: &str) -> Status {
        status(&format!("status: handed-off\n{LEVELS}"), "2026-03-02T10:00:00Z", as_of)
    }

    fn numbers(status: &Status) -> (Option<usize>, Option<usize>) {
        let escalation = status.escalation.clone().unwrap_or_default();
        (escalation.overdue.map(|level| level.number), escalation.next.map(|level| level.number))
    }

    #[test]
    fn nothing_is_overdue_without_a_present() {
        let status = open("");
        assert!(!status.checkpoint.unwrap().overdue);
        assert_eq!(numbers(&status), (None, Some(1)));
        assert_eq!(
            (status.holder_name.as_str(), status.criteria.all.total, status.criteria.handback.total),
            ("B", 2, 1)
        );
    }

    #[test]
    fn the_present_tells_what_is_overdue_and_what_is_next() {
        assert_eq!(numbers(&open("2026-03-02T11:59:59Z")), (None, Some(1)));
        assert_eq!(numbers(&open("2026-03-02T14:00:00+02:00")), (Some(1), Some(2)), "the instant itself is past");
        assert_eq!(numbers(&open("2026-03-03T00:00:00Z")), (Some(2), None));
        assert!(open("2026-03-02T12:00:00Z").checkpoint.unwrap().overdue);
    }

    #[test]
    fn without_a_time_of_day_the_offset_is_all_there_is() {
        let status = status(&format!("status: handed-off\n{LEVELS}"), "2026-03-02", "2026-03-05T00:00:00Z");
        let next = status.escalation.unwrap().next.unwrap();
        assert_eq!((next.at, next.after.as_str(), next.number), (None, "2 h after the handoff", 1));
    }

    #[test]
    fn nothing_is_due_in_what_is_over() {
        let of =
            |state: &str| status(&format!("status: {state}\n{LEVELS}"), "2026-03-02T10:00:00Z", "2026-03-09T00:00:00Z");
        assert_eq!(numbers(&of("handed-back")), (None, None));
        assert!(of("handed-back").checkpoint.is_some());
        assert_eq!((of("closed").checkpoint, of("closed").holder_name.as_str()), (None, "A"));
    }
}
