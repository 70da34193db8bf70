//! What a check's command must do to pass.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::{Serialize, Serializer};

use super::record;
use crate::record::collections::{OneOrMany, from_map};
use crate::record::path::FieldPath;
use crate::record::rules::{Broken, Field, plain_fields};
use crate::record::text::{Literal, check_characters};

record! {
    /// The long form: all that is given must hold. `contains`, `excludes`, `matches`, `equals`
    /// and `json` look at standard output.
    Expectation {
        /// Default: 0.
        optional exit: i32,
        /// Standard output, trimmed, equals this.
        optional equals: Literal,
        optional contains: OneOrMany<Literal>,
        optional excludes: OneOrMany<Literal>,
        /// A Rust regex, unanchored.
        optional matches: Pattern,
        /// JSON pointer -> value.
        optional json: JsonExpectation,
        /// A duration, or the id of a target with `max`.
        optional within: Literal,
    }
}

/// `expect: READY`, or the long form.
#[derive(Debug, Clone)]
pub struct Expect {
    pub expectation: Expectation,
    /// Whether the long form was written, so that a bare `{}` can be told from nothing.
    pub long: bool,
}

impl<'de> Deserialize<'de> for Expect {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct ExpectVisitor;
        impl<'de> Visitor<'de> for ExpectVisitor {
            type Value = Expect;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("the output as text, or a mapping such as `{contains: [..]}`")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Expect, E> {
                check_characters(text).map_err(E::custom)?;
                Ok(Expect { expectation: Expectation::equals(text), long: false })
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Expect, E> {
                self.visit_str(&number.to_string())
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Expect, E> {
                self.visit_str(&number.to_string())
            }
            fn visit_bool<E: Error>(self, value: bool) -> Result<Expect, E> {
                self.visit_str(if value { "true" } else { "false" })
            }
            fn visit_f64<E: Error>(self, _: f64) -> Result<Expect, E> {
                Err(E::custom("a number with a point must be quoted here, so that YAML keeps its digits as they are"))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Expect, A::Error> {
                Ok(Expect { expectation: from_map(map)?, long: true })
            }
        }
        from.deserialize_any(ExpectVisitor)
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
        schemars::json_schema!({"anyOf": [{"type": ["string", "integer", "boolean"]}, long]})
    }
}

impl Expectation {
    fn equals(text: &str) -> Self {
        Expectation {
            exit: None,
            equals: Some(Literal(text.into())),
            contains: None,
            excludes: None,
            matches: None,
            json: None,
            within: None,
        }
    }
}

/// A regex in Rust's syntax, of bounded size; it matches in linear time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(pub Literal);

/// How large a compiled pattern may be, in bytes.
const PATTERN_SIZE: usize = 1 << 20;

impl Pattern {
    /// Compiles a pattern, multi-line input as one text.
    pub fn compile(text: &str) -> Result<regex::Regex, String> {
        regex::RegexBuilder::new(text).size_limit(PATTERN_SIZE).build().map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "the pattern is too large".to_owned(),
            other => format!("the pattern does not compile: {}", last_line(&other.to_string())),
        })
    }
}

/// Whether every match is of one character at least. Told without compiling, which takes longer.
pub fn needs_text(pattern: &str) -> bool {
    let shortest = |hir: regex_syntax::hir::Hir| hir.properties().minimum_len();
    regex_syntax::parse(pattern).is_ok_and(|hir| shortest(hir).is_some_and(|shortest| shortest > 0))
}

fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or_default().trim_start_matches("error: ").trim()
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Literal::deserialize(from)?;
        // A quoted name is filled in later; the check of the result is then lint's.
        if !text.0.contains("${{") {
            Pattern::compile(&text.0).map_err(D::Error::custom)?;
        }
        Ok(Pattern(text))
    }
}

plain_fields!(Pattern, JsonExpectation);

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Pattern {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Pattern".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Literal::json_schema(generator)
    }
}

/// JSON pointers (RFC 6901) and the values they must have.
#[derive(Debug, Clone)]
pub struct JsonExpectation(pub IndexMap<String, serde_json::Value>);

impl<'de> Deserialize<'de> for JsonExpectation {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct JsonVisitor;
        impl<'de> Visitor<'de> for JsonVisitor {
            type Value = JsonExpectation;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a mapping from JSON pointers to values, such as `{\"/state\": READY}`")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<JsonExpectation, A::Error> {
                let mut entries = IndexMap::new();
                while let Some(pointer) = map.next_key::<String>()? {
                    if !pointer.is_empty() && !pointer.starts_with('/') {
                        let message =
                            format!("`{}` is no JSON pointer: it must begin with `/`", pointer.escape_debug());
                        return Err(A::Error::custom(message));
                    }
                    if entries.contains_key(&pointer) {
                        return Err(A::Error::custom(format!("duplicate key `{}`", pointer.escape_debug())));
                    }
                    entries.insert(pointer, map.next_value::<serde_json::Value>()?);
                }
                Ok(JsonExpectation(entries))
            }
        }
        from.deserialize_map(JsonVisitor)
    }
}

impl Serialize for JsonExpectation {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(pointer, value)| (pointer, Literal(value.to_string()))))
    }
}

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
