use super::super::Flow;
use super::*;
use crate::facts::Facts;
use crate::facts::criteria::Answer;
use crate::record::Record;

fn record(phases: &str, more: &str) -> Record {
    let text = format!(
        "format: 1\nid: x\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
         teams: {{a: {{name: A}}, b: {{name: Very long name of a receiving team}}}}\n\
         handoff: {{at: 2026-03-02T15:40:00Z, from: a, to: b}}\n\
         components: [{{id: net, name: N, severity: high, problem: P}}]\ncriteria: [{{id: k, what: K}}]\n\
         roadmap:\n{phases}{more}"
    );
    crate::record::decode("x", text.as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1)).record
}

fn with<T>(record: &Record, look: impl Fn(&Names) -> T) -> T {
    let facts = Facts::new(record, &|_| Answer::Nothing);
    look(&Names { record, facts: &facts })
}

fn phases(count: usize, title: &str) -> String {
    (0..count).map(|at| format!("- {{id: p{at}, title: '{title} {at}', takes: 1h}}\n")).collect()
}

/// The table of the plan says the same, so that nothing is lost.
#[test]
fn what_mermaid_would_not_draw_or_nobody_could_read_is_no_chart() {
    let chart = |count, title: &str| {
        with(&record(&phases(count, title), ""), |names| Gantt::of_roadmap(names).and_then(|gantt| gantt.mermaid()))
    };
    assert!(chart(1, "Fix").is_none(), "no order to see");
    assert_eq!(chart(60, "Fix").unwrap().matches(" :p").count(), 60);
    assert!(chart(61, "Fix").is_none());
    assert!(chart(10, &"MANY WORDS ".repeat(20)).is_none(), "names longer than the chart is wide");
}

#[test]
fn owners_have_their_room_and_stand_in_two_lines_where_they_are_long() {
    let chart = with(&record(&phases(2, "Fix"), ""), |names| Gantt::of_roadmap(names).unwrap().mermaid().unwrap());
    assert!(chart.starts_with("%%{init: {\"gantt\": {\"useWidth\": 900, "), "{chart}");
    assert!(chart.contains("section Very long name of a<br>receiving team\n"), "{chart}");
}

#[test]
fn a_chain_of_whys_or_services_beyond_the_limits_of_mermaid_is_left_to_its_list() {
    let whys = |count: usize, words: usize| {
        let why = "why ".repeat(words);
        let whys: String = (0..count).map(|at| format!("  - {{why: '{why}{at}?', because: '{why}{at}'}}\n")).collect();
        let of = record(&phases(1, "Fix"), &format!("root_cause:\n  whys:\n{whys}"));
        with(&of, |names| Flow::of_whys(&names.record.root_cause.as_ref().unwrap().whys, names).mermaid())
    };
    assert!(whys(300, 1).is_some());
    assert!(whys(301, 1).is_none(), "more arrows than mermaid draws");
    assert!(whys(200, 45).is_none(), "more text than mermaid reads");
    let services = |count: usize| {
        let rows: String = (0..count).map(|at| format!("- {{id: s{at}, name: S, component: net}}\n")).collect();
        let of = record(&phases(1, "Fix"), &format!("services:\n{rows}"));
        with(&of, |names| Flow::of_services(names).and_then(|flow| flow.mermaid()).is_some())
    };
    assert!(services(300) && !services(301));
}
