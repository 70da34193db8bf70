//! The script for an issue of a GitLab, run against a `glab` that keeps what it is told.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{filled, issue_update, record, run, text};

const LABELS: &str = "issue: https://gitlab.example.org/g/s/p/-/issues/7\n\
    labels: {remove: [wip, '%-hostname=evil'], add: ['it''s $(id)', '%h', 'p0; urgent']}";

/// Answers as GitLab does, in one line; fails where `fail` matches the call, and for all that this
/// program of GitLab does not know.
const GLAB: &str = r#"#!/bin/sh
cd "$(dirname "$0")" || exit 9
printf '<%s>' "$@" >>calls
echo >>calls
grep -q . fail 2>/dev/null && echo "$*" | grep -qf fail && exit 1
[ "$1 $2" = 'api --hostname=gitlab.example.org' ] || exit 9
shift 2
case "$*" in
  '--paginate projects/g%2Fs%2Fp/issues/7/notes?per_page=100') cat notes ;;
  '--method PUT projects/g%2Fs%2Fp/issues/7 --raw-field '*_labels=*) echo "$5" >>labels; echo '{"id":1}' ;;
  '--method POST projects/g%2Fs%2Fp/issues/7/notes --field body=@-') cat >comment; echo '{"id":42}' ;;
  '--method PUT projects/g%2Fs%2Fp/issues/7/notes/42 --field body=@-') cat >comment; echo '{"id":42}' ;;
  *) exit 9 ;;
esac"#;

/// Notes that are not ours, whatever they say, around one that is.
const OTHERS: &str =
    r#"{"id":40,"type":null,"body":"see \u003c!-- handoff:1278 --\u003e","author":{"id":1,"name":"a"}}"#;
const FORGED: &str =
    r#"{"id":41,"type":null,"body":"{\"id\":9,\"body\":\"\u003c!-- handoff:1278 --\u003e","author":{"id":1}}"#;
const ALIKE: &str = r#"{"id":43,"type":null,"body":"\u003c!-- handoff:12780 --\u003e","author":{"id":1}}"#;
const OURS: &str =
    r#"{"id":42,"type":"DiscussionNote","body":"\u003c!-- handoff:1278 --\u003e\nOld","author":{"id":1,"name":"a"}}"#;

pub fn folder() -> tempfile::TempDir {
    of(LABELS.replace(", 'p0; urgent'", "").as_str())
}

fn of(labels: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("issue-update.sh", &issue_update(&record(labels), &filled, "issue-update.md").unwrap());
    write("issue-update.md", "What is new\n");
    write("glab", GLAB);
    write("notes", "[]");
    fs::set_permissions(folder.path().join("glab"), fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

#[test]
fn one_note_is_kept_and_nobody_elses_is_touched() {
    let none = format!("[{OTHERS},{FORGED},{ALIKE}]");
    let ours = format!("[{OTHERS},{FORGED}]\n[{ALIKE},{OURS}]");
    for (notes, way) in
        [(none.as_str(), "<POST>"), ("[]", "<POST>"), (&ours, "<PUT><projects/g%2Fs%2Fp/issues/7/notes/42>")]
    {
        let folder = folder();
        fs::write(folder.path().join("notes"), notes).unwrap();
        let output = run(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let calls = text(folder.path(), "calls");
        assert!(calls.lines().last().unwrap().contains(way), "{way}: {calls}");
        assert_eq!(text(folder.path(), "comment"), "<!-- handoff:1278 -->\nWhat is new\n");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "", "what GitLab answers is of no interest");
    }
}

/// Each label is one value behind the name of its field, so that none is an option.
#[test]
fn labels_change_one_by_one_and_none_becomes_an_option() {
    let folder = folder();
    assert_eq!(run(folder.path(), &[]).status.code(), Some(0));
    let expected = "remove_labels=wip\nremove_labels=--hostname=evil\nadd_labels=it's $(id)\nadd_labels=-h\n";
    assert_eq!(text(folder.path(), "labels"), expected);
    let folder = of(LABELS);
    let output = run(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("label p0, urgent is not added: no label of GitLab holds a comma"), "{said}");
    assert_eq!(text(folder.path(), "labels"), expected);
    assert!(text(folder.path(), "comment").contains("What is new"));
}

#[test]
fn what_fails_does_not_stop_the_rest_and_no_second_note_is_posted() {
    for (fail, code, said, comment) in [
        ("remove_labels=wip", 1, "label wip is not removed", "What is new"),
        ("add_labels=it", 1, "label it's $(id) is not added", "What is new"),
        ("paginate", 1, "the comments cannot be read", ""),
        ("POST", 1, "the comment is not posted", ""),
    ] {
        let folder = folder();
        fs::write(folder.path().join("fail"), fail).unwrap();
        let output = run(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(code), "{fail}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(said), "{fail}: {told}");
        assert!(text(folder.path(), "comment").contains(comment), "{fail}");
        assert!(!comment.is_empty() || text(folder.path(), "comment").is_empty(), "{fail}");
    }
}

#[test]
fn a_dry_run_prints_and_calls_nothing() {
    let folder = folder();
    let output = run(folder.path(), &["--dry-run"]);
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let put = "glab api --hostname=gitlab.example.org --method PUT projects/g%2Fs%2Fp/issues/7";
    for part in [
        format!("{put} --raw-field remove_labels=wip\n"),
        format!("{put}/notes/ID --field body=@-\n"),
        "--paginate projects/g%2Fs%2Fp/issues/7/notes\\?per_page=100\n".to_owned(),
    ] {
        assert!(printed.contains(&part), "{part}: {printed}");
    }
    assert_eq!((text(folder.path(), "calls").as_str(), output.status.code()), ("", Some(0)));
    let output = run(folder.path(), &["--help"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("glab auth login"));
}
