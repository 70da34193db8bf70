//! A serde deserializer over [`Tree`] whose errors know their node, so that decoding can go on
//! without the node and report the next error.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};

use super::tree::{Kind, NodeId, Tree};

/// What is wrong, before it is put into words.
#[derive(Debug, PartialEq, Eq)]
pub enum Problem {
    UnknownField {
        name: String,
        expected: &'static [&'static str],
    },
    UnknownWord {
        word: String,
        expected: &'static [&'static str],
    },
    /// The name of the type is filled in by the mapping that lacks the field.
    MissingField {
        name: &'static str,
        of: &'static str,
    },
    Other(String),
}

#[derive(Debug)]
pub struct Error {
    pub problem: Problem,
    pub node: Option<NodeId>,
}

impl Error {
    fn new(problem: Problem) -> Self {
        Error { problem, node: None }
    }

    fn at(mut self, node: NodeId) -> Self {
        self.node.get_or_insert(node);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:?}", self.problem)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Error::new(Problem::Other(message.to_string()))
    }
    fn invalid_type(found: Unexpected, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Unit | Unexpected::Option => "nothing".into(),
            Unexpected::Seq => "a list".into(),
            Unexpected::Map => "a mapping".into(),
            Unexpected::Str(text) => format!("the text `{}`", text.escape_debug()),
            other => other.to_string(),
        };
        let expected = match expected.to_string().as_str() {
            "a string" => "a text".into(),
            "a sequence" => "a list".into(),
            "a boolean" => "`true` or `false`".into(),
            text => match text.strip_prefix("struct ") {
                Some(_) => "a mapping".to_owned(),
                None => text
                    .replace("a nonzero u32", "a whole number above zero")
                    .replace("u32", "a whole number")
                    .replace("i32", "a whole number"),
            },
        };
        Self::custom(format!("here stands {found}, expected {expected}"))
    }
    fn invalid_value(found: Unexpected, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }
    fn unknown_field(name: &str, expected: &'static [&'static str]) -> Self {
        Error::new(Problem::UnknownField { name: name.into(), expected })
    }
    fn unknown_variant(word: &str, expected: &'static [&'static str]) -> Self {
        Error::new(Problem::UnknownWord { word: word.into(), expected })
    }
    fn missing_field(name: &'static str) -> Self {
        Error::new(Problem::MissingField { name, of: "" })
    }
    fn duplicate_field(name: &'static str) -> Self {
        Self::custom(format!("duplicate key `{name}`"))
    }
}

/// One node to be decoded.
#[derive(Clone, Copy)]
pub struct NodeDeserializer<'t> {
    pub tree: &'t Tree,
    pub node: NodeId,
}

impl<'t> NodeDeserializer<'t> {
    fn kind(self) -> &'t Kind {
        &self.tree.nodes[self.node].kind
    }

    /// Behind an alias, errors belong to what it names.
    fn resolved(self) -> Self {
        NodeDeserializer { node: self.tree.resolve(self.node), ..self }
    }

    fn unexpected(self) -> Unexpected<'t> {
        match self.kind() {
            Kind::Scalar { value, .. } if self.is_null() => {
                let _ = value;
                Unexpected::Unit
            }
            Kind::Scalar { value, .. } => Unexpected::Str(value),
            Kind::Sequence(_) => Unexpected::Seq,
            Kind::Mapping(_) => Unexpected::Map,
            Kind::Alias(_) => Unexpected::Other("an alias"),
        }
    }

    /// A plain scalar that YAML's core schema reads as null.
    fn is_null(self) -> bool {
        self.plain().is_some_and(|text| matches!(text, "" | "~" | "null" | "Null" | "NULL"))
    }

    fn plain(self) -> Option<&'t str> {
        match self.kind() {
            Kind::Scalar { value, style: granit_parser::ScalarStyle::Plain } => Some(value),
            _ => None,
        }
    }

    fn scalar<V: Visitor<'t>>(self, value: &'t str, visitor: V) -> Result<V::Value, Error> {
        let Some(plain) = self.plain() else { return visitor.visit_borrowed_str(value) };
        if self.is_null() {
            return visitor.visit_unit();
        }
        match plain {
            "true" | "True" | "TRUE" => return visitor.visit_bool(true),
            "false" | "False" | "FALSE" => return visitor.visit_bool(false),
            _ => {}
        }
        let digits = plain.trim_start_matches(['-', '+']);
        let number = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        let leading_zero = digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
        if !number || leading_zero {
            visitor.visit_borrowed_str(value)
        } else if let Ok(number) = plain.parse::<u64>() {
            visitor.visit_u64(number)
        } else if let Ok(number) = plain.parse::<i64>() {
            visitor.visit_i64(number)
        } else if let Ok(number) = plain.parse::<f64>() {
            visitor.visit_f64(number)
        } else {
            visitor.visit_borrowed_str(value)
        }
    }
}

impl<'t> Deserializer<'t> for NodeDeserializer<'t> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let this = self.resolved();
        match this.kind() {
            Kind::Scalar { value, .. } => this.scalar(value, visitor),
            Kind::Sequence(items) => visitor.visit_seq(Items { tree: this.tree, rest: items.iter() }),
            Kind::Mapping(entries) => visitor.visit_map(Entries { tree: this.tree, rest: entries.iter(), value: None }),
            Kind::Alias(_) => unreachable!("resolved"),
        }
        .map_err(|error| error.at(this.node))
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let this = self.resolved();
        match this.kind() {
            Kind::Scalar { value, .. } => visitor.visit_borrowed_str(value),
            _ => Err(Error::invalid_type(this.unexpected(), &visitor)),
        }
        .map_err(|error| error.at(this.node))
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let this = self.resolved();
        if this.is_null() { visitor.visit_none() } else { visitor.visit_some(this) }
            .map_err(|error| error.at(this.node))
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let this = self.resolved();
        match this.kind() {
            Kind::Sequence(_) => this.deserialize_any(visitor),
            _ => Err(Error::invalid_type(this.unexpected(), &visitor).at(this.node)),
        }
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_struct("", &[], visitor)
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let this = self.resolved();
        let result = match this.kind() {
            Kind::Mapping(entries) => visitor.visit_map(Entries { tree: this.tree, rest: entries.iter(), value: None }),
            _ => Err(Error::invalid_type(this.unexpected(), &visitor)),
        };
        result.map_err(|mut error| {
            if let Problem::MissingField { of, .. } = &mut error.problem
                && error.node.is_none()
            {
                *of = name;
            }
            error.at(this.node)
        })
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let this = self.resolved();
        match this.kind() {
            Kind::Scalar { value, .. } => visitor.visit_enum(Word(value)),
            _ => Err(Error::invalid_type(this.unexpected(), &visitor)),
        }
        .map_err(|error| error.at(this.node))
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    serde::forward_to_deserialize_any! {
        <V: Visitor<'t>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit
        unit_struct tuple tuple_struct ignored_any
    }
}

struct Items<'t> {
    tree: &'t Tree,
    rest: std::slice::Iter<'t, NodeId>,
}

impl<'t> SeqAccess<'t> for Items<'t> {
    type Error = Error;
    fn next_element_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        match self.rest.find(|&&item| !self.tree.nodes[item].is_dead()) {
            Some(&node) => seed.deserialize(NodeDeserializer { tree: self.tree, node }).map(Some),
            None => Ok(None),
        }
    }
}

struct Entries<'t> {
    tree: &'t Tree,
    rest: std::slice::Iter<'t, (NodeId, NodeId)>,
    value: Option<NodeId>,
}

impl<'t> MapAccess<'t> for Entries<'t> {
    type Error = Error;
    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        match self.rest.find(|&&entry| self.tree.is_live(entry)) {
            Some(&(node, value)) => {
                self.value = Some(value);
                let key = seed.deserialize(NodeDeserializer { tree: self.tree, node });
                key.map(Some).map_err(|error| error.at(node))
            }
            None => Ok(None),
        }
    }
    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value.take() {
            Some(node) => seed.deserialize(NodeDeserializer { tree: self.tree, node }).map_err(|error| error.at(node)),
            None => Err(Error::custom("a key without a value")),
        }
    }
}

struct Word<'t>(&'t str);

impl<'t> EnumAccess<'t> for Word<'t> {
    type Error = Error;
    type Variant = UnitOnly;
    fn variant_seed<V: DeserializeSeed<'t>>(self, seed: V) -> Result<(V::Value, UnitOnly), Error> {
        let word: StrDeserializer<'t, Error> = self.0.into_deserializer();
        Ok((seed.deserialize(word)?, UnitOnly))
    }
}

/// All enumerations of a record are words without content.
struct UnitOnly;

impl<'t> VariantAccess<'t> for UnitOnly {
    type Error = Error;
    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }
    fn newtype_variant_seed<T: DeserializeSeed<'t>>(self, _: T) -> Result<T::Value, Error> {
        Err(Error::custom("a word without content is expected"))
    }
    fn tuple_variant<V: Visitor<'t>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("a word without content is expected"))
    }
    fn struct_variant<V: Visitor<'t>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(Error::custom("a word without content is expected"))
    }
}
