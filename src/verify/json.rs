//! What must stand in the JSON that a command prints.

use serde_json::Value;

use super::held::Held;
use super::number::{Kept, keeps};
use super::show;
use crate::record::model::JsonWanted;
use crate::secrets::Masker;

/// How each pointer came out. `beyond` is said of output that is not whole, `seen` of what is no JSON.
pub fn held(
    expected: &[(String, JsonWanted)],
    text: &str,
    cut: bool,
    masker: &Masker,
    beyond: impl Fn(String) -> Held,
    seen: impl Fn() -> String,
) -> Vec<Held> {
    let parsed = serde_json::from_str::<Value>(text);
    let one = |(pointer, wanted): &(String, JsonWanted)| {
        let expected = show::line(&format!("{pointer} {wanted}"), masker);
        let found = match &parsed {
            Err(_) if cut => return beyond(expected),
            Err(_) => return Held::No { expected, actual: format!("no JSON: {}", seen()) },
            Ok(whole) => at(whole, pointer),
        };
        let found = match found {
            Ok(found) => found,
            Err(nothing) => return Held::No { expected, actual: show::line(&nothing, masker) },
        };
        let mut unclear = None;
        for (place, value) in found {
            let actual = |more: &str| show::line(&format!("{more}{place} = {value}"), masker);
            match judge(wanted, value) {
                Kept::Yes => {}
                Kept::No => return Held::No { expected, actual: actual("") },
                Kept::NotOne => return Held::No { expected, actual: actual("not one number: ") },
                Kept::Unclear(why) => unclear = unclear.or(Some(actual(&format!("{why}: ")))),
            }
        }
        unclear.map_or(Held::Yes, |actual| Held::Unclear {
            expected: show::line(&format!("{pointer} {wanted}"), masker),
            actual,
        })
    };
    expected.iter().map(one).collect()
}

fn judge(wanted: &JsonWanted, found: &Value) -> Kept {
    match (wanted, found) {
        (JsonWanted::Value(value), found) => match value.accepts(found) {
            true => Kept::Yes,
            false => Kept::No,
        },
        (JsonWanted::Limits(limits), Value::Number(number)) => keeps(limits, &number.to_string()),
        // Many programs print numbers as texts: those of 64 bits have no other place in JSON.
        (JsonWanted::Limits(limits), Value::String(text)) => keeps(limits, text),
        (JsonWanted::Limits(_), _) => Kept::NotOne,
    }
}

/// All that stands at a pointer, each with its place; `*` is each element of a list or an object.
/// The error says where there is nothing.
fn at<'v>(whole: &'v Value, pointer: &str) -> Result<Vec<(String, &'v Value)>, String> {
    let mut found = vec![(String::new(), whole)];
    for token in pointer.split('/').skip(1) {
        let mut below = Vec::new();
        for (place, value) in found {
            match (token, value) {
                ("*", Value::Array(items)) if !items.is_empty() => {
                    below.extend(items.iter().enumerate().map(|(index, item)| (format!("{place}/{index}"), item)));
                }
                ("*", Value::Object(entries)) if !entries.is_empty() => {
                    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
                    below.extend(entries.iter().map(|(key, item)| (format!("{place}/{}", escaped(key)), item)));
                }
                ("*", _) => return Err(format!("no element at {}", if place.is_empty() { "the top" } else { &place })),
                (token, value) => {
                    let place = format!("{place}/{token}");
                    match value.pointer(&format!("/{token}")) {
                        Some(item) => below.push((place, item)),
                        None => return Err(format!("nothing at {place}")),
                    }
                }
            }
        }
        found = below;
    }
    Ok(found)
}
