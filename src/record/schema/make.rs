//! The schema from the types that decode a record. Only tests make it: the program carries the result.

use serde_json::{Map, Value, json};

use crate::record::model::Record;

/// The schema of format 1.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Record).to_value();
    without_null(&mut schema);
    with_examples(&mut schema);
    if let Some(object) = schema.as_object_mut() {
        object.insert("$id".into(), json!("https://handoff.invalid/incident-record-1.json"));
        object.insert("title".into(), json!("Incident record, format 1"));
        object.insert("if".into(), json!({"properties": {"status": {"const": "investigating"}}}));
        object.insert("else".into(), json!({"required": crate::record::needs::HANDED_OFF}));
    }
    schema
}

/// What a description gives as an example, and the description once more for editors that draw Markdown.
fn with_examples(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(text)) = object.get("description").cloned() {
                if let Some((_, example)) = text.split_once("Example: `") {
                    let example = example.split('`').next().unwrap_or_default();
                    object.insert("examples".into(), json!([example]));
                }
                object.insert("markdownDescription".into(), text.into());
            }
            object.values_mut().for_each(with_examples);
        }
        Value::Array(items) => items.iter_mut().for_each(with_examples),
        _ => {}
    }
}

/// `null` is never a value of a record: schemars offers it for each optional key.
fn without_null(value: &mut Value) {
    match value {
        Value::Object(object) => {
            drop_null(object);
            object.values_mut().for_each(without_null);
        }
        Value::Array(items) => items.iter_mut().for_each(without_null),
        _ => {}
    }
}

fn drop_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".into(), only);
        }
    }
    let is_null = |schema: &Value| schema == &json!({"type": "null"});
    if let Some(Value::Array(choices)) = object.get_mut("anyOf")
        && choices.iter().any(is_null)
    {
        choices.retain(|schema| !is_null(schema));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            object.extend(only);
        }
    }
    if object.get("default").is_some_and(Value::is_null) {
        object.remove("default");
    }
}
