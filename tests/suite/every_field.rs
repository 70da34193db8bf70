//! `every-field.yaml` held to the schema of records: it has every field, and each of them is shown
//! in some document. Who adds a field to the format meets this test.

use std::collections::BTreeMap;

use handoff::evidence::Evidence;
use handoff::render::{Engine, Package, render};
use serde_json::Value;

const RECORD: &str = include_str!("../documents/every-field.yaml");
const SCHEMA: &str = include_str!("../../src/record/schema/incident.schema.json");

fn record() -> Value {
    serde_yaml::from_str(RECORD).unwrap()
}

/// Walks the schema along values that it describes, with the path of each.
struct Walk<'w> {
    schema: &'w Value,
    visit: &'w mut dyn FnMut(&str, bool, &[&Value]),
}

impl<'w> Walk<'w> {
    fn walk(&mut self, schema: &Value, values: &[&Value], path: &str) {
        if let Some(definition) = schema.get("$ref").and_then(Value::as_str) {
            let whole = self.schema;
            return self.walk(whole.pointer(definition.trim_start_matches('#')).unwrap(), values, path);
        }
        if let (Some(choices), None) = (schema.get("anyOf").and_then(Value::as_array), schema.get("type")) {
            // One, or a list of them: the same fields, and the list's items have the path of the one.
            let list = choices.iter().find(|choice| choice.get("items").is_some_and(|item| choices.contains(item)));
            let items = values.iter().filter_map(|value| value.as_array()).flatten();
            let all: Vec<&Value> = values.iter().copied().chain(items).collect();
            let single = choices.iter().filter(|choice| Some(*choice) != list);
            return single.for_each(|choice| self.walk(choice, if list.is_some() { &all } else { values }, path));
        }
        let required: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        for (key, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let below: Vec<&Value> = values.iter().filter_map(|value| value.get(key)).collect();
            (self.visit)(&path, required.contains(&key.as_str()), &below);
            self.walk(property, &below, &path);
        }
        if let Some(items) = schema.get("items") {
            let below: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
            self.walk(items, &below, &format!("{path}[]"));
        }
        if let Some(entries) = schema.get("additionalProperties").filter(|entries| entries.is_object()) {
            let below: Vec<&Value> =
                values.iter().filter_map(|value| value.as_object()).flat_map(|m| m.values()).collect();
            self.walk(entries, &below, &format!("{path}.*"));
        }
    }
}

/// The fields of the schema, with whether each must be there and how often the record has it.
fn fields(record: &Value) -> BTreeMap<String, (bool, usize)> {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let mut fields = BTreeMap::new();
    let mut visit = |path: &str, required: bool, values: &[&Value]| {
        fields.insert(path.to_owned(), (required, values.len()));
    };
    Walk { schema: &schema, visit: &mut visit }.walk(&schema, &[record], "");
    fields
}

#[test]
fn the_record_has_every_field_of_the_format() {
    let fields = fields(&record());
    assert!(fields.len() > 200, "only {} fields", fields.len());
    let missing: Vec<&String> = fields.iter().filter(|(_, (_, times))| *times == 0).map(|(path, _)| path).collect();
    assert!(missing.is_empty(), "add to tests/documents/every-field.yaml: {missing:#?}");
}

/// All documents of a record, by name; nothing when it is not valid.
fn documents(engine: &Engine, record: &Value) -> Option<BTreeMap<String, String>> {
    let loaded = handoff::record::decode("incident.yaml", record.to_string().as_bytes()).ok()?;
    let evidence = Evidence::default();
    let package = Package {
        record: &loaded.record,
        shape: loaded.shape(),
        facts: &evidence.facts(&loaded.record),
        evidence: &evidence,
        file: "incident.yaml",
        skip: &[],
    };
    let documents = render(engine, &package, 1).unwrap_or_else(|errors| panic!("{}", errors[0]));
    Some(documents.into_iter().map(|document| (document.name, document.text)).collect())
}

/// The record without one field at a time: where it stands, and what is left.
fn without_each(record: &Value) -> Vec<(String, Value)> {
    fn places(value: &Value, pattern: String, pointer: String, all: &mut Vec<(String, String)>) {
        for (key, value) in value.as_object().into_iter().flatten() {
            let pattern = if pattern.is_empty() { key.clone() } else { format!("{pattern}.{key}") };
            let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
            all.push((pattern.clone(), pointer.clone()));
            places(value, pattern, pointer, all);
        }
        for (index, value) in value.as_array().into_iter().flatten().enumerate() {
            places(value, format!("{pattern}[]"), format!("{pointer}/{index}"), all);
        }
    }
    let mut all = Vec::new();
    places(record, String::new(), String::new(), &mut all);
    let without = |(pattern, pointer): (String, String)| {
        let mut left = record.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let key = key.replace("~1", "/").replace("~0", "~");
        left.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(&key);
        (pattern, left)
    };
    all.into_iter().map(without).collect()
}

/// What is said to this tool, not to a reader.
const NOT_SHOWN: &str = "lint";
/// What cannot be left out alone; the words of `documents.rs` hold that it is shown.
const NEEDED_BY_OTHERS: [&str; 13] = [
    "components",
    "criteria",
    "deadlines[].at",
    "deadlines[].within",
    "handoff",
    "roadmap",
    "checks[].manual",
    "checks[].run",
    "impact.revenue[].per_month",
    "impact.revenue[].per_year",
    "targets[].is",
    "targets[].max",
    "targets[].min",
];

/// Whether a place of the record is that of a field: `teams.sender.lead` of `teams.*.lead`.
fn is_of(place: &str, field: &str) -> bool {
    let (place, field) = (place.split('.'), field.split('.'));
    place.clone().count() == field.clone().count()
        && place.zip(field).all(|(key, of)| of.trim_end_matches("[]") == "*" || key == of)
}

/// Where `handoff explain FIELD` reads which documents show a field.
const SHOWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/explain/shown.txt");

/// The documents that change without a field: but for checksums, and for what follows from a document
/// that is no longer there.
fn changed(whole: &BTreeMap<String, String>, left: &BTreeMap<String, String>) -> Vec<String> {
    let body = |text: &String| text.split_once('\n').map(|(_, body)| body.to_owned());
    let differs = |(name, text): &(&String, &String)| left.get(*name).and_then(body) != body(text);
    whole.iter().filter(differs).map(|(name, _)| name.clone()).collect()
}

#[test]
fn every_field_is_shown_in_some_document() {
    let record = record();
    let engine = Engine::new(&[]).unwrap();
    let whole = documents(&engine, &record).unwrap();
    let mut shown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (pattern, left) in without_each(&record) {
        if shown.contains_key(&pattern) {
            continue;
        }
        let changed = documents(&engine, &left).map(|left| changed(&whole, &left)).unwrap_or_default();
        if !changed.is_empty() {
            shown.insert(pattern, changed);
        }
    }
    let optional = fields(&record).into_iter().filter(|(_, (required, _))| !required).map(|(path, _)| path);
    let optional: Vec<String> = optional.collect();
    let hidden: Vec<&String> = optional
        .iter()
        .filter(|path| !shown.keys().any(|place| is_of(place, path)) && !path.starts_with(NOT_SHOWN))
        .filter(|path| !NEEDED_BY_OTHERS.contains(&path.as_str()))
        .collect();
    assert!(hidden.is_empty(), "no document shows {hidden:#?}");
    let lines = optional.iter().filter_map(|path| {
        let (_, documents) = shown.iter().find(|(place, _)| is_of(place, path))?;
        Some(format!("{path}: {}\n", documents.join(", ")))
    });
    let lines: String = lines.collect();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(SHOWN, &lines).unwrap();
    }
    assert!(std::fs::read_to_string(SHOWN).unwrap() == lines, "`UPDATE=1 cargo test` writes {SHOWN} anew");
}
