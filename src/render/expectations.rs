//! What each check expects, in lines.

use tera::{Context, Value};

use super::context::by_id;
use crate::facts::Names;
use crate::markdown::code_span;
use crate::probe::{Expected, Probe, Within};
use crate::record::model::Check;

pub(super) fn add(names: &Names, context: &mut Context) {
    let checks = names.record.checks.iter();
    let expectations = checks.map(|check| (check.id.as_str().to_owned(), Value::from(lines(check, names))));
    context.insert_value("expectations", by_id(expectations));
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
