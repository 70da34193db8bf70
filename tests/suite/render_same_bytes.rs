//! One record, one package: whatever the time zone, language, home, working folder, mask and run.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use crate::support::{command, documents, folder, render, repository, run};

fn record() -> String {
    fs::read_to_string(repository("incidents/1278/incident.yaml")).unwrap()
}

fn every_section() -> String {
    fs::read_to_string(repository("tests/packages/every-section/incident.yaml")).unwrap()
}

fn rendered(record: &str, setup: impl Fn(&mut Command), args: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let at = folder(&[("deep/er/incident.yaml", record), ("else/where/x", "")]);
    let absolute = at.path().join("deep/er/incident.yaml").display().to_string();
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "ABSOLUTE" { absolute.as_str() } else { arg }).collect();
    let mut command = command(at.path(), &[&["render"], args.as_slice()].concat());
    setup(&mut command);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    documents(&at.path().join("deep/er"))
}

/// One at a time for a record with all sections, all at once for a large one.
#[test]
fn the_world_around_changes_no_byte() {
    let variables = [
        ("TZ", "Asia/Kathmandu"),
        ("TZ", "America/Los_Angeles"),
        ("TZ", "nonsense"),
        ("LC_ALL", "de_DE.UTF-8"),
        ("LC_ALL", "C"),
        ("LANG", "tr_TR.UTF-8"),
        ("HOME", "/nonexistent"),
        ("COLUMNS", "20"),
        ("NO_COLOR", "1"),
        ("CLICOLOR_FORCE", "1"),
        ("RUST_BACKTRACE", "full"),
        ("SOURCE_DATE_EPOCH", "1"),
        ("USER", "somebody"),
        ("HOSTNAME", "else"),
        ("GIT_DIR", "/nonexistent"),
        ("PWD", "/somewhere/else"),
    ];
    let small = every_section();
    let usual = rendered(&small, |_| {}, &["deep/er/incident.yaml"]);
    for (name, value) in variables {
        let changed = rendered(&small, |run| _ = run.env(name, value), &["deep/er/incident.yaml"]);
        assert!(changed == usual, "{name}={value}");
    }
    let usual = rendered(&record(), |_| {}, &["deep/er/incident.yaml"]);
    assert_eq!(usual.len(), 10);
    let all = |run: &mut Command| _ = run.envs(variables);
    assert!(rendered(&record(), all, &["deep/er/incident.yaml"]) == usual, "another environment");
    let none = |run: &mut Command| _ = run.env_clear();
    assert!(rendered(&record(), none, &["deep/er/incident.yaml"]) == usual, "an empty environment");
}

#[test]
fn the_way_to_a_record_changes_no_byte() {
    let usual = rendered(&record(), |_| {}, &["deep/er/incident.yaml"]);
    for args in [
        &["ABSOLUTE"] as &[&str],
        &["deep"],
        &["."],
        &["./deep/../deep//er/incident.yaml"],
        &["--color", "always", "."],
    ] {
        assert!(rendered(&record(), |_| {}, args) == usual, "{args:?}");
    }
}

/// Maps are seeded anew in each process.
#[test]
fn twenty_runs_change_no_byte() {
    for record in [every_section(), record()] {
        let usual = rendered(&record, |_| {}, &["deep"]);
        for run_number in 0..if record.len() > 50_000 { 5 } else { 20 } {
            assert!(rendered(&record, |_| {}, &["deep"]) == usual, "run {run_number}");
        }
    }
}

#[test]
fn the_working_folder_changes_no_byte() {
    let at = folder(&[("package/incident.yaml", &record()), ("else/where/x", "")]);
    render(at.path(), &["package"]);
    let usual = documents(&at.path().join("package"));
    for (from, argument) in [("package", "."), ("package", "incident.yaml"), ("else/where", "../../package")] {
        let from = at.path().join(from);
        assert_eq!(
            run(&from, &["render", "--check", argument]),
            (0, String::new(), "10 current in 1 package\n".into())
        );
        render(&from, &["--force", argument]);
        assert!(documents(&at.path().join("package")) == usual);
    }
}

#[test]
fn the_mask_decides_on_permissions_only() {
    for (mask, mode, script) in [("022", 0o644, 0o755), ("077", 0o600, 0o700), ("002", 0o664, 0o775)] {
        let at = folder(&[("incident.yaml", &record())]);
        let line = format!("umask {mask}; exec \"$0\" render .");
        let status =
            Command::new("sh").args(["-c", &line, env!("CARGO_BIN_EXE_handoff")]).current_dir(at.path()).output();
        assert!(status.unwrap().status.success());
        let permissions = |name: &str| fs::metadata(at.path().join(name)).unwrap().mode() & 0o777;
        assert_eq!((permissions("README.md"), permissions("health-check.sh")), (mode, script), "umask {mask}");
        assert_eq!(run(at.path(), &["render", "--check", "."]).0, 0);
    }
}

#[test]
fn the_order_and_number_of_records_change_no_byte() {
    let second = every_section();
    let files: Vec<(String, &str)> = (0..40)
        .map(|n| (format!("{n:02}/incident.yaml"), if n % 2 == 0 { second.as_str() } else { crate::support::MINIMAL }))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let at = folder(&files);
    let printed = render(at.path(), &["."]);
    let mut sorted: Vec<&str> = printed.lines().map(|line| line.split('/').next().unwrap()).collect();
    sorted.dedup();
    assert_eq!(sorted.len(), 40, "one package after the other, in order");
    let package = |n: usize| documents(&at.path().join(format!("{n:02}")));
    for n in 2..40 {
        assert!(package(n) == package(n % 2), "package {n}");
    }
}

/// What says that a file was not touched: its inode, its time of change and of status.
fn traces(at: &Path) -> Vec<(u64, i64, i64, i64)> {
    let names = documents(at);
    let metadata = names.keys().map(|name| fs::metadata(at.join(name)).unwrap());
    metadata.map(|m| (m.ino(), m.mtime(), m.mtime_nsec(), m.ctime_nsec())).collect()
}

#[test]
fn what_is_current_is_not_touched() {
    let at = folder(&[("incident.yaml", &record())]);
    render(at.path(), &["."]);
    let before = traces(at.path());
    assert_eq!(render(at.path(), &["."]), "");
    render(at.path(), &["--force", "--prune", "."]);
    assert_eq!(run(at.path(), &["render", "--check", "."]).0, 0);
    assert_eq!(traces(at.path()), before);

    // A comment in the record changes nothing either.
    fs::write(at.path().join("incident.yaml"), record() + "\n# a comment\n").unwrap();
    assert_eq!(render(at.path(), &["."]), "");
    assert_eq!(traces(at.path()), before);
}
