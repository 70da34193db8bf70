//! What a stranger's record, folder or evidence cannot make the program do, and what an interrupt, a
//! lock or a thousand checks do not cost.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::{MINIMAL, command, folder, run};

const HEAD: &str = "format: 1\nid: '2041'\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
    teams: {a: {name: A}, b: {name: B}}\nstarted: 2026-03-02T09:00:00Z\n\
    handoff: {at: 2026-03-02T15:40:00Z, from: a, to: b}\n\
    components:\n- {id: net, name: N, severity: high, problem: P}\nroadmap: [{id: fix, title: Fix, takes: 1h}]\n";

/// A folder with a record of these checks, all needed by one criterion.
fn case(checks: &[(&str, &str)]) -> TempDir {
    let list: String = checks.iter().map(|(id, rest)| format!("- {{id: {id}, what: W, {rest}}}\n")).collect();
    let ids: Vec<&str> = checks.iter().map(|(id, _)| *id).collect();
    let record = format!("{HEAD}criteria: [{{id: k, what: K, check: [{}]}}]\nchecks:\n{list}", ids.join(", "));
    folder(&[("incident.yaml", &record)])
}

fn yaml(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn evidence(folder: &Path) -> String {
    fs::read_to_string(folder.join("evidence.yaml")).unwrap_or_default()
}

fn wait_for(what: &str, is_there: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !is_there() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_command_that_holds_a_secret_is_refused_not_shown_in_part() {
    let pem =
        format!("cat <<'X'\n-----BEGIN {0} KEY-----\nMIIEabc\ntouch PWNED\n-----END {0} KEY-----\nX", "RSA PRIVATE");
    let lines = [
        "true --password hunter2x; ./change PWNED; echo ok",
        "PASSWORD=\"hunter2x; touch PWNED; \"; ./change PWNED; echo ok",
        "curl -H 'Authorization: Bearer abcdefghijklmnop123' x; touch PWNED",
        "psql postgres://u:hunter2x@db/x; touch PWNED",
        pem.as_str(),
        "echo value-of-a-variable; touch PWNED",
    ];
    for line in lines {
        let case = case(&[("a", &format!("run: {}", yaml(line)))]);
        let run = |args: &[&str]| {
            let args = [&["verify", "incident.yaml"], args].concat();
            command(case.path(), &args).env("MY_TOKEN", "value-of-a-variable").output().unwrap()
        };
        let listed = run(&["--list"]);
        assert!(text(&listed).starts_with("a  not run: its command holds a secret"), "{line}: {}", text(&listed));
        assert!(!text(&listed).contains("touch"), "{line}: {}", text(&listed));
        let ran = run(&["--yes"]);
        assert_eq!(ran.status.code(), Some(2), "{line}: {}", text(&ran));
        assert!(text(&ran).contains("environment variable"), "{line}: {}", text(&ran));
        assert!(!case.path().join("PWNED").exists(), "{line}");
    }
}

#[test]
fn what_is_agreed_to_is_shown_character_by_character() {
    let blanks = " ".repeat(300);
    for (line, shown) in [
        // Too short for a secret: then it is no reason to hide what follows.
        ("true --password x; ./change PWNED; echo ok", "true --password x; ./change PWNED; echo ok"),
        ("true --password \"$PW\"; ./change PWNED; echo ok", "true --password \"$PW\"; ./change PWNED; echo ok"),
        ("echo a\u{202E}b\u{200B}c\u{A0}d\te\u{2800}f\u{3164}g", "echo aU+202EbU+200BcU+00A0d⇥eU+2800fU+3164g"),
        ("echo ⇥", "echo U+21E5"),
        ("echo a\n\n  echo b\n", "echo a\n    \n      echo b"),
        (&format!("true {blanks}; echo late"), &format!("true {blanks}; echo late")),
        (&format!("echo {}", "x".repeat(5_000)), &format!("echo {}", "x".repeat(5_000))),
        ("echo [masked]", "echo [masked]"),
    ] {
        let case = case(&[("a", &format!("run: {}", yaml(line)))]);
        let (code, out, err) = run(case.path(), &["verify", "incident.yaml", "--list"]);
        assert_eq!(
            (code, out.as_str()),
            (0, format!("The commands run in the folder of the record, .:\na\n    {shown}\n").as_str()),
            "{line:?} {err}"
        );
    }
}

#[test]
fn only_verify_starts_programs() {
    let there = Command::new("strace").arg("--version").output().is_ok();
    if !there {
        println!("skipped: strace is not here");
        return;
    }
    // A package that is a bare repository too, whose watcher would be started by git.
    let folder =
        folder(&[("incident.yaml", MINIMAL), ("HEAD", "ref: refs/heads/main\n"), ("refs/x", ""), ("objects/x", "")]);
    fs::write(folder.path().join("config"), "[core]\n\tbare = true\n\tfsmonitor = touch PWNED\n").unwrap();
    for args in [
        &["render", "incident.yaml"][..],
        &["render", "--check", "."],
        &["render", "--stdout", "--only", "handoff", "incident.yaml"],
        &["lint", "--root", ".", "."],
        &["lint", "--fix", "."],
        &["facts", "incident.yaml"],
        &["status", "."],
        &["verify", "--list", "incident.yaml"],
        &["schema"],
        &["explain"],
    ] {
        let log = folder.path().join("strace.log");
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-e", "trace=execve,execveat", "-o"]).arg(&log).arg(env!("CARGO_BIN_EXE_handoff"));
        let output = strace.args(args).current_dir(folder.path()).stdin(Stdio::null()).output().unwrap();
        let traced = fs::read_to_string(&log).unwrap_or_default();
        if !traced.contains("execve(") {
            println!("skipped: nothing can be traced here: {}", text(&output));
            return;
        }
        assert_eq!(traced.matches("exec").count(), 1, "{args:?}: {traced}");
    }
    assert!(!folder.path().join("PWNED").exists());
}

#[test]
fn programs_of_the_record_s_folder_are_not_run() {
    let case = case(&[("a", "run: 'cat /dev/null; echo ok', expect: ok")]);
    fs::create_dir(case.path().join("bin")).unwrap();
    for name in ["bash", "sh", "cat"] {
        for path in [case.path().join("bin").join(name), case.path().join(name)] {
            fs::write(&path, "#!/bin/sh\n: >ran; echo ok\n").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
    let usual = std::env::var("PATH").unwrap();
    for search in
        [format!("./bin:{usual}"), format!("bin:{usual}"), format!(":{usual}"), format!("{usual}:"), ".".into()]
    {
        let output = command(case.path(), &["verify", "incident.yaml", "--yes"]).env("PATH", &search).output().unwrap();
        assert!(!case.path().join("ran").exists(), "{search}");
        assert_eq!(output.status.code(), Some(0), "{search}: {}", text(&output));
    }
}

#[test]
fn what_the_parent_ignores_is_ignored() {
    if !Path::new("/proc/self/status").exists() {
        println!("skipped: there is no /proc here");
        return;
    }
    let case = case(&[("a", "run: 't=touch; $t began; while ! [ -e go ]; do sleep 0.05; done; echo ok', expect: ok")]);
    for (ignored, sent, code) in [("HUP", "-HUP", 0), ("INT", "-INT", 0), ("HUP", "-TERM", 2), ("INT", "-HUP", 2)] {
        for name in ["began", "go"] {
            let _ = fs::remove_file(case.path().join(name));
        }
        let line = format!("trap '' {ignored}; exec \"$0\" verify incident.yaml --yes");
        let mut shell = Command::new("sh");
        shell.args(["-c", &line, env!("CARGO_BIN_EXE_handoff")]).current_dir(case.path()).stdin(Stdio::null());
        let child = shell.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        wait_for("the check begins", || case.path().join("began").exists());
        signal(&child, sent);
        std::thread::sleep(Duration::from_millis(300));
        fs::write(case.path().join("go"), "").unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{ignored} {sent}: {}", text(&output));
    }
}

#[test]
fn waiting_for_a_lock_is_said_ends_and_can_be_interrupted() {
    let case = case(&[("a", "run: echo ok, expect: ok")]);
    let foreign = File::open(case.path()).unwrap();
    foreign.lock().unwrap();
    let verify = || {
        let mut verify = command(case.path(), &["verify", "incident.yaml", "--yes", "--record"]);
        verify.env("HANDOFF_LOCK_WAIT", "6").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    for name in ["-INT", "-TERM", "-HUP"] {
        let child = verify();
        std::thread::sleep(Duration::from_millis(2_500));
        let sent = Instant::now();
        signal(&child, name);
        let output = child.wait_with_output().unwrap();
        assert!(sent.elapsed() < Duration::from_secs(2), "{name}");
        assert_eq!(output.status.code(), Some(2), "{name}");
        let said = text(&output);
        assert!(
            said.contains("waiting for another program") && said.contains("interrupted while waiting"),
            "{name}: {said}"
        );
    }
    let output = verify().wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("another program has held the folder's lock for 6s"), "{}", text(&output));
    assert!(text(&output).contains("passed   a"), "what was found is shown all the same: {}", text(&output));
    drop(foreign);
    assert_eq!(verify().wait_with_output().unwrap().status.code(), Some(0));
    assert!(evidence(case.path()).contains("  a:"));
}

#[test]
fn what_a_check_leaves_running_holds_no_lock() {
    let daemon = "run: 'setsid sleep 7.31 </dev/null >/dev/null 2>&1 & echo ok', expect: ok";
    let ids: Vec<String> = (0..6).map(|number| format!("a{number}")).collect();
    let checks: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), daemon)).collect();
    let case = case(&checks);
    let (code, out, err) = run(case.path(), &["verify", "incident.yaml", "--yes", "--record", "--jobs", "3"]);
    assert_eq!(code, 0, "{out}{err}");
    File::open(case.path()).unwrap().try_lock().unwrap();
}

#[test]
fn an_interrupt_keeps_the_former_proof() {
    let case = case(&[("a", "run: '[ ! -e slow ] || { t=touch; $t began; sleep 7.32; }; echo ok', expect: ok")]);
    let args = ["verify", "incident.yaml", "--yes", "--record"];
    assert_eq!(run(case.path(), &args).0, 0);
    let before = evidence(case.path());
    fs::write(case.path().join("slow"), "").unwrap();
    // To the program alone, and to the check first, as when a machine is shut down.
    for both in [false, true] {
        let _ = fs::remove_file(case.path().join("began"));
        let child = command(case.path(), &args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        wait_for("the check begins", || case.path().join("began").exists());
        if both {
            assert!(Command::new("pkill").args(["-TERM", "-f", "sleep 7.32"]).status().unwrap().success());
        }
        signal(&child, "-TERM");
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", text(&output));
        assert_eq!(evidence(case.path()), before, "{both}");
    }
}

#[test]
fn proof_needs_a_person_and_a_time_that_can_be() {
    let case = case(&[("login", "manual: true")]);
    let attest = |at: &str| {
        let args = ["attest", "incident.yaml", "login", "--by", "Ana", "--saw", "a chat", "--at", at];
        run(case.path(), &args)
    };
    for (at, why) in [
        ("9999-01-01T00:00:00Z", "in the future"),
        ("2025-03-02T10:00:00Z", "before the incident started"),
        ("2026-03-02T08:59:59Z", "before the incident started"),
    ] {
        let (code, _, err) = attest(at);
        assert!(code == 2 && err.contains(why), "{at}: {err}");
    }
    let soon = (chrono::Utc::now() + chrono::TimeDelta::minutes(10)).to_rfc3339();
    assert_eq!(attest(&soon).0, 2);
    assert_eq!(evidence(case.path()), "");
    assert_eq!(attest("2026-03-02T17:00:00Z").0, 0);
    let whole = evidence(case.path());
    let status = || {
        let (code, out, err) = run(case.path(), &["verify", "incident.yaml", "--yes"]);
        assert_eq!(run(case.path(), &["render", "incident.yaml"]).0, 0);
        let document = fs::read_to_string(case.path().join("success-criteria.md")).unwrap();
        (code, document.contains("[x]"), out + &err)
    };
    assert_eq!((status().0, status().1), (0, true), "{}", status().2);
    for (from, to) in [
        ("    by: \"Ana\"\n", ""),
        ("    by: \"Ana\"\n", "    by: \" \\u200B\"\n"),
        ("    saw: \"a chat\"\n", ""),
        ("at: 2026-03-02T17", "at: 9999-03-02T17"),
        ("at: 2026-03-02T17", "at: 2026-03-01T17"),
    ] {
        fs::write(case.path().join("evidence.yaml"), whole.replace(from, to)).unwrap();
        let (code, ticked, said) = status();
        assert_eq!((code, ticked), (2, false), "{to}: {said}");
        let (_, out, err) = run(case.path(), &["lint", "."]);
        assert!(format!("{out}{err}").contains("unfounded-evidence"), "{to}: {out}{err}");
    }
}

/// Many quick checks that each print as much as an excerpt can hold.
#[test]
fn a_thousand_checks_can_be_recorded_and_read_again() {
    let ids: Vec<String> = (0..1_060).map(|number| format!("c{number}")).collect();
    let checks: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "run: cat emoji, expect: {exit: 0}")).collect();
    let case = case(&checks);
    fs::write(case.path().join("emoji"), "😀".repeat(4_000)).unwrap();
    let (code, out, err) = run(case.path(), &["verify", "incident.yaml", "--yes", "--jobs", "4", "--record"]);
    assert_eq!(code, 0, "{}{err}", &out[out.len().saturating_sub(500)..]);
    assert!(evidence(case.path()).len() < 4 << 20);
    let (code, out, err) = run(case.path(), &["facts", "incident.yaml"]);
    assert_eq!(code, 0, "{out}{err}");
    assert_eq!(run(case.path(), &["verify", "incident.yaml", "--yes", "--record", "--check", "c7"]).0, 0);
}
