//! The record's own fields, from its schema.

use serde_json::Value;

use super::node::{Name, Node};
use crate::record::schema;

/// What may follow `incident`, without what is worked out.
pub fn record() -> Node {
    let schema: Value = serde_json::from_str(schema::TEXT).unwrap_or_default();
    node(&schema, &schema, 0)
}

/// Deeper than any record; a schema that nests types in themselves would have no end.
const DEEPEST: usize = 24;

fn node(schema: &Value, whole: &Value, depth: usize) -> Node {
    if depth > DEEPEST {
        return Node::default();
    }
    let below = |schema: &Value| node(schema, whole, depth + 1);
    if let Some(definition) = definition(schema, whole) {
        return below(definition);
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array).filter(|_| schema.get("type").is_none()) {
        return choices.iter().map(below).fold(Node::default(), Node::or);
    }
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let fields = properties.map(|(key, property)| Name {
        name: key.clone().into(),
        doc: doc(property, whole).replace('\n', " ").into(),
        node: below(property),
    });
    Node {
        fields: fields.collect(),
        item: schema.get("items").map(|items| Box::new(below(items))),
        by_key: values_by_key(schema).map(|values| Box::new(below(values))),
        same_as: None,
    }
}

/// What stands under keys of the record's own; any JSON value where the schema says no more.
fn values_by_key(schema: &Value) -> Option<&Value> {
    let values = schema.get("additionalProperties").filter(|values| **values != Value::Bool(false));
    values.or_else(|| schema.get("propertyNames").map(|_| &Value::Null))
}

fn definition<'s>(schema: &Value, whole: &'s Value) -> Option<&'s Value> {
    whole.pointer(schema.get("$ref")?.as_str()?.strip_prefix('#')?)
}

/// What the format says of a field, else of its type.
fn doc<'s>(property: &'s Value, whole: &'s Value) -> &'s str {
    let said = |schema: &'s Value| schema.get("description").and_then(Value::as_str);
    let of_items = || property.get("items").and_then(|items| definition(items, whole)).and_then(said);
    said(property).or_else(|| definition(property, whole).and_then(said)).or_else(of_items).unwrap_or_default()
}
