//! `handoff verify` and `handoff attest` through the program, with stub commands on PATH.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with a record and stub commands.
struct Case {
    folder: TempDir,
}

const HEAD: &str = "format: 1\nid: '2041'\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
    teams: {a: {name: A}, b: {name: B}}\nhandoff: {at: 2026-03-02T15:40:00Z, from: a, to: b}\n\
    components:\n- {id: net, name: N, severity: high, problem: P}\nroadmap: [{id: fix, title: Fix, takes: 1h}]\n";

impl Case {
    fn new(checks: &str, criteria: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("bin")).unwrap();
        fs::write(folder.path().join("incident.yaml"), format!("{HEAD}criteria:\n{criteria}\nchecks:\n{checks}\n"))
            .unwrap();
        Case { folder }
    }

    /// Every check of these is needed by one must-criterion.
    fn of(checks: &str) -> Self {
        let ids: Vec<&str> = checks.split("{id: ").skip(1).filter_map(|check| check.split(',').next()).collect();
        Case::new(checks, &format!("- {{id: all, what: All, check: [{}]}}", ids.join(", ")))
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn stub(&self, name: &str, body: &str) {
        let path = self.path().join("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handoff"));
        let path = format!("{}:{}", self.path().join("bin").display(), std::env::var("PATH").unwrap());
        command.args(args).current_dir(self.path()).env("PATH", path).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// `verify --yes --format json` with the exit status.
    fn verify(&self, args: &[&str]) -> (Value, i32) {
        let output = self.run(&[&["verify", "incident.yaml", "--yes", "--format", "json"], args].concat());
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let value = serde_json::from_str(&text);
        (value.unwrap_or_else(|e| panic!("{e}: {text}{}", stderr(&output))), output.status.code().unwrap())
    }

    fn evidence(&self) -> String {
        fs::read_to_string(self.path().join("evidence.yaml")).unwrap_or_default()
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn is_running(word: &str) -> bool {
    Command::new("pgrep").args(["-f", word]).output().unwrap().status.success()
}

#[test]
fn nothing_runs_without_consent() {
    let case = Case::of("- {id: a, what: A, run: mark ran, expect: ok}");
    case.stub("mark", "touch \"$1\"");
    for args in [vec!["verify", "incident.yaml"], vec!["verify", "incident.yaml", "--list"]] {
        let output = case.run(&args);
        assert!(!case.path().join("ran").exists());
        assert_eq!(output.status.code(), Some(if args.len() == 2 { 2 } else { 0 }), "{}", stderr(&output));
    }
    let listed = case.run(&["verify", "incident.yaml", "--list"]);
    assert_eq!(
        String::from_utf8_lossy(&listed.stdout),
        "The commands run in the folder of the record, .:\na\n    mark ran\n"
    );
    // A yes that nobody on a terminal said.
    let mut child = case.command(&["verify", "incident.yaml"]);
    let mut child = child.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    // It may have refused, and be gone, before the answer is written.
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"yes\n");
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert!(!case.path().join("ran").exists());
}

/// Everything that can become of a check.
const ALL: &str = "- {id: up, what: Up, run: probe up, expect: ok}\n- {id: hand, what: By hand, manual: true}\n\
    - {id: change, what: Change, run: kubectl delete pod x}\n- {id: quiet, what: No errors, run: \"probe log | grep -c ERROR; true\", expect: '0'}";

#[test]
fn a_list_runs_nothing_in_every_format() {
    let case = Case::of(ALL);
    case.stub("probe", "touch ran; echo ok");
    let list = |format: &str| {
        let output = case.run(&["verify", "incident.yaml", "--list", "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let json: Value = serde_json::from_str(&list("json")).unwrap();
    let of = |at: usize, run: Value, read_only: bool, manual: bool, id: &str, what: &str| {
        let expected = serde_json::json!({
            "id": id, "what": what, "run": run, "run_in": ".", "read_only": read_only, "manual": manual
        });
        assert_eq!(json["checks"][at], expected);
    };
    of(0, "probe up".into(), true, false, "up", "Up");
    of(1, Value::Null, true, true, "hand", "By hand");
    of(2, "kubectl delete pod x".into(), false, false, "change", "Change");
    assert_eq!(json["checks"].as_array().unwrap().len(), 4);
    assert_eq!(list("tap").matches("# SKIP").count(), 4);
    assert_eq!(list("junit").matches("<skipped").count(), 4);
    assert!(!case.path().join("ran").exists());
}

#[test]
fn a_check_that_passes_where_nothing_answers_is_named() {
    let case = Case::of(ALL);
    case.stub("probe", "touch ran; echo ok");
    let tried = |args: &[&str]| {
        let output = case.run(&[&["verify", "incident.yaml", "--can-fail"], args].concat());
        (String::from_utf8(output.stdout).unwrap(), output.status.code())
    };
    assert_eq!(tried(&[]).1, Some(2), "it runs commands, so it asks");
    let (text, code) = tried(&["--yes"]);
    assert_eq!(code, Some(1));
    assert!(
        text.starts_with("quiet passes where nothing answers: No errors\n    probe log | grep -c ERROR; true\n"),
        "{text}"
    );
    assert!(text.ends_with("1 of 2 checks can fail\n"), "{text}");
    let (json, _) = tried(&["--yes", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let expected = serde_json::json!({"checks": [
        {"id": "up", "can_fail": true, "run": "probe up"},
        {"id": "quiet", "can_fail": false, "run": "probe log | grep -c ERROR; true"},
    ]});
    assert_eq!(json, expected);
    assert_eq!(tried(&["--yes", "--check", "up"]), ("1 of 1 checks can fail\n".into(), Some(0)));
    assert!(tried(&["--yes", "--format", "tap"]).0.contains("not ok 2 - quiet"));
    assert!(tried(&["--yes", "--format", "junit"]).0.contains("failures=\"1\""));
    assert!(!case.path().join("ran").exists(), "no program but those that look at texts");
    let left: Vec<_> = fs::read_dir(case.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn the_commands_run_where_the_record_says() {
    let case = Case::of("- {id: a, what: A, run: cat here, expect: below}");
    let record = fs::read_to_string(case.path().join("incident.yaml")).unwrap();
    let run_in = |folder: &str| {
        let text = record.replace("summary: S\n", &format!("summary: S\nrun_in: {folder}\n"));
        fs::write(case.path().join("incident.yaml"), text).unwrap();
        let output = case.run(&["verify", "incident.yaml", "--yes"]);
        (output.status.code(), stderr(&output))
    };
    fs::create_dir(case.path().join("below")).unwrap();
    fs::write(case.path().join("below/here"), "below").unwrap();
    assert_eq!(run_in("below"), (Some(0), String::new()));
    let listed = String::from_utf8(case.run(&["verify", "incident.yaml", "--list"]).stdout).unwrap();
    let below = case.path().canonicalize().unwrap().join("below");
    assert!(listed.starts_with(&format!("The commands run in {} (`run_in: below`):\n", below.display())), "{listed}");
    for (folder, why) in
        [("..", "leads out of the repository"), ("none", "cannot be entered"), ("/tmp", "not relative")]
    {
        let (code, message) = run_in(folder);
        assert!(code == Some(2) && message.contains(why), "{folder}: {message}");
    }
}

#[test]
fn what_holds_is_proven_since_it_began_to() {
    let case = Case::of("- {id: a, what: A, run: probe, expect: ok}");
    let field = |name: &str| {
        let evidence = case.evidence();
        let line = evidence.lines().find_map(|line| line.trim().strip_prefix(&format!("{name}: ")).map(str::to_owned));
        line.unwrap_or_else(|| panic!("{name}: {evidence}"))
    };
    case.stub("probe", "echo ok");
    assert_eq!(case.verify(&["--record"]).1, 0);
    let began = field("at");
    assert_eq!(field("since"), began);
    std::thread::sleep(Duration::from_millis(1_100));
    assert_eq!(case.verify(&["--record"]).1, 0);
    assert_ne!(field("at"), began);
    assert_eq!(field("since"), began, "proving it again moves nothing");
    case.stub("probe", "echo no");
    assert_eq!(case.verify(&["--record"]).1, 1);
    assert!(!case.evidence().contains("since:"));
}

#[test]
fn what_changes_something_needs_leave_of_its_own() {
    let case = Case::of("- {id: a, what: A, run: touch ran, read_only: false}");
    assert_eq!(case.verify(&[]).1, 2);
    assert!(!case.path().join("ran").exists());
    assert_eq!(case.verify(&["--allow-changes"]).1, 0);
    assert!(case.path().join("ran").exists());
}

#[test]
fn stubs_decide_the_status_and_the_exit() {
    let checks = "- {id: a, what: A, run: probe a, expect: READY}\n- {id: b, what: B, run: probe b, expect: READY}";
    let case = Case::new(checks, "- {id: k, what: K, check: a}\n- {id: l, what: L, check: b, must: false}");
    let status = |body: &str| {
        case.stub("probe", body);
        let (answer, exit) = case.verify(&["--jobs", "2"]);
        (answer["status"].as_str().unwrap().to_owned(), exit)
    };
    assert_eq!(status("echo READY"), ("HEALTHY".into(), 0));
    assert_eq!(status("[ $1 = a ] && echo CREATING || echo READY"), ("CRITICAL".into(), 1));
    assert_eq!(status("[ $1 = b ] && echo CREATING || echo READY"), ("DEGRADED".into(), 1));
    assert_eq!(status("[ $1 = b ] && exit 127; echo READY"), ("UNKNOWN".into(), 2));
    assert!(!case.path().join("evidence.yaml").exists(), "nothing is written without --record");
}

#[test]
fn a_timeout_ends_grandchildren_too() {
    let case = Case::of("- {id: a, what: A, run: 'sleep 71.17 & sleep 71.17', timeout: 300ms, expect: ok}");
    let started = Instant::now();
    let (answer, exit) = case.verify(&[]);
    assert_eq!((answer["checks"][0]["outcome"].as_str(), exit), (Some("timeout"), 2));
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(!is_running("sleep 71.17"));
}

#[test]
fn a_gigabyte_of_output_is_read_and_dropped() {
    let case = Case::of("- {id: a, what: A, run: 'head -c 1000000000 /dev/zero; echo done >&2', expect: {exit: 0}}");
    let output = case.command(&["verify", "incident.yaml", "--yes", "--record"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(case.evidence().len() < 10_000);
}

#[test]
fn secrets_are_masked_in_every_format_and_in_the_evidence() {
    let case =
        Case::of("- {id: a, what: A, run: leak, expect: {contains: never}}\n- {id: b, what: B, run: leak; exit 0}");
    let key = format!("{}{}", "AK", "IAIOSFODNN7EXAMPLE");
    case.stub(
        "leak",
        &format!("echo {key} url postgres://u:hunter2x@db; echo $MY_TOKEN; echo password=hunter2x >&2; exit 3"),
    );
    for format in ["text", "json", "junit", "tap"] {
        let args = ["verify", "incident.yaml", "--yes", "--record", "--format", format];
        let output = case.command(&args).env("MY_TOKEN", "tok-en-value").output().unwrap();
        let all = format!("{}{}{}", String::from_utf8_lossy(&output.stdout), stderr(&output), case.evidence());
        for secret in [key.as_str(), "hunter2x", "tok-en-value"] {
            assert!(!all.contains(secret), "{format}: {all}");
        }
        assert!(all.contains("[masked]"), "{all}");
    }
}

#[test]
fn evidence_is_kept_sorted_and_goes_stale_with_the_check() {
    let case = Case::of("- {id: b, what: B, run: echo ok, expect: ok}\n- {id: a, what: A, run: echo ok, expect: ok}");
    assert_eq!(case.verify(&["--record", "--check", "b"]).1, 0);
    assert_eq!(case.verify(&["--record", "--check", "a"]).1, 0);
    let evidence = case.evidence();
    assert!(evidence.find("\n  a:").unwrap() < evidence.find("\n  b:").unwrap(), "{evidence}");
    for part in ["outcome: passed", "at: 20", "host: ", "seconds: 0.", "exit: 0", "excerpt: \"ok\"", "fingerprint: "] {
        assert!(evidence.contains(part), "{part}: {evidence}");
    }
    let left: Vec<_> = fs::read_dir(case.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn a_kill_while_recording_loses_nothing_that_was_found() {
    let case =
        Case::of("- {id: a, what: A, run: echo ok, expect: ok}\n- {id: b, what: B, run: sleep 72.19, expect: ok}");
    let mut child =
        case.command(&["verify", "incident.yaml", "--yes", "--record"]).stdout(Stdio::null()).spawn().unwrap();
    let started = Instant::now();
    while !case.evidence().contains("  a:") && started.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert!(started.elapsed() < Duration::from_secs(20));
    assert!(case.evidence().contains("  a:") && !case.evidence().contains("  b:"), "{}", case.evidence());
    assert!(!is_running("sleep 72.19"));
}

#[test]
fn a_person_attests_what_no_command_can_show() {
    let case = Case::of("- {id: login, what: Login works, manual: true}\n- {id: a, what: A, run: echo ok, expect: ok}");
    assert_eq!(case.verify(&[]).0["status"], "UNKNOWN");
    let attest = |args: &[&str]| case.run(&[&["attest", "incident.yaml"], args].concat());
    let done = attest(&["login", "--by", "Ana", "--saw", "a chat, password=hunter2x", "--at", "2026-03-02T17:00:00Z"]);
    assert_eq!(String::from_utf8_lossy(&done.stdout), "login: passed by Ana, 2026-03-02 17:00 UTC\n");
    assert!(case.evidence().contains("saw: \"a chat, password=[masked]\""), "{}", case.evidence());
    assert_eq!(case.verify(&[]).0["status"], "HEALTHY");

    let record = case.path().join("incident.yaml");
    let changed = fs::read_to_string(&record).unwrap().replace("Login works", "Login works twice");
    fs::write(&record, changed).unwrap();
    let (answer, exit) = case.verify(&[]);
    assert_eq!((answer["checks"][0]["outcome"].as_str(), exit), (Some("skipped"), 2));
    for wrong in [
        ["a", "--by", "Ana", "--saw", "x"],
        ["lgoin", "--by", "Ana", "--saw", "x"],
        ["login", "--by", " ", "--saw", "x"],
    ] {
        assert_eq!(attest(&wrong).status.code(), Some(2));
    }
}

#[test]
fn a_record_or_evidence_that_cannot_be_read_runs_nothing() {
    let case = Case::of("- {id: a, what: A, run: touch ran}");
    fs::write(case.path().join("evidence.yaml"), "format: 1\nchecks: {a: {outcome: great}}\n").unwrap();
    let output = case.run(&["verify", "incident.yaml", "--yes", "--record"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("evidence.yaml:2"), "{}", stderr(&output));
    assert!(!case.path().join("ran").exists());
    assert_eq!(case.run(&["verify", "incident.yaml", "--check", "b"]).status.code(), Some(2));
}
