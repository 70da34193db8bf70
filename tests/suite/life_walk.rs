//! An incident from its first minute to its end, through the binary, and what refuses to be done.

use std::fs;
use std::path::Path;

use crate::support::{documents, folder, run};

const RECORD: &str = "incidents/77/incident.yaml";

/// The first minutes: a title, a summary, two teams.
const FIRST: &str = "\
# The incident of the night.
format: 1
id: \"77\"
title: Search answers nothing
severity: P1
status: investigating
started: 2026-03-02T02:50:00+01:00
owner: search
summary: >-
  Since 02:50 every search
  ends without an answer.   # kept as it is
teams:
  search: {name: Search}
  storage: {name: Storage, contact: \"#storage\"}
";

/// The plan, which only an editor can write.
const PLAN: &str = "
components:
  - {id: index, name: Index, severity: critical, state: failing, problem: The disk is full}
services: [{id: web, name: 'Web search', state: down}]
roadmap:
  - id: grow
    title: Grow the disk
    takes: 1h
    tasks:
      - Order a disk, then wait # an hour at most
      - 'Attach it'
    exit: [answers]
criteria:
  - {id: answers, what: Searches are answered, check: search}
checks:
  - {id: search, what: A search, run: echo 3 hits, expect: 3 hits}
";

/// One command that must end so.
fn step(at: &Path, code: i32, args: &[&str]) -> (String, String) {
    let (got, out, err) = run(at, &[&[args[0], RECORD], &args[1..]].concat());
    assert_eq!(got, code, "{args:?}\n{out}{err}\n{}", read(at));
    (out, err)
}

fn read(at: &Path) -> String {
    fs::read_to_string(at.join(RECORD)).unwrap()
}

#[test]
fn an_incident_is_walked_to_its_end_without_an_editor_but_for_the_plan() {
    let folder = folder(&[(RECORD, FIRST)]);
    let at = folder.path();
    let time = |minute: &str| format!("2026-03-02T{minute}:00+01:00");
    let taken = |minute: &str, args: &[&str]| step(at, 0, &[args, &["--at", &time(minute)]].concat());

    taken("03:10", &["note", "The index refuses writes"]);
    taken("03:00", &["note", "First alarm", "--kind", "detected"]);
    taken("03:20", &["tried", "Deleting old logs", "--outcome", "failed", "--result", "4 GB, gone in a minute"]);
    taken("03:30", &["decide", "Grow the disk", "--because", "It fills faster than we can delete", "--by", "search"]);

    // Without a plan there is nothing to hand over, whatever the reason.
    let over = ["hand-over", "--to", "storage", "--reason", "Only storage may order disks"];
    let (_, err) = step(at, 1, &[&over[..], &["--anyway", "now"]].concat());
    for missing in ["`components`", "`roadmap`", "`criteria`", "a first action for `storage`"] {
        assert!(err.contains(missing), "{missing}\n{err}");
    }
    fs::write(at.join(RECORD), read(at) + PLAN).unwrap();
    let (_, err) = step(at, 1, &over);
    assert!(!err.contains("`components`") && err.contains("next_actions.storage"), "{err}");
    taken("04:00", &[&over[..], &["--first", "Look at the disk, then order"]].concat());
    assert_eq!(run(at, &["render", RECORD]).0, 0);

    let (out, _) = taken("04:10", &["ack", "--by", "storage"]);
    assert!(out.contains("criterion `answers`") && out.contains("updated incidents/77/README.md"), "{out}");
    taken("04:11", &["done", "look at the disk"]);
    taken("04:40", &["done", "order"]);
    taken("05:00", &["done", "roadmap[grow].tasks[1]"]);
    step(at, 1, &["done", "grow"]);
    step(at, 1, &["return", "--by", "storage"]);
    let (code, out, err) = run(at, &["verify", RECORD, "--yes", "--record"]);
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(run(at, &["render", RECORD]).0, 0);
    taken("05:10", &["done", "grow"]);
    taken("05:20", &["note", "Searches are answered", "--kind", "resolved"]);
    step(at, 1, &["take-back", "--by", "search"]);
    taken("05:30", &["return", "--by", "storage"]);
    taken("06:00", &["take-back", "--by", "search"]);

    // Closing names what is still broken.
    let (_, err) = step(at, 1, &["close", "--by", "search"]);
    assert!(err.contains("web"), "{err}");
    taken("06:10", &["done", "web search"]);
    taken("06:11", &["done", "index"]);
    taken("06:20", &["close", "--by", "search", "--ended", &time("05:20")]);

    let (code, out, err) = run(at, &["lint", RECORD]);
    assert_eq!(code, 0, "{out}{err}\n{}", read(at));
    assert_eq!(run(at, &["render", "--check", RECORD]).0, 0);
    assert!(documents(at).len() > 5);
    let record = read(at);
    for kept in [
        "# The incident of the night.\n",
        "ends without an answer.   # kept as it is\n",
        "# an hour at most\n",
        "'Web search'",
    ] {
        assert!(record.contains(kept), "{kept}\n{record}");
    }
    let order = |first: &str, second: &str| record.find(first).unwrap() < record.find(second).unwrap();
    assert!(order("First alarm", "refuses writes") && order("refuses writes", "kind: resolved"), "{record}");
    assert!(
        record.contains(
            "      - do: Order a disk, then wait # an hour at most\n        done: 2026-03-02T04:40:00+01:00\n"
        ),
        "{record}"
    );
    assert!(record.contains("      - {do: 'Attach it', done: 2026-03-02T05:00:00+01:00}\n"), "{record}");
    assert!(record.contains("status: closed\n"), "{record}");
}

/// From the first minute to the end with nothing but commands, at the time that it is.
#[test]
fn an_incident_that_init_began_is_walked_to_its_end() {
    let folder = folder(&[]);
    let at = folder.path();
    assert_eq!(run(at, &["init", "77", "--investigating"]).0, 0);
    assert_eq!(run(at, &["render", RECORD]).0, 0);
    for args in [&["ack"][..], &["return"], &["take-back"], &["close"]] {
        let (_, err) = step(at, 1, &[args, &["--by", "Kim"]].concat());
        assert!(err.contains("it was not handed over yet"), "{args:?} {err}");
    }
    step(at, 0, &["note", "The index refuses writes"]);
    step(at, 0, &["tried", "Deleting old logs", "--outcome", "failed", "--result", "Full again in a minute"]);
    fs::write(at.join(RECORD), read(at) + PLAN).unwrap();
    step(at, 0, &["hand-over", "--to", "platform", "--reason", "Only they order disks", "--first", "Look at the disk"]);
    step(at, 0, &["ack", "--by", "Kim"]);
    step(at, 0, &["done", "order"]);
    step(at, 0, &["done", "roadmap[grow].tasks[Attach it]"]);
    assert_eq!(run(at, &["verify", RECORD, "--yes", "--record"]).0, 0);
    assert_eq!(run(at, &["render", RECORD]).0, 0);
    step(at, 0, &["done", "grow"]);

    // On the way to what is right, the record may contradict itself for a step: that is said, and the
    // package stays current.
    let (out, _) = step(at, 0, &["done", "index"]);
    assert!(out.contains("  - `services[web].state`: every component is repaired, but"), "{out}");
    assert_eq!(run(at, &["lint", RECORD]).0, 1);
    assert_eq!(run(at, &["render", RECORD, "--check", "--no-lint"]).0, 0);
    step(at, 0, &["done", "web"]);
    let (_, err) = step(at, 1, &["return", "--by", "Kim"]);
    assert!(err.contains("`next_actions.platform[Look at the disk]`"), "{err}");
    step(at, 0, &["done", "next_actions.platform[Look at the disk]"]);
    step(at, 0, &["return", "--by", "Kim"]);
    step(at, 0, &["take-back", "--by", "shop"]);
    let (_, err) = step(at, 1, &["close", "--by", "shop"]);
    assert!(err.contains("when service was restored"), "{err}");
    step(at, 0, &["note", "Searches are answered", "--kind", "resolved"]);
    let (out, _) = step(at, 0, &["close", "--by", "shop"]);
    assert!(out.contains("  ended: ") && !out.contains("still missing"), "{out}");
    let (code, out, err) = run(at, &["lint", "--deny", "warnings", "--as-of", "now", RECORD]);
    assert_eq!(code, 0, "{out}{err}\n{}", read(at));
    assert_eq!(run(at, &["render", "--check", RECORD]).0, 0);
}

#[test]
fn a_reason_to_go_on_becomes_a_decision() {
    let folder = folder(&[(RECORD, &(FIRST.to_owned() + PLAN))]);
    let at = folder.path();
    step(at, 0, &["hand-over", "--to", "storage", "--reason", "R", "--anyway", "It burns", "--by", "search"]);
    let record = read(at);
    assert!(record.contains("why: It burns") && record.contains("by: search"), "{record}");
    assert!(record.contains("Handed over although: a first action for `storage`"), "{record}");
    let (_, err) = step(at, 1, &["hand-over", "--to", "storage", "--reason", "R", "--anyway", "x"]);
    assert!(err.contains("another team"), "{err}");
}

#[test]
fn a_second_handoff_stands_behind_the_first() {
    let folder = folder(&[(RECORD, &(FIRST.to_owned() + PLAN))]);
    let at = folder.path();
    let over = |to: &str, minute: &str| {
        let time = format!("2026-03-02T{minute}:00+01:00");
        step(at, 0, &["hand-over", "--to", to, "--reason", "R", "--first", "Look", "--at", &time])
    };
    over("storage", "04:00");
    step(at, 0, &["ack", "--by", "Kim", "--at", "2026-03-02T04:05:00+01:00"]);
    over("search", "05:00");
    let record = read(at);
    let (first, second) = (record.find("by: Kim").unwrap(), record.find("from: storage").unwrap());
    assert!(
        first < second && record.contains("handoff:\n- at: 2026-03-02T04:00:00+01:00\n  from: search\n"),
        "{record}"
    );
    assert_eq!(run(at, &["facts", RECORD]).0, 0);
    step(at, 0, &["ack", "--by", "Lee"]);
}

#[test]
fn what_is_unclear_or_settled_is_said_and_nothing_is_written() {
    let folder = folder(&[(RECORD, &(FIRST.to_owned() + PLAN))]);
    let at = folder.path();
    let before = read(at);
    let (_, err) = step(at, 1, &["done", "disk"]);
    assert!(err.contains("roadmap[grow]") && err.contains("roadmap[grow].tasks[0]"), "{err}");
    let (_, err) = step(at, 2, &["done", "indx"]);
    assert!(err.contains("did you mean `index`?"), "{err}");
    let (_, err) = step(at, 2, &["hand-over", "--to", "storrage", "--reason", "R"]);
    assert!(err.contains("did you mean `storage`?"), "{err}");
    step(at, 1, &["ack", "--by", "storage"]);
    step(at, 2, &["note", " \t"]);
    step(at, 2, &["tried", "x", "--outcome", "perhaps"]);
    let (out, _) = step(at, 0, &["note", "Seen", "--dry-run"]);
    assert!(out.starts_with("--- a/incidents/77/incident.yaml\n") && out.contains("+timeline:\n"), "{out}");
    assert_eq!(read(at), before);
}

#[test]
fn an_invalid_record_is_not_touched() {
    for broken in [FIRST.replace("severity: P1", "severity: high"), FIRST.replace("title", "tittle")] {
        let folder = folder(&[(RECORD, &broken)]);
        step(folder.path(), 2, &["note", "x"]);
        assert_eq!(read(folder.path()), broken);
    }
    let shared = FIRST.replace("status: investigating", "status: investigating\nlinks: &l [{what: a}]")
        + "timeline: []\nlessons: *l\n";
    let folder = folder(&[(RECORD, &shared)]);
    step(folder.path(), 0, &["note", "x"]);
    let (code, _, err) = run(folder.path(), &["note", "-", "x"]);
    assert!(code == 2 && err.contains("standard input"), "{err}");
}

#[test]
fn questions_are_answered_by_some_of_their_words() {
    let record = FIRST.replace("status: investigating", "status: handed-off")
        + PLAN
        + "handoff:\n  at: 2026-03-02T04:00:00+01:00\n  from: search\n  to: storage\n  open_questions:\n    - Who owns the disk?\n    - {ask: Who pays?, blocks: false}\n";
    let folder = folder(&[(RECORD, &record)]);
    let at = folder.path();
    step(at, 1, &["answer", "who", "Storage"]);
    step(at, 0, &["answer", "owns", "Storage, since May", "--by", "Kim", "--at", "2026-03-02T05:00:00+01:00"]);
    step(at, 0, &["answer", "pays", "Nobody", "--at", "2026-03-02T05:00:00+01:00"]);
    let record = read(at);
    assert!(
        record.contains(
            "- {ask: Who owns the disk?, answer: \"Storage, since May\", by: Kim, at: 2026-03-02T05:00:00+01:00}\n"
        ),
        "{record}"
    );
    assert!(
        record.contains("- {ask: Who pays?, answer: Nobody, at: 2026-03-02T05:00:00+01:00, blocks: false}\n"),
        "{record}"
    );
    step(at, 1, &["answer", "owns", "Somebody else"]);
}
