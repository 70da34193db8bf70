use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;
use crate::evidence::tests_support::record;
use crate::evidence::{Evidence, fingerprint};
use crate::probe::Probe;
use crate::record::Record;
use crate::secrets::Masker;

/// Answers each command line with the runs given for it, the last one again and again.
#[derive(Default)]
struct Stub {
    answers: HashMap<String, Mutex<Vec<Run>>>,
    pauses: AtomicUsize,
    running: AtomicUsize,
    most: AtomicUsize,
    interrupted: bool,
}

fn printed(stdout: &str) -> Run {
    let stdout = Output { bytes: stdout.as_bytes().to_vec() };
    Run { end: End::Exit(0), stdout, stderr: Output::default(), elapsed: Duration::from_millis(10) }
}

fn ended(end: End) -> Run {
    Run { end, ..printed("") }
}

impl Stub {
    fn answers(mut self, line: &str, runs: Vec<Run>) -> Self {
        self.answers.insert(line.into(), Mutex::new(runs));
        self
    }
}

impl Runner for Stub {
    fn run(&self, probe: &Probe) -> Run {
        let now = self.running.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(5));
        self.running.fetch_sub(1, Ordering::SeqCst);
        match self.answers.get(&probe.run) {
            None => ended(End::Exit(127)),
            Some(runs) => {
                let mut runs = runs.lock().unwrap();
                if runs.len() > 1 { runs.remove(0) } else { runs[0].clone() }
            }
        }
    }
    fn pause(&self, _: Duration) -> bool {
        self.pauses.fetch_add(1, Ordering::SeqCst);
        true
    }
    fn is_interrupted(&self) -> bool {
        self.interrupted
    }
}

fn verify(record: &Record, selection: &Selection, evidence: &Evidence, stub: &Stub) -> Report {
    let selected = selection.of(record).unwrap();
    let schedule = schedule(record, &selected, evidence, false, &Masker::default(), &|name| {
        (name == "vars.x").then(|| "x".to_owned())
    });
    let results = run_all(&schedule, stub, &Masker::default(), 4, &|_| {});
    decide(record, evidence, &selected, results)
}

/// One check with this expectation against one run.
fn one(expect: &str, run: Run) -> CheckResult {
    let record = record(&format!("{{id: a, what: A, run: probe, expect: {expect}}}"));
    let stub = Stub::default().answers("probe", vec![run]);
    verify(&record, &Selection::default(), &Evidence::default(), &stub).results.remove(0)
}

#[test]
fn every_expectation_passes_or_fails_with_both_sides() {
    for (expect, stdout, outcome, expected, actual) in [
        ("READY", " READY\n", Outcome::Passed, "READY", "READY"),
        ("READY", "CREATING\n", Outcome::Failed, "READY", "CREATING"),
        ("True", "True\n", Outcome::Passed, "True", "True"),
        ("True", "true\n", Outcome::Failed, "True", "true"),
        ("3.10", "3.10\n", Outcome::Passed, "3.10", "3.10"),
        ("3.10", "3.1\n", Outcome::Failed, "3.10", "3.1"),
        ("{contains: 0x1F}", "at 0x1F\n", Outcome::Passed, "output with `0x1F`", "at 0x1F"),
        ("{json: {/a: 3.10}}", "{\"a\": 3.1}", Outcome::Passed, "/a = 3.10", "{\"a\": 3.1}"),
        ("{json: {/a: '3.10'}}", "{\"a\": 3.1}", Outcome::Failed, "/a = \"3.10\"", "/a = 3.1"),
        ("{json: {/a: True}}", "{\"a\": true}", Outcome::Passed, "/a = True", "{\"a\": true}"),
        ("{equals: ''}", "x", Outcome::Failed, "no output", "x"),
        ("{contains: [a, b]}", "only a", Outcome::Failed, "output with `b`", "only a"),
        ("{excludes: ERR}", "1\nan ERR\n2", Outcome::Failed, "output without `ERR`", "output with `an ERR`"),
        ("{matches: '^v[0-9]+$'}", "v12", Outcome::Passed, "output that matches `^v[0-9]+$`", "v12"),
        ("{matches: '^v[0-9]+$'}", "v1\n\n", Outcome::Failed, "output that matches `^v[0-9]+$`", "v1"),
        ("{json: {/a/0: 1}}", "{\"a\": [1.0]}", Outcome::Passed, "/a/0 = 1", "{\"a\": [1.0]}"),
        ("{json: {/a: x}}", "{\"a\": \"y\"}", Outcome::Failed, "/a = \"x\"", "/a = \"y\""),
        ("{json: {/b: x}}", "{\"a\": 1}", Outcome::Failed, "/b = \"x\"", "nothing at /b"),
        ("{json: {/b: true}}", "oops", Outcome::Failed, "/b = true", "no JSON: oops"),
        ("{equals: a b}", "a\tb", Outcome::Failed, "a b", "a⇥b"),
        ("{equals: a b}", "a\u{A0}b", Outcome::Failed, "a b", "aU+00A0b"),
        ("{equals: \"a\\nb\"}", "a\r\nb\r\n", Outcome::Passed, "a⏎b", "a⏎b"),
        ("{equals: \"a\\nb\"}", "a b", Outcome::Failed, "a⏎b", "a b"),
        ("{contains: 'a  b'}", "a b", Outcome::Failed, "output with `a  b`", "a b"),
        ("{contains: ' a'}", "a", Outcome::Failed, "output with ` a`", "a"),
        (
            "{excludes: \"ERR\\nEND\"}",
            "ERR\r\nEND\r\n",
            Outcome::Failed,
            "output without `ERR⏎END`",
            "output with `ERR",
        ),
        ("{matches: '^READY$'}", "READY\n", Outcome::Passed, "output that matches `^READY$`", "READY"),
        ("{matches: '^READY$'}", "READY\r\n", Outcome::Passed, "output that matches `^READY$`", "READY"),
        ("{matches: '^READY$'}", "READY\n\n", Outcome::Failed, "output that matches `^READY$`", "READY"),
        ("{number: {max: 300}}", " 300\n", Outcome::Passed, "a number, at most 300", "300"),
        ("{number: {max: 300}}", "301", Outcome::Failed, "a number, at most 300", "301"),
        (
            "{number: {min: 2, below: 10}}",
            "x",
            Outcome::Failed,
            "a number, at least 2 and less than 10",
            "not one number: x",
        ),
        ("{number: fast}", "34.5", Outcome::Passed, "a number, at most 35 s", "34.5"),
        ("{number: fast}", "36000 ms", Outcome::Failed, "a number, at most 35 s", "36000 ms"),
        ("{number: nobody}", "1", Outcome::Error, "a number by nobody", "`nobody` is no target"),
        ("{number: {max: 1}}", "1e999", Outcome::Error, "a number, at most 1", "the number has more digits"),
        ("{json: {/v: 3.10}}", "{\"v\": \"3.10\"}", Outcome::Passed, "/v = 3.10", "{\"v\": \"3.10\"}"),
        ("{json: {/v: 3.10}}", "{\"v\": \"3.1\"}", Outcome::Failed, "/v = 3.10", "/v = \"3.1\""),
        ("{json: {/v: 3.10}}", "{\"v\": 3.1}", Outcome::Passed, "/v = 3.10", "{\"v\": 3.1}"),
        ("{json: {/v: [1, True]}}", "{\"v\": [\"1\", \"True\"]}", Outcome::Passed, "/v = [1,True]", "{"),
        ("{json: {/p50: {max: 0.3}}}", "{\"p50\": 0.25}", Outcome::Passed, "/p50 at most 0.3", "{"),
        ("{json: {/p50: {max: 0.3}}}", "{\"p50\": \"0.31\"}", Outcome::Failed, "/p50 at most 0.3", "/p50 = \"0.31\""),
        (
            "{json: {/p50: {max: 0.3}}}",
            "{\"p50\": true}",
            Outcome::Failed,
            "/p50 at most 0.3",
            "not one number: /p50 = true",
        ),
        (
            "{json: {/p50: {max: 0.3, name: x}}}",
            "{\"p50\": {\"max\": 0.3, \"name\": \"x\"}}",
            Outcome::Passed,
            "/p50 = {\"max\":0.3,\"name\":\"x\"}",
            "{",
        ),
        (
            "{json: {'/pools/*/free': {min: 5}}}",
            "{\"pools\": [{\"free\": 5}, {\"free\": 9}]}",
            Outcome::Passed,
            "/pools/*/free at least 5",
            "{",
        ),
        (
            "{json: {'/pools/*/free': {min: 5}}}",
            "{\"pools\": {\"a\": {\"free\": 4}}}",
            Outcome::Failed,
            "/pools/*/free at least 5",
            "/pools/a/free = 4",
        ),
        (
            "{json: {'/pools/*/free': {min: 5}}}",
            "{\"pools\": []}",
            Outcome::Failed,
            "/pools/*/free at least 5",
            "no element at /pools",
        ),
        (
            "{json: {'/pools/*/free': {min: 5}}}",
            "{\"pools\": [{\"free\": 5}, {}]}",
            Outcome::Failed,
            "/pools/*/free at least 5",
            "nothing at /pools/1/free",
        ),
        ("{json: {'/*': up}}", "[\"up\", \"up\"]", Outcome::Passed, "/* = \"up\"", "["),
        ("{json: {'/*': up}}", "3", Outcome::Failed, "/* = \"up\"", "no element at the top"),
        ("{within: 5ms}", "", Outcome::Failed, "within 5 ms", "took 10 ms"),
        ("{within: fast}", "", Outcome::Passed, "within 35 s", "exit 0"),
        ("{within: nobody}", "", Outcome::Error, "within nobody", "`nobody` is neither"),
        ("{exit: 2}", "", Outcome::Failed, "exit 2", "exit 0"),
    ] {
        let result = one(expect, printed(stdout));
        assert_eq!((result.outcome, result.expected.as_str()), (outcome, expected), "{expect}");
        assert!(result.actual.starts_with(actual), "{expect}: {}", result.actual);
    }
}

#[test]
fn what_could_not_run_is_neither_passed_nor_failed() {
    for (end, outcome) in [
        (End::Exit(126), Outcome::Error),
        (End::Exit(127), Outcome::Error),
        (End::Exit(137), Outcome::Error),
        (End::Signal(9), Outcome::Error),
        (End::NotStarted("no".into()), Outcome::Error),
        (End::Timeout, Outcome::Timeout),
        (End::Interrupted, Outcome::Skipped),
        (End::Exit(1), Outcome::Failed),
    ] {
        for expect in ["{exit: 127}", "{excludes: never}"] {
            assert_eq!(one(expect, ended(end.clone())).outcome, outcome, "{end:?} {expect}");
        }
    }
    assert_eq!(one("{exit: 137}", ended(End::Exit(137))).outcome, Outcome::Passed);
}

#[test]
fn what_lies_beyond_the_kept_output_decides_nothing() {
    let long = || printed(&"x".repeat(KEPT_BYTES + 1));
    assert_eq!(one("{contains: x}", long()).outcome, Outcome::Passed);
    assert_eq!(one("{exit: 0}", long()).outcome, Outcome::Passed);
    for unclear in ["{contains: y}", "{excludes: y}", "{matches: y}", "{json: {/a: 1}}"] {
        assert_eq!(one(unclear, long()).outcome, Outcome::Error, "{unclear}");
    }
}

#[test]
fn a_difference_far_behind_the_beginning_is_shown() {
    let long = "x".repeat(400);
    let result = one(&format!("{{equals: '{long}a b'}}"), printed(&format!("{long}a\tb")));
    assert!(result.expected.ends_with("xa b") && result.actual.ends_with("xa⇥b"), "{result:?}");
    assert!(result.expected.starts_with('…') && result.expected.chars().count() < 60, "{result:?}");
}

#[test]
fn secrets_are_masked_before_the_cut_and_escapes_never_reach_a_terminal() {
    let secret = format!("{}{}", "AK", "IAIOSFODNN7EXAMPLE");
    let result = one("READY", printed(&format!("{} {secret} \u{1b}[31m\u{202e}", "y".repeat(195))));
    let all = format!("{result:?}");
    assert!(!all.contains("AKIA") && !all.contains('\u{1b}') && !all.contains('\u{202e}'), "{all}");
    assert!(result.excerpt.unwrap().contains("[masked] U+001B[31mU+202E"));
}

#[test]
fn attempts_end_with_the_first_success() {
    let record = record("{id: a, what: A, run: probe, expect: ok, attempts: 5, every: 1s}");
    let stub = Stub::default().answers("probe", vec![printed("no"), ended(End::Timeout), printed("ok")]);
    let report = verify(&record, &Selection::default(), &Evidence::default(), &stub);
    assert_eq!((report.results[0].outcome, report.results[0].attempts), (Outcome::Passed, 3));
    assert_eq!(stub.pauses.load(Ordering::SeqCst), 2);

    let missing = Stub::default();
    let report = verify(&record, &Selection::default(), &Evidence::default(), &missing);
    assert_eq!((report.results[0].outcome, report.results[0].attempts), (Outcome::Error, 1));
}

#[test]
fn checks_of_the_serial_group_never_meet() {
    let check = |id: usize, serial: bool| format!("{{id: c{id}, what: A, run: probe, expect: ok, serial: {serial}}}");
    let run = |serial| {
        let all: Vec<String> = (0..8).map(|id| check(id, serial)).collect();
        let record = record(&all.join(", "));
        let stub = Stub::default().answers("probe", vec![printed("ok")]);
        let report = verify(&record, &Selection::default(), &Evidence::default(), &stub);
        let ids: Vec<_> = report.results.iter().map(|result| result.id.clone()).collect();
        assert_eq!(ids, (0..8).map(|id| format!("c{id}")).collect::<Vec<_>>());
        stub.most.load(Ordering::SeqCst)
    };
    assert_eq!(run(true), 1);
    assert!(run(false) > 1);
}

const INCIDENT: &str = "format: 1\nid: '1'\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
    teams: {a: {name: A}, b: {name: B}}\nhandoff: {at: 2026-03-02T15:40:00Z, from: a, to: b}\n\
    components:\n- {id: net, name: N, severity: high, problem: P, diagnose: [look]}\n- {id: db, name: D, severity: high, problem: P}\n\
    roadmap: [{id: fix, title: Fix, takes: 1h, exit: [net-up]}]\n\
    criteria:\n- {id: net-up, what: Net, check: net, component: net}\n- {id: db-up, what: Db, check: [db, net]}\n\
    - {id: nice, what: Nice, check: nice, must: false}\n- {id: login, what: L, check: login}\n\
    checks:\n- {id: net, what: N, run: net, expect: ok}\n- {id: db, what: D, run: db, expect: ok}\n\
    - {id: nice, what: X, run: nice, expect: ok}\n- {id: look, what: L, run: look, expect: ok}\n\
    - {id: change, what: C, run: change, expect: ok, read_only: false}\n- {id: login, what: G, manual: true}\n";

fn incident() -> Record {
    crate::record::decode("incident.yaml", INCIDENT.as_bytes()).unwrap_or_else(|e| panic!("{:?}", e.1)).record
}

/// All commands answer `ok`, but for those given.
fn stub(others: &[(&str, Run)]) -> Stub {
    let ok = ["net", "db", "nice", "look"].iter().fold(Stub::default(), |s, line| s.answers(line, vec![printed("ok")]));
    others.iter().fold(ok, |s, (line, run)| s.answers(line, vec![run.clone()]))
}

fn with_login(record: &Record) -> Evidence {
    let login = record.checks.iter().find(|check| check.id.as_str() == "login").unwrap();
    let mut evidence = Evidence::default();
    let (by, saw) = (Some("Ana".to_owned()), Some("a session".to_owned()));
    let entry = crate::evidence::Entry { by, saw, ..crate::evidence::tests_support::entry() };
    evidence.set("login", crate::evidence::Entry { fingerprint: fingerprint(record, login), ..entry });
    evidence
}

#[test]
fn the_status_is_that_of_the_criteria() {
    let record = incident();
    let evidence = with_login(&record);
    let all = |others: &[(&str, Run)]| verify(&record, &Selection::default(), &evidence, &stub(others)).status;
    assert_eq!(all(&[]), Health::Healthy);
    assert_eq!(all(&[("net", printed("no"))]), Health::Critical);
    assert_eq!(all(&[("nice", printed("no"))]), Health::Degraded);
    assert_eq!(all(&[("look", printed("no"))]), Health::Degraded);
    assert_eq!(all(&[("net", ended(End::Timeout))]), Health::Unknown);
    assert_eq!(all(&[("net", ended(End::Timeout)), ("db", printed("no"))]), Health::Critical);
    let unattested = verify(&record, &Selection::default(), &Evidence::default(), &stub(&[]));
    assert_eq!(unattested.status, Health::Unknown);
    assert_eq!(unattested.results.last().unwrap().actual, "awaits attestation");
}

#[test]
fn a_selection_answers_for_what_it_touches() {
    let record = incident();
    let ids = |selection: &Selection, stub: &Stub| {
        let report = verify(&record, selection, &Evidence::default(), stub);
        let checks: Vec<String> = report.results.iter().map(|f| f.id.clone()).collect();
        let criteria: Vec<String> = report.criteria.iter().map(|c| c.id.clone()).collect();
        (checks.join(" "), criteria.join(" "), report.status)
    };
    let check = |id: &str| Selection { checks: vec![id.into()], ..Selection::default() };
    let answer = |checks: &str, criteria: &str, status| (checks.to_owned(), criteria.to_owned(), status);
    // `db-up` also needs `db`, which is not asked about: it is not judged, whatever `net` says.
    assert_eq!(ids(&check("net"), &stub(&[])), answer("net", "net-up", Health::Healthy));
    let broken = stub(&[("net", printed("no"))]);
    assert_eq!(ids(&check("net"), &broken), answer("net", "net-up", Health::Critical));
    assert_eq!(ids(&check("look"), &stub(&[])), answer("look", "", Health::Healthy));
    assert_eq!(ids(&check("login"), &stub(&[])), answer("login", "login", Health::Unknown));
    let component = Selection { components: vec!["net".into()], ..Selection::default() };
    assert_eq!(ids(&component, &stub(&[])), answer("net look", "net-up", Health::Healthy));
    let phase = Selection { phases: vec!["fix".into()], ..Selection::default() };
    assert_eq!(ids(&phase, &stub(&[])), answer("net", "net-up", Health::Healthy));
    let criterion = Selection { criteria: vec!["db-up".into()], ..Selection::default() };
    assert_eq!(ids(&criterion, &stub(&[])), answer("net db", "net-up db-up", Health::Healthy));
}

#[test]
fn what_is_not_judged_is_said() {
    let record = incident();
    let check = Selection { checks: vec!["net".into()], ..Selection::default() };
    let report = verify(&record, &check, &Evidence::default(), &stub(&[]));
    assert_eq!(report.not_judged, ["db-up", "nice", "login"]);
    assert!(verify(&record, &Selection::default(), &Evidence::default(), &stub(&[])).not_judged.is_empty());
}

#[test]
fn what_is_waived_is_settled_whatever_its_checks_say() {
    let waived = |id: &str| {
        let waived = format!("{{id: {id}, waived: {{because: 'Goes\n away'}},");
        INCIDENT.replacen(&format!("{{id: {id},"), &waived, 1)
    };
    let of = |text: &str, others: &[(&str, Run)]| {
        let record =
            crate::record::decode("incident.yaml", text.as_bytes()).unwrap_or_else(|e| panic!("{:?}", e.1)).record;
        verify(&record, &Selection::default(), &with_login(&record), &stub(others))
    };
    // Nobody depends on `nice` any more; `net` also proves another criterion.
    let report = of(&waived("nice"), &[("nice", printed("no"))]);
    assert_eq!(report.status, Health::Healthy);
    let decided = report.criteria.iter().find(|decided| decided.id == "nice").unwrap();
    assert_eq!((decided.met, decided.waived.as_deref()), (Met::No, Some("Goes away")));
    assert_eq!(of(&waived("nice"), &[("nice", ended(End::Timeout))]).status, Health::Healthy);
    assert_eq!(of(&waived("net-up"), &[("net", printed("no"))]).status, Health::Critical);
    assert_eq!(of(&waived("db-up"), &[("db", printed("no"))]).status, Health::Healthy);
    assert_eq!(of(&waived("db-up"), &[("look", printed("no"))]).status, Health::Degraded);
    let login = incident();
    assert_eq!(verify(&login, &Selection::default(), &Evidence::default(), &stub(&[])).status, Health::Unknown);
    let text = waived("login");
    let record = crate::record::decode("incident.yaml", text.as_bytes()).unwrap_or_else(|e| panic!("{:?}", e.1)).record;
    assert_eq!(verify(&record, &Selection::default(), &Evidence::default(), &stub(&[])).status, Health::Healthy);
}

#[test]
fn what_has_to_hold_passes_when_every_try_does() {
    let record = record("{id: a, what: A, run: probe, expect: ok, holds: 25s}");
    let tried = |runs: Vec<Run>| {
        let stub = Stub::default().answers("probe", runs);
        let report = verify(&record, &Selection::default(), &Evidence::default(), &stub);
        let pauses = stub.pauses.load(Ordering::SeqCst);
        (report.results[0].outcome, report.results[0].attempts, pauses, report.results[0].actual.clone())
    };
    // At 0, 10, 20 and 25 seconds.
    assert_eq!(tried(vec![printed("ok")]), (Outcome::Passed, 4, 3, "ok".into()));
    assert_eq!(tried(vec![printed("no")]), (Outcome::Failed, 1, 0, "no".into()));
    let (outcome, attempts, _, actual) = tried(vec![printed("ok"), printed("ok"), printed("no"), printed("ok")]);
    assert_eq!((outcome, attempts), (Outcome::Failed, 3));
    assert!(actual.starts_with("at try 3, after 20.03 s: no"), "{actual}");
    assert_eq!(tried(vec![printed("ok"), ended(End::Timeout)]).0, Outcome::Timeout);
}

#[test]
fn a_command_that_changes_something_is_not_taken_for_a_look() {
    for read_only in ["", ", read_only: true", ", read_only: false"] {
        let record = record(&format!("{{id: a, what: A, run: kubectl delete pod x, expect: ok{read_only}}}"));
        let report = verify(&record, &Selection::default(), &Evidence::default(), &Stub::default());
        assert_eq!((report.results[0].outcome, report.results[0].attempts), (Outcome::Skipped, 0), "{read_only}");
    }
}

#[test]
fn an_unknown_id_is_named_with_its_neighbour() {
    let unknown = Selection { checks: vec!["nett".into()], ..Selection::default() }.of(&incident()).unwrap_err();
    assert_eq!((unknown[0].kind, unknown[0].nearest.as_deref()), ("check", Some("net")));
}

#[test]
fn what_changes_something_needs_leave() {
    let record = incident();
    let check = Selection { checks: vec!["change".into()], ..Selection::default() };
    let report = verify(&record, &check, &Evidence::default(), &Stub::default());
    assert_eq!((report.results[0].outcome, report.results[0].attempts), (Outcome::Skipped, 0));
    assert_eq!(report.status, Health::Unknown);
}

#[test]
fn an_interrupt_runs_nothing_more() {
    let record = incident();
    let stub = Stub { interrupted: true, ..stub(&[]) };
    let report = verify(&record, &Selection::default(), &Evidence::default(), &stub);
    assert!(report.results.iter().all(|result| result.outcome == Outcome::Skipped && result.attempts == 0));
    assert_eq!(report.status, Health::Unknown);
}

#[test]
fn a_command_that_quotes_nothing_known_does_not_run() {
    for run in ["'probe ${{ vars.nope }}'", "'probe ${{ a b }}'"] {
        let record = record(&format!("{{id: a, what: A, run: {run}, expect: ok}}"));
        let report = verify(&record, &Selection::default(), &Evidence::default(), &Stub::default());
        assert_eq!((report.results[0].outcome, report.results[0].attempts), (Outcome::Error, 0));
        assert!(report.results[0].actual.contains("names nothing"));
    }
}
