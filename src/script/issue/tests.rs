use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use super::*;

mod gitlab;

fn record(more: &str) -> Record {
    let text = format!(
        "format: 1\nid: '1278'\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
         teams: {{a: {{name: A}}, b: {{name: B}}}}\nhandoff: {{at: 2026-03-02T15:40:00Z, from: a, to: b}}\n\
         components: [{{id: net, name: N, severity: high, problem: P}}]\n\
         roadmap: [{{id: fix, title: Fix, takes: 1h}}]\ncriteria: [{{id: k, what: K}}]\n{more}\n"
    );
    crate::record::decode("incident.yaml", text.as_bytes()).unwrap_or_else(|e| panic!("{:?}", e.1)).record
}

const LABELS: &str = "issue: https://github.com/o/r/issues/7\n\
    labels: {remove: [wip, gone], add: ['p0; it''s $(id)', done]}";

/// Decoding refuses labels that could be an option or a list; what vars are filled in with, it does not see.
fn filled(text: &str) -> String {
    text.replace('%', "-").replace(';', ",")
}

/// Keeps labels and one comment in files of the folder; fails where `fail` matches the call.
const GH: &str = r#"#!/bin/sh
cd "$(dirname "$0")" || exit 9
echo "$*" >>calls
grep -q . fail 2>/dev/null && echo "$*" | grep -qf fail && exit 1
case "$1 $2" in
  "issue view") cat labels 2>/dev/null; exit 0 ;;
  "issue comment") cat >comment; echo 42 >comments ;;
  "label create") for label; do :; done; echo "$label" >>repository ;;
esac
case "$*" in
  *--remove-label*) grep -qxe "${4#--remove-label=}" labels ;;
  *--add-label*) grep -qFxe "$(echo "${4#--add-label=}" | tr -d '"')" repository ;;
  *--paginate*) cat comments 2>/dev/null; exit 0 ;;
  *PATCH*) cat >comment ;;
esac"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("issue-update.sh", &issue_update(&record(LABELS), &filled, "issue-update.md").unwrap());
    write("issue-update.md", "What is new\n");
    write("gh", GH);
    write("labels", "wip\n");
    write("repository", "wip\ndone\n");
    fs::set_permissions(folder.path().join("gh"), fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    command.arg(folder.join("issue-update.sh")).args(args).env("PATH", path).output().unwrap()
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_default()
}

#[test]
fn labels_change_one_by_one_and_one_comment_is_kept() {
    let folder = folder();
    for (time, way) in [(1, "issue comment"), (2, "--method PATCH repos/o/r/issues/comments/42")] {
        let output = run(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let calls = text(folder.path(), "calls");
        assert!(calls.contains(way), "{time}: {calls}");
        assert!(calls.contains("label create --repo=github.com/o/r -- p0, it's $(id)\n"), "{calls}");
        assert_eq!(text(folder.path(), "comment"), "<!-- handoff:1278 -->\nWhat is new\n");
        fs::remove_file(folder.path().join("calls")).unwrap();
        fs::write(folder.path().join("repository"), "done\n").unwrap();
    }
}

#[test]
fn links_to_the_package_lead_to_its_pushed_commit_or_are_names() {
    leads_to_the_pushed_commit(folder(), "github.com", "o/r", "blob");
    leads_to_the_pushed_commit(gitlab::folder(), "gitlab.example.org", "g/s/p", "-/blob");
}

fn leads_to_the_pushed_commit(folder: tempfile::TempDir, host: &str, path: &str, blob: &str) {
    const UPDATE: &str = "- Overview: [README.md](README.md)\n- [Elsewhere](README.md)\n";
    let names = "- Overview: `README.md`\n- [Elsewhere](README.md)\n";
    let git = |args: &[&str]| {
        let configured = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").current_dir(folder.path()).args(configured).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?} {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let posted = |expected: &str| {
        let output = run(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(text(folder.path(), "comment"), format!("<!-- handoff:1278 -->\n{expected}"));
    };
    fs::write(folder.path().join("issue-update.md"), UPDATE).unwrap();
    posted(names);
    git(&["init", "--quiet"]);
    git(&["add", "issue-update.md"]);
    git(&["commit", "--quiet", "--message", "Package"]);
    git(&["remote", "add", "origin", &format!("git@{host}:{path}.git")]);
    posted(names);
    git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    let commit = git(&["rev-parse", "HEAD"]);
    let address = format!("https://{host}/{path}/{blob}/{commit}/README.md");
    posted(&UPDATE.replace("](README.md)\n- [E", &format!("]({address})\n- [E")));
    git(&["remote", "set-url", "origin", &format!("https://{host}/{path}2")]);
    posted(names);
    git(&["remote", "set-url", "origin", &format!("https://{host}/{path}/")]);
    fs::write(folder.path().join("issue-update.md"), format!("{UPDATE}- New\n")).unwrap();
    posted(&format!("{names}- New\n"));
}

#[test]
fn no_value_becomes_an_option() {
    let odd = "issue: https://github.com/o/r/issues/7\n\
        labels: {remove: ['%-repo=evil/x', '%h'], add: ['%-repo=evil/y', '%-help', '%R evil/z', '%-']}";
    let folder = folder();
    let script = issue_update(&record(odd), &filled, "issue-update.md").unwrap();
    fs::write(folder.path().join("issue-update.sh"), script).unwrap();
    fs::write(folder.path().join("repository"), "").unwrap();
    // Prints each argument on a line of its own.
    fs::write(folder.path().join("gh"), GH.replace("echo \"$*\" >>calls", "printf '<%s>\\n' \"$@\" >>calls")).unwrap();
    let output = run(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let calls = text(folder.path(), "calls");
    let mut ended = false;
    for argument in calls.lines() {
        let known = ["remove-label", "add-label", "repo=github.com/o/r", "json", "jq", "paginate", "body-file", ""];
        let option = argument.strip_prefix("<--").map(|option| known.iter().any(|name| option.starts_with(name)));
        assert!(ended || option != Some(false) && !argument.starts_with("<-h"), "{argument} in {calls}");
        assert!(!argument.starts_with("<--repo=evil") || ended, "{calls}");
        ended = argument == "<-->";
    }
    for label in ["<--remove-label=--repo=evil/x>", "<--remove-label=-h>", "<--add-label=-R evil/z>"] {
        assert!(calls.contains(label), "{label} in {calls}");
    }
}

/// Runs the script in a folder with what a stranger could have put there, and tells whether any of
/// that ran.
fn strange(folder: tempfile::TempDir, prepare: &dyn Fn(&Path)) -> (bool, String) {
    let witness = folder.path().join("ran");
    let evil = folder.path().join("evil");
    fs::write(&evil, format!("#!/bin/sh\necho \"$0 $*\" >>{}\n", witness.display())).unwrap();
    fs::set_permissions(&evil, fs::Permissions::from_mode(0o755)).unwrap();
    prepare(folder.path());
    let output = run(folder.path(), &[]);
    (witness.exists(), String::from_utf8_lossy(&output.stderr).into_owned() + &text(folder.path(), "ran"))
}

fn git(folder: &Path, args: &[&str]) {
    let configured = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(folder).args(configured).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?} {}", String::from_utf8_lossy(&output.stderr));
}

/// Everything of a repository's configuration by which git starts a program.
fn configure(folder: &Path) {
    let evil = folder.join("evil").display().to_string();
    fs::create_dir(folder.join("evil-hooks")).unwrap();
    for hook in ["post-index-change", "reference-transaction", "fsmonitor-watchman"] {
        fs::copy(folder.join("evil"), folder.join("evil-hooks").join(hook)).unwrap();
    }
    for (name, value) in [
        ("core.fsmonitor", evil.as_str()),
        ("core.hooksPath", &folder.join("evil-hooks").display().to_string()),
        ("core.pager", &evil),
        ("pager.status", &evil),
        ("core.sshCommand", &evil),
        ("diff.external", &evil),
        ("diff.x.textconv", &evil),
        ("filter.x.clean", &evil),
        ("filter.x.process", &evil),
        ("remote.origin.url", &format!("ext::{evil}")),
        ("remote.origin.promisor", "true"),
        ("protocol.ext.allow", "always"),
        ("alias.rev-parse", &format!("!{evil}")),
    ] {
        git(folder, &["config", name, value]);
    }
    fs::write(folder.join(".gitattributes"), "*.md diff=x filter=x\n").unwrap();
}

#[test]
fn nothing_of_a_strange_repository_runs() {
    let bare = |folder: &Path| {
        git(folder, &["init", "--quiet", "--bare", "."]);
        configure(folder);
    };
    let nested = |folder: &Path| {
        git(folder, &["init", "--quiet"]);
        git(folder, &["add", "issue-update.md"]);
        git(folder, &["commit", "--quiet", "--message", "Package"]);
        configure(folder);
        // Looked at again, since it changed: that is when filters run.
        fs::write(folder.join("issue-update.md"), "What is newer\n").unwrap();
    };
    let both = |folder: &Path| {
        bare(folder);
        fs::create_dir(folder.join(".git")).unwrap();
    };
    let missing = |folder: &Path| {
        nested(folder);
        git(folder, &["config", "extensions.partialClone", "origin"]);
        git(folder, &["config", "core.repositoryFormatVersion", "1"]);
        let objects = folder.join(".git/objects");
        for part in fs::read_dir(&objects).unwrap().map(|part| part.unwrap().path()) {
            fs::remove_dir_all(part).unwrap();
        }
    };
    type Prepare<'a> = &'a dyn Fn(&Path);
    for (name, prepare) in [("bare", &bare as Prepare), ("nested", &nested), ("both", &both), ("missing", &missing)] {
        for folder in [folder(), gitlab::folder()] {
            let (ran, said) = strange(folder, prepare);
            assert!(!ran, "{name}: {said}");
            assert!(said.contains("no links"), "{name}: {said}");
        }
    }
}

#[test]
fn programs_of_the_package_are_not_run() {
    [folder(), gitlab::folder()].into_iter().for_each(runs_none_of_its_own);
}

fn runs_none_of_its_own(folder: tempfile::TempDir) {
    fs::create_dir(folder.path().join("bin")).unwrap();
    for name in ["git", "gh", "glab", "sed", "grep", "cat", "awk", "head"] {
        let path = folder.path().join("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\necho {name} >>{}/ran\n", folder.path().display())).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let bash = Command::new("sh").args(["-c", "command -v bash"]).output().unwrap().stdout;
    let bash = String::from_utf8(bash).unwrap();
    for search in ["./bin:", "bin:", ":./bin:"] {
        let path = format!("{search}{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
        let mut command = Command::new(bash.trim());
        command.arg("./issue-update.sh").current_dir(folder.path()).env("PATH", path);
        assert_eq!(command.output().unwrap().status.code(), Some(0));
        assert_eq!(text(folder.path(), "ran"), "", "{search}");
    }
}

#[test]
fn what_fails_does_not_stop_the_rest() {
    for (fail, missing) in [("remove-label=wip", "wip is not removed"), ("add-label=done", "done is not added")] {
        let folder = folder();
        fs::write(folder.path().join("fail"), fail).unwrap();
        let output = run(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains(missing));
        assert!(text(folder.path(), "comment").contains("What is new"));
    }
    let folder = folder();
    fs::write(folder.path().join("fail"), "paginate").unwrap();
    assert_eq!(run(folder.path(), &[]).status.code(), Some(1));
    assert_eq!(text(folder.path(), "comment"), "", "no second comment when the first cannot be looked for");
}

#[test]
fn a_dry_run_prints_and_calls_nothing() {
    let folder = folder();
    let output = run(folder.path(), &["--dry-run"]);
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    for part in
        ["gh issue edit https://github.com/o/r/issues/7 --remove-label=wip\n", "--add-label=done\n", "gh issue comment"]
    {
        assert!(printed.contains(part), "{printed}");
    }
    assert_eq!((text(folder.path(), "calls").as_str(), output.status.code()), ("", Some(0)));
    assert_eq!(run(folder.path(), &["--frob"]).status.code(), Some(2));
}

#[test]
fn shellcheck_has_nothing_to_say() {
    if !crate::tests::has("shellcheck") {
        return;
    }
    for folder in [folder(), gitlab::folder()] {
        let output = Command::new("shellcheck").arg(folder.path().join("issue-update.sh")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

/// A tracker, or a bot that listens there, obeys `/close` at the beginning of a line.
#[test]
fn no_line_of_a_text_is_a_command_to_the_tracker() {
    let update =
        "/close\n\n- a\n  /assign @me\n\n````text\n/usr/bin/x\n```\n/label ~a\n````\n\n/label ~b\n```x```\n/merge\n";
    let posted = update.replace("/close", "\\/close").replace("/label ~b", "\\/label ~b").replace("/merge", "\\/merge");
    for folder in [folder(), gitlab::folder()] {
        fs::write(folder.path().join("issue-update.md"), update).unwrap();
        let output = run(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(text(folder.path(), "comment"), format!("<!-- handoff:1278 -->\n{posted}"));
    }
}

#[test]
fn an_issue_is_a_number_or_an_address() {
    let issue = |text| Issue::parse(text).map(|issue| (issue.number, issue.repository));
    assert_eq!(issue("#12"), Some(("12".into(), None)));
    let address = Some(("7".into(), Some(("git.example.org".into(), "o/r".into()))));
    assert_eq!(issue("https://git.example.org/o/r/issues/7"), address);
    let of = |text: &str| Issue::parse(text).map(|issue| (issue.tracker, issue.repository.unwrap().1, issue.kind));
    for (text, path, kind) in [
        ("https://gitlab.com/group/project/-/issues/7", "group/project", "issues"),
        ("https://gitlab.com/group/sub/deep/project/-/work_items/7/", "group/sub/deep/project", "issues"),
        ("https://code.example.org/group/project/-/merge_requests/7", "group/project", "merge_requests"),
        ("https://gitlab.example.org/group/sub/project/issues/7", "group/sub/project", "issues"),
    ] {
        assert_eq!(of(text), Some((Tracker::GitLab, path.to_owned(), kind)), "{text}");
    }
    assert_eq!(of("https://github.com/o/r/pull/7").unwrap().0, Tracker::GitHub);
    for other in [
        "https://gitlab.com/project/-/issues/7",
        "https://gitlab.com/g/../-/issues/7",
        "https://gitlab.com/g/p/-/issues/7#note_1",
        "https://gitlab.com/groups/g/-/epics/7",
        "https://g/a/b/c/issues/7",
        "https://jira.example.org/browse/X-1",
        "https://github.com/o/r/issues/x",
        "ABC-1",
        "https://g/o/$(id)/issues/1",
        "https://g/../r/issues/1",
        "https://g/o/-r/issues/1",
        "https://g/--repo=x/r/issues/1",
    ] {
        assert_eq!(issue(other), None, "{other}");
    }
}
