//! A JSON value that a command must print, spelled as in the record.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use crate::record::text::check_characters;
use crate::record::written::{AS_WRITTEN, Written};

/// A JSON value; its scalars keep the spelling of the record.
#[derive(Debug, Clone, PartialEq)]
pub enum JsonValue {
    Null,
    Scalar(Written),
    List(Vec<JsonValue>),
    Object(IndexMap<String, JsonValue>),
}

impl JsonValue {
    /// Whether what a command printed is this value. Numbers are the same when their values are, `1`
    /// and `1.0`; against a JSON string, what was written without quotes is compared as written.
    pub fn accepts(&self, found: &Value) -> bool {
        match (self, found) {
            (JsonValue::Scalar(written), Value::String(text)) => written.as_str() == text,
            (JsonValue::Scalar(_), Value::Number(a)) => match self.to_json() {
                Value::Number(b) => *a == b || a.as_f64() == b.as_f64(),
                _ => false,
            },
            (JsonValue::List(wanted), Value::Array(found)) => {
                wanted.len() == found.len() && wanted.iter().zip(found).all(|(wanted, found)| wanted.accepts(found))
            }
            (JsonValue::Object(wanted), Value::Object(found)) => {
                wanted.len() == found.len()
                    && wanted.iter().all(|(key, wanted)| found.get(key).is_some_and(|found| wanted.accepts(found)))
            }
            _ => self.to_json() == *found,
        }
    }

    /// As JSON: in quotes, a scalar is a string; without, a number, a truth value or `null` when it
    /// reads as one (YAML's core schema), else a string.
    pub fn to_json(&self) -> Value {
        match self {
            JsonValue::Null => Value::Null,
            JsonValue::Scalar(written) if written.quoted => Value::from(written.as_str()),
            JsonValue::Scalar(written) => plain_value(written.as_str()),
            JsonValue::List(items) => items.iter().map(JsonValue::to_json).collect(),
            JsonValue::Object(entries) => entries.iter().map(|(key, item)| (key.clone(), item.to_json())).collect(),
        }
    }

    /// The value with its texts changed, such as names filled in.
    pub fn map(&self, change: &dyn Fn(&str) -> String) -> JsonValue {
        match self {
            JsonValue::Null => JsonValue::Null,
            JsonValue::Scalar(Written { text, quoted }) => {
                JsonValue::Scalar(Written { text: change(text), quoted: *quoted })
            }
            JsonValue::List(items) => JsonValue::List(items.iter().map(|item| item.map(change)).collect()),
            JsonValue::Object(entries) => {
                JsonValue::Object(entries.iter().map(|(key, item)| (key.clone(), item.map(change))).collect())
            }
        }
    }
}

fn plain_value(text: &str) -> Value {
    match text {
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::from(text), Value::Number),
    }
}

/// The number that a plain scalar is, if it is one. A leading zero makes it text (`0770`).
fn number(text: &str) -> Option<Number> {
    if let Some(whole) = crate::record::core_schema::whole(text) {
        return u64::try_from(whole).map(Number::from).or_else(|_| i64::try_from(whole).map(Number::from)).ok();
    }
    crate::record::core_schema::is_fraction(text).then(|| text.parse().ok().and_then(Number::from_f64))?
}

impl fmt::Display for JsonValue {
    /// JSON, but for plain scalars, which are as written.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            JsonValue::Scalar(written) if !written.quoted && !self.to_json().is_string() => {
                f.write_str(written.as_str())
            }
            JsonValue::Null | JsonValue::Scalar(_) => write!(f, "{}", self.to_json()),
            JsonValue::List(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at > 0 { "," } else { "" })?;
                }
                f.write_str("]")
            }
            JsonValue::Object(entries) => {
                f.write_str("{")?;
                for (at, (key, item)) in entries.iter().enumerate() {
                    write!(f, "{}{}:{item}", if at > 0 { "," } else { "" }, Value::from(key.as_str()))?;
                }
                f.write_str("}")
            }
        }
    }
}

impl Serialize for JsonValue {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(to)
    }
}

struct ValueVisitor {
    plain: bool,
}

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = JsonValue;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E: Error>(self) -> Result<JsonValue, E> {
        Ok(JsonValue::Null)
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<JsonValue, E> {
        self.visit_str(if value { "true" } else { "false" })
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<JsonValue, E> {
        self.visit_str(&number.to_string())
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<JsonValue, E> {
        self.visit_str(&number.to_string())
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<JsonValue, E> {
        self.visit_str(&number.to_string())
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<JsonValue, E> {
        check_characters(text).map_err(E::custom)?;
        if self.plain && crate::record::core_schema::is_number(text) && number(text).is_none() {
            return Err(E::custom(format!(
                "`{text}` is beyond the numbers that can be compared; in quotes it is text"
            )));
        }
        Ok(JsonValue::Scalar(Written { text: text.to_owned(), quoted: !self.plain }))
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<JsonValue, D::Error> {
        from.deserialize_any(ValueVisitor { plain: true })
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<JsonValue, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(JsonValue::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<JsonValue, A::Error> {
        entries(map, |_| Ok(())).map(JsonValue::Object)
    }
}

/// The entries of a mapping, each key once.
pub(super) fn entries<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    mut map: A,
    check: impl Fn(&str) -> Result<(), String>,
) -> Result<IndexMap<String, T>, A::Error> {
    let mut entries = IndexMap::new();
    while let Some(key) = map.next_key::<String>()? {
        check_characters(&key).and_then(|()| check(&key)).map_err(A::Error::custom)?;
        if entries.contains_key(&key) {
            return Err(A::Error::custom(format!("duplicate key `{}`", key.escape_debug())));
        }
        entries.insert(key, map.next_value()?);
    }
    Ok(entries)
}

impl<'de> Deserialize<'de> for JsonValue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(AS_WRITTEN, ValueVisitor { plain: false })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn plain(text: &str) -> JsonValue {
        JsonValue::Scalar(Written { text: text.into(), quoted: false })
    }

    #[test]
    fn a_plain_scalar_is_what_it_reads_as_and_keeps_its_spelling() {
        for (text, value, shown) in [
            ("READY", json!("READY"), "\"READY\""),
            ("True", json!(true), "True"),
            ("3.10", json!(3.1), "3.10"),
            ("0x1F", json!(31), "0x1F"),
            ("0770", json!("0770"), "\"0770\""),
            ("-4", json!(-4), "-4"),
            (".inf", json!(".inf"), "\".inf\""),
            ("1.2.3", json!("1.2.3"), "\"1.2.3\""),
            ("12a4f5c", json!("12a4f5c"), "\"12a4f5c\""),
        ] {
            assert_eq!((plain(text).to_json(), plain(text).to_string()), (value, shown.to_owned()), "{text}");
        }
        let quoted = JsonValue::Scalar(Written { text: "3.10".into(), quoted: true });
        assert_eq!((quoted.to_json(), quoted.to_string()), (json!("3.10"), "\"3.10\"".into()));
    }
}
