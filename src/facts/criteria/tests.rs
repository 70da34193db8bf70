//! Each rule on a small record: team `a` hands over to `b`, `c` helps.

use super::*;

fn record(handoff: &str, status: &str, more: &str) -> Record {
    let text = format!(
        "format: 1\nid: x\ntitle: T\nseverity: P1\nstatus: {status}\nsummary: S\n\
         teams: {{a: {{name: A}}, b: {{name: B}}, c: {{name: C}}}}\nhandoff: {{at: 2026-03-02, {handoff}}}\n\
         components: []\n{more}"
    );
    crate::record::decode("x", text.as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1)).record
}

/// The evidence is the first letter of a check's id.
fn answer(check: &Check) -> Answer {
    match check.id.as_str().as_bytes().first() {
        Some(b'p') => Answer::Passes(None),
        Some(b'f') => Answer::Fails,
        Some(b's') => Answer::Stale,
        _ => Answer::Nothing,
    }
}

fn criteria(record: &Record) -> Criteria {
    Criteria::new(record, &answer)
}

const CHECKS: &str = "checks:\n\
    - {id: p1, what: W, run: r, expect: ok}\n- {id: p2, what: W, run: r, expect: {within: t}}\n\
    - {id: f1, what: W, run: r, expect: ok}\n- {id: s1, what: W, run: r, expect: ok}\n\
    - {id: u1, what: W, run: r, expect: ok}\n";

#[test]
fn the_handback_waits_for_what_the_sender_cannot_prove_alone() {
    let plan = "roadmap:\n\
        - {id: ours, title: T, takes: 1h, exit: [default, sender-in-ours]}\n\
        - {id: theirs, title: T, takes: 1h, owner: a, exit: [sender-in-own]}\n\
        - {id: shared, title: T, takes: 1h, owner: [a, c], exit: [sender-in-shared]}\n\
        criteria:\n\
        - {id: default, what: W}\n\
        - {id: sender, what: W, owner: a}\n\
        - {id: sender-in-ours, what: W, owner: a}\n\
        - {id: sender-in-own, what: W, owner: [a]}\n\
        - {id: sender-in-shared, what: W, owner: a}\n\
        - {id: both, what: W, owner: [a, b]}\n\
        - {id: third, what: W, owner: c}\n\
        - {id: wanted, what: W, must: false}\n\
        - {id: wanted-by-sender, what: W, owner: a, must: false}\n";
    let record_of = |handoff| record(handoff, "handed-off", plan);
    let of = |record: &Record| -> Vec<&str> {
        let criteria = criteria(record);
        (0..record.criteria.len()).map(|at| criteria.needed(at).as_str()).collect()
    };
    let (handback, afterwards, wanted) = ("handback", "afterwards", "wanted");
    let expected = [handback, afterwards, handback, afterwards, handback, handback, handback, wanted, wanted];
    let given = record_of("from: a, to: b");
    assert_eq!(of(&given), expected);
    let tally = criteria(&given).tally(Needed::Handback);
    assert_eq!((tally.total, tally.met, tally.open()), (5, 0, 5));
    // One team in both parts: there is no sender that could prove it later.
    let same = of(&record_of("from: a, to: a"));
    assert!(!same.contains(&afterwards), "{same:?}");
}

#[test]
fn a_criterion_holds_when_all_its_checks_do() {
    let more = "targets: [{id: t, what: W, max: 1s, check: [f1, p1]}, {id: none, what: W, max: 1s}, {id: v, what: W, max: 1s, check: p1}]\n\
        roadmap: []\ncriteria:\n\
        - {id: met, what: W, check: [p2, p1]}\n\
        - {id: failed, what: W, check: [u1, s1, f1, p1]}\n\
        - {id: stale, what: W, check: [u1, s1, p1]}\n\
        - {id: unproven, what: W, check: [p1, u1]}\n\
        - {id: unknown, what: W, check: [p1, nowhere]}\n\
        - {id: bare, what: W}\n\
        - {id: by-target, what: W, target: t}\n\
        - {id: own-wins, what: W, target: t, check: p1}\n\
        - {id: empty-list, what: W, target: v, check: []}\n\
        - {id: unproven-target, what: W, target: none}\n\
        - {id: twice, what: W, target: [v, t, v]}\n";
    let record = record("from: a, to: b", "handed-off", &format!("{CHECKS}{more}"));
    let criteria = criteria(&record);
    let ids = |at: usize| criteria.checks(at).iter().map(|&at| record.checks[at].id.as_str()).collect::<Vec<_>>();
    let rows: Vec<_> = (0..record.criteria.len()).map(|at| (criteria.obstacle(at), ids(at).join(" "))).collect();
    use Obstacle::{Failed, NoCheck, Stale, Unproven};
    let expected = [
        (None, "p2 p1"),
        (Some(Failed), "u1 s1 f1 p1"),
        (Some(Stale), "u1 s1 p1"),
        (Some(Unproven), "p1 u1"),
        (Some(NoCheck), "p1"),
        (Some(NoCheck), ""),
        (Some(Failed), "p1 p2 f1"),
        (None, "p1"),
        (None, "p1"),
        (Some(NoCheck), ""),
        (Some(Failed), "p1 p2 f1"),
    ];
    assert_eq!(rows, expected.map(|(obstacle, ids)| (obstacle, ids.to_owned())));
    assert_eq!((criteria.all().total, criteria.all().met), (11, 3));
    assert!(!criteria.is_met(11), "what does not exist does not hold");
}

#[test]
fn the_next_phase_is_the_first_that_is_not_done() {
    let plan = format!(
        "{CHECKS}criteria: [{{id: y, what: W, check: p1}}, {{id: n, what: W, check: f1}}]\nroadmap:\n\
         - {{id: done, title: T, takes: 1h, exit: [y, y]}}\n- {{id: dangling, title: T, takes: 1h, exit: [y, nowhere]}}\n\
         - {{id: open, title: T, takes: 1h, exit: [y, n]}}\n- {{id: vague, title: T, takes: 1h}}\n"
    );
    let of = |status| criteria(&record("from: a, to: b", status, &plan));
    let repairing = of("remediating");
    assert_eq!([0, 1, 2, 3, 4].map(|phase| repairing.is_done(phase)), [true, false, false, false, false]);
    assert_eq!(repairing.next_phase(), Some(1));
    assert_eq!(repairing.phases(0), [0, 1, 2]);
    assert_eq!((of("handed-back").next_phase(), of("closed").next_phase()), (None, None));
}

#[test]
fn who_holds_it_and_what_they_do_first() {
    let plan = "roadmap: []\ncriteria: []\nnext_actions: {b: [First, {do: Second}], a: [Wait]}\n";
    for (status, team, first) in [
        ("investigating", "a", "Wait"),
        ("handed-off", "b", "First"),
        ("remediating", "b", "First"),
        ("handed-back", "a", "Wait"),
        ("closed", "a", "Wait"),
    ] {
        let record = record("from: a, to: b", status, plan);
        assert_eq!(holder(&record), Some(team), "{status}");
        assert_eq!(first_action(&record).map(|action| action.r#do.as_str()), Some(first), "{status}");
        assert!(actions(&record, "c").is_empty());
    }
}

/// Criteria times checks would be 400 million steps.
#[test]
fn many_criteria_of_one_target_share_its_checks() {
    let mut text = "targets: [{id: t, what: W, max: 1s}]\nroadmap: []\nchecks:\n".to_owned();
    (0..4_000).for_each(|n| text.push_str(&format!("- {{id: p{n}, what: W, run: r, expect: {{within: t}}}}\n")));
    text.push_str("criteria:\n");
    (0..4_000).for_each(|n| text.push_str(&format!("- {{id: c{n}, what: W, target: t}}\n")));
    let record = record("from: a, to: b", "handed-off", &text);
    let proving = proving_checks(&record);
    assert_eq!(proving.len(), 4_000);
    assert!(proving.iter().all(|of| Arc::ptr_eq(&of.checks, &proving[0].checks)));
}
