//! A run of lint as a machine reads it: what failed never looks clean, paths are the repository's.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::support::{command, folder, run, told};

/// One error, `share-sum` in line 12.
const FAILS: &str = include_str!("../lint/share-sum/fail.yaml");
const CLEAN: &str = include_str!("../lint/share-sum/clean.yaml");

fn report(folder: &Path, format: &str, args: &[&str]) -> (i32, Value, String) {
    let (status, out, err) = run(folder, &[&["lint", "--format", format], args].concat());
    let report = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{format} {args:?}: {out}{err}"));
    (status, report, err)
}

/// The official schema has the last word, where the judge is installed.
fn judge(sarif: &Value) {
    let judges = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/judges");
    if !judges.join("node_modules").is_dir() {
        println!("skipped: the judge of SARIF is not installed (npm ci in .ci/judges)");
        return;
    }
    let at = folder(&[("log.sarif", &sarif.to_string())]);
    let file = at.path().join("log.sarif");
    let judged = Command::new("node").args(["judge.mjs", "sarif"]).arg(file).current_dir(judges).output().unwrap();
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stdout));
}

#[test]
fn a_clean_run_says_nothing_of_failure() {
    let at = folder(&[("a.yaml", CLEAN)]);
    let (status, json, _) = report(at.path(), "json", &["a.yaml"]);
    assert_eq!((status, json), (0, json!({"findings": [], "errors": 0, "warnings": 0})));
    let (_, sarif, _) = report(at.path(), "sarif", &["a.yaml"]);
    let invocation = json!({"executionSuccessful": true, "toolExecutionNotifications": []});
    assert_eq!(sarif["runs"][0]["invocations"], json!([invocation]));
    judge(&sarif);
    assert_eq!(report(at.path(), "gitlab", &["a.yaml"]).1, json!([]));
    assert_eq!(run(at.path(), &["lint", "--format", "github", "a.yaml"]).1, "");
}

#[test]
fn a_run_that_failed_looks_clean_to_no_machine() {
    let at = folder(&[
        ("a.yaml", CLEAN),
        ("broken/handoff.toml", "[lint]\nshare-sun = \"off\"\n"),
        ("broken/a.yaml", CLEAN),
        ("invalid.yaml", "format: 1\n"),
        ("folder/incident.yaml/x", ""),
        ("evidence/incident.yaml", CLEAN),
        ("evidence/evidence.yaml", "<<<<<<< ours\n"),
        ("loose/handoff.toml", "[records]\nskip = 1\n"),
    ]);
    for (args, file, says) in [
        (&["a.yaml", "gone/incident.yaml"][..], json!("gone/incident.yaml"), "does not exist"),
        (&["a.yaml", "gone"], json!("gone"), "does not exist"),
        (&["broken/a.yaml"], json!("broken/handoff.toml"), "unknown rule `share-sun`"),
        (&["folder"], json!("folder/incident.yaml"), "is a folder where a file should be"),
        (&["--root", "nowhere", "a.yaml"], json!("nowhere"), "is no folder"),
        (&["invalid.yaml"], json!("invalid.yaml"), "is not valid, so it was not judged"),
        (&["evidence"], json!("evidence/evidence.yaml"), "is not valid, so it was not judged"),
    ] {
        let (status, json, _) = report(at.path(), "json", args);
        assert_eq!((status, &json["failed"]), (2, &json!(true)), "{args:?}: {json}");
        let error = &json["errors_of_run"][0];
        assert_eq!(error["file"], file, "{json}");
        assert!(error["message"].as_str().unwrap().contains(says), "{json}");

        let (status, sarif, _) = report(at.path(), "sarif", args);
        let invocation = &sarif["runs"][0]["invocations"][0];
        assert_eq!((status, &invocation["executionSuccessful"]), (2, &json!(false)), "{args:?}");
        let notification = &invocation["toolExecutionNotifications"][0];
        assert!(notification["message"]["text"].as_str().unwrap().contains(says), "{sarif}");
        assert_eq!(notification["level"], "error");
        judge(&sarif);

        let (status, issues, _) = report(at.path(), "gitlab", args);
        let issue = issues.as_array().unwrap().last().unwrap();
        assert_eq!((status, &issue["location"]["path"]), (2, &file), "{issues}");
        let (status, out, _) = run(at.path(), &[&["lint", "--format", "github"], args].concat());
        assert!(status == 2 && out.contains(&format!("::error file={}", file.as_str().unwrap())), "{out}");
    }
}

#[test]
fn the_place_of_a_mistake_in_the_configuration_is_told() {
    let at = folder(&[("handoff.toml", "[lint]\nshare-sun = \"off\"\n"), ("a.yaml", CLEAN)]);
    let (_, json, _) = report(at.path(), "json", &["a.yaml"]);
    let error = json!({
        "file": "handoff.toml",
        "line": 2,
        "message": "handoff.toml:2:1: unknown rule `share-sun`",
        "help": "did you mean `share-sum`?",
    });
    assert_eq!(json["errors_of_run"], json!([error]));
    let (_, out, _) = run(at.path(), &["lint", "--format", "github", "a.yaml"]);
    assert!(out.starts_with("::error file=handoff.toml,line=2,title=handoff could not run::"), "{out}");
}

#[test]
fn gitlab_reads_its_own_format() {
    let at = folder(&[("incidents/7/incident.yaml", FAILS)]);
    let (status, issues, _) = report(at.path(), "gitlab", &["incidents"]);
    let issue = &issues[0];
    assert_eq!((status, issues.as_array().unwrap().len()), (1, 1));
    assert_eq!(issue["check_name"], "share-sum");
    assert_eq!(issue["severity"], "major");
    assert_eq!(issue["location"], json!({"path": "incidents/7/incident.yaml", "lines": {"begin": 12}}));
    assert!(issue["description"].as_str().unwrap().starts_with("the shares of the causes add up to 90%"));
    assert!(issue["fingerprint"].as_str().unwrap().len() >= 32);
}

#[test]
fn paths_count_from_the_repository_whatever_the_working_folder() {
    let at = folder(&[("incidents/7/incident.yaml", FAILS), ("tools/x", "")]);
    let places = |folder: &Path, args: &[&str]| {
        let (_, json, _) = report(folder, "json", args);
        let (_, sarif, _) = report(folder, "sarif", args);
        let (_, gitlab, _) = report(folder, "gitlab", args);
        let github = run(folder, &[&["lint", "--format", "github"], args].concat()).1;
        let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        let told = [&json["findings"][0]["file"], place, &gitlab[0]["location"]["path"]];
        let mut told: Vec<String> = told.iter().map(|path| path.as_str().unwrap().to_owned()).collect();
        told.push(github.split_once("file=").unwrap().1.split_once(',').unwrap().0.to_owned());
        told.dedup();
        assert_eq!(told.len(), 1, "{told:?}");
        told.remove(0)
    };
    let right = "incidents/7/incident.yaml";
    let (tools, record) = (at.path().join("tools"), at.path().join(right));
    assert_eq!(places(&tools, &["--root", "..", "../incidents"]), right);
    assert_eq!(places(at.path(), &["./incidents/7/"]), right);
    assert_eq!(places(at.path(), &["incidents/../incidents/7/incident.yaml"]), right);
    assert_eq!(places(at.path(), &[record.to_str().unwrap()]), right);
    // With a repository around, nothing need be said.
    fs::create_dir(at.path().join(".git")).unwrap();
    assert_eq!(places(&tools, &["../incidents"]), right);
    assert_eq!(places(&at.path().join("incidents/7"), &["incident.yaml"]), right);
    assert_eq!(places(&at.path().join("incidents/7"), &["."]), right);
    assert_eq!(places(&tools, &["--root", ".", "../incidents"]), right);
    // People see what they can open from where they are.
    let (_, out, _) = run(&tools, &["lint", "../incidents"]);
    assert!(out.contains("--> ../incidents/7/incident.yaml:12:3"), "{out}");
    // Standard input has no path.
    let mut child = command(&tools, &["lint", "--format", "json", "-"]);
    let told = told(child.stdin(fs::File::open(&record).unwrap()).output().unwrap());
    assert!(told.1.contains("\"file\": \"<stdin>\""), "{told:?}");
}

#[test]
fn two_records_of_one_id_are_found_in_the_later() {
    let at = folder(&[("a/incident.yaml", FAILS), ("b/incident.yaml", FAILS), ("c/incident.yaml", CLEAN)]);
    let (status, json, err) = report(at.path(), "json", &["."]);
    let found: Vec<&Value> =
        json["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "duplicate-record").collect();
    assert_eq!((status, found.len()), (1, 1), "{json}");
    assert_eq!(found[0]["file"], "b/incident.yaml");
    assert_eq!((&found[0]["path"], &found[0]["line"], &found[0]["column"]), (&json!("id"), &json!(2), &json!(5)));
    assert!(found[0]["message"].as_str().unwrap().contains("a/incident.yaml"), "{json}");
    assert_eq!(err, "3 errors in 3 records\n");
    // What is found beside it is there once, also under `--fix`.
    assert_eq!(run(at.path(), &["lint", "--fix", "."]).2, "3 errors in 3 records\n");
    // Alone, each is fine; the project and the record may say so.
    assert_eq!(run(at.path(), &["lint", "b"]).2, "1 error in 1 record\n");
    let allow = "lint:\n  allow: [{rule: duplicate-record, at: id, because: Drafts of one incident}]\n";
    fs::write(at.path().join("b/incident.yaml"), format!("{FAILS}{allow}")).unwrap();
    assert_eq!(run(at.path(), &["lint", "."]).2, "2 errors in 3 records\n");
    fs::write(at.path().join("b/incident.yaml"), FAILS).unwrap();
    fs::write(at.path().join("handoff.toml"), "[lint]\nduplicate-record = \"off\"\n").unwrap();
    assert_eq!(run(at.path(), &["lint", "."]).2, "2 errors in 3 records\n");
}

/// A command's paths count from where it runs, all others from the root.
#[test]
fn paths_are_looked_up_where_they_are_used() {
    let with = |run_in: &str, run: &str, deliverable: &str| {
        let own = "run: ./smoke checkout";
        assert!(CLEAN.contains(own));
        let record = CLEAN.replacen(own, &format!("run: {run}"), 1);
        format!("{run_in}{record}\ndeliverables: [{{what: D, path: {deliverable}}}]\n")
    };
    let at = folder(&[("scripts/smoke.sh", ""), ("incidents/x/own/smoke.sh", ""), ("docs/a.md", "")]);
    for (run_in, run, deliverable, missing) in [
        ("", "bash own/smoke.sh", "docs/a.md", None),
        ("", "bash scripts/smoke.sh", "docs/a.md", Some("scripts/smoke.sh")),
        ("", "bash ../../scripts/smoke.sh", "docs/a.md", None),
        ("run_in: ../..\n", "bash scripts/smoke.sh", "docs/a.md", None),
        ("run_in: ../..\n", "bash own/smoke.sh", "docs/a.md", Some("own/smoke.sh")),
        ("", "cd ../.. && bash scripts/smoke.sh", "docs/a.md", None),
        ("", "bash own/smoke.sh", "docs/b.md", Some("docs/b.md")),
        ("", "bash own/smoke.sh", "../outside.txt", Some("`../outside.txt` leads out of the checkout")),
        ("", "bash ../../../outside/x.sh", "docs/a.md", Some("`../../../outside/x.sh` leads out of the checkout")),
    ] {
        fs::write(at.path().join("incidents/x/incident.yaml"), with(run_in, run, deliverable)).unwrap();
        let (status, found, _) = report(at.path(), "json", &["--root", ".", "incidents"]);
        let findings = found["findings"].as_array().unwrap();
        let messages: Vec<&str> = findings.iter().filter_map(|finding| finding["message"].as_str()).collect();
        assert_eq!((status, messages.len()), (0, usize::from(missing.is_some())), "{run}: {messages:?}");
        assert!(missing.is_none_or(|missing| messages[0].contains(missing)), "{run}: {messages:?}");
    }
}

#[test]
fn a_thousand_findings_are_listed_and_the_rest_is_counted() {
    let links = "- {what: TODO}\n".repeat(1_499);
    let at = folder(&[("a.yaml", &format!("{CLEAN}\nlinks:\n{links}"))]);
    let (status, found, _) = report(at.path(), "json", &["a.yaml"]);
    let findings = found["findings"].as_array().unwrap();
    assert_eq!((status, findings.len()), (0, 1_001));
    let last = findings[1_000]["message"].as_str().unwrap();
    assert_eq!(last, "from here on 499 findings more are not listed: 0 errors, 499 warnings");
}

/// A record that a comment broke says what to quote.
#[test]
fn a_text_that_a_comment_ends_is_to_be_quoted() {
    for broken in ["decision: #1116 is the cause", "links: [{what: See #ops, url: x}]"] {
        let at = folder(&[("a.yaml", &format!("{broken}\n{CLEAN}"))]);
        let (status, _, err) = run(at.path(), &["lint", "a.yaml"]);
        let (_, out, _) = run(at.path(), &["lint", "a.yaml"]);
        assert_eq!(status, 2, "{err}");
        assert!(
            format!("{out}{err}").contains("quote the text: YAML takes what stands behind ` #` for a comment"),
            "{broken}: {out}{err}"
        );
    }
}
