//! What each check expects, in lines: what must be seen, and with it how it is run.

use crate::markdown::code_span;
use crate::probe::{Expected, Probe, Within};
use crate::record::model::Check;

/// How the check is run, one line each.
pub fn run_as(check: &Check, probe: &Probe) -> Vec<String> {
    let mut lines = Vec::new();
    if check.timeout.is_some() {
        lines.push(format!("Time-out: {}", probe.timeout));
    }
    if probe.attempts > 1 {
        lines.push(match check.every {
            Some(every) => format!("Up to {} attempts, {every} apart", probe.attempts),
            None => format!("Up to {} attempts", probe.attempts),
        });
    }
    if let Some(holds) = check.holds {
        let every = check.every.map_or_else(|| "10 s".to_owned(), |every| every.to_string());
        lines.push(format!("Must pass at every try for {holds}, {every} apart"));
    }
    if probe.serial {
        lines.push("Never runs beside another serial check".into());
    }
    if !probe.read_only {
        lines.push("Changes something: runs only with `--allow-changes`".into());
    }
    lines
}

/// What must be seen, one line each.
pub fn expected(expect: &Expected) -> Vec<String> {
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
    lines.extend(listed(&expect.contains, "and").map(|texts| format!("Prints, among other things, {texts}")));
    lines.extend(listed(&expect.excludes, "or").map(|texts| format!("Does not print {texts}")));
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

/// Texts as code in one line; nothing when there is none.
fn listed(texts: &[String], word: &str) -> Option<String> {
    let (last, others) = texts.split_last()?;
    let last = code_span(last);
    let others: Vec<String> = others.iter().map(|text| code_span(text)).collect();
    Some(if others.is_empty() { last } else { format!("{} {word} {last}", others.join(", ")) })
}
