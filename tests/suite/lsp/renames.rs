//! Going to definitions, finding uses, renaming.

use serde_json::{Value, json};

use super::client::{Client, client, committed};
use crate::support::{folder, run};

const FILE: &str = "incident.yaml";

/// A text with a mark behind the n-th occurrence of some words.
fn marked(text: &str, words: &str, nth: usize) -> String {
    let (at, found) = text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words}"));
    let end = at + found.len();
    format!("{}‸{}", &text[..end], &text[end..])
}

fn lines(client: &Client, text: &str, locations: &Value) -> Vec<String> {
    let of = |location: &Value| {
        let at = client.offset(text, &location["range"]["start"]);
        let word = client.slice(text, &location["range"]);
        format!("{word}: {}", text[..at].rsplit('\n').next().unwrap().to_owned() + text[at..].lines().next().unwrap())
    };
    locations.as_array().unwrap().iter().map(of).collect()
}

const RECORD: &str = "format: 1\nid: \"7\"\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: On `${{ vars.host }}`, until ${{ facts.phases.mend.ends }}\n\
vars: {host: db.example.org}\nteams:\n  shop: {name: Shop}\n  \"infra\": {name: Infra}\n\
handoff: {at: 2026-03-02T15:40:00Z, from: shop, to: infra, acknowledged: {by: infra}}\n\
components:\n  - id: db\n    name: DB\n    severity: high\n    problem: P\n    requires: [{id: up, what: Up, is: READY, check: ready}]\n    remedies: [{id: mend, what: x}]\n\
roadmap:\n  - {id: mend, title: Mend, takes: 1h, exit: [works], owner: infra}\n  - {id: more, title: More, takes: 1h, after: mend}\n\
criteria: [{id: works, what: It works, check: ready}]\nchecks: [{id: ready, what: Ready, run: \"./ready --on ${{ vars.host }}\", expect: ok}]\n\
invariants: [{left: up, is: \"=\", right: 2 * up}]\n\
lint: {allow: [{rule: no-way-back, at: \"roadmap[mend]\", because: none}, {rule: owner-missing, at: teams.infra, because: mend}]}\n";

#[test]
fn definitions_and_uses_are_found() {
    let text = RECORD.replace("what: x}]", "do: x}]");
    let mut client = client(&[]);
    client.open(FILE, &text);
    for (words, nth, definition, uses) in [
        ("vars.ho", 0, "host: vars: {host", 2),
        ("facts.phases.me", 0, "mend:   - {id: mend, title", 3),
        ("exit: [wor", 0, "works: criteria", 1),
        ("after: me", 0, "mend:   - {id: mend, title", 3),
        ("{by: inf", 0, "infra:   \"infra\"", 4),
        ("roadmap[me", 0, "mend:   - {id: mend, title", 3),
        ("remedies: [{id: me", 0, "mend:     remedies", 0),
        ("right: 2 * u", 0, "up:     requires", 2),
        ("teams.in", 0, "infra:   \"infra\"", 4),
    ] {
        let place = marked(&text, words, nth);
        let found = client.ask_at("textDocument/definition", FILE, &place, json!({}));
        let found = lines(&client, &text, &found);
        assert!(found.len() == 1 && found[0].starts_with(definition), "{words}: {found:?}");
        let ask = |declaration: bool| json!({"context": {"includeDeclaration": declaration}});
        let found = client.ask_at("textDocument/references", FILE, &place, ask(false));
        assert_eq!(lines(&client, &text, &found).len(), uses, "{words}: {:?}", lines(&client, &text, &found));
        let found = client.ask_at("textDocument/references", FILE, &place, ask(true));
        assert_eq!(found.as_array().unwrap().len(), uses + 1, "{words}");
        let found = client.ask_at("textDocument/documentHighlight", FILE, &place, json!({}));
        assert_eq!(found.as_array().unwrap().len(), uses + 1, "{words}");
    }
    // A fact without an id is computed from fields.
    let text = committed("incidents/1278/incident.yaml");
    client.change(FILE, &text);
    let found = client.ask_at("textDocument/definition", FILE, &marked(&text, "${{ facts.revenue", 0), json!({}));
    assert!(lines(&client, &text, &found)[0].starts_with("revenue:   revenue:"), "{:?}", lines(&client, &text, &found));
    let nothing = client.ask_at("textDocument/definition", FILE, &marked(&text, "Staging does", 0), json!({}));
    assert_eq!(nothing, Value::Null);
    client.leave();
}

/// Edits of a rename by file.
fn rename(client: &mut Client, text: &str, new: &str) -> Vec<(String, Value)> {
    let done = client.ask_at("textDocument/rename", FILE, text, json!({"newName": new}));
    let changes = done["documentChanges"].as_array().unwrap().iter();
    changes.map(|one| (one["textDocument"]["uri"].as_str().unwrap().to_owned(), one["edits"].clone())).collect()
}

/// Whatever is renamed: the record says the same under another name.
#[test]
fn a_rename_reaches_every_use() {
    let text = RECORD.replace("what: x}]", "do: x}]");
    for text in [text.clone(), format!("\u{feff}{}", text.replace('\n', "\r\n"))] {
        for encoding in ["utf-8", "utf-16"] {
            let mut client = Client::start(&[], encoding);
            let before = client.open(FILE, &text);
            for (words, nth, old, gone) in [
                ("host: d", 0, "host", &["vars.host", "{host:"][..]),
                ("after: me", 0, "mend", &["phases.mend", "{id: mend, title", "after: mend", "roadmap[mend]"]),
                ("to: in", 0, "infra", &["\"infra\"", "to: infra", "by: infra", "owner: infra", "teams.infra"]),
                ("check: rea", 0, "ready", &["check: ready", "id: ready"]),
                ("left: u", 0, "up", &["id: up", "left: up", "* up"]),
            ] {
                let place = if words == "host: d" { marked(&text, "{ho", 0) } else { marked(&text, words, nth) };
                let prepared = client.ask_at("textDocument/prepareRename", FILE, &place, json!({}));
                assert_eq!(prepared["placeholder"], old, "{words}");
                let edits = rename(&mut client, &place, "brand-new");
                assert_eq!(edits.len(), 1);
                let new = client.edited(&text, &edits[0].1);
                assert!(gone.iter().all(|gone| !new.contains(gone)), "{words}\n{new}");
                assert_eq!(new.matches("brand-new").count(), edits[0].1.as_array().unwrap().len());
                let after = client.change(FILE, &new);
                let codes = |found: &[Value]| found.iter().map(|one| one["code"].clone()).collect::<Vec<_>>();
                assert_eq!(codes(&after), codes(&before), "{words}\n{new}");
                client.change(FILE, &text);
            }
            client.leave();
        }
    }
}

#[test]
fn what_cannot_be_renamed_is_refused_with_the_reason() {
    let text = RECORD.replace("what: x}]", "do: x}]");
    let mut client = client(&[]);
    client.open(FILE, &text);
    let mut refused = |text: &str, place: &str, new: &str| {
        client.change(FILE, text);
        let answer = client.ask_for_at("textDocument/rename", FILE, place, json!({"newName": new}));
        assert_eq!(answer["error"]["code"], -32803, "{answer}");
        answer["error"]["message"].as_str().unwrap().to_owned()
    };
    for (words, new, why) in [
        ("after: me", "New Name", "is not an id"),
        ("after: me", "", "is not an id"),
        ("after: me", "more", "there is a phase `more` already"),
        ("left: u", "null", "YAML takes `null`"),
        ("vars.ho", "a.b", "is not a name"),
        ("title: T", "x", "no id, team or var stands here"),
    ] {
        let why_not = refused(&text, &marked(&text, words, 0), new);
        assert!(why_not.contains(why), "{words} {new}: {why_not}");
    }
    let unknown = text.replace("after: mend", "after: mendd");
    assert!(refused(&unknown, &marked(&unknown, "after: me", 0), "x").contains("there is no phase `mendd`"));
    let broken = text.replace("title: T", "title: \"T");
    assert!(refused(&broken, &marked(&broken, "after: me", 0), "x").contains("mend it first"));
    // A record that is YAML and not valid can be renamed in.
    let invalid = text.replace("title: T", "titel: T");
    client.change(FILE, &invalid);
    let edits = rename(&mut client, &marked(&invalid, "after: me", 0), "x");
    assert_eq!(edits[0].1.as_array().unwrap().len(), 4);
    client.leave();
}

/// The evidence of a check goes with it, and still proves it.
#[test]
fn evidence_follows_its_check() {
    let record = committed("tests/packages/proven/incident.yaml");
    let evidence = committed("tests/packages/proven/evidence.yaml");
    let mut client = client(&[("incident.yaml", &record), ("evidence.yaml", &evidence)]);
    client.open(FILE, &record);
    let edits = rename(&mut client, &marked(&record, "- {id: checko", 1), "smoke");
    let [(one, of_record), (two, of_evidence)] = edits.as_slice() else { panic!("{edits:?}") };
    assert!(*one == client.address(FILE) && *two == client.address("evidence.yaml"));
    let renamed = (client.edited(&record, of_record), client.edited(&evidence, of_evidence));
    assert!(!renamed.1.contains("  checkout:") && renamed.1.contains("  # smoke\n  smoke:\n"), "{}", renamed.1);
    let facts = |record: &str, evidence: &str| {
        let folder = folder(&[("incident.yaml", record), ("evidence.yaml", evidence)]);
        run(folder.path(), &["facts", "incident.yaml"])
    };
    assert_eq!(facts(&renamed.0, &renamed.1), facts(&record, &evidence));
    // Evidence that is open counts as it is in the editor.
    let open = format!("# one line more\n{evidence}");
    let item = json!({"uri": client.address("evidence.yaml"), "languageId": "yaml", "version": 1, "text": open});
    client.say("textDocument/didOpen", json!({"textDocument": item}));
    let edits = rename(&mut client, &marked(&record, "- {id: checko", 1), "smoke");
    assert!(client.edited(&open, &edits[1].1).contains("  # smoke\n  smoke:\n"));
    client.leave();
}
