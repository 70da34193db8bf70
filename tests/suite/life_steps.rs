//! Steps on records in every style of YAML: what is decoded after a step is the record that was, with
//! the changes of that step and no other.

use std::collections::BTreeMap;

use handoff::evidence::Evidence;
use handoff::life::{Before, Moment, Refused, Step, take};
use handoff::record::model::{Outcome, TimelineKind};
use handoff::record::units::{Instant, Scalar};
use handoff::record::{Loaded, decode};
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::life_edits::{records, restyled, restyles};

const AT: &str = "2031-03-02T15:40:00Z";

/// What differs, by its path: `a.b` changed, `+ a.b` came, `+ a[2]` an item came into a list.
fn changes(old: &Json, new: &Json, at: &str, found: &mut BTreeMap<String, Json>) {
    let below = |key: &str| if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
    match (old, new) {
        (old, new) if old == new => {}
        (Json::Object(old), Json::Object(new)) => {
            for (key, value) in new {
                match old.get(key) {
                    Some(old) => changes(old, value, &below(key), found),
                    None => _ = found.insert(format!("+ {}", below(key)), value.clone()),
                }
            }
            for key in old.keys().filter(|key| !new.contains_key(*key)) {
                found.insert(format!("- {}", below(key)), Json::Null);
            }
        }
        (Json::Array(old), Json::Array(new)) if new.len() == old.len() + 1 => {
            let came = (0..new.len()).find(|&at| old.get(at) != new.get(at)).unwrap_or(old.len());
            assert_eq!(old[came..], new[came + 1..], "an item came, and others changed, in {at}");
            found.insert(format!("+ {at}[]"), new[came].clone());
        }
        (Json::Array(old), Json::Array(new)) if new.len() == old.len() => {
            old.iter().zip(new).enumerate().for_each(|(i, (old, new))| changes(old, new, &format!("{at}[{i}]"), found));
        }
        (_, new) => _ = found.insert(at.to_owned(), new.clone()),
    }
}

fn model(loaded: &Loaded) -> Json {
    serde_json::to_value(&loaded.record).unwrap()
}

/// Every text of the mark that a step leaves: where the record has the item, and the key that it gets.
const DONE: [(&str, &str); 7] = [
    ("roadmap[0]", "finished"),
    ("roadmap[1].tasks[0]", "done"),
    ("validation[0].steps[1]", "done"),
    ("handoff.returns[0]", "delivered"),
    ("handoff.temporary[0]", "ended"),
    ("deadlines[0]", "met"),
    ("next_actions.platform[0]", "done"),
];

fn steps() -> impl Strategy<Value = (Step, &'static str)> {
    let text = || {
        prop::sample::select(vec!["It is back", "a: b # c", "two\nlines", "`x` & *y*", "- é \u{a0} 日", "'q' \"r\""])
    };
    prop_oneof![
        (text(), any::<bool>()).prop_map(|(text, resolved)| {
            (Step::Note { text: text.into(), kind: resolved.then_some(TimelineKind::Resolved) }, "")
        }),
        (text(), text()).prop_map(|(text, result)| {
            let (remedy, component) = (None, None);
            (
                Step::Tried {
                    text: text.into(),
                    outcome: Some(Outcome::Failed),
                    result: Some(result.into()),
                    remedy,
                    component,
                },
                "",
            )
        }),
        (text(), text()).prop_map(|(text, because)| {
            (Step::Decide { text: text.into(), because: because.into(), rejected: vec![because.into()] }, "")
        }),
        Just((Step::Acknowledge, "")),
        Just((Step::Return, "")),
        Just((Step::TakeBack, "")),
        Just((Step::Close { ended: None }, "")),
        text().prop_map(|reason| {
            let (from, first) = (Some("x1".to_owned()), vec![reason.to_owned()]);
            (Step::HandOver { from, to: "x2".into(), reason: reason.into(), first }, "")
        }),
        prop::sample::select(DONE.to_vec()).prop_map(|(item, key)| (Step::Done { item: item.into() }, key)),
        text().prop_map(|text| (Step::Answer { question: "handoff.open_questions[0]".into(), text: text.into() }, "")),
    ]
}

/// The changes that a step makes, each checked and taken out of those that were found.
fn expect(step: &Step, key: &str, old: &Json, mut found: BTreeMap<String, Json>) -> BTreeMap<String, Json> {
    // A reason to go on is one decision more.
    if !matches!(step, Step::Decide { .. }) {
        for path in ["+ decisions", "+ decisions[]"] {
            if let Some(decision) = found.remove(path) {
                let decision = decision.get(0).unwrap_or(&decision).clone();
                assert_eq!(decision["why"], "It burns");
            }
        }
    }
    let mut came = |list: &str| {
        let new = found.remove(&format!("+ {list}[]"));
        new.or_else(|| found.remove(&format!("+ {list}")).map(|list| list[0].clone()))
    };
    let handoffs = old["handoff"].as_array().map_or(usize::from(old["handoff"].is_object()), Vec::len);
    match step {
        Step::Note { text, kind } => {
            let entry = came("timeline").unwrap();
            assert_eq!(entry["what"], text.as_str());
            assert_eq!(entry.get("kind").is_some(), kind.is_some());
        }
        Step::Tried { text, result, .. } => {
            let entry = came("attempts").unwrap();
            assert_eq!((&entry["what"], entry["result"].as_str()), (&text.as_str().into(), result.as_deref()));
        }
        Step::Decide { text, because, .. } => {
            let entry = came("decisions").unwrap();
            assert_eq!((&entry["what"], &entry["why"]), (&text.as_str().into(), &because.as_str().into()));
        }
        Step::Acknowledge | Step::Return | Step::TakeBack => {
            let key = match step {
                Step::Acknowledge => "acknowledged",
                Step::Return => "returned",
                _ => "taken_back",
            };
            let signed: Vec<String> = found.keys().filter(|path| path.ends_with(&format!(".{key}"))).cloned().collect();
            let [path] = signed.as_slice() else { panic!("{signed:?}") };
            assert!(path.starts_with("+ handoff"), "{path}");
            assert_eq!(found.remove(path).unwrap()["by"], "Kim");
            found.remove("status");
        }
        Step::Close { .. } => {
            assert_eq!(found.remove("+ closed").unwrap()["by"], "Kim");
            found.remove("status");
            found.remove("+ ended");
        }
        Step::HandOver { to, reason, .. } => {
            let new = match handoffs {
                0 => found.remove("+ handoff").unwrap(),
                1 if old["handoff"].is_object() => {
                    let both = found.remove("handoff").unwrap();
                    assert_eq!(both[0], old["handoff"]);
                    both[1].clone()
                }
                _ => found.remove("+ handoff[]").unwrap(),
            };
            assert_eq!((&new["to"], &new["reason"]), (&to.as_str().into(), &reason.as_str().into()));
            found.remove("status");
            let first = ["+ next_actions".into(), format!("+ next_actions.{to}"), format!("+ next_actions.{to}[]")];
            assert_eq!(first.iter().filter_map(|path| found.remove(path)).count(), 1);
        }
        Step::Done { .. } => {
            let path = found.keys().next().unwrap().clone();
            let new = found.remove(&path).unwrap();
            // A text becomes a mapping that holds it.
            match path.strip_prefix("+ ") {
                Some(path) => assert!(path.ends_with(key), "{path}"),
                None => assert!(new.get(key).is_some() && new.as_object().unwrap().len() == 2, "{path}: {new}"),
            }
        }
        Step::Answer { text, .. } => {
            let is_answer = |path: &String| path.contains("open_questions");
            let paths: Vec<String> = found.keys().filter(|path| is_answer(path)).cloned().collect();
            let news: Vec<Json> = paths.iter().filter_map(|path| found.remove(path)).collect();
            let answer =
                |new: &Json| new == text.as_str() || new.get("answer").is_some_and(|answer| answer == text.as_str());
            assert!(news.iter().any(answer), "{news:?}");
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(std::env::var("CASES").map_or(96, |n| n.parse().unwrap())) })]

    #[test]
    fn a_step_is_its_change_and_no_other(
        record in any::<prop::sample::Index>(),
        restyles in restyles(),
        (mut step, key) in steps(),
        teams in any::<(prop::sample::Index, prop::sample::Index)>(),
    ) {
        let file = restyled(record.get(records()).as_str(), &restyles);
        let Ok(old) = decode("incident.yaml", file.as_bytes()) else { return Ok(()) };
        let ids: Vec<&str> = old.record.teams.keys().map(|id| id.as_str()).collect();
        if let Step::HandOver { from, to, .. } = &mut step {
            (*from, *to) = (Some((*teams.0.get(&ids)).to_owned()), (*teams.1.get(&ids)).to_owned());
        }
        let (evidence, levels) = (Evidence::default(), Default::default());
        let facts = evidence.facts(&old.record);
        let before = Before { loaded: &old, facts: &facts, evidence: &evidence, levels: &levels };
        let moment = Moment { at: Instant::parse(AT).unwrap(), by: Some("Kim".into()), anyway: Some("It burns".into()) };
        let taken = match take(&before, &file, &step, &moment) {
            Ok(taken) => taken,
            Err(Refused::Stuck(stuck)) => {
                prop_assert!(stuck.shared, "{stuck}\n{file}");
                return Ok(());
            }
            Err(_) => return Ok(()),
        };
        let new = decode("incident.yaml", taken.draft.file().as_bytes());
        let Ok(new) = new else { panic!("{:?}\n{}", new.err(), taken.draft.file()) };
        let mut found = BTreeMap::new();
        changes(&model(&old), &model(&new), "", &mut found);
        prop_assert!(!found.is_empty());
        let left = expect(&step, key, &model(&old), found);
        prop_assert!(left.is_empty(), "{step:?} also changed {left:?}\n{}", taken.draft.file());
    }
}
