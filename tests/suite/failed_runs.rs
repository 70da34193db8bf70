//! A run that failed looks clean in no format: `status`, `diff` and `verify` over a record that is not valid, one that
//! is not there, and a configuration that cannot be read. `lint` has tests of its own in `lint_run`.

use serde_json::Value;

use crate::support::{MINIMAL, folder, run};

const BROKEN: &str = "format: 1\nid: x\n";

/// Each way to fail: what stands in the folder, and the records to name.
fn ways() -> [(tempfile::TempDir, &'static str); 3] {
    [
        (folder(&[("good/incident.yaml", MINIMAL), ("bad/incident.yaml", BROKEN)]), "bad"),
        (folder(&[("good/incident.yaml", MINIMAL)]), "nowhere"),
        (folder(&[("good/incident.yaml", MINIMAL), ("handoff.toml", "templates = [\n")]), "good"),
    ]
}

fn failed(json: &str) -> bool {
    let json: Value = serde_json::from_str(json).unwrap();
    json["failed"] == true && json["errors_of_run"].as_array().is_some_and(|errors| !errors.is_empty())
}

#[test]
fn a_register_that_is_not_whole_says_so() {
    for (folder, record) in ways() {
        let of = |format: &str| {
            let (code, out, err) = run(folder.path(), &["status", "good", record, "--format", format]);
            assert_eq!(code, 2, "{record} {format}: {out}{err}");
            out
        };
        assert!(failed(&of("json")), "{record}");
        assert!(of("markdown").contains("> [!CAUTION]\n> This is not all"), "{record}");
        let csv = of("csv");
        assert!(csv.contains(",unreadable,"), "{record}: {csv}");
        let columns: Vec<usize> = csv.lines().map(|line| line.matches(',').count()).collect();
        assert!(columns.iter().all(|&count| count == columns[0]), "{csv}");
    }
    let (clean, _) = &ways()[1];
    let (_, out, _) = run(clean.path(), &["status", "good", "--format", "json"]);
    assert!(!out.contains("failed"), "{out}");
}

#[test]
fn what_could_not_be_compared_is_no_lack_of_changes() {
    for (folder, record) in ways() {
        let of = |format: &str| {
            let (code, out, err) = run(folder.path(), &["diff", "good", record, "--format", format]);
            assert_eq!(code, 2, "{record} {format}: {out}{err}");
            out
        };
        assert!(failed(&of("json")), "{record}");
        let markdown = of("markdown");
        assert!(markdown.contains("not all") && !markdown.contains("no change"), "{record}: {markdown}");
        assert!(of("github").contains("::error "), "{record}");
    }
}

#[test]
fn what_could_not_be_verified_is_not_nothing_wrong() {
    for (folder, record) in ways().into_iter().take(2) {
        for more in [&["--yes"][..], &["--list"], &["--can-fail", "--yes"]] {
            let of = |format: &str| {
                let (code, out, err) = run(folder.path(), &[&["verify", record, "--format", format], more].concat());
                assert_eq!(code, 2, "{record} {format}: {out}{err}");
                out
            };
            let json = of("json");
            assert!(failed(&json) && json.contains("UNKNOWN"), "{record}: {json}");
            let xml = of("junit");
            assert!(xml.contains("errors=\"1\"") && xml.contains("<error "), "{record}: {xml}");
            let tap = of("tap");
            assert!(tap.starts_with("TAP version 14\nBail out! ") && tap.lines().count() == 2, "{record}: {tap}");
        }
    }
}
