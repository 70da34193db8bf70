//! What must stand where in the JSON that a command prints.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::{Serialize, Serializer};

use super::json::entries;
use super::{JsonValue, NumberLimits};
use crate::record::rules::plain_fields;
use crate::record::text::Literal;
use crate::record::units::{Quantity, Scalar};

/// JSON pointers (RFC 6901), with `*` for each element, and what must stand there.
#[derive(Debug, Clone)]
pub struct JsonExpectation(pub IndexMap<String, JsonWanted>);

/// What must stand at a pointer.
#[derive(Debug, Clone, PartialEq)]
pub enum JsonWanted {
    Value(JsonValue),
    /// A number, or a text that is one.
    Limits(NumberLimits),
}

impl fmt::Display for JsonWanted {
    /// `= 3.10`, `at most 0.3`
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            JsonWanted::Value(value) => write!(f, "= {value}"),
            JsonWanted::Limits(limits) => limits.fmt(f),
        }
    }
}

impl JsonWanted {
    /// The same with its texts changed, such as names filled in.
    pub fn map(&self, change: &dyn Fn(&str) -> String) -> JsonWanted {
        match self {
            JsonWanted::Value(value) => JsonWanted::Value(value.map(change)),
            JsonWanted::Limits(limits) => JsonWanted::Limits(limits.clone()),
        }
    }
}

impl<'de> Deserialize<'de> for JsonWanted {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = JsonValue::deserialize(from)?;
        match &value {
            JsonValue::Object(entries)
                if !entries.is_empty() && entries.keys().all(|key| NumberLimits::KEYS.contains(&key.as_str())) =>
            {
                limits(entries).map(JsonWanted::Limits).map_err(D::Error::custom)
            }
            _ => Ok(JsonWanted::Value(value)),
        }
    }
}

fn limits(entries: &IndexMap<String, JsonValue>) -> Result<NumberLimits, String> {
    let limit = |key: &str| match entries.get(key) {
        None => Ok(None),
        Some(JsonValue::Scalar(written)) => {
            Quantity::parse(written.as_str()).map(Some).map_err(|why| format!("`{key}`: {why}"))
        }
        Some(_) => Err(format!("`{key}` is a limit: {} is expected", Quantity::EXPECTED)),
    };
    Ok(NumberLimits { max: limit("max")?, min: limit("min")?, above: limit("above")?, below: limit("below")? })
}

impl<'de> Deserialize<'de> for JsonExpectation {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct JsonVisitor;
        impl<'de> Visitor<'de> for JsonVisitor {
            type Value = JsonExpectation;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a mapping from JSON pointers to values or limits, such as `{\"/state\": READY}`")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<JsonExpectation, A::Error> {
                let pointer = |key: &str| match key.is_empty() || key.starts_with('/') {
                    true => Ok(()),
                    false => Err(format!("`{}` is no JSON pointer: it must begin with `/`", key.escape_debug())),
                };
                entries(map, pointer).map(JsonExpectation)
            }
        }
        from.deserialize_map(JsonVisitor)
    }
}

impl Serialize for JsonExpectation {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let shown = |wanted: &JsonWanted| match wanted {
            JsonWanted::Value(value) => value.to_string(),
            JsonWanted::Limits(limits) => limits.to_string(),
        };
        to.collect_map(self.0.iter().map(|(pointer, wanted)| (pointer, Literal(shown(wanted)))))
    }
}

plain_fields!(JsonExpectation);

#[cfg(test)]
impl schemars::JsonSchema for JsonExpectation {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "JsonExpectation".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "object", "propertyNames": {"pattern": "^(/|$)"}})
    }
}
