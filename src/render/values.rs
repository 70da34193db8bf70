//! The building blocks of what templates see: one piece of the record, safe for its place.

use std::borrow::Cow;

use indexmap::IndexMap;
use tera::value::Key;
use tera::{Map, Value};

use crate::facts::Names;
use crate::markdown::{Place, code_span, inline};
use crate::record::units::{About, Due, Duration, Money, Quantity, QuantityRange, Range, Scalar, Setting, When};

/// What stands in a mapping under a key.
pub fn field<'v>(value: &'v Value, key: &'v str) -> Option<&'v Value> {
    // The lifetime of a map's keys may shrink to that of the key asked for: no text is copied.
    let map: &IndexMap<Key<'v>, Value> = value.as_map()?;
    map.get(&Key::Str(key))
}

/// A mapping with keys from the record.
pub fn by_key<T: Into<Value>>(entries: impl IntoIterator<Item = (String, T)>) -> Value {
    Value::from(entries.into_iter().map(|(key, value)| (Key::from(key), value.into())).collect::<Map>())
}

/// The text of a value as it prints.
pub fn text_of(value: &Value) -> Cow<'_, str> {
    match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None if value.is_undefined() || value.is_none() => Cow::Borrowed(""),
        None => Cow::Owned(value.to_string()),
    }
}

/// One text or several.
pub fn texts(value: &Value) -> Vec<Cow<'_, str>> {
    match value.as_array() {
        Some(items) => items.iter().map(text_of).collect(),
        None if value.is_undefined() || value.is_none() => Vec::new(),
        None => vec![text_of(value)],
    }
}

/// The mapping for which a text stands: `{key: text}`.
pub fn long_form(item: Value, key: &'static str) -> Value {
    match item.as_str() {
        Some(_) => Value::from(Map::from_iter([(Key::Str(key), item)])),
        None => item,
    }
}

/// A text of the record with its names filled in, as Markdown that cannot leave its line.
pub fn line(text: &str, names: &Names) -> String {
    inline(&names.expand(text), Place::Line)
}

/// The same, to be followed by more on its line.
pub fn line_phrase(text: &str, names: &Names) -> String {
    inline(phrase(names.expand(text).trim_end()), Place::Line)
}

/// A text without its full stop, to be followed by more on its line.
pub fn phrase(text: &str) -> &str {
    match text.strip_suffix('.') {
        Some(rest) if !rest.ends_with(['.', '\\']) => rest,
        _ => text,
    }
}

/// As written: quantities as text, words such as `READY` as code.
pub fn setting(text: &str) -> String {
    match Setting::parse(text) {
        Ok(setting) if setting.range().is_some() => inline(setting.as_str(), Place::Line),
        _ => code_span(text),
    }
}

/// An amount in the record's currency.
pub fn money(amount: About<Money>, names: &Names) -> String {
    names.facts.currency().show_stated(amount)
}

/// A quantity as it stands in running text; what counts the record's currency is money.
pub fn quantity(text: &str, names: &Names) -> String {
    let currency = names.facts.currency();
    let shown = |of: &Quantity| currency.show_quantity(of);
    // Large counts come grouped.
    let money =
        QuantityRange::parse(&text.replace(',', "")).ok().map(|About { value: Range { min, max }, approximate }| {
            let about = if approximate { "~" } else { "" };
            let (least, most) = (shown(&min), shown(&max));
            let is_money = least != min.to_string() || most != max.to_string();
            is_money.then(|| if least == most { format!("{about}{least}") } else { format!("{about}{least}–{most}") })
        });
    inline(&money.flatten().unwrap_or_else(|| text.to_owned()), Place::Line)
}

/// A duration counts from the handoff; where that has a time of day, the instant comes first, and
/// the day alone from a week on.
pub fn deadline(text: &str, names: &Names) -> String {
    let first = if names.record.handoffs().len() > 1 { "first " } else { "" };
    match (Due::parse(text), names.record.handed_off()) {
        (Ok(Due::After(after)), Some(When::Instant(handoff))) => match handoff.plus(after.value.max) {
            Some(at) => {
                let far = after.value.max >= Duration::from_secs(7 * 86_400);
                let at = if far { When::Date(at.0.date_naive()).with_weekday() } else { at.with_weekday() };
                format!("{at} ({after} after the {first}handoff)")
            }
            None => format!("{after} after the {first}handoff"),
        },
        (Ok(Due::After(after)), _) => format!("{after} after the {first}handoff"),
        (Ok(Due::At(at)), _) => at.with_weekday(),
        (Err(_), _) => with_weekday(text),
    }
}

/// Puts the weekday in front of a text that begins with a date, and of a second date behind ` to `.
pub fn with_weekday(text: &str) -> String {
    let about = if text.starts_with('~') { "~" } else { "" };
    let text = &text[about.len()..];
    let weekday = |text: &str| {
        let date = text.get(..10).and_then(|date| chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").ok());
        date.map(|date| chrono::Datelike::weekday(&date))
    };
    let Some(first) = weekday(text) else { return format!("{about}{text}") };
    match text.split_once(" to ").and_then(|(from, to)| Some((from, weekday(to)?, to))) {
        Some((from, second, to)) => format!("{about}{first} {from} to {second} {to}"),
        None => format!("{about}{first} {text}"),
    }
}
