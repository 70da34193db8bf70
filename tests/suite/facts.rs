//! The facts of the contract: the figures of the real incident, and the edges of each formula.

use handoff::facts::Facts;
use handoff::record::decode;

use crate::support;

const REAL: &str = include_str!("../../incidents/1278/incident.yaml");

fn facts(text: &str) -> Facts {
    let loaded = decode("x", text.as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1));
    Facts::without_evidence(&loaded.record)
}

fn text(facts: &Facts, name: &str) -> String {
    facts.get(name).map_or_else(|| "absent".to_owned(), |fact| fact.text.clone())
}

/// A small record with further sections.
fn record(handoff_at: &str, more: &str) -> String {
    format!(
        "format: 1\nid: x\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
         teams: {{a: {{name: A}}, b: {{name: B}}}}\nhandoff: {{at: {handoff_at}, from: a, to: b}}\n\
         components: []\n{more}"
    )
}

const AT: &str = "2026-03-02T15:40:00+01:00";
const NO_PLAN: &str = "roadmap: []\ncriteria: []\n";

#[test]
fn the_real_incident_adds_up() {
    let facts = facts(REAL);
    for (name, shown) in [
        ("revenue_at_risk", "$575K"),
        ("revenue_weighted", "$535K"),
        ("revenue_per_month", "$47,917"),
        ("revenue_per_quarter", "$143,750"),
        ("revenue_per_hour", "$65.64"),
        ("repair_cost", "$2K"),
        ("repair_effort", "6–8 h"),
        ("return_on_repair", "287.5:1"),
        ("team_cost", "$1.2M"),
        ("productivity_loss", "40%"),
        ("productivity_cost_per_month", "$40K"),
        ("duration_total", "4–6 h"),
        ("receiver_total", "3–5 h"),
        ("validation_total", "2 h"),
        ("tests.now", "12/28 (43%)"),
        ("tests.after", "28/28 (100%)"),
        ("causes_share", "100%"),
        ("phases.deploy.starts", "3–5 h"),
        ("outage_duration", "absent"),
    ] {
        assert_eq!(text(&facts, name), shown, "{name}");
    }
}

#[test]
fn the_longest_path_decides_not_the_order() {
    let plan = "criteria: []\nroadmap:\n\
        - {id: a, title: A, takes: 1h}\n\
        - {id: b, title: B, takes: 30m-5h, after: []}\n\
        - {id: c, title: C, takes: ~1h, after: [a, b], owner: a}\n\
        - {id: d, title: D, takes: 10m, after: [a]}\n";
    let facts = facts(&record(AT, plan));
    assert_eq!(text(&facts, "phases.b.starts"), "0 h");
    assert_eq!(text(&facts, "phases.c.starts"), "1–5 h");
    assert_eq!(text(&facts, "phases.c.ends"), "~2–6 h");
    assert_eq!(text(&facts, "phases.d.ends"), "70 min");
    assert_eq!(text(&facts, "duration_total"), "~2–6 h");
    // Other teams' phases count zero for the receiver.
    assert_eq!(text(&facts, "receiver_total"), "70 min to 5 h");
}

#[test]
fn a_loop_of_phases_gets_an_answer() {
    let plan = "criteria: []\nroadmap:\n\
        - {id: a, title: A, takes: 1h, after: [b]}\n- {id: b, title: B, takes: 1h, after: [a]}\n";
    assert_ne!(text(&facts(&record(AT, plan)), "duration_total"), "absent");
}

#[test]
fn many_phases_need_no_stack() {
    let phases: String = (0..20_000).map(|n| format!("- {{id: p{n}, title: T, takes: 1s}}\n")).collect();
    let facts = facts(&record(AT, &format!("criteria: []\nroadmap:\n{phases}")));
    assert_eq!(text(&facts, "phases.p19999.ends"), "5 h 33 min 20 s");
}

#[test]
fn money_is_exact_and_rounded_half_to_even_when_shown() {
    let more = format!(
        "{NO_PLAN}impact:\n  currency: EUR\n  revenue:\n    - {{what: A, per_month: 10.125}}\n    \
         - {{what: B, per_year: ~0.1, depends: 50%}}\n  repair: {{cost: 0.01}}\n"
    );
    let facts = facts(&record(AT, &more));
    assert_eq!(text(&facts, "revenue_at_risk"), "~€120");
    assert_eq!(facts.get("revenue_at_risk").unwrap().value.to_json(), serde_json::json!(121.6));
    assert_eq!(facts.get("revenue_weighted").unwrap().value.to_json(), serde_json::json!(121.55));
    assert_eq!(text(&facts, "return_on_repair"), "~12160:1");
}

#[test]
fn times_come_from_fields_before_the_timeline_and_never_from_now() {
    let more = format!(
        "{NO_PLAN}started: 2026-03-02T14:00:00Z\ntimeline:\n\
         - {{at: 2026-03-02T13:00:00Z, what: X, kind: started}}\n\
         - {{at: 2026-03-02T16:30:00+02:00, what: X, kind: detected, about: true}}\n\
         - {{at: 2026-03-03, what: X, kind: mitigated}}\n"
    );
    let facts = facts(&record(AT, &more));
    assert_eq!(text(&facts, "time_to_detect"), "~30 min");
    assert_eq!(text(&facts, "time_to_mitigate"), "absent");
    assert_eq!(text(&facts, "outage_duration"), "absent");
}

#[test]
fn escalations_are_instants_in_the_offset_of_the_handoff() {
    let plan = "criteria: []\nroadmap: [{id: a, title: A, takes: 1h-2h}, {id: b, title: B, takes: 1h}]\n";
    let from = |from: &str| format!("{plan}escalation: {{{from}levels: [{{after: 30m}}, {{after: 36h}}]}}\n");
    let by_handoff = facts(&record(AT, &from("")));
    assert_eq!(text(&by_handoff, "escalations.1.at"), "2026-03-02 16:10 +01:00");
    assert_eq!(text(&by_handoff, "escalations.2.at"), "2026-03-04 03:40 +01:00");
    let by_phase = facts(&record(AT, &from("from: b, ")));
    assert_eq!(text(&by_phase, "escalations.1.at"), "2026-03-02 18:10 +01:00");
    // On a date there is no time of day to count from.
    assert_eq!(text(&facts(&record("2026-03-02", &from(""))), "escalations.1.at"), "absent");
}

#[test]
fn counts_are_kept_by_phase_kind_owner_and_component() {
    let more = "roadmap: [{id: p, title: P, takes: 1h, exit: [one]}]\ncriteria:\n\
        - {id: one, what: One, kind: security}\n- {id: two, what: Two, owner: a, must: false}\n\
        checks: [{id: c, what: C, manual: true}, {id: d, what: D, run: x}]\n";
    let facts = facts(&record(AT, more));
    for (name, shown) in [
        ("criteria.total", "2"),
        ("criteria.open", "2"),
        ("criteria.by_phase.p.total", "1"),
        ("criteria.by_kind.security.total", "1"),
        ("criteria.by_owner.b.total", "1"),
        ("criteria.by_owner.a.total", "1"),
        ("checks.total", "2"),
        ("checks.manual", "1"),
        ("checks.automatic", "1"),
        ("components.total", "0"),
    ] {
        assert_eq!(text(&facts, name), shown, "{name}");
    }
}

#[test]
fn a_priority_row_compares_in_its_own_unit() {
    let rows = "impact:\n  revenue: [{what: A, per_year: 150k}]\n  priority:\n\
        \x20   - {what: A, above: 100k, actual: revenue_at_risk}\n    - {what: B, above: 150k, actual: revenue_at_risk}\n\
        \x20   - {what: C, below: 90%, actual: 0%}\n    - {what: D, above: 1h, actual: 5%}\n    - {what: E, above: 3, actual: 5}\n";
    let facts = facts(&record(AT, &format!("{NO_PLAN}{rows}")));
    let met: Vec<_> = (1..=5).map(|n| text(&facts, &format!("priority.{n}.met"))).collect();
    assert_eq!(met, ["yes", "no", "yes", "absent", "yes"]);
}

#[test]
fn the_largest_record_overflows_nothing() {
    let streams: String = (0..2_000).map(|n| format!("    - {{what: S{n}, per_month: 999999999M}}\n")).collect();
    let more = format!(
        "{NO_PLAN}impact:\n  revenue:\n{streams}  productivity: {{people: 4294967295, cost_per_person: 1000000000000000, loss: 100%}}\n"
    );
    let facts = facts(&record(AT, &more));
    assert_ne!(text(&facts, "revenue_at_risk"), "absent");
    assert_ne!(text(&facts, "productivity_cost_per_month"), "absent");
}

#[test]
fn inputs_are_fields_that_the_record_has() {
    let revenue = "impact: {currency: USD, repair: {cost: 2k}, revenue: [{what: a, per_month: 20k}]}\n";
    let facts = facts(&record(AT, &format!("{NO_PLAN}{revenue}")));
    for name in ["revenue_at_risk", "revenue_per_hour", "return_on_repair"] {
        assert_eq!(facts.get(name).unwrap().inputs[0], "impact.revenue[].per_month", "{name}");
    }
    assert_eq!(text(&facts, "revenue_at_risk"), "$240K");
}

/// The output of the command: `UPDATE=1 cargo test facts`.
#[test]
fn the_facts_of_the_fullest_record_are_as_reviewed() {
    let folder = support::folder(&[("incident.yaml", include_str!("../documents/every-field.yaml"))]);
    for (format, extension) in [("text", "txt"), ("json", "json")] {
        let (code, out, err) = support::run(folder.path(), &["facts", "incident.yaml", "--format", format]);
        assert_eq!((code, err.as_str()), (0, ""));
        let path = support::repository(&format!("tests/facts/every-field.{extension}"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &out).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(kept, out, "{} is not up to date: UPDATE=1 cargo test facts", path.display());
    }
}
