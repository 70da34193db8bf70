//! What each check expects, in lines: what must be seen, and with it how it is run.

use crate::markdown::{Place, code_span, inline};
use crate::probe::{Expected, Number, Probe, Within};
use crate::record::model::{Check, JsonWanted};
use crate::verify::show::seen;

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
    if let Some(holds) = probe.holds {
        lines.push(format!("Must pass at every try for {holds}, {} apart", probe.every));
    }
    if probe.serial {
        lines.push("Never runs beside another serial check".into());
    }
    if !probe.read_only {
        lines.push("Changes something: runs only with `--allow-changes`".into());
    }
    lines
}

/// What must be seen, one line each: all that is tested, no more and no less.
pub fn expected(expect: &Expected) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(text) = &expect.equals {
        said.push(match text.trim_ascii() {
            "" => "no output".into(),
            text => format!("output is exactly {}", exact(text)),
        });
    }
    said.extend(listed(&expect.contains, "and").map(|texts| format!("output contains {texts}")));
    said.extend(listed(&expect.excludes, "or").map(|texts| format!("output does not contain {texts}")));
    said.extend(expect.matches.iter().map(|text| format!("output matches {}", exact(text))));
    said.extend(expect.number.as_ref().map(|number| match number {
        Number::Limits(limits) => format!("output is one number, {}", inline(&limits.to_string(), Place::Line)),
        Number::Unknown(name) => format!("output is one number within {}", exact(name)),
    }));
    said.extend(expect.json.iter().map(|(pointer, wanted)| json(pointer, wanted)));
    said.extend(expect.within.as_ref().map(|within| match within {
        Within::Limit(limit) => format!("answers within {limit}"),
        Within::Unknown(name) => format!("answers within {}", exact(name)),
    }));
    let mut said = said.into_iter();
    let exit = format!("Exit status {}", expect.exit);
    let first = said.next().map_or(exit.clone(), |first| format!("{exit}, {first}"));
    std::iter::once(first).chain(said.map(capitalised)).collect()
}

fn json(pointer: &str, wanted: &JsonWanted) -> String {
    let place =
        if pointer.is_empty() { "the JSON output".into() } else { format!("{} of the JSON output", exact(pointer)) };
    match wanted {
        JsonWanted::Value(value) => format!("{place} is {}", exact(&value.to_string())),
        JsonWanted::Limits(limits) => format!("{place} is {}", inline(&limits.to_string(), Place::Line)),
    }
}

fn capitalised(text: String) -> String {
    let mut rest = text.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
}

/// A text as code in which every blank can be counted: Markdown shows several as one, and none at
/// the ends.
fn exact(text: &str) -> String {
    let text = seen(text);
    let mut shown = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let alone = !text[..at].ends_with(' ') && !text[at + c.len_utf8()..].starts_with(' ');
        let inside = at > 0 && at + c.len_utf8() < text.len();
        shown.push(if c == ' ' && !(alone && inside) { '␣' } else { c });
    }
    code_span(&shown)
}

/// Texts as code in one line; nothing when there is none.
fn listed(texts: &[String], word: &str) -> Option<String> {
    let (last, others) = texts.split_last()?;
    let last = exact(last);
    let others: Vec<String> = others.iter().map(|text| exact(text)).collect();
    Some(if others.is_empty() { last } else { format!("{} {word} {last}", others.join(", ")) })
}
