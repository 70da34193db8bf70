//! One expectation a row, and what is said of each that a bare record has not.

use super::*;
use crate::facts::criteria::Answer;
use crate::facts::{Facts, missing_input};
use crate::record::Record;

const BARE: &str = "format: 1\nid: x\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
    teams: {a: {name: A}, b: {name: B}}\ncomponents: []\n";

const FULL: &str = "\
handoff: {at: 2026-03-02T15:40:00+01:00, from: a, to: b, acknowledged: {by: b, at: 2026-03-02T16:00:00+01:00}}
deadlines: [{id: report, what: W, within: 1d, from: detected}]
progress: [{what: W, done: 3/12}]
started: 2026-03-02T09:00:00Z
ended: 2026-03-02T12:30:00Z
timeline:
- {at: 2026-03-02T09:00:00Z, what: W, kind: detected}
- {at: 2026-03-02T10:10:00Z, what: W, kind: mitigated, about: true}
root_cause: {statement: S, causes: [{what: W, share: 33.34%}, {what: W, share: 66.66%}]}
roadmap:
- {id: first, title: T, takes: 1h-2h, exit: [one]}
- {id: second, title: T, takes: 30m, owner: a}
criteria:
- {id: one, what: W, kind: business, check: proven, component: net}
- {id: two, what: W, owner: a, check: open}
checks:
- {id: proven, what: W, manual: true}
- {id: open, what: W, run: r, expect: ok}
tests:
- {id: s, name: S, category: unit, now: 12/28, after: 27/28}
- {id: t, name: T, category: unit, now: 1/2, after: 2/2, counted: false}
validation: [{id: v, title: T, takes: 20m}, {id: w, title: W, takes: 1h}]
escalation: {levels: [{after: 2h, notify: [b]}]}
impact:
  revenue: [{what: W, per_year: ~500k, depends: 50%}]
  losses: [{what: W, cost: 12k}, {what: W, cost: 1500}]
  repair: {cost: 2500, effort: 6h-8h}
  productivity: {people: 8, cost_per_person: 150k, areas: [{what: W, loss: 25%}, {what: W, loss: 41.5%}]}
  priority: [{what: W, above: 100k, actual: revenue_at_risk}]
";

/// A fact of each row, in the order of the table.
const SHOWN: &[(&str, &str)] = &[
    ("causes_share", "100%"),
    ("revenue_at_risk", "~$500K"),
    ("revenue_weighted", "~$250K"),
    ("revenue_per_month", "~$42K"),
    ("revenue_per_quarter", "~$120K"),
    ("revenue_per_hour", "~$57"),
    ("losses_total", "$13,500"),
    ("repair_cost", "$2,500"),
    ("repair_effort", "6–8 h"),
    ("return_on_repair", "~200:1"),
    ("team_cost", "$1.2M"),
    ("productivity_loss", "33.2%"),
    ("productivity_cost_per_month", "$33,250"),
    ("phases.second.starts", "1–2 h"),
    ("phases.second.ends", "90 min to 2.5 h"),
    ("phases.second.starts_at", "2026-03-02 16:40–17:40 +01:00"),
    ("phases.second.ends_at", "2026-03-02 17:10–18:10 +01:00"),
    ("duration_total", "90 min to 2.5 h"),
    ("remaining_total", "30 min"),
    ("repair_ends_at", "2026-03-02 17:10–18:10 +01:00"),
    ("receiver_total", "1–2 h"),
    ("validation_total", "80 min"),
    ("escalations.1.at", "2026-03-02 17:40 +01:00"),
    ("outage_duration", "3.5 h"),
    ("time_to_detect", "under 1 min"),
    ("time_to_mitigate", "~70 min"),
    ("time_to_acknowledge", "20 min"),
    ("deadlines.report.at", "2026-03-03 09:00 UTC"),
    ("progress.1", "3/12 (25%)"),
    ("tests.now", "12/28 (43%)"),
    ("tests.after", "27/28 (96%)"),
    ("criteria.total", "2"),
    ("criteria.met", "1"),
    ("criteria.waived", "0"),
    ("criteria.open", "1"),
    ("criteria.by_phase.first.total", "1"),
    ("criteria.by_phase.first.met", "1"),
    ("criteria.by_phase.first.waived", "0"),
    ("criteria.by_phase.first.open", "0"),
    ("criteria.by_kind.business.total", "1"),
    ("criteria.by_kind.business.met", "1"),
    ("criteria.by_kind.business.waived", "0"),
    ("criteria.by_kind.business.open", "0"),
    ("criteria.by_owner.a.total", "1"),
    ("criteria.by_owner.a.met", "0"),
    ("criteria.by_owner.a.waived", "0"),
    ("criteria.by_owner.a.open", "1"),
    ("criteria.by_component.net.total", "1"),
    ("criteria.by_component.net.met", "1"),
    ("criteria.by_component.net.waived", "0"),
    ("criteria.by_component.net.open", "0"),
    ("handback.total", "1"),
    ("handback.met", "1"),
    ("handback.waived", "0"),
    ("handback.open", "0"),
    ("components.total", "1"),
    ("components.by_severity.high", "1"),
    ("checks.total", "2"),
    ("checks.automatic", "1"),
    ("checks.manual", "1"),
    ("priority.1.met", "yes"),
];

fn record(more: &str) -> Record {
    let text = format!("{BARE}{more}");
    crate::record::decode("x", text.as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1)).record
}

fn full() -> Record {
    let text = BARE.replace("components: []", "components: [{id: net, name: N, severity: high, problem: P}]");
    crate::record::decode("x", format!("{text}{FULL}").as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1)).record
}

fn facts(record: &Record) -> Facts {
    Facts::new(record, &|check| if check.id.as_str() == "proven" { Answer::Passes(None) } else { Answer::Nothing })
}

#[test]
fn each_row_is_computed_and_shown() {
    let facts = facts(&full());
    let of = |name: &str| facts.get(name).map_or("absent", |fact| fact.text.as_str());
    let shown: Vec<_> = SHOWN.iter().map(|(name, _)| (*name, of(name))).collect();
    assert_eq!(shown, SHOWN);
    let rows: Vec<_> = SHOWN.iter().map(|(name, _)| row(name).map(|row| row.name)).collect();
    let all: Vec<_> = ROWS.iter().map(|row| Some(row.name)).collect();
    assert_eq!(rows, all, "one expectation a row");
}

#[test]
fn each_row_is_documented_and_each_fact_has_its_row() {
    for (at, row) in ROWS.iter().enumerate() {
        assert!(![row.doc, row.formula].contains(&"") && !row.inputs.is_empty(), "{}", row.name);
        assert!(ROWS[..at].iter().all(|other| other.name != row.name), "{} twice", row.name);
    }
    for (name, fact) in facts(&full()).iter() {
        assert_eq!(row(name).map(|row| row.name), Some(fact.row.name), "{name}");
    }
}

#[test]
fn what_a_record_lacks_for_a_fact_is_said() {
    let bare = record("handoff: {at: 2026-03-02, from: a, to: b}\nroadmap: []\ncriteria: []\n");
    let (none, full) = (facts(&bare), full());
    for row in ROWS {
        let name = row.name_of(if row.name.contains("<n>") { "1" } else { "x" });
        // What is said of a date can only be missing where there is one.
        let of_a_date = ["a time of day in started", "a time of day in ended"];
        let needs = row.needs.iter().filter(|need| !of_a_date.contains(&need.what));
        let lacks: Vec<&str> = needs.map(|need| need.what).collect();
        let lacks = (!lacks.is_empty()).then(|| lacks.join(" and "));
        assert_eq!(missing_input(&bare, &name), lacks, "{name}");
        assert_eq!(missing_input(&full, &name), None, "{name}");
        assert!(lacks.is_none() || none.get(&name).is_none(), "{name} exists without {lacks:?}");
    }
    let handed = |started: &str| {
        record(&format!("handoff: {{at: 2026-03-02, from: a, to: b}}\n{started}roadmap: []\ncriteria: []\n"))
    };
    let lacks = |started: &str| missing_input(&handed(started), "outage_duration").unwrap();
    assert_eq!(lacks("started: 2026-03-02T09:00:00Z\n"), "ended");
    assert_eq!(lacks("started: 2026-03-02\nended: 2026-03-02T09:00:00Z\n"), "a time of day in started");
    assert_eq!(missing_input(&bare, "return_of_repair"), None);
}

#[test]
fn names_of_a_family_are_told_from_others() {
    for (name, expected) in [
        ("phases.first-aid.ends", Some("phases.<id>.ends")),
        ("phases.a.b.ends", None),
        ("phases..ends", None),
        ("phases.ends", None),
        ("escalations.12.at", Some("escalations.<n>.at")),
        ("escalations.x.at", None),
        ("criteria.by_phase.fix.met", Some("criteria.by_phase.<id>.met")),
        ("criteria.met", Some("criteria.met")),
        ("components.by_severity.high", Some("components.by_severity.<severity>")),
        ("criteria", None),
        ("", None),
    ] {
        assert_eq!(row(name).map(|row| row.name), expected, "{name}");
    }
}
