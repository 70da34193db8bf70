//! The record as templates see it: values print themselves, safe for running text. Texts have
//! their names filled in and are Markdown that cannot leave its line; commands stay as they are.

use std::borrow::Cow;

use tera::value::Key;
use tera::{Map, Value};

use super::graft::Graft;
use crate::facts::Names;
use crate::markdown::{Place, block, code_span, inline};
use crate::record::shape::Shape;
use crate::record::text::TextKind;
use crate::record::units::{About, Money, Scalar};
use crate::render::values::{deadline, long_form, money, quantity, setting};

/// Keys whose one-word values are names of things: paths, resources, labels.
const NAMES_OF_THINGS: [&str; 6] = ["resource", "path", "evidence", "ref", "add", "remove"];

/// Lists whose texts stand for mappings with this key, so that templates see mappings only.
const LONG_FORMS: [(&str, &str); 3] = [("open_questions", "ask"), ("returns", "what"), ("done", "what")];

/// Turns the record's shape into a value for templates, with what is worked out grafted on it.
pub fn view(shape: &Shape, key: &str, names: &Names, mut graft: Graft) -> Value {
    if let Some(made) = graft.take_made() {
        return made;
    }
    match shape {
        _ if key == "undo" => undo(shape, names),
        Shape::Leaf { kind, text } => Value::from(leaf(kind, text, key, names)),
        Shape::Bool(value) => Value::from(*value),
        Shape::Number(number) => Value::from(*number),
        Shape::Sequence(items) => {
            let long = LONG_FORMS.iter().find(|(list, _)| *list == key).map(|(_, first)| *first);
            let items = items.iter().map(|item| {
                let item = view(item, key, names, graft.next_item());
                match long {
                    Some(first) => long_form(item, first),
                    None => item,
                }
            });
            Value::from(items.collect::<Vec<_>>())
        }
        Shape::Mapping(entries) => {
            let mut map = Map::with_capacity(entries.len() + graft.how_many_fields());
            for (key, value) in entries {
                // A section that is there but says nothing is absent: no heading stands for it.
                if matches!(value, Shape::Mapping(_)) && value.is_empty() {
                    continue;
                }
                let name = match key {
                    Cow::Borrowed(key) => Key::Str(key),
                    Cow::Owned(key) => Key::from(key.clone()),
                };
                map.insert(name, view(value, key, names, graft.take(key)));
            }
            graft.finish(&mut map);
            Value::from(map)
        }
    }
}

/// How something is taken back, always as a mapping with `do` and `run`.
fn undo(shape: &Shape, names: &Names) -> Value {
    match shape {
        Shape::Leaf { kind, text } if TextKind::of(kind).is_some() => {
            long_form(Value::from(names.expand(text).into_owned()), "run")
        }
        Shape::Leaf { .. } => long_form(Value::from(NO_WAY_BACK), "do"),
        steps => view(steps, "", names, Graft::default()),
    }
}

/// What the record's `undo: none` says to a reader.
const NO_WAY_BACK: &str = "There is no way back.";

/// What the record says under a key.
pub fn section<'s>(shape: &'s Shape, key: &str) -> Option<&'s Shape> {
    match shape {
        Shape::Mapping(entries) => entries.get(key),
        _ => None,
    }
}

fn leaf(kind: &'static str, text: &str, key: &str, names: &Names) -> String {
    match (TextKind::of(kind), kind) {
        (Some(TextKind::Inline), _) => running_text(&names.expand(text), key),
        (Some(TextKind::Prose), _) => block(&names.expand(text)),
        (Some(TextKind::Command | TextKind::Literal), _) => names.expand(text).into_owned(),
        (Some(TextKind::Var), _) => text.to_owned(),
        (None, "Setting") => setting(&names.expand(text)),
        (None, "Money" | "AboutMoney") => About::<Money>::parse(text).map_or(text.to_owned(), |m| money(m, names)),
        (None, "Due") => deadline(text, names),
        (None, "Quantity" | "AboutQuantity" | "QuantityRange") => quantity(text, names),
        _ => text.to_owned(),
    }
}

fn running_text(text: &str, key: &str) -> String {
    let one_word = !text.contains(char::is_whitespace) && !text.is_empty();
    let markup = text.contains(['`', '[', '<', '*', '(']) || text.contains("://") || text.contains('@');
    if NAMES_OF_THINGS.contains(&key) && one_word && !markup { code_span(text) } else { inline(text, Place::Line) }
}
