//! Facts with another value, and because of what: each cause is tried alone on the old record, and
//! what moves a fact is what it moved because of. Where causes work only together, each is taken back
//! from the new record; where that tells nothing either, the inputs of the fact do.

use std::collections::HashMap;

use super::case::Case;
use super::cause::pattern;
use super::change::{Change, FactChange, Part, What};
use super::names::Names;
use super::walk::Walked;
use crate::evidence::Evidence;
use crate::facts::{Fact, Facts};

/// Facts that count the items of a list, by the beginning of their name.
const COUNTED: [(&str, &str); 3] =
    [("escalations.", "escalation.levels"), ("progress.", "progress"), ("priority.", "impact.priority")];
/// How many nodes may be decoded again to find causes.
const BUDGET: usize = 600_000;

/// A fact that is not the same, by its name in the new record and in the old one.
struct Moved<'f> {
    name: String,
    old_name: String,
    old: Option<&'f Fact>,
    new: Option<&'f Fact>,
}

pub fn figures(old: &Case, new: &Case, walked: &Walked, changes: &[Change]) -> Vec<FactChange> {
    let moved = moved(old, new, walked);
    if moved.is_empty() {
        return Vec::new();
    }
    let causes: Vec<&Change> = changes.iter().filter(|change| change.because.is_empty()).collect();
    let words = Names::new(new.loaded);
    let tried: Vec<&Change> = causes.iter().copied().filter(|cause| is_tried(cause, &words)).collect();
    let nodes = old.loaded.tree().nodes.len().max(new.loaded.tree().nodes.len());
    let affordable = tried.len().saturating_mul(nodes) <= BUDGET;
    let mut because: Vec<Vec<String>> = vec![Vec::new(); moved.len()];
    if affordable {
        for cause in &tried {
            let Some(facts) = with_only(old, new, cause, Way::In) else { continue };
            for (fact, because) in moved.iter().zip(&mut because) {
                if text(facts.get(&fact.old_name)) != text(fact.old) {
                    because.push(cause.path.clone());
                }
            }
        }
    }
    if affordable && because.iter().any(Vec::is_empty) {
        for cause in &tried {
            let Some(facts) = with_only(old, new, cause, Way::Out) else { continue };
            for (fact, because) in moved.iter().zip(&mut because).filter(|(_, because)| because.is_empty()) {
                if text(facts.get(&fact.name)) != text(fact.new) {
                    because.push(cause.path.clone());
                }
            }
        }
    }
    let done = moved.into_iter().zip(because).map(|(fact, because)| {
        let because = if because.is_empty() { by_inputs(&fact, &causes) } else { because };
        let (before, after) = shown(&fact);
        FactChange { name: fact.name, before, after, because }
    });
    done.collect()
}

/// The texts of both sides; where they read alike, the values too.
fn shown(fact: &Moved) -> (Option<String>, Option<String>) {
    let alike = text(fact.old) == text(fact.new);
    let show = |fact: Option<&Fact>| {
        fact.map(|fact| if alike { format!("{} ({})", fact.text, fact.value.to_json()) } else { fact.text.clone() })
    };
    (show(fact.old), show(fact.new))
}

fn text(fact: Option<&Fact>) -> Option<(&str, &crate::facts::Value)> {
    fact.map(|fact| (fact.text.as_str(), &fact.value))
}

fn moved<'f>(old: &Case<'f>, new: &Case<'f>, walked: &Walked) -> Vec<Moved<'f>> {
    let mut to_old: HashMap<String, String> = HashMap::new();
    let mut counted_before: Vec<String> = Vec::new();
    for (stem, list) in COUNTED {
        let pairs = walked.pairs.get(list).map(Vec::as_slice).unwrap_or_default();
        let numbers: HashMap<usize, usize> = pairs.iter().map(|&(from, to)| (to + 1, from + 1)).collect();
        for (name, _) in new.facts.iter() {
            let Some((number, rest)) = numbered(name, stem) else { continue };
            // An item that is new has no fact before, whatever stood in its place.
            let before = numbers.get(&number).map(|from| format!("{stem}{from}{rest}")).unwrap_or_default();
            counted_before.push(before.clone());
            to_old.insert(name.to_owned(), before);
        }
    }
    let mut found = Vec::new();
    for (name, fact) in new.facts.iter() {
        let old_name = to_old.get(name).cloned().unwrap_or_else(|| name.to_owned());
        let before = old.facts.get(&old_name);
        if text(before) != text(Some(fact)) {
            found.push(Moved { name: name.to_owned(), old_name, old: before, new: Some(fact) });
        }
    }
    for (name, fact) in old.facts.iter() {
        let is_counted = COUNTED.iter().any(|(stem, _)| numbered(name, stem).is_some());
        let gone = if is_counted { !counted_before.iter().any(|n| n == name) } else { new.facts.get(name).is_none() };
        if gone {
            found.push(Moved { name: name.to_owned(), old_name: name.to_owned(), old: Some(fact), new: None });
        }
    }
    found
}

fn numbered<'n>(name: &'n str, stem: &str) -> Option<(usize, &'n str)> {
    let rest = name.strip_prefix(stem)?;
    let end = rest.find('.').unwrap_or(rest.len());
    Some((rest[..end].parse().ok()?, &rest[end..]))
}

/// Words move no fact, but for those that evidence was found for; an item that only moved cannot be tried alone.
fn is_tried(cause: &Change, names: &Names) -> bool {
    let words = || cause.places.1.as_ref().is_some_and(|at| names.text_kind(at).is_some());
    let fills_in = |value: &Option<serde_json::Value>| value.as_ref().is_some_and(|value| value.is_string());
    let proves = ["checks", "vars", "targets", "components", "criteria"];
    let is_word = fills_in(&cause.before) && words() && !proves.iter().any(|section| cause.path.starts_with(section));
    cause.what != What::Moved && (!is_word || cause.path.starts_with("evidence"))
}

#[derive(Clone, Copy)]
enum Way {
    /// Put into the old record.
    In,
    /// Taken back from the new one.
    Out,
}

/// The facts of a record with this one cause put in or taken back.
fn with_only(old: &Case, new: &Case, cause: &Change, way: Way) -> Option<Facts> {
    let (base, other) = match way {
        Way::In => (old, new),
        Way::Out => (new, old),
    };
    if let Some(check) = cause.path.strip_prefix("evidence.checks[").and_then(|rest| rest.strip_suffix(']')) {
        let mut evidence = Evidence::default();
        for (id, entry) in base.evidence.iter().filter(|(id, _)| *id != check) {
            evidence.set(id, entry.clone());
        }
        if let Some(entry) = other.evidence.get(check) {
            evidence.set(check, entry.clone());
        }
        return Some(evidence.facts(&base.loaded.record));
    }
    let (here, there) = match way {
        Way::In => (&cause.places.0, &cause.places.1),
        Way::Out => (&cause.places.1, &cause.places.0),
    };
    let record = base.loaded.with_value(other.loaded, here.as_ref(), there.as_ref())?;
    Some(base.evidence.facts(&record))
}

/// The causes that stand at, above or below an input of the fact; else all that are no words.
fn by_inputs(fact: &Moved, causes: &[&Change]) -> Vec<String> {
    let inputs = fact.old.iter().chain(&fact.new).flat_map(|fact| fact.inputs.iter());
    let words: Vec<&str> = inputs
        .flat_map(|input| input.split([' ', ',', '`']))
        .map(|word| word.trim_end_matches("[]"))
        .filter(|word| !word.is_empty())
        .collect();
    let touches = |cause: &&&Change| {
        let at = cause.places.1.as_ref().or(cause.places.0.as_ref());
        let at = at.map_or_else(|| "evidence.yaml".to_owned(), pattern);
        let above = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|r| r.is_empty() || r.starts_with(['.', '[']));
        words.iter().any(|word| above(&at, word) || above(word, at.trim_end_matches("[]")))
    };
    let found: Vec<String> = causes.iter().filter(touches).map(|cause| cause.path.clone()).collect();
    if !found.is_empty() {
        return found;
    }
    let weighty = causes.iter().any(|cause| cause.part != Part::Text);
    let all = causes.iter().filter(|cause| !weighty || cause.part != Part::Text);
    all.map(|cause| cause.path.clone()).collect()
}
