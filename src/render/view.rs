//! The record as templates see it: values print themselves, safe for running text. Texts have
//! their names filled in and are Markdown that cannot leave its line; commands stay as they are.

use std::borrow::Cow;

use tera::value::Key;
use tera::{Map, Value};

use crate::facts::Names;
use crate::markdown::{Place, block, code_span, inline};
use crate::record::shape::Shape;
use crate::record::text::TextKind;
use crate::record::units::{About, Deadline, Duration, Money, Scalar, Setting, When};

/// Keys whose one-word values are names of things: paths, resources, labels.
const NAMES_OF_THINGS: [&str; 6] = ["resource", "path", "evidence", "ref", "add", "remove"];

/// Turns the record's shape into a value for templates.
pub fn view(shape: &Shape, key: &str, names: &Names) -> Value {
    match shape {
        Shape::Leaf { kind, text } => Value::from(leaf(kind, text, key, names)),
        Shape::Bool(value) => Value::from(*value),
        Shape::Number(number) => Value::from(*number),
        Shape::Sequence(items) => Value::from(items.iter().map(|item| view(item, key, names)).collect::<Vec<_>>()),
        Shape::Mapping(entries) => {
            let mut map = Map::with_capacity(entries.len());
            for (key, value) in entries {
                // A section that is there but says nothing is absent: no heading stands for it.
                if matches!(value, Shape::Mapping(_)) && value.is_empty() {
                    continue;
                }
                let name = match key {
                    Cow::Borrowed(key) => Key::Str(key),
                    Cow::Owned(key) => Key::from(key.clone()),
                };
                map.insert(name, view(value, key, names));
            }
            Value::from(map)
        }
    }
}

fn leaf(kind: &'static str, text: &str, key: &str, names: &Names) -> String {
    match (TextKind::of(kind), kind) {
        (Some(TextKind::Inline), _) => running_text(&names.expand(text), key),
        (Some(TextKind::Prose), _) => block(&names.expand(text)),
        (Some(TextKind::Command | TextKind::Literal), _) => names.expand(text).into_owned(),
        (Some(TextKind::Var), _) => text.to_owned(),
        (None, "Setting") => setting(&names.expand(text)),
        (None, "Money" | "AboutMoney") => money(text, names),
        (None, "Deadline") => deadline(text, names),
        (None, "Quantity" | "AboutQuantity" | "QuantityRange") => inline(text, Place::Line),
        _ => text.to_owned(),
    }
}

fn running_text(text: &str, key: &str) -> String {
    let one_word = !text.contains(char::is_whitespace) && !text.is_empty();
    let markup = text.contains(['`', '[', '<', '*', '(']) || text.contains("://") || text.contains('@');
    if NAMES_OF_THINGS.contains(&key) && one_word && !markup { code_span(text) } else { inline(text, Place::Line) }
}

/// Quantities as they are, words such as `READY` as code.
pub fn setting(text: &str) -> String {
    match Setting::parse(text) {
        Ok(Setting::Quantity(range)) => inline(&range.to_string(), Place::Line),
        _ => code_span(text),
    }
}

fn money(text: &str, names: &Names) -> String {
    match About::<Money>::parse(text) {
        Ok(money) => {
            let about = if money.approximate { "~" } else { "" };
            format!("{about}{}", names.facts.currency().show(money.value))
        }
        Err(_) => text.to_owned(),
    }
}

/// A duration counts from the handoff; where that has a time of day, the instant comes first, and
/// the day alone from a week on.
fn deadline(text: &str, names: &Names) -> String {
    match (Deadline::parse(text), names.record.handoff.at) {
        (Ok(Deadline::After(after)), When::Instant(handoff)) => match handoff.plus(after.value.max) {
            Some(at) => {
                let far = after.value.max >= Duration::from_secs(7 * 86_400);
                let at = if far { When::Date(at.0.date_naive()).with_weekday() } else { at.with_weekday() };
                format!("{at} ({after} after the handoff)")
            }
            None => format!("{after} after the handoff"),
        },
        (Ok(Deadline::After(after)), When::Date(_)) => format!("{after} after the handoff"),
        (Ok(Deadline::At(at)), _) => at.with_weekday(),
        (Err(_), _) => super::filters::with_weekday(text),
    }
}
