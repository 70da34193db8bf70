//! `lint --fix` over records in which names and figures are typed out, in every style of YAML: what is decoded
//! afterwards differs in quoted vars and facts only, and every document is the same.

use std::fs;

use handoff::facts::{Facts, Names};
use handoff::record::{Loaded, decode};
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::life_edits::{records, restyled, restyles};
use crate::support::{folder, run};

/// The record with some of its quoted names typed out as they are shown.
fn typed_out(record: &str, which: &[prop::sample::Index]) -> String {
    let Ok(loaded) = decode("incident.yaml", record.as_bytes()) else { return record.to_owned() };
    let facts = Facts::without_evidence(&loaded.record);
    let names = Names { record: &loaded.record, facts: &facts };
    let quotes =
        |text: &str| text.match_indices("${{").map(|(at, _)| at).filter(|&at| !text[..at].ends_with('$')).count();
    let mut text = record.to_owned();
    for index in which {
        let count = quotes(&text);
        if count == 0 {
            break;
        }
        let at = text
            .match_indices("${{")
            .map(|(at, _)| at)
            .filter(|&at| !text[..at].ends_with('$'))
            .nth(index.index(count));
        let Some(at) = at else { break };
        let Some(end) = text[at..].find("}}").map(|end| at + end + 2) else { break };
        let value = names.expand(&text[at..end]).into_owned();
        let new = format!("{}{value}{}", &text[..at], &text[end..]);
        // Where the value needs quotes of YAML, the text would be another.
        if decode("incident.yaml", new.as_bytes()).is_ok() {
            text = new;
        }
    }
    text
}

/// The leaves, with all names filled in.
fn filled_in(loaded: &Loaded) -> Json {
    let facts = Facts::without_evidence(&loaded.record);
    let names = Names { record: &loaded.record, facts: &facts };
    fn fill(value: &mut Json, names: &Names) {
        match value {
            Json::String(text) => *text = names.expand(text).into_owned(),
            Json::Array(items) => items.iter_mut().for_each(|item| fill(item, names)),
            Json::Object(map) => map.values_mut().for_each(|item| fill(item, names)),
            _ => {}
        }
    }
    let mut model = serde_json::to_value(&loaded.record).unwrap();
    fill(&mut model, &names);
    model
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(std::env::var("CASES").map_or(24, |n| n.parse().unwrap())) })]

    #[test]
    fn a_fix_changes_no_word_of_any_document(
        record in any::<prop::sample::Index>(),
        restyles in restyles(),
        which in prop::collection::vec(any::<prop::sample::Index>(), 1..9),
    ) {
        let before = restyled(&typed_out(record.get(records()).as_str(), &which), &restyles);
        let Ok(old) = decode("incident.yaml", before.as_bytes()) else { return Ok(()) };
        let at = folder(&[("incident.yaml", &before)]);
        let shown = || run(at.path(), &["render", "--no-lint", "--stdout", "incident.yaml"]);
        let (code, documents, _) = shown();
        // What may not be rendered, with or without a fix, has no documents to compare.
        if code != 0 {
            return Ok(());
        }
        run(at.path(), &["lint", "--fix", "incident.yaml"]);
        let after = fs::read_to_string(at.path().join("incident.yaml")).unwrap();
        let Ok(new) = decode("incident.yaml", after.as_bytes()) else { panic!("is no record any more:\n{after}") };
        prop_assert_eq!(filled_in(&old), filled_in(&new));
        let (code, again, err) = shown();
        prop_assert_eq!(code, 0, "{}", err);
        prop_assert!(documents == again, "{before}\n---\n{after}");
    }
}

/// So that the property above does not hold for want of fixes.
#[test]
fn a_name_that_was_typed_out_is_quoted_again() {
    let record = crate::support::repository("incidents/2026-05-14-ledger-replica/incident.yaml");
    let record = fs::read_to_string(record).unwrap();
    let typed = record.replace("and `${{ vars.promoted }}` stalls", "and `lgr-db-2` stalls");
    assert_ne!(typed, record);
    let at = folder(&[("incident.yaml", &typed)]);
    run(at.path(), &["lint", "--fix", "incident.yaml"]);
    assert_eq!(fs::read_to_string(at.path().join("incident.yaml")).unwrap(), record);
}
