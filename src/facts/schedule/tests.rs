//! Examples of each rule, then what must hold of any roadmap.

use proptest::prelude::*;

use super::*;
use crate::facts::{Facts, Value as Fact};

const FIRST: &str = "{at: 2026-03-02T12:00:00Z, from: dev, to: ops}";

fn facts(handoffs: &str, roadmap: &str) -> Facts {
    let text = format!(
        "format: 1\nid: s\ntitle: T\nseverity: P1\nstatus: remediating\nsummary: S\n\
         teams: {{dev: {{name: D}}, ops: {{name: O}}, dba: {{name: B}}}}\nhandoff: [{handoffs}]\n\
         components: []\ncriteria: []\nroadmap:\n{roadmap}"
    );
    let loaded = crate::record::decode("test.yaml", text.as_bytes()).unwrap_or_else(|bad| panic!("{text}{:?}", bad.1));
    Facts::without_evidence(&loaded.record)
}

fn shown(facts: &Facts, name: &str) -> String {
    facts.get(name).map_or_else(|| "-".to_owned(), |fact| fact.text.clone())
}

/// The named facts of a roadmap of one handoff.
fn told(roadmap: &str, names: &[&str]) -> Vec<String> {
    let facts = facts(FIRST, roadmap);
    names.iter().map(|name| shown(&facts, name)).collect()
}

#[test]
fn clock_times_follow_the_offsets() {
    let roadmap = "- {id: a, title: A, takes: 1h-2h}\n- {id: b, title: B, takes: ~20h}\n";
    let names = ["phases.a.starts_at", "phases.b.starts_at", "phases.b.ends_at", "repair_ends_at"];
    let ends = "~2026-03-03 09:00–10:00 UTC";
    assert_eq!(told(roadmap, &names), ["2026-03-02 12:00 UTC", "2026-03-02 13:00–14:00 UTC", ends, ends]);
}

#[test]
fn what_is_finished_stands_at_its_time_and_the_rest_follows() {
    let roadmap =
        "- {id: a, title: A, takes: 1h-2h, finished: 2026-03-02T17:00+02:00}\n- {id: b, title: B, takes: 1h-2h}\n";
    let names = ["phases.a.ends", "phases.b.starts", "phases.b.ends_at", "duration_total", "remaining_total"];
    assert_eq!(told(roadmap, &names), ["3 h", "3 h", "2026-03-02 16:00–17:00 UTC", "2–4 h", "1–2 h"]);
}

#[test]
fn what_has_begun_ends_counted_from_there() {
    let roadmap = "- {id: a, title: A, takes: 1h, started: 2026-03-02T14:30Z}\n";
    assert_eq!(told(roadmap, &["phases.a.starts", "phases.a.ends"]), ["2.5 h", "3.5 h"]);
}

#[test]
fn nothing_begins_before_it_may() {
    let roadmap = "- {id: a, title: A, takes: 1h, not_before: 2026-03-02T20:00Z}\n- {id: b, title: B, takes: 1h, not_before: 2h}\n";
    assert_eq!(told(roadmap, &["phases.a.starts", "phases.b.starts", "duration_total"]), ["8 h", "9 h", "2 h"]);
}

#[test]
fn a_conditional_phase_counts_from_nothing_until_it_is_needed() {
    let plan = "- {id: a, title: A, takes: 1h}\n- {id: b, title: B, takes: 2h-3h, when: It fails%%}\n- {id: c, title: C, takes: 1h++}\n";
    let names = ["phases.b.ends", "phases.c.starts", "duration_total", "repair_ends_at"];
    let with = |b: &str, c: &str| told(&plan.replace("%%", b).replace("++", c), &names);
    assert_eq!(with("", ""), ["3–4 h", "1–4 h", "2–5 h", "2026-03-02 14:00–17:00 UTC"]);
    let begun = with(", started: 2026-03-02T13:00Z", "");
    assert_eq!(begun, ["3–4 h", "3–4 h", "2–5 h", "2026-03-02 16:00–17:00 UTC"]);
    // The phase after it has begun: it was not needed.
    let passed = with("", ", started: 2026-03-02T13:00Z");
    assert_eq!(passed[3], "2026-03-02 14:00 UTC");
}

#[test]
fn a_later_handoff_holds_back_only_the_work_it_gives() {
    let second = format!("{FIRST}, {{at: 2026-03-02T18:00:00Z, from: ops, to: dba}}");
    let roadmap = "- {id: a, title: A, takes: 1h}\n- {id: b, title: B, takes: 1h, owner: dba}\n- {id: c, title: C, takes: 1h, owner: [dba, ops], after: []}\n";
    let facts = facts(&second, roadmap);
    let starts = ["a", "b", "c"].map(|id| shown(&facts, &format!("phases.{id}.starts")));
    assert_eq!(starts, ["0 h", "6 h", "0 h"]);
}

#[test]
fn when_all_is_over_nothing_remains() {
    let roadmap = "- {id: a, title: A, takes: 1h, finished: 2026-03-02T12:30Z}\n";
    assert_eq!(told(roadmap, &["remaining_total", "repair_ends_at"]), ["-", "2026-03-02 12:30 UTC"]);
}

#[derive(Debug, Clone)]
struct Plan {
    hours: u8,
    more: u8,
    /// How many phases back it waits for; none starts at once.
    after: Vec<u8>,
    conditional: bool,
}

fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let plan = (1u8..9, 0u8..4, proptest::collection::vec(1u8..5, 0..3), proptest::bool::weighted(0.2));
    let plan = plan.prop_map(|(hours, more, after, conditional)| Plan { hours, more, after, conditional });
    proptest::collection::vec(plan, 1..9)
}

/// The roadmap, with more fields for some phases.
fn written(plans: &[Plan], more: impl Fn(usize) -> String) -> String {
    let line = |(at, plan): (usize, &Plan)| {
        let after: Vec<String> =
            plan.after.iter().filter_map(|&back| at.checked_sub(usize::from(back))).map(|p| format!("p{p}")).collect();
        let when = if plan.conditional { ", when: It is needed" } else { "" };
        let takes = format!("{}h-{}h", plan.hours, plan.hours + plan.more);
        format!("- {{id: p{at}, title: T, takes: {takes}, after: [{}]{when}{}}}\n", after.join(", "), more(at))
    };
    plans.iter().enumerate().map(line).collect()
}

fn ranges(facts: &Facts, count: usize) -> Vec<(Range<Duration>, Range<Duration>)> {
    let range = |name: String| match facts.value(&name) {
        Some(Fact::Duration(range)) => range.value,
        other => panic!("{name}: {other:?}"),
    };
    (0..count).map(|at| (range(format!("phases.p{at}.starts")), range(format!("phases.p{at}.ends")))).collect()
}

fn hours(facts: &Facts, name: &str) -> i64 {
    match facts.value(name) {
        Some(Fact::Duration(range)) => range.value.max.millis() / 3_600_000,
        _ => 0,
    }
}

proptest! {
    #[test]
    fn finishing_as_planned_moves_no_later_date(mut plans in plans(), which in any::<prop::sample::Index>()) {
        plans.iter_mut().for_each(|plan| (plan.more, plan.conditional) = (0, false));
        let before = ranges(&facts(FIRST, &written(&plans, |_| String::new())), plans.len());
        let which = which.index(plans.len());
        let end = 12 + before[which].1.max.millis() / 3_600_000;
        let finished = format!(", finished: 2026-03-{:02}T{:02}:00Z", 2 + end / 24, end % 24);
        let text = written(&plans, |at| if at == which { finished.clone() } else { String::new() });
        prop_assert_eq!(ranges(&facts(FIRST, &text), plans.len()), before);
    }

    #[test]
    fn finishing_within_its_range_keeps_the_rest_within_theirs(plans in plans(), which in any::<prop::sample::Index>()) {
        let before = ranges(&facts(FIRST, &written(&plans, |_| String::new())), plans.len());
        let which = which.index(plans.len());
        let end = 12 + before[which].1.max.millis() / 3_600_000;
        let finished = format!(", finished: 2026-03-{:02}T{:02}:00Z", 2 + end / 24, end % 24);
        let text = written(&plans, |at| if at == which { finished.clone() } else { String::new() });
        for (now, before) in ranges(&facts(FIRST, &text), plans.len()).iter().zip(&before) {
            prop_assert!(now.1.min >= before.1.min.min(before.1.max) && now.1.max <= before.1.max, "{text}");
        }
    }

    #[test]
    fn handing_on_moves_no_date(plans in plans(), hours in 0u32..30) {
        let text = written(&plans, |at| if at % 3 == 0 { ", owner: ops".to_owned() } else { String::new() });
        let second = format!("{FIRST}, {{at: 2026-03-{:02}T{:02}:00Z, from: ops, to: dba}}", 2 + (12 + hours) / 24, (12 + hours) % 24);
        prop_assert_eq!(ranges(&facts(FIRST, &text), plans.len()), ranges(&facts(&second, &text), plans.len()));
    }

    #[test]
    fn what_remains_and_what_is_finished_are_never_less_than_the_whole(plans in plans(), done in any::<u16>()) {
        let is_done = |at: usize| done >> at & 1 == 1;
        let text = written(&plans, |at| if is_done(at) { ", finished: 2026-03-02T15:00Z".to_owned() } else { String::new() });
        let facts = facts(FIRST, &text);
        let finished: i64 = plans.iter().enumerate().filter(|(at, _)| is_done(*at)).map(|(_, p)| i64::from(p.hours + p.more)).sum();
        // A conditional phase that was passed over is no longer needed.
        let passed: i64 = plans.iter().filter(|p| p.conditional).map(|p| i64::from(p.hours + p.more)).sum();
        prop_assert!(hours(&facts, "remaining_total") + finished + passed >= hours(&facts, "duration_total"), "{text}");
    }
}
