//! What a check's command must do to pass.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::{Serialize, Serializer};

use super::{JsonExpectation, NumberExpectation, Pattern, record};
use crate::record::collections::{OneOrMany, from_map};
use crate::record::path::FieldPath;
use crate::record::rules::{Broken, Field};
use crate::record::text::Literal;
use crate::record::written::{AS_WRITTEN, Again, Written};

record! {
    /// The long form: all that is given must hold. `contains`, `excludes`, `matches`, `equals`,
    /// `number` and `json` look at standard output.
    #[derive(Default)]
    Expectation {
        /// Default: 0.
        optional exit: i32,
        /// Standard output, trimmed, equals this.
        optional equals: Written,
        /// Texts that must all be in the output.
        optional contains: OneOrMany<Literal>,
        /// Texts none of which may be in the output.
        optional excludes: OneOrMany<Literal>,
        /// A Rust regex, unanchored.
        optional matches: Pattern,
        /// Standard output, trimmed, is one number within these limits, or within those of a target.
        optional number: NumberExpectation,
        /// JSON pointer, with `*` for each element -> value, or limits of a number.
        optional json: JsonExpectation,
        /// A duration, or the id of a target with `max`.
        optional within: Literal,
    }
}

impl Expectation {
    /// The ids of targets by whose limits it is decided. What is a duration is among them.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        let number = self.number.as_ref().and_then(NumberExpectation::target);
        self.within.iter().chain(number).map(|id| id.as_str().trim())
    }
}

/// `expect: READY`, or the long form.
#[derive(Debug, Clone)]
pub struct Expect {
    pub expectation: Expectation,
    /// Whether the long form was written, so that a bare `{}` can be told from nothing.
    pub long: bool,
}

struct ExpectVisitor {
    plain: bool,
}

impl<'de> Visitor<'de> for ExpectVisitor {
    type Value = Expect;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the output as text, or a mapping such as `{contains: [..]}`")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Expect, E> {
        let equals = Written::deserialize(Again::new(text, !self.plain))?;
        Ok(Expect { expectation: Expectation { equals: Some(equals), ..Expectation::default() }, long: false })
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Expect, A::Error> {
        Ok(Expect { expectation: from_map(map)?, long: true })
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Expect, D::Error> {
        from.deserialize_any(ExpectVisitor { plain: true })
    }
}

impl<'de> Deserialize<'de> for Expect {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(AS_WRITTEN, ExpectVisitor { plain: false })
    }
}

impl Field for Expect {
    fn broken(&self, at: &mut FieldPath, found: &mut Vec<Broken>) {
        self.expectation.broken(at, found);
    }
}

impl Serialize for Expect {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match (&self.expectation.equals, self.long) {
            (Some(text), false) => text.serialize(to),
            _ => self.expectation.serialize(to),
        }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Expect {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Expect".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let long = generator.subschema_for::<Expectation>();
        schemars::json_schema!({"anyOf": [{"type": ["string", "number", "boolean"]}, long]})
    }
}
