//! `handoff diff --base`: real repositories.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{self, MINIMAL, command, folder, run, told};

fn git(at: &Path, args: &[&str]) {
    let output = support::git(at, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository with two incidents on `main`, and a branch of ours.
fn repository() -> tempfile::TempDir {
    let second = MINIMAL.replace("2041", "2042");
    let files = folder(&[("incidents/2041/incident.yaml", MINIMAL), ("incidents/2042/incident.yaml", &second)]);
    git(files.path(), &["init", "-qb", "main"]);
    git(files.path(), &["add", "."]);
    git(files.path(), &["commit", "-qm", "base"]);
    git(files.path(), &["switch", "-qc", "work"]);
    files
}

fn change(at: &Path, from: &str, to: &str) {
    let path = at.join("incidents/2041/incident.yaml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from));
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn the_working_tree_against_where_the_branch_left_main() {
    let files = repository();
    let at = files.path();
    git(at, &["switch", "-q", "main"]);
    change(at, "title: Checkout", "title: The checkout");
    git(at, &["commit", "-qam", "main goes on"]);
    git(at, &["switch", "-q", "work"]);
    change(at, "severity: P1", "severity: P0");
    let (code, out, err) = run(at, &["diff", "--base", "main...", "--exit-code"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_eq!(out, "incidents/2041/incident.yaml: 1 change of state\n\nState\n  severity: P1 -> P0\n\n");
    let (_, out, _) = run(at, &["diff", "--base", "main"]);
    assert!(out.contains("title"), "against main itself: {out}");
    // From a folder below, and for one record.
    let (_, below, _) = run(&at.join("incidents"), &["diff", "--base", "main...", "2041"]);
    assert!(below.contains("severity: P1 -> P0"), "{below}");
    let (code, out, _) = run(&at.join("incidents"), &["diff", "--base", "main...", "2042", "--exit-code"]);
    assert_eq!((code, out.as_str()), (0, ""));
}

#[test]
fn records_come_go_and_change_places() {
    let files = repository();
    let at = files.path();
    fs::rename(at.join("incidents/2041"), at.join("incidents/checkout")).unwrap();
    fs::remove_dir_all(at.join("incidents/2042")).unwrap();
    fs::create_dir(at.join("incidents/2043")).unwrap();
    fs::write(at.join("incidents/2043/incident.yaml"), MINIMAL.replace("2041", "2043")).unwrap();
    let (code, out, err) = run(at, &["diff", "--base", "main", "incidents"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(
        out,
        "incidents/2043/incident.yaml: a new record\n\nincidents/2042/incident.yaml: the record is gone\n\n"
    );
    let (code, out, err) = run(at, &["diff", "--base", "main", "incidents/2042/incident.yaml"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("the record is gone"), "{out}");
}

#[test]
fn evidence_of_both_sides_decides() {
    let files = repository();
    let at = files.path();
    let record = at.join("incidents/2041/incident.yaml");
    let text = fs::read_to_string(&record).unwrap().replace("run: \"./smoke checkout\", expect: ok", "manual: true");
    fs::write(&record, text).unwrap();
    git(at, &["commit", "-qam", "by hand"]);
    let args =
        ["attest", "incidents/2041", "checkout", "--by", "Ana", "--saw", "it works", "--at", "2026-03-02T16:00:00Z"];
    assert_eq!(run(at, &args).0, 0);
    let (_, out, _) = run(at, &["diff", "--base", "HEAD"]);
    assert!(out.contains("evidence.checks[checkout]: added: passed 2026-03-02 16:00 UTC by Ana"), "{out}");
    assert!(out.contains("criteria[checkout-works]: unproven -> proven, because evidence.checks[checkout]"), "{out}");
    assert!(out.contains("criteria.met: 0 -> 1, because evidence.checks[checkout]"), "{out}");
}

#[test]
fn proof_goes_stale_because_of_the_words_it_was_found_for() {
    let manual = MINIMAL.replace("run: \"./smoke checkout\", expect: ok", "manual: true");
    let files = folder(&[("old/incident.yaml", &manual), ("new/incident.yaml", &manual)]);
    let at = files.path();
    let args = ["attest", "old", "checkout", "--by", "Ana", "--saw", "it works", "--at", "2026-03-02T16:00:00Z"];
    assert_eq!(run(at, &args).0, 0);
    fs::copy(at.join("old/evidence.yaml"), at.join("new/evidence.yaml")).unwrap();
    fs::write(at.join("new/incident.yaml"), manual.replace("Synthetic checkout", "Two checkouts")).unwrap();
    let (_, out, _) = run(at, &["diff", "old", "new"]);
    let because = "because checks[checkout].what: Synthetic checkout -> Two checkouts";
    for said in ["criteria[checkout-works]: proven -> stale: what proves it changed since, ", "criteria.met: 1 -> 0, "]
    {
        assert!(out.contains(&format!("{said}{because}")), "{out}");
    }
}

#[test]
fn git_runs_nothing_that_a_repository_names() {
    let files = repository();
    let at = files.path();
    let spy = at.join("spy.sh");
    fs::write(&spy, format!("#!/bin/sh\ntouch {}\n", at.join("ran").display())).unwrap();
    Command::new("chmod").arg("+x").arg(&spy).status().unwrap();
    let spy = spy.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "core.sshCommand",
        "diff.x.textconv",
        "filter.x.smudge",
        "core.editor",
    ] {
        git(at, &["config", key, spy]);
    }
    fs::write(at.join(".gitattributes"), "* diff=x filter=x\n").unwrap();
    change(at, "severity: P1", "severity: P0");
    let out = told(
        command(at, &["diff", "--base", "main..."])
            .env("GIT_DIR", "/nowhere")
            .env("GIT_EXTERNAL_DIFF", spy)
            .output()
            .unwrap(),
    );
    assert!(out.0 == 0 && out.1.contains("P1 -> P0"), "{out:?}");
    assert!(!at.join("ran").exists());
}

#[test]
fn what_cannot_be_compared_is_said() {
    let files = repository();
    let at = files.path();
    for (args, said) in [
        (vec!["diff", "--base", "nowhere"], "git knows no revision `nowhere`"),
        (vec!["diff", "--base=--output=x"], "git knows no revision"),
        (vec!["diff", "--base", "main", "no-such"], "is neither in the working tree nor in the revision"),
        (vec!["diff", "--base", "main", "/etc/hostname"], "is not in the repository"),
    ] {
        let (code, out, err) = run(at, &args);
        assert!(code == 2 && err.contains(said) && out.is_empty(), "{args:?}: {code} {out}{err}");
    }
    assert!(!at.join("x").exists());
    // A record that is not valid on one side neither came nor went.
    change(at, "severity: P1", "severity: high");
    let (code, out, err) = run(at, &["diff", "--base", "main"]);
    assert!(code == 2 && out.is_empty() && err.contains("severity"), "{out}{err}");
    let outside = folder(&[("incident.yaml", MINIMAL)]);
    let (code, _, err) = run(outside.path(), &["diff", "--base", "main"]);
    assert!(code == 2 && err.contains("needs a git repository"), "{err}");
}
