//! Two branches that change one incident, merged by git: nothing of anybody's is lost, and nothing
//! needs `--force`.

use std::fs;
use std::path::Path;

use crate::support::{self, MINIMAL, documents, folder, render, run};

const RECORD: &str = "incidents/2041/incident.yaml";

fn git(at: &Path, args: &[&str]) -> bool {
    support::git(at, args).status.success()
}

fn commit(at: &Path, message: &str) {
    assert!(git(at, &["add", "-A"]) && git(at, &["commit", "-qm", message]));
}

fn edit(at: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(at.join(file)).unwrap();
    assert!(text.contains(from), "{from}\n{text}");
    fs::write(at.join(file), text.replacen(from, to, 1)).unwrap();
}

type Edit = (&'static str, &'static str);

/// A repository with one package; each side changes its record, renders and commits. Git merges, as
/// far as it can. `hand` is an edit of a document by the other side.
fn merged(attributes: bool, ours: &[Edit], theirs: &[Edit], hand: Option<(&str, &str, &str)>) -> tempfile::TempDir {
    let files = folder(&[(RECORD, MINIMAL)]);
    let at = files.path();
    assert!(git(at, &["init", "-qb", "main"]));
    if attributes {
        let new = run(at, &["init", "9999", "--minimal"]);
        assert_eq!(new.0, 0, "{new:?}");
        fs::remove_dir_all(at.join("incidents/9999")).unwrap();
        assert!(new.1.contains("created incidents/.gitattributes"), "{}", new.1);
    }
    render(at, &["incidents"]);
    commit(at, "base");
    for (branch, edits) in [("ben", theirs), ("ana", ours)] {
        assert!(git(at, &["switch", "-qc", branch, "main"]));
        edits.iter().for_each(|(from, to)| edit(at, RECORD, from, to));
        render(at, &["incidents"]);
        if let Some((file, from, to)) = hand.filter(|_| branch == "ben") {
            edit(at, file, from, to);
        }
        commit(at, branch);
    }
    git(at, &["merge", "-q", "ben"]);
    files
}

const TITLE_A: &[Edit] = &[("Checkout times out", "Checkout fails")];
const TITLE_B: &[Edit] = &[("Checkout times out", "Payment times out")];
const SUMMARY: &[Edit] = &[("every third checkout", "every second checkout")];
const MORE_CHECKS: &[Edit] = &[
    ("checks:\n", "checks:\n  - {id: disk, what: Disk has room, run: df, expect: {exit: 0}}\n"),
    ("check: checkout}", "check: [checkout, disk]}"),
];

/// Takes one side of every conflict in the record.
fn settle_record(at: &Path) {
    let text = fs::read_to_string(at.join(RECORD)).unwrap();
    if let Some((ours, _)) = handoff::merge::sides(&text) {
        fs::write(at.join(RECORD), ours).unwrap();
    }
}

#[test]
fn with_the_lines_of_init_a_render_ends_every_merge() {
    for (ours, theirs) in [(TITLE_A, TITLE_B), (TITLE_A, SUMMARY), (SUMMARY, MORE_CHECKS), (MORE_CHECKS, TITLE_B)] {
        let files = merged(true, ours, theirs, None);
        let at = files.path();
        for (name, bytes) in documents(at) {
            assert!(!String::from_utf8_lossy(&bytes).contains("<<<<<<<"), "{name}");
        }
        settle_record(at);
        render(at, &["incidents"]);
        assert_eq!(run(at, &["render", "--check", "incidents"]).0, 0);
        let text = fs::read_to_string(at.join("incidents/2041/README.md")).unwrap();
        let has = |edits: &[Edit]| {
            edits.iter().any(|(_, to)| to.contains("second") && text.contains("every second checkout"))
        };
        assert_eq!(has(ours) || has(theirs), ours == SUMMARY || theirs == SUMMARY, "{text}");
    }
}

#[test]
fn both_whole_sides_of_a_document_are_written_over() {
    let files = merged(false, TITLE_A, TITLE_B, None);
    let at = files.path();
    let readme = fs::read_to_string(at.join("incidents/2041/README.md")).unwrap();
    assert!(readme.contains("<<<<<<<"), "{readme}");
    settle_record(at);
    let (code, out, _) = run(at, &["render", "--check", "incidents"]);
    assert!(code == 1 && out.contains("merge not finished: incidents/2041/README.md"), "{out}");
    render(at, &["incidents"]);
    assert!(documents(at).values().all(|bytes| !String::from_utf8_lossy(bytes).contains("<<<<<<<")));
    assert_eq!(run(at, &["render", "--check", "incidents"]).0, 0);
}

#[test]
fn what_git_merged_line_by_line_may_hide_an_edit() {
    let files = merged(false, TITLE_A, SUMMARY, None);
    let at = files.path();
    let (code, out, _) = run(at, &["render", "--check", "incidents"]);
    assert!(code == 1 && out.contains("merged line by line: incidents/2041/README.md"), "{out}");
    let before = documents(at);
    let (code, _, err) = run(at, &["render", "incidents"]);
    assert!(code == 2 && err.contains("git checkout --ours -- "), "{err}");
    assert_eq!(documents(at), before, "nothing was written");
    // The way that the message names.
    assert!(git(at, &["checkout", "--ours", "--", "incidents"]));
    render(at, &["incidents"]);
    let readme = fs::read_to_string(at.join("incidents/2041/README.md")).unwrap();
    assert!(readme.contains("Checkout fails") && readme.contains("every second checkout"), "{readme}");
}

#[test]
fn an_edit_by_hand_inside_of_a_conflict_is_never_lost() {
    let hand = ("incidents/2041/README.md", "Payment times out", "Payment MOSTLY times out");
    let files = merged(false, TITLE_A, TITLE_B, Some(hand));
    let at = files.path();
    settle_record(at);
    let before = documents(at);
    assert!(String::from_utf8_lossy(&before["incidents/2041/README.md"]).contains("MOSTLY"));
    let (code, _, err) = run(at, &["render", "incidents"]);
    assert!(code == 2 && err.contains("README.md"), "{err}");
    assert_eq!(documents(at), before);
}

#[test]
fn a_record_with_both_sides_is_told_as_a_merge() {
    let files = merged(false, TITLE_A, TITLE_B, None);
    let (code, _, err) = run(files.path(), &["render", "incidents"]);
    assert_eq!(code, 2);
    for said in [
        "a merge was not finished",
        "`HEAD` has in line 4 `title: Checkout fails",
        "`ben` has in line 6 `title: Payment times out",
    ] {
        assert!(err.contains(said), "{said} in {err}");
    }
}

#[test]
fn evidence_of_two_branches_is_merged_by_render() {
    let manual = MINIMAL.replace("run: \"./smoke checkout\", expect: ok", "manual: true");
    let both = format!("{manual}  - {{id: login, what: Login, manual: true}}\n");
    let files = folder(&[(RECORD, &both)]);
    let at = files.path();
    assert!(git(at, &["init", "-qb", "main"]));
    commit(at, "base");
    let attest = |check: &str, by: &str, hour: &str, failed: bool| {
        let at_hour = format!("2026-03-02T{hour}:00:00Z");
        let mut args = vec!["attest", RECORD, check, "--by", by, "--saw", "it works", "--at", &at_hour];
        args.extend(failed.then_some("--failed"));
        let (code, _, err) = run(at, &args);
        assert_eq!(code, 0, "{err}");
    };
    assert!(git(at, &["switch", "-qc", "ben"]));
    attest("checkout", "Ben", "18", true);
    attest("login", "Ben", "16", false);
    commit(at, "ben");
    assert!(git(at, &["switch", "-q", "main"]));
    attest("checkout", "Ana", "17", false);
    attest("login", "Ana", "17", false);
    commit(at, "ana");
    assert!(!git(at, &["merge", "-q", "ben"]), "they conflict");
    let (code, out, _) = run(at, &["lint", RECORD]);
    assert!(code == 2 && out.contains("`handoff render` merges it"), "{out}");
    let (code, _, err) = run(at, &["render", "--check", RECORD]);
    assert!(code == 1 && err.contains("merge not finished: incidents/2041/evidence.yaml"), "{code} {err}");
    let (code, _, err) = run(at, &["render", RECORD]);
    assert!(code == 0 && err.contains("merged incidents/2041/evidence.yaml"), "{err}");
    let text = fs::read_to_string(at.join("incidents/2041/evidence.yaml")).unwrap();
    assert!(
        !text.contains("<<<<") && text.contains("Ben") && text.contains("Ana") && text.contains("failed"),
        "{text}"
    );
    assert_eq!(text.matches("by: \"Ben\"").count(), 1, "of login, Ana's is newer: {text}");
    assert_eq!(run(at, &["render", "--check", RECORD]).0, 0);
}

#[test]
fn what_a_formatter_wrote_needs_no_force() {
    let files = folder(&[(RECORD, MINIMAL)]);
    let at = files.path();
    render(at, &["incidents"]);
    let path = at.join("incidents/2041/README.md");
    let text = fs::read_to_string(&path).unwrap();
    // As prettier leaves it: a blank line behind the comment, padded tables, `_` for emphasis.
    let formatted: String = text
        .lines()
        .enumerate()
        .map(|(at, line)| match line {
            _ if at == 0 => format!("{line}\n\n"),
            line if line.starts_with("| ") => format!("{}   |\n", &line[..line.len() - 1]),
            line => format!("{line}\n"),
        })
        .collect();
    assert_ne!(formatted, text);
    fs::write(&path, &formatted).unwrap();
    let (code, out, err) = run(at, &["render", "--check", "incidents"]);
    assert!(
        code == 1 && out.contains("reformatted: incidents/2041/README.md") && out.contains(".prettierignore"),
        "{out}"
    );
    assert!(err.contains("`handoff render incidents`") && !err.contains("--force"), "{err}");
    render(at, &["incidents"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    // One word more is an edit.
    fs::write(&path, formatted.replacen("Checkout", "The checkout", 1)).unwrap();
    assert_eq!(run(at, &["render", "incidents"]).0, 2);
}
