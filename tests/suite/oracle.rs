//! serde_yaml as the oracle of our reader of records: over committed records, changed at random, both
//! say the same, but for the spellings listed here.

use handoff::record::{Record, decode};
use proptest::prelude::*;

/// Records that are small, or have every section.
const RECORDS: [&str; 3] = [
    include_str!("../../incidents/2041/incident.yaml"),
    include_str!("../packages/every-section/incident.yaml"),
    include_str!("../documents/every-field.yaml"),
];

/// What we refuse and serde_yaml does not look at: words of our message.
const STRICTER: &[&str] = &[
    "needs one of the keys",
    "exclude each other",
    "says nothing",
    "duplicate key",
    "YAML tag",
    "unfinished",
    "was not finished",
    "control character",
    "nests deeper",
    "stand for more than",
    "one YAML document",
    // libyaml is lenient here.
    "comments must be separated",
    // YAML 1.1 has octal numbers and words that 1.2 has not; we take them for text where a number is wanted.
    "expected a whole number",
    "beyond the numbers",
    "out of range",
];

/// What only serde_yaml refuses: it retypes a scalar before it asks what is wanted, and knows fewer
/// characters in the name of an anchor (`&%`, YAML 1.2).
const THEIR_OWN: &[&str] = &[
    "invalid type: boolean",
    "invalid type: floating point",
    "invalid type: integer",
    "scanning an anchor",
    "scanning an alias",
    "did not find expected node content",
];

/// The record without what only our reader knows: whether a JSON value stood in quotes.
fn said(record: &Record) -> String {
    serde_json::to_string(record).unwrap().replace("\\\"", "")
}

/// Spellings that serde_yaml retypes where a value may be of any type; ours stay as written.
const RETYPED: &[&str] = &["True", "3.10", "1e3", ".nan"];

/// `put` is the value that was put in.
fn compare(text: &str, put: &str) -> Result<(), TestCaseError> {
    let oracle = serde_yaml::from_str::<Record>(text);
    match (decode("x", text.as_bytes()), oracle) {
        (Ok(_), Ok(_)) if RETYPED.contains(&put) => {}
        (Ok(ours), Ok(theirs)) => prop_assert_eq!(said(&ours.record), said(&theirs), "{}", text),
        (Ok(_), Err(error)) => {
            let error = error.to_string();
            prop_assert!(THEIR_OWN.iter().any(|words| error.contains(words)), "only serde_yaml: {}\n{}", error, text);
        }
        (Err(bad), Ok(_)) => {
            let known = |message: &str| STRICTER.iter().any(|words| message.contains(words));
            prop_assert!(bad.1.iter().any(|found| known(&found.message)), "only we: {:?}\n{}", bad.1, text);
        }
        (Err(_), Err(_)) => {}
    }
    Ok(())
}

/// A part of a record in which a place is changed, so that a failure can be read.
fn place(record: usize, at: usize) -> (String, usize) {
    let text = RECORDS[record % RECORDS.len()].to_owned();
    let at = at % text.len();
    let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    (text, at)
}

#[test]
fn committed_records_are_read_alike() {
    for text in RECORDS.into_iter().chain([include_str!("../../incidents/1278/incident.yaml")]) {
        assert!(decode("x", text.as_bytes()).is_ok());
        compare(text, "").unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn characters_changed(
        record in 0usize..3, at in any::<usize>(), cut in 0usize..6, insert in "[a0.:,#&*|>'\"%\\[\\]{}~ \n-]{0,4}",
    ) {
        let (mut text, at) = place(record, at);
        let end = (at + cut).min(text.len());
        let end = (end..=text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len());
        text.replace_range(at..end, &insert);
        compare(&text, "")?;
    }

    #[test]
    fn values_changed(record in 0usize..3, at in any::<usize>(), value in prop_oneof![
        Just("True"), Just("3.10"), Just("0770"), Just("12a4f5c"), Just("~"), Just("null"), Just("''"), Just("\"3.10\""),
        Just(".nan"), Just("1e3"), Just("5000000000000"), Just("-1"), Just("[x]"), Just("{a: b}"), Just("|\n"), Just("yes"),
        Just("2025-09-16"), Just("1_000"), Just("!!str x"), Just("<<"), Just("- x"), Just("x: y"), Just("\"a\\nb\""),
    ]) {
        let (mut text, at) = place(record, at);
        let colon = text[at..].find(": ").map(|found| at + found + 2);
        prop_assume!(colon.is_some());
        let start = colon.unwrap();
        let end = text[start..].find([',', '}', '\n']).map_or(text.len(), |found| start + found);
        text.replace_range(start..end, value);
        compare(&text, value)?;
    }
}
