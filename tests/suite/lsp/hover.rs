//! What is told of a place.

use serde_json::{Value, json};

use super::client::{Client, client, committed, hover_text};

const FILE: &str = "incident.yaml";

fn hover(client: &mut Client, text: &str, words: &str) -> String {
    let at = words.find('|').unwrap();
    let plain = words.replace('|', "");
    let from = text.find(&plain).unwrap_or_else(|| panic!("{plain}"));
    let mut marked = text.to_owned();
    marked.insert(from + at, '‸');
    let told = client.ask_at("textDocument/hover", FILE, &marked, json!({}));
    hover_text(&told).to_owned()
}

#[test]
fn facts_vars_ids_and_keys_say_what_they_are() {
    let text = committed("incidents/1278/incident.yaml");
    let mut client = client(&[]);
    client.open(FILE, &text);
    for (words, expected) in [
        ("${{ facts.revenue|_at_risk }}", &["$575K", "facts.revenue_at_risk", "impact.revenue[].per_year"][..]),
        ("facts.dura|tion_total", &["facts.duration_total", "roadmap[].takes"]),
        ("${{ vars.pro|ject }}", &["netra-staging", "vars.project"]),
        ("from: devel|opment", &["team", "Development"]),
        ("to: infra|structure", &["**team** `infrastructure`", "Infrastructure", "has the incident now"]),
        ("sev|erity: P0", &["# severity", "P0 to P4", "Required: yes"]),
        ("next_check|point:", &[".next_checkpoint"]),
    ] {
        let told = hover(&mut client, &text, words);
        for part in expected {
            assert!(told.contains(part), "{words}: {told}");
        }
    }
    assert_eq!(hover(&mut client, &text, "Staging does |not start"), "");
    client.leave();
}

#[test]
fn items_say_how_they_stand() {
    let text = committed("tests/packages/proven/incident.yaml");
    let mut client = client(&[("evidence.yaml", &committed("tests/packages/proven/evidence.yaml"))]);
    client.open(FILE, &text);
    let of = |client: &mut Client, id: &str| hover(client, &text, &format!("id: |{id},"));
    assert!(of(&mut client, "checkout").contains("failed at 2026-03-02 17:06 UTC"), "{}", of(&mut client, "checkout"));
    let states: Vec<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("  - {id: "))
        .map(|rest| rest.split([',', '}', ' ']).next().unwrap().to_owned())
        .map(|id| of(&mut client, &id))
        .collect();
    for state in ["met", "open: a check fails", "next", "passed at"] {
        assert!(states.iter().any(|told| told.contains(state)), "{state}: {states:#?}");
    }
    client.leave();
}

#[test]
fn while_a_line_is_half_typed_the_rest_is_known() {
    let text = committed("incidents/1278/incident.yaml");
    let mut client = client(&[]);
    client.open(FILE, &text);
    for broken in ["status: handed-off\nenv", "status: \"handed", "status: {", "status: handed-off\n  x: y"] {
        let text = text.replacen("status: handed-off", broken, 1);
        assert!(!client.change(FILE, &text).is_empty(), "{broken}");
        let told = hover(&mut client, &text, "${{ facts.revenue|_at_risk }}");
        assert!(told.contains("$575K") && told.contains("the last time"), "{broken}: {told}");
        let told = hover(&mut client, &text, "from: devel|opment");
        assert!(told.contains("Development"), "{broken}: {told}");
        let told = hover(&mut client, &text, "sev|erity: P0");
        assert!(told.contains("# severity"), "{broken}: {told}");
    }
    // One that was never valid: its facts are those of what can be read.
    let fresh = text.replacen("status: handed-off", "status: handed-off\nenv", 1);
    let mut other = Client::start(&[], "utf-8");
    other.open(FILE, &fresh);
    let told = hover(&mut other, &fresh, "${{ facts.revenue|_at_risk }}");
    assert!(told.contains("$575K"), "{told}");
    assert_eq!(other.ask("shutdown", Value::Null), Value::Null);
    client.leave();
}
