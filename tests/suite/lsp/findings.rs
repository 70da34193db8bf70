//! Findings as they are typed: the same as those of `handoff lint`, at the places that the editor knows.

use serde_json::{Value, json};

use super::client::{Client, client, committed, rules};
use crate::support::{MINIMAL, repository, run};

const FILE: &str = "incident.yaml";

/// What `handoff lint` says of a record, as (rule, line, column, message), counted from 0.
fn linted(path: &str) -> Vec<(String, u64, u64, String)> {
    let (_, out, _) = run(&repository("."), &["lint", "--format", "json", path]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let found = report["findings"].as_array().unwrap().iter();
    let number = |value: &Value| value.as_u64().unwrap() - 1;
    found
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
            let help = if one["help"].is_null() { String::new() } else { format!("\nhelp: {}", text("help")) };
            (text("rule"), number(&one["line"]), number(&one["column"]), text("message") + &help)
        })
        .collect()
}

#[test]
fn they_are_those_of_lint() {
    for path in [
        "incidents/1278/incident.yaml",
        "tests/lint/1278-as-published.yaml",
        "tests/broken/many-mistakes.yaml",
        "tests/broken/unfinished-merge.yaml",
        "tests/lint/duplicate-id/fail.yaml",
        "tests/lint/unknown-reference/fail.yaml",
    ] {
        let mut client = Client::start(&[], "utf-32");
        let found = client.open(FILE, &committed(path));
        let found: Vec<_> = found
            .iter()
            .map(|one| {
                let start = &one["range"]["start"];
                let text = |key: &str| one[key].as_str().unwrap().to_owned();
                (text("code"), start["line"].as_u64().unwrap(), start["character"].as_u64().unwrap(), text("message"))
            })
            .collect();
        assert_eq!(found, linted(path), "{path}");
        client.leave();
    }
}

#[test]
fn they_follow_each_change() {
    let mut client = client(&[]);
    let left = ["remedy-missing"];
    assert_eq!(rules(&client.open(FILE, MINIMAL)), left);
    let at = MINIMAL.find("severity: ").unwrap() + "severity: ".len();
    let (from, to) = (client.position(MINIMAL, at), client.position(MINIMAL, at + 2));
    let edit = |range: Value, text: &str| json!([{"range": range, "text": text}]);
    let found = client.edit(FILE, edit(json!({"start": from, "end": to}), "P9"));
    assert_eq!(rules(&found), ["invalid-record"]);
    assert_eq!(
        (&found[0]["range"]["start"], &found[0]["severity"], &found[0]["source"]),
        (&from, &json!(1), &json!("handoff"))
    );
    let found = client.edit(FILE, edit(json!({"start": from, "end": to}), "P1"));
    assert_eq!(rules(&found), left);
    // Two edits in one message, the second in the text that the first leaves.
    let start = json!({"line": 0, "character": 0});
    let line = json!({"line": 1, "character": 0});
    let both = json!([
        {"range": {"start": start, "end": start}, "text": "nonsense: 1\n"},
        {"range": {"start": start, "end": line}, "text": "# nonsense\n"},
    ]);
    assert_eq!(rules(&client.edit(FILE, both)), left);
    client.leave();
}

#[test]
fn columns_are_those_of_the_encoding_and_lines_those_of_the_editor() {
    let text = MINIMAL.replace("status: ", "environment: \"é𝄞日\" # 𝄞\nstatus: X");
    for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{}", text.replace('\n', "\r\n"))] {
        for encoding in ["utf-8", "utf-16", "utf-32"] {
            let mut client = Client::start(&[], encoding);
            let found = client.open(FILE, &text);
            assert_eq!(client.slice(&text, &found[0]["range"]), "Xhanded-off", "{encoding}");
            let slip = text
                .replace("\"é𝄞日\"", "é𝄞 \"日\\q\"")
                .replace("environment: é𝄞 ", "environment: {é𝄞: ")
                .replace("\\q\"", "\\q\"}");
            let found = client.change(FILE, &slip);
            assert_eq!(client.slice(&slip, &found[0]["range"]), "\"", "{encoding}");
            client.leave();
        }
    }
}

#[test]
fn related_places_are_named() {
    let mut client = client(&[]);
    let text = committed("tests/lint/duplicate-id/fail.yaml");
    let found = client.open(FILE, &text);
    let one = found.iter().find(|one| one["code"] == "duplicate-id").unwrap();
    let related = &one["relatedInformation"][0]["location"];
    assert_eq!(related["uri"], client.address(FILE).as_str());
    assert_eq!(client.slice(&text, &related["range"]), client.slice(&text, &one["range"]));
    assert_ne!(related["range"], one["range"]);
    client.leave();
}

/// What is beside the record on the disk counts, and what is wrong with it is told there.
#[test]
fn evidence_and_configuration_come_from_the_disk() {
    let record = committed("tests/packages/proven/incident.yaml");
    let evidence = committed("tests/packages/proven/evidence.yaml");
    let mut client = client(&[("evidence.yaml", &evidence), (".git/HEAD", "")]);
    let found = client.open(FILE, &record);
    assert!(rules(&found).contains(&"stale-evidence"), "{found:?}");
    std::fs::write(client.path("evidence.yaml"), "format: 1\nchecks: 3\n").unwrap();
    std::fs::write(client.path("handoff.toml"), "[lint]\nexit-emty = \"off\"\n").unwrap();
    client.say("textDocument/didSave", json!({"textDocument": {"uri": client.address(FILE)}}));
    let found = client.found(FILE);
    assert!(!rules(&found).contains(&"stale-evidence"), "{found:?}");
    let (one, two) = (client.receive().unwrap(), client.receive().unwrap());
    let of = |name: &str| {
        let address = client.address(name);
        let told = [&one, &two].into_iter().find(|told| told["params"]["uri"] == address.as_str()).unwrap();
        told["params"]["diagnostics"][0].clone()
    };
    assert_eq!(
        (&of("evidence.yaml")["code"], &of("handoff.toml")["code"]),
        (&json!("invalid-evidence"), &json!("invalid-config"))
    );
    // When they are mended, nothing is said of them any more.
    std::fs::remove_file(client.path("handoff.toml")).unwrap();
    std::fs::write(client.path("evidence.yaml"), evidence).unwrap();
    client.say("workspace/didChangeWatchedFiles", json!({"changes": []}));
    client.found(FILE);
    for _ in 0..2 {
        assert_eq!(client.receive().unwrap()["params"]["diagnostics"], json!([]));
    }
    client.leave();
}
