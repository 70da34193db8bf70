use super::*;
use crate::record::units::Scalar;

const HANDOFF: &str = "handoff: {at: 2026-03-02T10:00:00-08:00, from: a, to: b}";

fn decoded(status: &str, handoff: &str, more: &str) -> crate::record::Loaded {
    let text = format!(
        "format: 1\nid: '7'\ntitle: T\nseverity: P1\nstatus: {status}\nsummary: S\nteams: {{a: {{name: A}}, b: {{name: B}}}}\n\
         {handoff}\ncomponents: [{{id: c, name: C, severity: high, problem: P}}]\n\
         criteria: [{{id: k, what: K}}]\n{more}\n"
    );
    crate::record::decode("test.yaml", text.as_bytes()).unwrap_or_else(|bad| panic!("{text}{:?}", bad.1))
}

/// `kind path state owners time`, a line an item.
fn lines(status: &str, handoff: &str, more: &str) -> Vec<String> {
    let loaded = decoded(status, handoff, more);
    let items = open(&loaded.record, &Facts::without_evidence(&loaded.record));
    let line = |item: &DueItem| {
        let by = item.by.map_or_else(|| "-".to_owned(), |by| by.when.to_string());
        let action = if item.is_action { "" } else { " (no action)" };
        format!("{} {} {} {by}{action}", item.path, item.state.replace(' ', "-"), item.owners.join("+"))
    };
    items.iter().map(line).collect()
}

const ALL: &str = "\
started: 2026-03-01
deadlines:
- {id: early, what: E, within: 24h, from: handoff}
- {id: day, what: D, within: 36h, from: started}
- {id: met, what: M, at: 2026-03-03, met: 2026-03-02}
roadmap:
- {id: over, title: O, takes: 1h, due: 2h, finished: 2026-03-02T11:00:00-08:00}
- {id: fix, title: F, takes: 1h, due: 4h-6h, tasks: [one, {do: two, done: 2026-03-02}, {do: three, owner: a}]}
- {id: next, title: N, takes: 1h, owner: [a, b], due: 2026-03-05}
- {id: maybe, title: Y, takes: 1h, when: it rains, due: 1h}
validation:
- {id: v, title: V, steps: [{do: x, done: 2026-03-02}]}
- {id: w, title: W, steps: [y]}
monitoring:
  prevention:
  - {id: p, what: P, by: 30d, owner: a}
  - {what: Q, state: planned}
  - {id: r, what: R, state: dropped, because: B}
  - {id: s, what: S, state: done}
communication: {post_mortem: {within: 48h, owner: a}}
next_actions:
  b: [{do: look, by: 1h}, {do: seen, done: 2026-03-02}, speak]
";
const FULL: &str = "\
handoff:
- at: 2026-03-02T10:00:00-08:00
  from: a
  to: b
  next_checkpoint: 2026-03-02T11:00:00-08:00
  open_questions: [Why, {ask: Who, answer: X}, {ask: How, blocks: false}]
  temporary: [{what: Silence, until: 2026-03-04}, {what: Gone, ended: 2026-03-02}]
- at: 2026-03-03T10:00:00-08:00
  from: b
  to: a
  next_checkpoint: 2026-03-03T12:00:00-08:00
  returns: [Runbook, {what: Keys, delivered: 2026-03-03}]";

#[test]
fn in_repair_the_plan_is_open_and_durations_count_from_the_first_handoff() {
    let expected = [
        "deadlines[0] open a 2026-03-03 10:00 -08:00",
        "deadlines[1] open a 2026-03-02",
        "handoff[1].next_checkpoint open a 2026-03-03 12:00 -08:00 (no action)",
        "handoff[0].open_questions[0] unanswered b -",
        "handoff[1].returns[0] undelivered a -",
        "handoff[0].temporary[0] in-force a 2026-03-04",
        "roadmap[1] open a 2026-03-02 16:00 -08:00 (no action)",
        "roadmap[1].tasks[0] open a -",
        "roadmap[1].tasks[2] open a -",
        "roadmap[2] open a+b 2026-03-05 (no action)",
        "roadmap[3] open a - (no action)",
        "monitoring.prevention[0] open a 2026-04-01 10:00 -08:00",
        "monitoring.prevention[1] planned  -",
        "communication.post_mortem open a 2026-03-04 10:00 -08:00",
        "next_actions.b[0] open b 2026-03-02 11:00 -08:00",
        "next_actions.b[2] open b -",
    ];
    assert_eq!(lines("remediating", FULL, ALL), expected);
}

#[test]
fn what_is_over_leaves_what_outlives_it() {
    let back = lines("handed-back", FULL, ALL);
    assert!(back.contains(&"validation[1].steps[0] open b -".to_owned()), "{back:?}");
    assert!(!back.iter().any(|line| line.starts_with("roadmap") || line.contains("checkpoint")), "{back:?}");
    let closed = lines("closed", FULL, &format!("ended: 2026-03-04\n{ALL}"));
    let expected = [
        "deadlines[0] open b 2026-03-03 10:00 -08:00",
        "deadlines[1] open b 2026-03-02",
        "handoff[0].temporary[0] in-force b 2026-03-04",
        "monitoring.prevention[0] open a 2026-04-01 10:00 -08:00",
        "monitoring.prevention[1] planned  -",
        "communication.post_mortem open a 2026-03-06",
    ];
    assert_eq!(closed, expected);
    let written = lines("closed", FULL, &format!("lessons: [{{what: L}}]\n{ALL}"));
    assert!(!written.iter().any(|line| line.contains("post_mortem")), "{written:?}");
}

#[test]
fn a_phase_without_open_tasks_is_to_be_done_itself() {
    let roadmap = "roadmap: [{id: fix, title: F, takes: 1h, tasks: [{do: one, done: 2026-03-02}]}]";
    assert_eq!(lines("remediating", HANDOFF, roadmap), ["roadmap[0] open b -"]);
    assert!(lines("investigating", "owner: a", roadmap).contains(&"roadmap[0] open  -".to_owned()));
}

#[test]
fn an_instant_is_past_from_then_on_and_a_date_from_the_next_day_on() {
    let loaded = decoded(
        "remediating",
        HANDOFF,
        "deadlines: [{id: i, what: I, at: 2026-03-03T12:00:00Z}, {id: d, what: D, at: 2026-03-03}]\nroadmap: [{id: f, title: F, takes: 1h}]",
    );
    let items = open(&loaded.record, &Facts::without_evidence(&loaded.record));
    let past = |present: &str| {
        let present = When::parse(present).unwrap();
        items.iter().filter_map(|item| item.by).map(|by| by.is_past(present)).collect::<Vec<_>>()
    };
    assert_eq!(past("2026-03-03T11:59:59Z"), [false, false]);
    assert_eq!(past("2026-03-03T13:00:00+01:00"), [true, false]);
    // The day ends where the incident was handed off.
    assert_eq!(past("2026-03-04T07:59:59Z"), [true, false]);
    assert_eq!(past("2026-03-04T08:00:00Z"), [true, true]);
    assert_eq!(past("2026-03-03"), [false, false]);
    assert_eq!(past("2026-03-04"), [true, true]);
}

#[test]
fn of_a_handoff_without_a_time_of_day_only_the_day_is_known() {
    let more =
        "roadmap: [{id: f, title: F, takes: 1h, due: 2h}]\ndeadlines: [{id: d, what: D, within: 1d, from: handoff}]";
    let handoff = "handoff: {at: 2026-03-02, from: a, to: b}";
    assert_eq!(lines("remediating", handoff, more), ["deadlines[0] open b 2026-03-03", "roadmap[0] open b 2026-03-02"]);
}

#[test]
fn the_end_of_the_calendar_is_no_end() {
    let more = "deadlines: [{id: last, what: L, at: 9999-12-31}, {id: then, what: T, within: 2d, from: last}]";
    let roadmap = "roadmap: [{id: f, title: F, takes: 1h, finished: 2026-03-02T11:00:00Z}]";
    let expected = ["deadlines[0] open b 9999-12-31", "deadlines[1] open b +10000-01-02"];
    assert_eq!(lines("remediating", HANDOFF, &format!("{more}\n{roadmap}")), expected);
}
