//! Scalars as their author wrote them, with the one thing that their text does not tell: whether
//! they stood in quotes. Quoted, a value is text; unquoted, it may be read as something else too.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::text::check_characters;
use super::units::not_null;

/// The name by which [`super::de`] knows that the way of writing is asked for. It answers a quoted
/// scalar (or a block) with `visit_str`, a plain one with `visit_newtype_struct`, a list and a
/// mapping as what they are. Other deserializers do not know it: for them, all scalars are plain.
pub const AS_WRITTEN: &str = "$handoff::as_written";

/// A text that is compared, spelled as in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    /// In quotes, or a block: text, and nothing else.
    pub quoted: bool,
}

impl Written {
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

struct WrittenVisitor;

impl<'de> Visitor<'de> for WrittenVisitor {
    type Value = Written;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Written, E> {
        Ok(Written { text: text.to_owned(), quoted: true })
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Written, D::Error> {
        Ok(Written { text: not_null(from)?, quoted: false })
    }
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = from.deserialize_newtype_struct(AS_WRITTEN, WrittenVisitor)?;
        check_characters(&written.text).map_err(Error::custom)?;
        Ok(written)
    }
}

impl serde::Serialize for Written {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct("Literal", &self.text)
    }
}

super::rules::plain_fields!(Written);

#[cfg(test)]
impl schemars::JsonSchema for Written {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Written".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": ["string", "number", "boolean"]})
    }
}

/// A text that is deserialized again, by a type that stands behind a choice of forms. It answers
/// `deserialize_option` with itself, which serde's own `StrDeserializer` does not do; the scalars
/// of a record ask that way in order to notice `null`.
pub struct Again<'a, E> {
    pub text: &'a str,
    pub quoted: bool,
    pub error: PhantomData<E>,
}

impl<'a, E> Again<'a, E> {
    pub fn new(text: &'a str, quoted: bool) -> Self {
        Again { text, quoted, error: PhantomData }
    }
}

impl<'de, E: Error> Deserializer<'de> for Again<'_, E> {
    type Error = E;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_str(self.text)
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, E> {
        if name == AS_WRITTEN && self.quoted {
            visitor.visit_str(self.text)
        } else {
            visitor.visit_newtype_struct(self)
        }
    }
    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
