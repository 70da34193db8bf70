//! What is offered while somebody types.

use serde_json::{Value, json};

use super::client::{Client, client, committed};
use crate::support::MINIMAL;

const FILE: &str = "incident.yaml";

/// What is offered at `|`, each with the text after it was taken.
fn offered(client: &mut Client, marked: &str) -> Vec<(String, String)> {
    let mark = if marked.contains('‸') { '‸' } else { '|' };
    let text = marked.replacen(mark, "", 1);
    client.change(FILE, &text);
    let list = client.ask_at("textDocument/completion", FILE, marked, json!({}));
    let items = list["items"].as_array().unwrap().clone();
    let after = |item: &Value| client.edited(&text, &json!([item["textEdit"]]));
    items.iter().map(|item| (item["label"].as_str().unwrap().to_owned(), after(item))).collect()
}

fn labels(client: &mut Client, marked: &str) -> Vec<String> {
    offered(client, marked).into_iter().map(|(label, _)| label).collect()
}

#[test]
fn each_place_is_offered_what_it_takes() {
    let mut client = client(&[]);
    client.open(FILE, MINIMAL);
    let all = |more: &str| format!("{MINIMAL}{more}");
    for (text, holds, lacks) in [
        (MINIMAL.replace("handed-off", "han|"), &["handed-off", "closed"][..], &["P1"][..]),
        (MINIMAL.replace("severity: P1", "severity: |"), &["P0", "SEV4"], &["critical"]),
        (MINIMAL.replace("check: checkout}", "check: che|}"), &["checkout"], &["checkout-works", "fix"]),
        (MINIMAL.replace("exit: [checkout-works]", "exit: [|"), &["checkout-works"], &["checkout"]),
        (MINIMAL.replace("to: platform", "to: |"), &["shop", "platform"], &["egress"]),
        (all("monitoring:\n  |"), &["alerts", "routines", "prevention"], &["title"]),
        (all("|"), &["monitoring", "vars", "impact"], &["title", "checks"]),
        (all("lessons:\n  - |"), &["what", "kind", "action"], &["id"]),
        (all("lessons:\n  - what: x\n    kind: |"), &["went-well", "lucky"], &["true"]),
        (all("next_actions:\n  |"), &["shop", "platform"], &["do"]),
        (all("lint:\n  allow:\n    - rule: own|"), &["owner-missing"], &[]),
        (MINIMAL.replace("expect: ok}", "expect: ok, man|}"), &["manual", "timeout"], &["run", "id"]),
        (MINIMAL.replace("expect: ok}", "expect: ok, read_only: |}"), &["true", "false"], &[]),
        (MINIMAL.replace("expect: ok}", "expect: {|"), &["contains", "exit", "json"], &["what"]),
        (MINIMAL.replace("gateway timeout.", "${{ |"), &["facts.duration_total", "facts.phases.fix.ends"], &["title"]),
        (all("deadlines:\n  - {id: a, what: x, from: |}"), &["started", "handoff", "a"], &["shop"]),
        (MINIMAL.replace("every third", "| third"), &[], &["facts.duration_total", "title"]),
    ] {
        let found = labels(&mut client, &text);
        assert!(holds.iter().all(|one| found.iter().any(|label| label == one)), "{text}: {found:?}");
        assert!(lacks.iter().all(|one| found.iter().all(|label| label != one)), "{text}: {found:?}");
    }
    client.leave();
}

#[test]
fn what_is_taken_leaves_the_text_whole() {
    let mut client = client(&[]);
    client.open(FILE, MINIMAL);
    let mut taken = |text: &str, label: &str| {
        let found = offered(&mut client, text);
        let one = found.iter().find(|(known, _)| known == label).unwrap_or_else(|| panic!("{label}: {found:?}"));
        one.1.clone()
    };
    let text = MINIMAL.replace("every third checkout", "${{ fac|");
    let whole = MINIMAL.replace("every third checkout", "${{ facts.duration_total }}");
    assert_eq!(taken(&text, "facts.duration_total"), whole);
    let text = MINIMAL.replace("every third checkout", "${{fac| }}");
    assert_eq!(taken(&text, "facts.duration_total"), whole);
    let text = MINIMAL.replace("to: platform", "to: sh|op");
    assert_eq!(taken(&text, "platform"), MINIMAL);
    let text = MINIMAL.replace("severity: P1", "sev|");
    assert_eq!(
        taken(&text, "severity"),
        MINIMAL.replace("severity: P1", &format!("severity: ${{1|{}|}}", "P0,P1,P2,P3,P4,SEV0,SEV1,SEV2,SEV3,SEV4"))
    );
    // Only the key where a value stands already.
    let text = MINIMAL.replace("severity: P1", "sever|: P1");
    assert_eq!(taken(&text, "severity"), MINIMAL);
    client.leave();
}

#[test]
fn clients_without_snippets_get_none() {
    let mut client = Client::silent(&[]);
    client.ask("initialize", json!({"capabilities": {}}));
    client.say("initialized", json!({}));
    client.open(FILE, MINIMAL);
    let text = format!("{MINIMAL}|");
    client.change(FILE, MINIMAL);
    let list = client.ask_at("textDocument/completion", FILE, &text, json!({}));
    for item in list["items"].as_array().unwrap() {
        let new = item["textEdit"]["newText"].as_str().unwrap();
        assert!(!new.contains('$') && item["insertTextFormat"] == 1, "{item}");
    }
    client.leave();
}

/// A large record, half of a word typed in each of its sections.
#[test]
fn a_large_record_offers_ids_around_a_broken_line() {
    let text = committed("incidents/1278/incident.yaml");
    let mut client = client(&[]);
    client.open(FILE, &text);
    let at = text.find("\nhandoff:").unwrap();
    for broken in ["\nx\n", "\n\"x\n", "\nx: {\n", "\nx: [a\n"] {
        let broken = format!("{}{broken}owner: ‸{}", &text[..at], &text[at..]);
        let found = labels(&mut client, &broken);
        assert!(found.iter().any(|label| label == "infrastructure"), "{broken:.20}: {found:?}");
    }
    client.leave();
}
