//! Actions: what lint would write, the word that was meant, an allow with a reason; and the outline.

use serde_json::{Value, json};

use super::client::{Client, client, committed, rules};
use crate::support::{MINIMAL, folder, run};

const FILE: &str = "incident.yaml";

/// The actions at a finding.
fn actions(client: &mut Client, finding: &Value) -> Vec<Value> {
    let params = json!({
        "textDocument": {"uri": client.address(FILE)},
        "range": finding["range"],
        "context": {"diagnostics": [finding]},
    });
    client.ask("textDocument/codeAction", params).as_array().unwrap().clone()
}

fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let found = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with(title));
    found.unwrap_or_else(|| panic!("{title}: {actions:#?}"))
}

fn done(client: &Client, text: &str, action: &Value) -> String {
    client.edited(text, &action["edit"]["documentChanges"][0]["edits"])
}

#[test]
fn what_is_mechanical_is_written_as_lint_would() {
    let text = committed("tests/lint/figure-typed-out/fail.yaml");
    for text in [text.clone(), text.replace('\n', "\r\n")] {
        let mut client = client(&[]);
        let found = client.open(FILE, &text);
        let one = found.iter().find(|one| one["code"] == "figure-typed-out").unwrap().clone();
        let offered = actions(&mut client, &one);
        let once = |action: &Value| offered.iter().filter(|other| other["edit"] == action["edit"]).count() == 1;
        assert!(offered.iter().all(once), "{offered:#?}");
        let first = done(&client, &text, titled(&offered, "Write `${{"));
        assert!(first != text && first.contains("${{ "), "{first}");
        assert!(client.change(FILE, &first).len() < found.len());
        client.change(FILE, &text);
        let all = done(&client, &text, titled(&offered, "Mend what is mechanical"));
        let folder = folder(&[(FILE, &text)]);
        run(folder.path(), &["lint", "--fix", FILE]);
        assert_eq!(all, std::fs::read_to_string(folder.path().join(FILE)).unwrap());
        client.leave();
    }
}

#[test]
fn the_word_that_was_meant_is_offered() {
    let mut client = client(&[]);
    client.open(FILE, MINIMAL);
    for (word, slip) in [
        ("severity: P1", "severty: P1"),
        ("status: handed-off", "status: handedoff"),
        ("check: checkout}", "check: chekout}"),
        ("exit: [checkout-works]", "exit: [\"checkout-wroks\"]"),
        ("problem: Connection", "problem: ${{ facts.duration_totl }} Connection"),
    ] {
        let text = MINIMAL.replace(word, slip);
        let found = client.change(FILE, &text);
        let one = found.iter().find(|one| one["message"].as_str().unwrap().contains("did you mean")).unwrap().clone();
        let offered = actions(&mut client, &one);
        let mended = done(&client, &text, titled(&offered, "Write `"));
        let expected = match slip {
            slip if slip.contains("totl") => MINIMAL.replace(word, &slip.replace("totl", "total")),
            slip if slip.contains('"') => MINIMAL.replace(word, "exit: [\"checkout-works\"]"),
            _ => MINIMAL.to_owned(),
        };
        assert_eq!(mended, expected, "{slip}");
        assert_eq!(titled(&offered, "Write `")["isPreferred"], true);
    }
    client.leave();
}

#[test]
fn a_finding_is_allowed_with_a_reason_to_be_written() {
    let with = |lint: &str| format!("{MINIMAL}{lint}");
    for text in [
        with(""),
        with("lint:\n  allow:\n    - {rule: share-sum, at: title, because: none}\n"),
        with("lint: {allow: [{rule: share-sum, at: title, because: none}]}\n"),
        with("lint: {}\n"),
        with("").replace('\n', "\r\n"),
        with("").trim_end().to_owned(),
    ] {
        let mut client = client(&[]);
        let found = client.open(FILE, &text);
        let one = found.iter().find(|one| one["code"] == "remedy-missing").unwrap().clone();
        let offered = actions(&mut client, &one);
        let new = done(&client, &text, titled(&offered, "Allow `remedy-missing`"));
        assert!(new.contains("because: \"\""), "{new}");
        assert_eq!(new.contains('\r'), text.contains('\r'));
        assert_eq!(new.matches('\r').count(), if text.contains('\r') { new.matches('\n').count() } else { 0 });
        // Until it is written, the record is refused there.
        let left = client.change(FILE, &new);
        assert_eq!(rules(&left), ["invalid-record"], "{new}");
        assert_eq!(client.slice(&new, &left[0]["range"]), "\"\"");
        let left = client.change(FILE, &new.replace("because: \"\"", "because: It is rebuilt"));
        assert!(
            !rules(&left).contains(&"remedy-missing") && !rules(&left).contains(&"invalid-record"),
            "{new}\n{left:?}"
        );
        client.leave();
    }
}

#[test]
fn kinds_that_are_not_asked_for_are_left_out() {
    let text = committed("tests/lint/figure-typed-out/fail.yaml");
    let mut client = client(&[]);
    client.open(FILE, &text);
    let end = client.position(&text, text.len());
    let mut of = |only: &str| {
        let params = json!({
            "textDocument": {"uri": client.address(FILE)},
            "range": {"start": {"line": 0, "character": 0}, "end": end},
            "context": {"diagnostics": [], "only": [only]},
        });
        client.ask("textDocument/codeAction", params).as_array().unwrap().len()
    };
    assert_eq!((of("source"), of("source.fixAll"), of("refactor")), (1, 1, 0));
    assert!(of("quickfix") > 1 && of("") > of("quickfix"));
    client.leave();
}

#[test]
fn the_outline_nests_by_section() {
    let text = committed("incidents/1278/incident.yaml");
    let mut client = client(&[]);
    client.open(FILE, &text);
    let broken = text.replacen("\nhandoff:", "\nx\nhandoff:", 1);
    for text in [&text, &broken] {
        client.change(FILE, text);
        let symbols = client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": client.address(FILE)}}));
        let symbols = symbols.as_array().unwrap();
        let named = |list: &[Value], name: &str| {
            list.iter().find(|one| one["name"] == name).cloned().unwrap_or_else(|| panic!("{name}"))
        };
        let severity = named(symbols, "severity");
        assert_eq!(severity["detail"], "P0");
        let components = named(symbols, "components");
        let items = components["children"].as_array().unwrap();
        let whole = client.slice(text, &components["range"]);
        assert!(whole.starts_with("components:") && items.len() > 3, "{}", items.len());
        for item in items {
            let (range, head) = (client.slice(text, &item["range"]), client.slice(text, &item["selectionRange"]));
            assert!(whole.contains(range) && range.contains(head) && head.contains(item["name"].as_str().unwrap()));
            assert!(!item["children"].as_array().unwrap().is_empty());
        }
    }
    client.leave();
}
