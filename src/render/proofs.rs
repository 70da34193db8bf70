//! What evidence says about each check and criterion, and what each check expects, in lines.

use tera::{Context, Value};

use super::Package;
use super::context::by_id;
use crate::evidence::{Entry, Standing};
use crate::facts::{Names, checks_of};
use crate::markdown::{Place, code_span, inline};
use crate::probe::{Expected, Probe, Within};
use crate::record::model::Check;

pub(super) fn add(package: &Package, names: &Names, context: &mut Context) {
    let Package { record, facts, evidence, .. } = *package;
    let met = record.criteria.iter().enumerate();
    let met = met.map(|(at, criterion)| (criterion.id.as_str().to_owned(), Value::from(facts.is_met(at))));
    context.insert_value("met", by_id(met));
    let proofs = record.criteria.iter().map(|criterion| {
        let checks = checks_of(record, criterion);
        let many = checks.len() > 1;
        let lines = checks.into_iter().filter_map(|check| {
            let line = standing(evidence.standing(record, check))?;
            Some(if many { format!("`{}`: {line}", check.id) } else { line })
        });
        (criterion.id.as_str().to_owned(), Value::from(lines.collect::<Vec<_>>()))
    });
    context.insert_value("proofs", by_id(proofs));
    // What was found by checks that prove no criterion, which would stand nowhere else.
    let proving: std::collections::HashSet<&str> = record
        .criteria
        .iter()
        .flat_map(|criterion| checks_of(record, criterion))
        .map(|check| check.id.as_str())
        .collect();
    let others = record.checks.iter().filter(|check| !proving.contains(check.id.as_str()));
    let findings = others.filter_map(|check| {
        Some((check.id.as_str().to_owned(), Value::from(standing(evidence.standing(record, check))?)))
    });
    context.insert_value("findings", by_id(findings));
    let expectations =
        record.checks.iter().map(|check| (check.id.as_str().to_owned(), Value::from(lines(check, names))));
    context.insert_value("expectations", by_id(expectations));
}

/// One line on what was found; nothing when nobody looked yet.
fn standing(standing: Standing) -> Option<String> {
    Some(match standing {
        Standing::Passed(entry) => format!("Proven {}", source(entry)),
        Standing::Failed(entry) => format!("**Failed** {}", source(entry)),
        Standing::Stale(entry) => format!("**Stale**: the check changed since {}", source(entry)),
        Standing::Unproven => return None,
    })
}

fn source(entry: &Entry) -> String {
    let mut text = entry.at.to_string();
    if let Some(by) = &entry.by {
        text.push_str(&format!(" by {}", inline(by, Place::Line)));
    }
    if let Some(host) = &entry.host {
        text.push_str(&format!(" on {}", code_span(host)));
    }
    if let Some(saw) = &entry.saw {
        text.push_str(&format!(": {}", inline(saw, Place::Line)));
    }
    text
}

/// The full expectation of a check, one line each.
fn lines(check: &Check, names: &Names) -> Vec<String> {
    let Some(probe) = Probe::of(names.record, check, &|text| names.expand(text).into_owned()) else {
        return Vec::new();
    };
    let mut lines = expected(&probe.expect);
    if check.timeout.is_some() {
        lines.push(format!("Time-out: {}", probe.timeout));
    }
    if probe.attempts > 1 {
        lines.push(match check.every {
            Some(every) => format!("Up to {} attempts, {every} apart", probe.attempts),
            None => format!("Up to {} attempts", probe.attempts),
        });
    }
    if !probe.read_only {
        lines.push("Changes something: runs only with `--allow-changes`".into());
    }
    lines
}

fn expected(expect: &Expected) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(text) = &expect.equals {
        match text.trim() {
            "" => lines.push("Prints nothing".into()),
            text if text.contains('\n') => {
                lines.push(format!("Prints exactly: {}", code_span(&text.replace('\n', "⏎"))))
            }
            text => lines.push(format!("Prints {}", code_span(text))),
        }
    }
    lines.extend(expect.contains.iter().map(|text| format!("Prints, among other things, {}", code_span(text))));
    lines.extend(expect.excludes.iter().map(|text| format!("Does not print {}", code_span(text))));
    lines.extend(expect.matches.iter().map(|text| format!("Output matches {}", code_span(text))));
    for (pointer, value) in &expect.json {
        let pointer = if pointer.is_empty() { "the JSON output".into() } else { code_span(pointer) };
        lines.push(format!("JSON: {pointer} is {}", code_span(&value.to_string())));
    }
    match &expect.within {
        Some(Within::Limit(limit)) => lines.push(format!("Answers within {limit}")),
        Some(Within::Unknown(name)) => lines.push(format!("Answers within {}", code_span(name))),
        None => {}
    }
    if expect.exit != 0 || lines.is_empty() {
        lines.insert(0, format!("Exits with {}", expect.exit));
    }
    lines
}
