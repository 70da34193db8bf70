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
fn the_present_is_now_or_what_it_is_told() {
    let folder = folder();
    let overdue = |args: &[&str]| {
        let found = &json(folder.path(), &[&["one"], args].concat())["incidents"][0];
        let paths = found["overdue"].as_array().unwrap().iter().map(|late| late["path"].as_str().unwrap().to_owned());
        (paths.collect::<Vec<_>>(), found["next"]["what"].as_str().map(str::to_owned))
    };
    let past = (vec!["handoff.next_checkpoint".to_owned()], None);
    assert_eq!(overdue(&[]), past);
    assert_eq!(overdue(&["--as-of", "now"]), past);
    assert_eq!(overdue(&["--as-of", "2026-03-02T13:00:00+01:00"]), past);
    assert_eq!(overdue(&["--as-of", "2026-03-02T11:59:59Z"]), (Vec::new(), Some("Next checkpoint".to_owned())));
    let late = run(folder.path(), &["status", "one"]);
    assert_eq!(late.status.code(), Some(0), "being late is no failure of the command");
    let late = String::from_utf8_lossy(&late.stdout).into_owned();
    assert!(late.contains("Next checkpoint 2026-03-02 12:00 UTC") && late.contains("one/incident.yaml"), "{late}");
}

#[test]
fn open_ones_stand_first_and_closed_ones_are_left_out_where_asked() {
    let folder = folder();
    let path = folder.path().join("one/incident.yaml");
    let closed = fs::read_to_string(&path).unwrap().replace("status: handed-off", "status: closed");
    fs::write(&path, closed + "monitoring: {prevention: [{id: p, what: Guard, by: 1d, owner: a}]}\n").unwrap();
    let ids = |args: &[&str]| {
        let all = json(folder.path(), &[&["one", "two"], args].concat());
        all["incidents"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&[]), ["2", "1"]);
    assert_eq!(ids(&["--open"]), ["2"]);
    let all = json(folder.path(), &["one"]);
    let action = &all["actions"][0];
    assert_eq!((&action["path"], &action["by"]), (&"monitoring.prevention[p]".into(), &"2026-03-03T10:00:00Z".into()));
    assert_eq!((&action["overdue"], &action["owner"], &action["state"]), (&true.into(), &"a".into(), &"open".into()));
}

#[test]
fn what_is_to_be_done_is_listed_in_every_format() {
    let folder = folder();
    let path = folder.path().join("one/incident.yaml");
    fs::write(&path, fs::read_to_string(&path).unwrap() + "next_actions: {b: ['=Look, at once']}\n").unwrap();
    let shown = |format: &str| {
        let output = run(folder.path(), &["status", "--actions", "one", "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let text = shown("text");
    assert!(
        text.starts_with("INCIDENT  OWNER ") && text.contains("  next_actions.b[=Look, at once]  =Look, at once\n"),
        "{text}"
    );
    assert!(
        shown("markdown").contains("| `1` | Platform | – | open | `next_actions.b[=Look, at once]` | =Look, at once |")
    );
    assert!(
        shown("csv").contains("1,\"'=Look, at once\",b,,open,false,\"next_actions.b[=Look, at once]\"\n"),
        "{}",
        shown("csv")
    );
    assert!(shown("json").contains("\"=Look, at once\""));
}

#[test]
fn a_section_of_a_document_is_kept_current() {
    let folder = folder();
    fs::remove_dir_all(folder.path().join("bad")).unwrap();
    let status = |args: &[&str]| run(folder.path(), &[&["status", ".", "--write", "doc.md"], args].concat());
    let read = || fs::read_to_string(folder.path().join("doc.md")).unwrap();
    fs::write(folder.path().join("doc.md"), "# Ours\r\n\r\nText  \r\n").unwrap();
    let check = status(&["--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&check.stdout).contains("+| [`1`](one/) |"), "{check:?}");
    assert_eq!(read(), "# Ours\r\n\r\nText  \r\n");
    assert_eq!(status(&[]).status.code(), Some(0));
    let first = read();
    assert!(first.starts_with("# Ours\r\n\r\nText  \r\n\r\n<!-- begin handoff status: "), "{first}");
    assert!(
        first.contains("\r\n| [`2`](two/) | P1 | handed-off | Platform (not acknowledged) | 0/2 met | "),
        "{first}"
    );
    assert!(!first.contains("Overdue"), "without a present nothing is overdue: {first}");
    assert_eq!(status(&["--check"]).status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&status(&[]).stdout), "unchanged doc.md\n");

    // With a present of its own the section says what is overdue, in its place; what stands behind stays.
    fs::write(folder.path().join("doc.md"), read() + "Behind\r\n").unwrap();
    assert_eq!(status(&["--as-of", "2026-03-04T00:00:00Z"]).status.code(), Some(0));
    assert!(read().contains("| Overdue |") && read().ends_with("-->\r\nBehind\r\n"), "{}", read());
    assert_eq!(status(&["--actions"]).status.code(), Some(0));
    assert!(read().contains("Overdue") && read().contains("begin handoff status --actions"), "{}", read());

    // Where a record cannot be read, the section would not be true.
    let before = read();
    fs::create_dir(folder.path().join("bad")).unwrap();
    fs::write(folder.path().join("bad/incident.yaml"), "format: 1\n").unwrap();
    assert_eq!(status(&[]).status.code(), Some(2));
    assert_eq!(read(), before);
}

#[test]
fn a_document_that_cannot_be_kept_current_is_left_alone() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("one/incident.yaml"), record("1", "T").replace("[cto]", "[a]")).unwrap();
    assert_eq!(run(folder.path(), &["render", "one", "--no-lint"]).status.code(), Some(0));
    fs::write(at("half.md"), "<!-- begin handoff status -->\n").unwrap();
    fs::write(at("latin.md"), b"\xe4\n").unwrap();
    std::os::unix::fs::symlink("half.md", at("link.md")).unwrap();
    for (name, says) in [
        ("half.md", "has no line"),
        ("latin.md", "not UTF-8"),
        ("link.md", "half.md"),
        ("one/README.md", "`handoff render` makes"),
        ("none/doc.md", "none"),
    ] {
        let before = fs::read(at(name)).ok();
        let output = run(folder.path(), &["status", "one", "--write", name]);
        assert_eq!(output.status.code(), Some(2), "{name} {output:?}");
        assert!(name == "link.md" || String::from_utf8_lossy(&output.stderr).contains(says), "{name} {output:?}");
        assert_eq!(fs::read(at(name)).ok(), before, "{name}");
    }
    let created = run(folder.path(), &["status", "one", "--write", "new.md"]);
    assert_eq!(String::from_utf8_lossy(&created.stdout), "created new.md\n");
    assert!(fs::read_to_string(at("new.md")).unwrap().starts_with("# Incidents\n\n<!-- begin handoff status: "));
    for args in [&["--check"][..], &["--write", "x.md", "--format", "json"], &["--as-of", "2026-03-02"]] {
        assert_eq!(run(folder.path(), &[&["status", "one"], args].concat()).status.code(), Some(2), "{args:?}");
    }
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
    assert_eq!((&found["criteria"]["met"], &found["criteria"]["waived"]), (&1.into(), &0.into()));
    let shown = run(folder.path(), &["status", "one"]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("1/2 met, 1 check failed"), "{shown:?}");
    let path = folder.path().join("one/incident.yaml");
    let changed = fs::read_to_string(&path).unwrap().replace("what: Seen", "what: Seen twice").replace("other", "new");
    fs::write(&path, changed).unwrap();
    let found = &json(folder.path(), &["one"])["incidents"][0];
    assert_eq!(found["criteria"]["met"], 0);
    assert!(
        String::from_utf8_lossy(&run(folder.path(), &["status", "one"]).stdout).contains("0/2 met, 2 checks stale")
    );
    let entries: Vec<_> = fs::read_dir(folder.path().join("one")).unwrap().collect();
    assert_eq!(entries.len(), 2, "status writes nothing");
}

/// What the handback waits for is one number: in the facts, the documents and the findings of lint.
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
