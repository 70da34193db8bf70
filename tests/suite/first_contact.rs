//! What somebody meets who does not know the program yet: `handoff` alone, `init`, the examples of
//! each `--help`, and slips of the usage.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{MINIMAL, command, commands, folder, git, has, run};

/// What `handoff` alone says; nothing was run, so the status is that of a mistake.
fn alone(at: &Path) -> String {
    let (code, out, err) = run(at, &[]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert_eq!(err.lines().filter(|line| line.starts_with("  handoff ")).count(), 3, "three things: {err}");
    err
}

#[test]
fn alone_it_says_the_next_three_things() {
    let empty = folder(&[]);
    let told = alone(empty.path());
    assert!(told.starts_with("There is no incident record here yet. Next:\n\n  handoff init 2041 "), "{told}");
    assert!(told.contains("  handoff explain guide/first-package  "), "{told}");

    let one = folder(&[("incidents/2041/incident.yaml", MINIMAL)]);
    let told = alone(one.path());
    assert!(
        told.contains("incidents/2041 (handed-off), without its documents")
            && told.contains("handoff render incidents/2041 ")
    );
    run(one.path(), &["render", "incidents"]);
    assert!(alone(one.path()).contains("handoff ack incidents/2041 --by platform  acknowledges"));
    run(one.path(), &["ack", "incidents/2041", "--by", "platform"]);
    assert!(alone(one.path()).contains("handoff return incidents/2041 --by platform "));
    // In its folder, and in a folder of the repository that holds it.
    assert!(alone(&one.path().join("incidents/2041")).contains("handoff done . ITEM"));
    fs::create_dir_all(one.path().join("src/deep")).unwrap();
    assert!(
        alone(&one.path().join("src/deep")).contains("no incident record"),
        "no repository: nothing above is looked at"
    );
    fs::create_dir(one.path().join(".git")).unwrap();
    assert!(alone(&one.path().join("src/deep")).contains("handoff done ../../incidents/2041 ITEM"));
}

#[test]
fn alone_it_knows_each_state_and_many_records() {
    let minimal = MINIMAL.replace("status: handed-off", "status: closed");
    let records = [
        ("status: investigating", "handoff note x "),
        ("status: remediating", "handoff verify x --record "),
        ("status: handed-back", "handoff take-back x --by shop "),
        ("status: closed", "handoff status x --actions "),
        ("status: unheard-of", "handoff lint x "),
    ];
    for (status, says) in records {
        let at = folder(&[("x/incident.yaml", &minimal.replace("status: closed", status)), ("x/README.md", "")]);
        let told = alone(at.path());
        assert!(told.contains(says), "{status}: {told}");
    }
    let spaces = folder(&[("my incident/incident.yaml", MINIMAL)]);
    assert!(alone(spaces.path()).contains("handoff render 'my incident' "));
    let several = folder(&[("a/incident.yaml", MINIMAL), ("b/incident.yaml", MINIMAL)]);
    let told = alone(several.path());
    assert!(told.starts_with("There are 2 incident records here.") && told.contains("  handoff status . "), "{told}");
    let hostile = folder(&[("a\u{1b}[31m/incident.yaml", MINIMAL)]);
    assert!(!alone(hostile.path()).contains('\u{1b}'));
}

/// In a repository, with everything that CI asks for.
#[test]
fn what_init_writes_is_clean() {
    let at = folder(&[]);
    assert!(git(at.path(), &["init", "-q"]).status.success());
    for args in [&["init", "1"][..], &["init", "2", "--minimal"], &["init", "3", "--investigating"]] {
        let (code, out, err) = run(at.path(), args);
        assert_eq!(code, 0, "{args:?}: {out}{err}");
    }
    for args in [&[][..], &["--as-of", "now"], &["--root", "."]] {
        let (code, out, err) = run(at.path(), &[&["lint", "incidents", "--deny", "warnings"], args].concat());
        assert_eq!((code, err.as_str()), (0, "no findings in 3 records\n"), "{args:?}: {out}");
    }
    let (code, out, err) = run(at.path(), &["render", "incidents"]);
    assert_eq!(code, 0, "{out}{err}");
    for id in ["1", "2"] {
        let (code, out, err) = run(at.path(), &["verify", &format!("incidents/{id}"), "--can-fail", "--yes"]);
        assert_eq!(code, 0, "{out}{err}");
    }
}

/// The examples of a command's help.
fn examples(name: &str) -> Vec<String> {
    let (_, help, _) = run(Path::new("."), &[name, "--help"]);
    let after = help.split("\nExamples:\n").nth(1).or_else(|| help.split("\nExample:\n").nth(1));
    after.unwrap_or_default().lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// A repository with the record of `init 2041`, handed over long enough ago, and its program.
fn prepared(name: &str) -> tempfile::TempDir {
    let at = folder(&[("incidents/2041/smoke", "#!/bin/sh\necho ok\n")]);
    let here = at.path();
    let did = |args: &[&str]| {
        let (code, out, err) = run(here, args);
        assert_eq!(code, 0, "{args:?}: {out}{err}");
    };
    assert!(git(here, &["init", "-q", "-b", "main"]).status.success());
    if name != "init" {
        did(&["init", "2041"]);
    }
    if name == "render" {
        did(&["render", "incidents"]);
    }
    if ["return", "take-back", "close"].contains(&name) {
        did(&["ack", "incidents/2041", "--by", "platform", "--anyway", "it is an example"]);
    }
    if ["take-back", "close"].contains(&name) {
        did(&["return", "incidents/2041", "--by", "platform", "--anyway", "it is an example"]);
    }
    if name == "close" {
        did(&["take-back", "incidents/2041", "--by", "shop", "--anyway", "it is an example"]);
    }
    if name == "diff" {
        fs::copy(here.join("incidents/2041/incident.yaml"), here.join("old.yaml")).unwrap();
        assert!(git(here, &["add", "."]).status.success() && git(here, &["commit", "-qm", "x"]).status.success());
    }
    at
}

/// How an example ends where something is still missing: it says so, and is no mistake of the usage.
fn may_end_with(example: &str) -> &'static [i32] {
    if example.contains("verify --yes") {
        // Its commands are not here.
        &[1, 2]
    } else if ["handoff return", "handoff take-back", "handoff close", "handoff hand-over", "handoff done"]
        .iter()
        .any(|step| example.starts_with(step))
    {
        &[0, 1]
    } else {
        &[0]
    }
}

#[test]
fn the_examples_of_every_help_run() {
    if !has("bash") || !has("git") {
        return;
    }
    let names = commands();
    assert!(names.len() > 20, "{names:?}");
    let program = Path::new(env!("CARGO_BIN_EXE_handoff")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    for name in names.iter().map(String::as_str) {
        let all = examples(name);
        assert!(!all.is_empty(), "`handoff {name} --help` shows no example");
        for example in all {
            assert!(example.starts_with(&format!("handoff {name}")), "{name}: {example}");
            // What waits for others is tried by its own tests.
            if ["serve", "lsp"].contains(&name) {
                continue;
            }
            let at = prepared(name);
            let mut bash = Command::new("bash");
            bash.arg("-c").arg(&example).current_dir(at.path()).env("PATH", &path).stdin(Stdio::null());
            let output = bash.output().unwrap();
            let code = output.status.code().unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(may_end_with(&example).contains(&code), "{example}: {code}\n{told}");
            assert!(!told.contains("Usage:"), "{example}: {told}");
        }
    }
}

#[test]
fn the_example_of_serve_serves() {
    let at = prepared("serve");
    let args: Vec<String> = examples("serve")[0].split_whitespace().skip(1).map(str::to_owned).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).chain(["--port", "0"]).collect();
    let mut child = command(at.path(), &args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(line.contains("http://127.0.0.1:"), "{line}");
}

/// What is typed by mistake, and what the message tells to type.
#[test]
fn slips_of_the_usage_name_the_right_command() {
    let at = folder(&[("incidents/2041/incident.yaml", MINIMAL), ("incident.yaml", MINIMAL)]);
    for (typed, meant) in [
        ("incident.yaml", "`handoff render incident.yaml`"),
        ("incidents", "`handoff render incidents`"),
        ("incidents/2041", "`handoff render incidents/2041`"),
        ("missing/incident.yaml", "`handoff render missing/incident.yaml`"),
        ("chek", "`handoff lint`"),
        ("validate", "`handoff verify`"),
        ("handover", "`handoff hand-over`"),
        ("takeback", "`handoff take-back`"),
        ("acknowledge", "`handoff ack`"),
        ("rendr", "`handoff render`"),
        ("new", "`handoff init`"),
        ("guide", "`handoff explain guide`"),
        ("templates lst", "`handoff templates list`"),
        ("render --fix incidents", "`handoff lint --fix`"),
        ("lint --prune incidents", "`handoff render --prune`"),
        ("facts --dry-run incidents", "for more information"),
        ("--check incidents", "`handoff render --check`"),
        ("lint", "for example, `handoff lint incidents`"),
        ("init", "for example, `handoff init 2041`"),
        ("ack incidents/2041", "for example, `handoff ack incidents/2041 --by platform`"),
        ("templates", "\n  handoff templates list\n"),
        ("lint 2041", "did you mean `incidents/2041`?"),
        ("ack 2041 --by platform", "did you mean `incidents/2041`?"),
        ("lint incidnets", "did you mean `incidents`?"),
        ("render incidents/2014", "did you mean `incidents/2041`?"),
        ("explain gide", "did you mean `guide`?"),
        ("explain guide/lief", "did you mean `guide/life`?"),
    ] {
        let args: Vec<&str> = typed.split(' ').collect();
        let (code, out, err) = run(at.path(), &args);
        assert_eq!((code, out.as_str()), (2, ""), "{typed}: {err}");
        assert!(err.to_lowercase().contains(&meant.to_lowercase()), "{typed}: {err}");
    }
}

#[test]
fn a_slip_cannot_speak_to_the_terminal() {
    let (code, _, err) = run(Path::new("."), &["a\u{1b}[31m/x.yaml"]);
    assert!(code == 2 && !err.contains('\u{1b}') && err.contains("did you mean"), "{err}");
}

#[test]
fn the_guide_and_the_reference_are_printed() {
    for (topic, holds) in [
        ("guide", "# Guide"),
        ("guide/life", "handoff hand-over"),
        ("reference", "`roadmap[].tasks[].done`"),
        ("guide/reference", "`duration_total`"),
    ] {
        let (code, out, err) = run(Path::new("."), &["explain", topic]);
        assert!(code == 0 && out.contains(holds) && !out.contains("<!--"), "{topic}: {err}{out}");
    }
    let (_, list, _) = run(Path::new("."), &["explain"]);
    assert!(list.starts_with("Guide:\n\nguide/first-package "), "{list}");
}
