use super::*;
use crate::evidence::Outcome;
use crate::record::units::Decimal;
use crate::verify::{CheckResult, Decided, Health, Met, Report};

fn result(id: &str, outcome: Outcome) -> CheckResult {
    CheckResult {
        id: id.into(),
        what: "Connector is # READY <&> \\".into(),
        outcome,
        expected: "READY".into(),
        actual: "CREATING: \"]]> # SKIP".into(),
        seconds: (outcome != Outcome::Skipped).then(|| Decimal::new(1500, 3)),
        exit: Some(0),
        attempts: 2,
        excerpt: None,
        waived: None,
    }
}

fn report() -> Report {
    let outcomes = [Outcome::Passed, Outcome::Failed, Outcome::Error, Outcome::Timeout, Outcome::Skipped];
    let decided = |id: &str, met| Decided { id: id.into(), what: "Holds".into(), must: true, met, waived: None };
    Report {
        status: Health::Critical,
        results: outcomes.into_iter().map(|outcome| result(outcome.as_str(), outcome)).collect(),
        criteria: vec![decided("a", Met::Yes), decided("b", Met::No), decided("c", Met::Undecided)],
        not_judged: Vec::new(),
    }
}

#[test]
fn json_is_the_contract() {
    let value: serde_json::Value = serde_json::from_str(&json(&report())).unwrap();
    assert_eq!(value["status"], "CRITICAL");
    assert_eq!(value["checks"][1]["outcome"], "failed");
    assert_eq!(value["checks"][1]["seconds"], 1.5);
    assert_eq!(value["checks"][4]["seconds"], serde_json::Value::Null);
    assert_eq!(
        value["criteria"].to_string(),
        r#"[{"id":"a","met":true},{"id":"b","met":false},{"id":"c","met":null}]"#
    );
}

#[test]
fn tap_keeps_directives_and_lines_apart() {
    let out = tap(&report());
    assert!(out.starts_with("TAP version 14\n1..5\nok 1 - passed: Connector is \\# READY <&> \\\\\nnot ok 2 - failed"));
    assert!(out.contains("ok 5 - skipped: Connector is \\# READY <&> \\\\ # SKIP CREATING: \"]]> \\# SKIP\n"), "{out}");
    assert_eq!(out.matches("\n  ---\n").count(), 3);
}

#[test]
fn junit_counts_failures_and_errors_apart() {
    let out = junit(&report(), "1278");
    for part in [
        "tests=\"5\"",
        "failures=\"1\"",
        "errors=\"2\"",
        "classname=\"handoff.1278\"",
        "time=\"1.500\"",
        "&lt;&amp;&gt;",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    assert!(!out.contains("timestamp"), "{out}");
}

#[test]
fn text_shows_both_sides_and_what_does_not_hold() {
    let out = text(&report());
    assert!(
        out.contains("FAILED   failed   Connector is # READY <&> \\ (1.5 s, 2 attempts)\n         expected: READY\n")
    );
    assert!(out.ends_with("1 of 3 criteria hold\n  not met: b  Holds\n  undecided: c  Holds\n\nCRITICAL\n"), "{out}");
}

/// `OUT=DIR cargo test write_samples` gives the judges of `.ci/judges` something to read.
#[test]
fn write_samples() {
    if let Ok(folder) = std::env::var("OUT") {
        std::fs::write(format!("{folder}/verify.xml"), junit(&report(), "1278")).unwrap();
        std::fs::write(format!("{folder}/verify.tap"), tap(&report())).unwrap();
        let empty = Report { results: vec![], criteria: vec![], ..report() };
        std::fs::write(format!("{folder}/empty.xml"), junit(&empty, "1278")).unwrap();
        std::fs::write(format!("{folder}/empty.tap"), tap(&empty)).unwrap();
    }
}
