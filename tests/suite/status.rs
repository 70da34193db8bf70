//! `handoff status` through the program: records of a folder, good and bad, with their evidence.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

fn record(id: &str, title: &str) -> String {
    format!(
        "format: 1\nid: '{id}'\ntitle: {title}\nseverity: P1\nstatus: handed-off\nsummary: S\n\
         teams: {{a: {{name: Shop}}, b: {{name: Platform}}}}\n\
         handoff: {{at: 2026-03-02T10:00:00Z, from: a, to: b, next_checkpoint: 2026-03-02T12:00:00Z}}\n\
         components:\n- {{id: net, name: N, severity: high, problem: P}}\nroadmap: [{{id: fix, title: Fix, takes: 1h}}]\n\
         criteria: [{{id: k, what: K, check: seen}}, {{id: l, what: L, check: other}}]\n\
         checks: [{{id: seen, what: Seen, manual: true}}, {{id: other, what: Other, manual: true}}]\n\
         escalation: {{levels: [{{after: 2h, notify: [b]}}, {{after: 1d, notify: [cto]}}]}}\n"
    )
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("one", record("1", "T")), ("two", record("2", "T")), ("bad", "format: 1\nid: 3\n".into())] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("incident.yaml"), text).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_handoff")).args(args).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let output = run(folder, &[&["status", "--format", "json"], args].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"))
}

#[test]
fn a_bad_record_is_reported_and_the_others_are_shown() {
    let folder = folder();
    let output = run(folder.path(), &["status", "."]);
    let (text, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("bad/incident.yaml"), "{said}");
    let firsts: Vec<_> = text.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(firsts, ["INCIDENT", "1", "2"], "{text}");
    assert_eq!(run(folder.path(), &["status", "one", "two"]).status.code(), Some(0));
    assert_eq!(run(folder.path(), &["status", "none"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["status", "one", "--as-of", "2026-03-02T12:00:00"]).status.code(), Some(2));
}

#[test]
fn it_knows_no_present_but_the_one_it_is_told() {
    let folder = folder();
    let without = &json(folder.path(), &["one"])["incidents"][0];
    assert_eq!(without["next_checkpoint"]["overdue"], Value::Null);
    assert_eq!(without["escalation"]["next"]["at"], "2026-03-02T12:00:00Z");
    let with = &json(folder.path(), &["one", "--as-of", "2026-03-02T13:00:00Z"])["incidents"][0];
    assert_eq!(with["next_checkpoint"]["overdue"], true);
    assert_eq!((&with["escalation"]["overdue"]["level"], &with["escalation"]["next"]["level"]), (&1.into(), &2.into()));
    let overdue = run(folder.path(), &["status", "one", "--as-of", "2026-03-09T00:00:00Z"]);
    assert_eq!(overdue.status.code(), Some(0), "being late is no failure of the command");
    assert_eq!(String::from_utf8_lossy(&overdue.stdout).matches("OVERDUE").count(), 2);
}

#[test]
fn evidence_counts_what_is_proven_failed_and_stale() {
    let folder = folder();
    let attest = |args: &[&str]| {
        let output = run(folder.path(), &[&["attest", "one"], args, &["--by", "Ana", "--saw", "it"]].concat());
        assert!(output.status.success(), "{output:?}");
    };
    attest(&["seen"]);
    attest(&["other", "--failed"]);
    let found = &json(folder.path(), &["one"])["incidents"][0];
    assert_eq!((&found["criteria"]["met"], &found["evidence"]["failed"]), (&1.into(), &1.into()));
    let path = folder.path().join("one/incident.yaml");
    let changed = fs::read_to_string(&path).unwrap().replace("what: Seen", "what: Seen twice").replace("other", "new");
    fs::write(&path, changed).unwrap();
    let found = &json(folder.path(), &["one"])["incidents"][0];
    assert_eq!((&found["criteria"]["met"], &found["evidence"]["stale"]), (&0.into(), &2.into()));
    assert!(
        String::from_utf8_lossy(&run(folder.path(), &["status", "one"]).stdout).contains("0/2 met, 2 checks stale")
    );
    let entries: Vec<_> = fs::read_dir(folder.path().join("one")).unwrap().collect();
    assert_eq!(entries.len(), 2, "status writes nothing");
}

/// What the handback waits for is one number: in the register, the facts, the documents and the findings of lint.
#[test]
fn what_the_handback_waits_for_is_one_number_everywhere() {
    let real = include_str!("../../incidents/1278/incident.yaml").to_owned();
    // Of the sender's two criteria one ends a phase of the other team.
    let mixed = record("1", "T").replace("{id: l, what: L, check: other}", "{id: l, what: L, check: other, owner: a}, {id: m, what: M, owner: a, check: seen}, {id: n, what: N, must: false, check: seen}");
    let mixed = mixed.replace("takes: 1h}", "takes: 1h, exit: [m]}").replace("[cto]", "[a]");
    for (text, total) in [(real, 23), (mixed, 2)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("incident.yaml");
        fs::write(&path, &text).unwrap();
        let must = &json(folder.path(), &["."])["incidents"][0]["criteria"]["must"];
        assert_eq!((&must["total"], &must["met"]), (&total.into(), &0.into()));
        let facts = run(folder.path(), &["facts", ".", "--format", "json"]);
        let facts: Value = serde_json::from_slice(&facts.stdout).unwrap();
        for (name, count) in [("total", total), ("met", 0), ("open", total)] {
            assert_eq!(facts[format!("handback.{name}")]["value"], count, "{name}");
        }
        let rendered = run(folder.path(), &["render", "."]);
        assert!(rendered.status.success(), "{rendered:?}");
        let criteria = fs::read_to_string(folder.path().join("success-criteria.md")).unwrap();
        assert!(
            criteria
                .lines()
                .any(|line| line.contains("(#criteria)") && line.ends_with(&format!(": 0 of {total} proven"))),
            "{criteria}"
        );
        fs::write(&path, text.replace("status: handed-off", "status: handed-back")).unwrap();
        let lint = run(folder.path(), &["lint", "."]);
        let lint = String::from_utf8_lossy(&lint.stdout).into_owned();
        assert!(lint.contains(&format!("but {total} of {total} must-criteria are open")), "{lint}");
    }
}
