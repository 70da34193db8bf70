//! The JSON Schema (2020-12) of a record, made from the same types that decode it.

use std::sync::OnceLock;

use serde_json::Value;

use super::path::{FieldPath, Segment};

#[cfg(test)]
mod make;

/// The schema of format 1, for editors. `UPDATE=1 cargo test` writes it anew.
pub const TEXT: &str = include_str!("schema/incident.schema.json");

pub(super) fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| serde_json::from_str(TEXT).unwrap_or_default())
}

/// The keys that a mapping of the type must have.
pub fn required(of: &str) -> Vec<String> {
    let schema = schema();
    let definition = if of == "Record" { Some(schema) } else { schema.get("$defs").and_then(|defs| defs.get(of)) };
    let keys = definition.and_then(|definition| definition.get("required")).and_then(Value::as_array);
    keys.into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned)).collect()
}

/// The keys that a mapping of the type may have.
pub fn known(of: &str) -> Vec<&'static str> {
    let definition = if of == "Record" { Some(schema()) } else { schema().get("$defs").and_then(|defs| defs.get(of)) };
    let keys = definition.and_then(|definition| definition.get("properties")).and_then(Value::as_object);
    keys.into_iter().flat_map(|keys| keys.keys()).map(String::as_str).collect()
}

/// The one section of the record, or the mapping in it, that knows a key; nothing when several do.
pub fn home(key: &str) -> Option<String> {
    let properties = schema().get("properties").and_then(Value::as_object)?;
    let knows = |of: &'static Value| {
        let items = forms(of).into_iter().flat_map(|form| match form.get("items") {
            Some(items) => forms(items),
            None => vec![form],
        });
        items.into_iter().any(|form| form.get("properties").is_some_and(|keys| keys.get(key).is_some()))
    };
    let mut homes = properties.iter().filter(|(_, of)| knows(of)).map(|(section, _)| format!("`{section}`"));
    let top = properties.contains_key(key).then(|| "the record itself, in the first column".to_owned());
    let first = top.or_else(|| homes.next())?;
    homes.next().is_none().then_some(first)
}

/// The keys that a mapping at the path may have, in the order of the format; none where the format
/// knows no mapping.
pub fn keys(path: &FieldPath) -> Vec<&'static str> {
    let found = path.0.iter().try_fold(schema(), |at, segment| {
        forms(at).into_iter().find_map(|form| match segment {
            Segment::Key(key) => form
                .get("properties")
                .and_then(|keys| keys.get(key.as_ref()))
                .or_else(|| form.get("additionalProperties").filter(|of| of.is_object())),
            Segment::Index(_) => form.get("items"),
        })
    });
    let properties = found.and_then(|at| forms(at).into_iter().find_map(|form| form.get("properties")?.as_object()));
    properties.into_iter().flat_map(|keys| keys.keys()).map(String::as_str).collect()
}

/// All that a value may be: itself, what it refers to, and its alternatives.
pub(super) fn forms(of: &'static Value) -> Vec<&'static Value> {
    let (mut found, mut left) = (Vec::new(), vec![of]);
    while let Some(at) = left.pop() {
        found.push(at);
        let name = at.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix("#/$defs/"));
        left.extend(name.and_then(|name| schema().get("$defs")?.get(name)));
        left.extend(at.get("anyOf").and_then(Value::as_array).into_iter().flatten().rev());
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::record::FieldPath;

    #[test]
    fn keys_stand_in_the_order_of_the_format() {
        let keys = |path: &FieldPath| super::keys(path).join(" ");
        assert!(keys(&FieldPath::default()).starts_with("format id title severity status "));
        let task = FieldPath::new("roadmap").index(0).key("tasks").index(7);
        assert!(keys(&task).starts_with("do "), "{}", keys(&task));
        assert!(keys(&FieldPath::new("teams").key("shop")).starts_with("name "));
        assert_eq!(keys(&FieldPath::new("title").key("no")), "");
    }

    #[test]
    fn the_schema_is_that_of_the_types() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/record/schema/incident.schema.json");
        let made = format!("{:#}\n", super::make::schema());
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(file, &made).unwrap();
        }
        assert!(std::fs::read_to_string(file).unwrap() == made, "`UPDATE=1 cargo test` writes {file} anew");
    }
}
