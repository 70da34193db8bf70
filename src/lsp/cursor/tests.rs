//! Places in texts that are being typed, marked with `|`.

use super::{at, quote_at};

/// The slot, the field, the word, and the siblings.
fn place(marked: &str) -> String {
    let offset = marked.find('|').unwrap();
    let text = format!("{}{}", &marked[..offset], &marked[offset + 1..]);
    match at(&text, offset) {
        None => "text".to_owned(),
        Some(cursor) => {
            let word = &text[cursor.word.clone()];
            format!("{:?} {} `{word}` [{}]", cursor.slot, cursor.field, cursor.siblings.join(" "))
        }
    }
}

#[test]
fn keys_and_values_know_their_field() {
    for (text, expected) in [
        ("|", "Key  `` []"),
        ("format: 1\nsev|", "Key  `sev` [format]"),
        ("format: 1\nse|ve\ntitle: x\n", "Key  `seve` [format title]"),
        ("severity: P|", "Value severity `P` []"),
        ("handoff:\n  from: a\n  |\n  to: b\n", "Key handoff `` [from to]"),
        ("handoff:\n  from: a\n|\nteams:\n", "Key  `` [handoff teams]"),
        ("roadmap:\n  - id: x\n    tasks:\n      - do: y\n        che|", "Key roadmap.tasks `che` [do]"),
        ("roadmap:\n  - id: x\n    tasks:\n      - |", "Item roadmap.tasks `` []"),
        ("roadmap:\n- id: x\n  after: |\n- id: z\n", "Value roadmap.after `` []"),
        ("roadmap:\n- id: x\n  |\n- id: z\n", "Key roadmap `` [id]"),
        ("roadmap:\n- id: x\n  exit:\n  - a\n  - b|\n", "Item roadmap.exit `b` []"),
        ("teams:\n  shop:\n    na|", "Key teams.* `na` []"),
        ("next_actions:\n  shop:\n    - do: x\n      check: lo|gin", "Value next_actions.*.check `login` []"),
        ("# a: |", "text"),
        ("summary: >\n  key: |\n", "text"),
        ("summary: >\n  key: x\nst|", "Key  `st` [summary]"),
        ("title: \"lo|", "Value title `lo` []"),
        ("title: \"x\" |", "text"),
        ("title: x # |", "text"),
    ] {
        let mut found = place(text);
        // Of values, the siblings say nothing.
        if found.starts_with("Value") || found.starts_with("Item") {
            found = format!("{}[]", &found[..found.find('[').unwrap()]);
        }
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn braces_are_looked_into() {
    for (text, expected) in [
        ("checks:\n  - {id: x, wh|}", "Key checks `wh` [id]"),
        ("checks:\n  - {id: x, wh|, run: y}", "Key checks `wh` [id run]"),
        ("checks:\n  - {id: x, expect: {con|", "Key checks.expect `con` []"),
        ("criteria: [{id: x, check: [a, b|", "Value criteria.check `b` [id check]"),
        ("criteria:\n  - {id: x,\n     check: \"b|", "Value criteria.check `b` [check]"),
        ("teams: {a: {name: A}, b: {le|", "Key teams.* `le` []"),
        // What was never closed ends with the line of the next entry.
        ("checks:\n  - {id: x, what: \"half\n  - id: y\n    ru|", "Key checks `ru` [id]"),
        ("title: \"half\nsev|", "Value title `sev` []"),
        ("title: \"half\nseverity: |", "Value severity `` []"),
        ("checks: [{id: x\ntitle: |", "Value title `` []"),
    ] {
        let mut found = place(text);
        if found.starts_with("Value") {
            found.truncate(found.find('[').unwrap());
        }
        assert!(expected.starts_with(&found), "{text}: {found}");
    }
}

#[test]
fn names_in_quotes_are_found() {
    for (text, expected) in [
        ("a: ${{ fa|cts.x }}", Some(("facts.x", true))),
        ("a: ${{|", Some(("", false))),
        ("a: ${{ | }}", Some(("", true))),
        ("a: \"${{ vars.|\"", Some(("vars.", false))),
        ("a: ${{ x }} |", None),
        ("a: $${{ |", None),
        ("a: ${|", None),
    ] {
        let offset = text.find('|').unwrap();
        let text = text.replace('|', "");
        let found = quote_at(&text, offset).map(|(word, closed)| (text[word].to_owned(), closed));
        assert_eq!(found, expected.map(|(word, closed)| (word.to_owned(), closed)), "{text}");
    }
}
