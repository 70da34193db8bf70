//! `handoff lint` and its neighbours as a user meets them: through the binary, by exit status,
//! standard output and standard error.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{command, folder, run, told};

const CLEAN: &str = include_str!("../lint/share-sum/clean.yaml");
/// One error, `share-sum` in line 12.
const FAILS: &str = include_str!("../lint/share-sum/fail.yaml");
/// One warning, `exit-empty` in line 17.
const WARNS: &str = include_str!("../lint/exit-empty/fail.yaml");

fn with_stdin(folder: &Path, args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = command(folder, args);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    told(child.wait_with_output().unwrap())
}

fn no_control(text: &str) {
    let bad = text.chars().find(|&c| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)));
    assert_eq!(bad, None, "{text:?}");
}

#[test]
fn a_finding_is_drawn_and_counted() {
    let at = folder(&[("a.yaml", FAILS)]);
    let expected = "error[share-sum]: the shares of the causes add up to 90%, not to 100%
  --> a.yaml:12:3
   |
12 |   causes: [{what: Pool too small, share: 70%}, {what: Leak, share: 20%}]
   |   ^^^^^^
   |
   = help: correct the shares, or add the missing cause

";
    assert_eq!(run(at.path(), &["lint", "a.yaml"]), (1, expected.into(), "1 error in 1 record\n".into()));
}

#[test]
fn the_status_tells_findings_from_failures() {
    let at = folder(&[("ok.yaml", CLEAN), ("bad.yaml", FAILS), ("warn.yaml", WARNS), ("broken.yaml", "format: 1\n")]);
    let status = |args: &[&str]| run(at.path(), args).0;
    assert_eq!(status(&["lint", "ok.yaml"]), 0);
    assert_eq!(status(&["lint", "warn.yaml"]), 0);
    assert_eq!(status(&["lint", "--deny", "warnings", "warn.yaml"]), 1);
    assert_eq!(status(&["lint", "bad.yaml", "ok.yaml"]), 1);
    assert_eq!(status(&["lint", "broken.yaml", "bad.yaml"]), 2);
    assert_eq!(status(&["lint", "missing.yaml", "bad.yaml"]), 2);
    assert_eq!(status(&["lint"]), 2);
    assert_eq!(status(&["lint", "--no-such", "ok.yaml"]), 2);
    assert_eq!(status(&["lint", "--root", "nowhere", "ok.yaml"]), 2);
    assert_eq!(status(&["lint", "--as-of", "yesterday", "ok.yaml"]), 2);
    assert_eq!(status(&["explain", "no-such-rule"]), 2);
    assert_eq!(status(&["--help"]), 0);
}

#[test]
fn a_bad_record_does_not_stop_the_others() {
    let at = folder(&[("a.yaml", "x: 1\nformat: [\n"), ("b.yaml", FAILS), ("c.yaml", WARNS)]);
    let (status, stdout, stderr) = run(at.path(), &["lint", "a.yaml", "gone.yaml", "b.yaml", "c.yaml"]);
    assert_eq!(status, 2);
    let rules: Vec<_> = stdout.lines().filter_map(|line| line.split_once(']').map(|(rule, _)| rule)).collect();
    assert_eq!(rules[..1], ["error[invalid-record"], "{stdout}");
    assert!(rules.contains(&"error[share-sum") && rules.contains(&"warning[exit-empty"), "{stdout}");
    assert!(stderr.contains("error: gone.yaml: does not exist\n  = help: check the path\n"), "{stderr}");
    assert!(stderr.ends_with("2 errors, 1 warning in 3 records; not all could be read\n"), "{stderr}");
    let (_, _, stderr) = run(at.path(), &["lint", "gone.yaml"]);
    assert!(stderr.ends_with("no record could be read\n"), "{stderr}");
}

#[test]
fn folders_give_their_records_sorted_and_nothing_else() {
    let at = folder(&[
        ("b/incident.yaml", FAILS),
        ("a/z/incident.yaml", WARNS),
        ("a/b/incident.yaml", &FAILS.replace("2042", "7")),
        ("a/b/notes.yaml", "not: a record\n"),
        ("target/elsewhere.yaml", "broken\n"),
    ]);
    let (status, stdout, stderr) = run(at.path(), &["lint", "--format", "json", ".", "b"]);
    let json: Value = serde_json::from_str(&stdout).unwrap();
    let files: Vec<_> = json["findings"].as_array().unwrap().iter().map(|f| f["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["a/b/incident.yaml", "a/z/incident.yaml", "b/incident.yaml"]);
    assert_eq!((status, stderr.as_str()), (1, "2 errors, 1 warning in 3 records\n"));
}

#[test]
fn the_problem_matcher_reads_what_is_drawn() {
    let matcher: Value = serde_json::from_str(include_str!("../../.github/handoff-matcher.json")).unwrap();
    let patterns = matcher["problemMatcher"][0]["pattern"].as_array().unwrap();
    let regex = |at: usize| regex::Regex::new(patterns[at]["regexp"].as_str().unwrap()).unwrap();
    let group = |at: usize, name: &str| patterns[at][name].as_u64().unwrap() as usize;
    let at = folder(&[("a b.yaml", WARNS)]);
    let (_, stdout, _) = run(at.path(), &["lint", "a b.yaml"]);
    let lines: Vec<&str> = stdout.lines().collect();
    let (first, second) = (regex(0).captures(lines[0]).unwrap(), regex(1).captures(lines[1]).unwrap());
    assert_eq!((&first[group(0, "severity")], &first[group(0, "code")]), ("warning", "exit-empty"));
    assert_eq!(&first[group(0, "message")], "phase `look` has no exit criteria");
    let place = [&second[group(1, "file")], &second[group(1, "line")], &second[group(1, "column")]];
    assert_eq!(place, ["a b.yaml", "17", "9"]);
}

#[test]
fn json_has_the_keys_of_the_contract() {
    let at = folder(&[("a.yaml", &FAILS.replace("Pool too small", "Pöol"))]);
    let (_, stdout, _) = run(at.path(), &["lint", "--format", "json", "a.yaml"]);
    let json: Value = serde_json::from_str(&stdout).unwrap();
    let finding = serde_json::json!({
        "rule": "share-sum", "severity": "error", "file": "a.yaml",
        "line": 12, "column": 3, "end_line": 12, "end_column": 9, "path": "root_cause.causes",
        "message": "the shares of the causes add up to 90%, not to 100%",
        "help": "correct the shares, or add the missing cause",
    });
    assert_eq!(json, serde_json::json!({"findings": [finding], "errors": 1, "warnings": 0}));
}

#[test]
fn sarif_describes_its_rules_and_validates() {
    let at = folder(&[("a b.yaml", FAILS), ("c.yaml", "format: 2\n")]);
    let (status, stdout, _) = run(at.path(), &["lint", "--format", "sarif", "a b.yaml", "c.yaml"]);
    assert_eq!(status, 2);
    let log: Value = serde_json::from_str(&stdout).unwrap();
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a%20b.yaml");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 12);
    let rules = &run["tool"]["driver"]["rules"];
    for result in run["results"].as_array().unwrap() {
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
    }
    assert!(rules[0]["help"]["markdown"].as_str().unwrap().contains("Why it hurts"));
    // The judge has the official schema; it is installed where CI runs.
    let judges = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/judges");
    if judges.join("node_modules").is_dir() {
        let file = at.path().join("log.sarif");
        fs::write(&file, &stdout).unwrap();
        let judged = Command::new("node").arg("judge.mjs").arg("sarif").arg(file).current_dir(judges).output().unwrap();
        assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stdout));
    }
}

#[cfg(unix)]
#[test]
fn hostile_names_and_values_forge_nothing() {
    let record = FAILS
        .replace("takes: 1h\n", "takes: \"1h\\n::error::forged \\e[2J\\u202e\"\n")
        .replace("id: egress", "id: \"x\\r\\n::set-output name=a::b\"")
        .replace("severity: medium", "severity: \"%0A::stop-commands::x\"")
        .replace("look", "l\u{202e}ook");
    let name = "evil\n::error file=x::forged\u{1b}[31m,%.yaml";
    let at = folder(&[(name, &record), ("normal.yaml", FAILS)]);
    for format in ["text", "github", "gitlab", "json", "sarif"] {
        let (status, stdout, stderr) =
            run(at.path(), &["lint", "--format", format, name, "\n::error::no such\u{1b}[1m"]);
        assert_eq!(status, 2);
        no_control(&stdout);
        no_control(&stderr);
        let ours = ["::error file=evil%0A%3A%3Aerror file", "::error file=%0A%3A%3Aerror%3A%3Ano such"];
        let forged = |line: &str| {
            line.starts_with("::") && !(format == "github" && ours.iter().any(|ours| line.starts_with(ours)))
        };
        assert!(!stdout.lines().any(forged), "{stdout}");
        assert!(!stderr.lines().any(|line| line.starts_with("::")), "{stderr}");
        if let "json" | "sarif" | "gitlab" = format {
            serde_json::from_str::<Value>(&stdout).unwrap();
        }
    }
    no_control(&run(at.path(), &["\u{1b}[31mcommand"]).2);
}

#[test]
fn secrets_are_in_no_format() {
    let secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    let record = FAILS.replace("share: 70%", &format!("share: {secret}"));
    let at = folder(&[("a.yaml", &record)]);
    for format in ["text", "github", "gitlab", "json", "sarif"] {
        let (status, stdout, stderr) = run(at.path(), &["lint", "--format", format, "a.yaml"]);
        assert_eq!(status, 2);
        assert!(!stdout.contains("0123456789abc") && !stderr.contains("0123456789abc"), "{stdout}{stderr}");
        assert!(stdout.contains("[masked]"), "{stdout}");
    }
}

#[test]
fn standard_input_is_a_record() {
    let at = folder(&[]);
    let (status, stdout, _) = with_stdin(at.path(), &["lint", "-"], FAILS.as_bytes());
    assert_eq!(status, 1);
    assert!(stdout.contains("--> <stdin>:12:3"), "{stdout}");
    let (status, stdout, _) = with_stdin(at.path(), &["facts", "-"], CLEAN.as_bytes());
    assert!(status == 0 && stdout.contains("duration_total"), "{stdout}");
    assert_eq!(with_stdin(at.path(), &["lint", "-"], &vec![b'a'; (4 << 20) + 1]).0, 2);
    assert_eq!(with_stdin(at.path(), &["lint", "-"], b"\xff\0").0, 2);
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_refused() {
    let at = folder(&[("sub/incident.yaml/x", ""), ("out/x", ""), ("ok/incident.yaml", CLEAN)]);
    let fifo = Command::new("mkfifo").arg(at.path().join("fifo")).status().unwrap();
    assert!(fifo.success());
    std::os::unix::fs::symlink("/etc/passwd", at.path().join("out/incident.yaml")).unwrap();
    std::os::unix::fs::symlink("nowhere", at.path().join("link.yaml")).unwrap();
    for (argument, cause) in [
        ("fifo", "fifo: is not a plain file"),
        ("/dev/zero", "/dev/zero: is not a plain file"),
        ("sub", "sub/incident.yaml: is a folder where a file should be"),
        ("sub/incident.yaml", "sub/incident.yaml: is a folder where a file should be"),
        ("out", "out/incident.yaml: is a symbolic link, and no record is read through one"),
        ("link.yaml", "link.yaml: is a symbolic link to nothing"),
        ("ok/incident.yaml/x", "ok/incident.yaml/x: cannot read: not a directory"),
    ] {
        let (status, stdout, stderr) = run(at.path(), &["lint", argument]);
        assert!(status == 2 && stdout.is_empty() && stderr.contains(cause), "{argument}: {status} {stdout} {stderr}");
        assert!(stderr.contains("= help: "), "{argument}: {stderr}");
    }
}

#[test]
fn the_project_sets_severities() {
    let at = folder(&[
        ("handoff.toml", "[lint]\nexit-empty = \"error\"\nshare-sum = \"off\"\n"),
        ("a/warn.yaml", WARNS),
        ("a/bad.yaml", FAILS),
        ("b/handoff.toml", "[lint]\nshare-sun = \"off\"\n"),
        ("b/bad.yaml", FAILS),
    ]);
    let (status, stdout, _) = run(at.path(), &["lint", "a/warn.yaml", "a/bad.yaml"]);
    assert!(status == 1 && stdout.starts_with("error[exit-empty]") && !stdout.contains("share-sum"), "{stdout}");
    let (status, stdout, stderr) = run(at.path(), &["lint", "b/bad.yaml", "a/bad.yaml"]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("error[invalid-config]: unknown rule `share-sun`"), "{stderr}");
    assert!(stderr.contains("2 | share-sun = \"off\"") && stderr.contains("did you mean `share-sum`?"), "{stderr}");
}

#[test]
fn colour_comes_when_asked_for() {
    let at = folder(&[("a.yaml", FAILS)]);
    assert!(!run(at.path(), &["lint", "a.yaml"]).1.contains('\u{1b}'));
    assert!(run(at.path(), &["lint", "--color", "always", "a.yaml"]).1.contains('\u{1b}'));
    assert!(!run(at.path(), &["--color=never", "lint", "a.yaml"]).1.contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let at = folder(&[("a.yaml", FAILS)]);
    let mut child = command(at.path(), &["lint", "--format", "sarif", "a.yaml"]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let (status, _, stderr) = told(child.wait_with_output().unwrap());
    assert_eq!((status, stderr.as_str()), (1, "1 error in 1 record\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let at = folder(&[("a.yaml", CLEAN)]);
    for args in [&["schema"][..], &["explain"], &["--help"], &["man"], &["completions", "bash"], &["facts", "a.yaml"]] {
        let mut full = command(at.path(), args);
        let output = full.stdout(fs::File::options().write(true).open("/dev/full").unwrap()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("cannot write to standard output: no space left on device"), "{args:?}: {stderr}");
    }
}

#[test]
fn rules_are_explained() {
    let at = folder(&[]);
    let (status, list, _) = run(at.path(), &["explain"]);
    let listed = list
        .lines()
        .filter(|line| handoff::lint::rules().iter().any(|rule| line.starts_with(&format!("{} ", rule.name))));
    assert_eq!((status, listed.count()), (0, handoff::lint::rules().len()));
    for rule in handoff::lint::rules() {
        assert!(list.contains(&rule.summary()) && rule.summary().ends_with('.'), "{}", rule.name);
        let (status, page, _) = run(at.path(), &["explain", rule.name]);
        assert!(status == 0 && page.starts_with(&format!("# {}\n", rule.name)), "{page}");
    }
    for name in ["invalid-record", "invalid-evidence", "invalid-config"] {
        assert!(run(at.path(), &["explain", name]).1.starts_with(&format!("# {name}\n")));
    }
    assert!(run(at.path(), &["explain", "share-"]).1.starts_with("# share-sum\n"));
    let (status, _, stderr) = run(at.path(), &["explain", "shares-sum"]);
    assert!(status == 2 && stderr.contains("did you mean `share-sum`?"), "{stderr}");
}

#[test]
fn many_records_keep_their_order_and_nothing_is_written() {
    let names: Vec<String> = (0..300).map(|n| format!("{n:03}/incident.yaml")).collect();
    let numbered = |n: usize| [FAILS, CLEAN, WARNS][n % 3].replace("id: \"204", &format!("id: \"{n}"));
    let texts: Vec<String> = (0..300).map(numbered).collect();
    let files: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    let at = folder(&files);
    let (status, first, stderr) = run(at.path(), &["lint", "."]);
    assert_eq!((status, stderr.as_str()), (1, "100 errors, 100 warnings in 300 records\n"));
    let places: Vec<_> = first.lines().filter(|line| line.contains("-->")).collect();
    assert!(places.len() == 200 && places.is_sorted(), "{places:?}");
    assert_eq!(run(at.path(), &["lint", "."]).1, first);
    assert_eq!(super::support::files(at.path()).len(), 300);
}

#[test]
fn completions_manual_and_schema_are_whole() {
    let at = folder(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(run(at.path(), &["completions", shell]).1.contains("handoff"));
    }
    let (status, page, _) = run(at.path(), &["man"]);
    assert!(status == 0 && page.contains(".TH handoff 1") && page.contains("as\\-of"), "{page}");
    let schema: Value = serde_json::from_str(&run(at.path(), &["schema"]).1).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let mut help = String::new();
    command(at.path(), &["--help"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
        .stdout
        .unwrap()
        .read_to_string(&mut help)
        .unwrap();
    assert!(help.contains("Exit status"), "{help}");
}

/// A value of `vars` typed out, in a file with a byte order mark and CRLF.
fn typed_out() -> String {
    let text = CLEAN
        .replace("summary: ", "vars: {host: db.example.com} # the host\nsummary: Seen from db.example.com. ")
        .replace("problem: ", "problem: On `${{ vars.host }}`. ");
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}

#[test]
fn fix_changes_the_characters_at_fault_and_nothing_else() {
    let before = typed_out();
    let after = before.replace("from db.example.com.", "from ${{ vars.host }}.");
    assert_ne!(before, after);
    let at = folder(&[("a.yaml", &before), ("b.yaml", FAILS), ("c.yaml", "format: 1\n")]);
    let file = at.path().join("a.yaml");

    let (status, stdout, stderr) = run(at.path(), &["lint", "--fix", "--check", "a.yaml", "b.yaml"]);
    assert_eq!(status, 1, "{stdout}{stderr}");
    assert!(stdout.starts_with("--- a/a.yaml\n+++ b/a.yaml\n@@ "), "{stdout}");
    assert!(stdout.contains("+summary: Seen from ${{ vars.host }}.") && !stdout.contains("share-sum"), "{stdout}");
    no_control(&stdout);
    assert!(!stdout.contains("U+"), "line ends are shown: {stdout}");
    assert_eq!(stderr, "1 place to mend in 2 records\n");
    assert_eq!(fs::read_to_string(&file).unwrap(), before);

    let (status, stdout, stderr) = run(at.path(), &["lint", "--fix", "a.yaml", "b.yaml"]);
    assert_eq!(status, 1, "{stdout}{stderr}");
    assert!(stdout.starts_with("error[share-sum]") && !stdout.contains("var-in-text"), "{stdout}");
    assert_eq!(stderr, "1 error in 2 records; 1 place mended\n");
    assert_eq!(fs::read_to_string(&file).unwrap(), after);
    assert_eq!(fs::read_dir(at.path()).unwrap().count(), 3);

    assert_eq!(run(at.path(), &["lint", "--fix", "--check", "a.yaml"]).0, 0);
    let (status, stdout, stderr) = run(at.path(), &["lint", "--fix", "--check", "c.yaml"]);
    assert!(status == 2 && stdout.is_empty() && stderr.contains("invalid-record"), "{stdout}{stderr}");
    assert_eq!(run(at.path(), &["lint", "--check", "a.yaml"]).0, 2);
    assert_eq!(with_stdin(at.path(), &["lint", "--fix", "-"], before.as_bytes()).0, 2);
}

#[test]
fn a_secret_is_masked_wherever_it_stands() {
    let record = CLEAN
        .replace("summary: ", "vars: {deploy_password: hunter2x}\nsummary: With hunter2x. ")
        .replace("exit: [checkout-works]}", "exit: [checkout-hunter2x]} # hunter2x");
    let at = folder(&[("a.yaml", &record)]);
    for args in [&["text"][..], &["json"], &["sarif"], &["github"], &["gitlab"]] {
        let (status, stdout, stderr) = run(at.path(), &["lint", "a.yaml", "--format", args[0]]);
        assert!(status == 1 && stdout.contains("unknown-reference"), "{stdout}");
        assert!(!stdout.contains("hunter2x") && !stderr.contains("hunter2x"), "{stdout}{stderr}");
    }
    let (_, stdout, stderr) = run(at.path(), &["lint", "--fix", "--check", "a.yaml"]);
    assert!(!stdout.contains("hunter2x") && !stderr.contains("hunter2x"), "{stdout}{stderr}");
}

#[cfg(unix)]
#[test]
fn fix_writes_through_no_link_and_keeps_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let at = folder(&[("a.yaml", &typed_out())]);
    let file = at.path().join("a.yaml");
    std::os::unix::fs::symlink("a.yaml", at.path().join("link.yaml")).unwrap();
    let (status, _, stderr) = run(at.path(), &["lint", "--fix", "link.yaml"]);
    assert!(status == 2 && stderr.contains("link.yaml: is no plain file"), "{stderr}");
    assert_eq!(fs::read_to_string(&file).unwrap(), typed_out());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(run(at.path(), &["lint", "--fix", "a.yaml"]).0, 0);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}
