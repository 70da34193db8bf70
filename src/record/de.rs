//! A serde deserializer over [`Tree`] whose errors know their node, so that decoding can go on
//! without the node and report the next error.
//!
//! Plain scalars are handed on as they are written: what a type makes of `3.10` or `True` is its
//! own matter. Only who asks for a number or a truth value gets one.

mod error;
mod word;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected, Visitor};

pub use self::error::{Error, Form, Problem};
use self::word::Word;
use super::core_schema;
use super::tree::{Kind, NodeId, ScalarStyle, Tree};
use super::written::AS_WRITTEN;

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
            Kind::Scalar { .. } if self.is_null() => Unexpected::Unit,
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
            Kind::Scalar { value, style: ScalarStyle::Plain } => Some(value),
            _ => None,
        }
    }

    fn wrong<T>(self, expected: &dyn serde::de::Expected) -> Result<T, Error> {
        Err(Error::invalid_type(self.unexpected(), expected))
    }
}

/// Whole numbers of each size that the model uses.
macro_rules! whole_numbers {
    ($($method:ident $visit:ident $type:ty),*) => {$(
        fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
            let this = self.resolved();
            let read = match this.plain().and_then(core_schema::whole) {
                Some(number) => match <$type>::try_from(number) {
                    Ok(number) => visitor.$visit(number),
                    Err(_) => Err(Error::custom(format!(
                        "{number} is out of range: a whole number from {} to {} is expected", <$type>::MIN, <$type>::MAX
                    ))),
                },
                None => this.wrong(&visitor),
            };
            read.map_err(|error| error.at(this.node))
        }
    )*};
}

impl<'t> Deserializer<'t> for NodeDeserializer<'t> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let this = self.resolved();
        match this.kind() {
            Kind::Scalar { .. } if this.is_null() => visitor.visit_unit(),
            Kind::Scalar { value, .. } => visitor.visit_borrowed_str(value),
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
            _ => this.wrong(&visitor),
        }
        .map_err(|error| error.at(this.node))
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let this = self.resolved();
        if this.is_null() { visitor.visit_none() } else { visitor.visit_some(this) }
            .map_err(|error| error.at(this.node))
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        let this = self.resolved();
        if name != AS_WRITTEN || this.plain().is_some() && !this.is_null() {
            visitor.visit_newtype_struct(this).map_err(|error| error.at(this.node))
        } else {
            this.deserialize_any(visitor)
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let this = self.resolved();
        match this.plain() {
            Some("true" | "True" | "TRUE") => visitor.visit_bool(true),
            Some("false" | "False" | "FALSE") => visitor.visit_bool(false),
            _ => this.wrong(&visitor),
        }
        .map_err(|error| error.at(this.node))
    }

    whole_numbers!(deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
        deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64);

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let this = self.resolved();
        match this.kind() {
            Kind::Sequence(_) => this.deserialize_any(visitor),
            _ => this.wrong(&visitor).map_err(|error: Error| error.at(this.node)),
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
            _ => this.wrong(&visitor),
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
            _ => this.wrong(&visitor),
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
        i8 i16 i128 u8 u16 u128 f32 f64 char bytes byte_buf unit
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
            Some(&node) => {
                let item = seed.deserialize(NodeDeserializer { tree: self.tree, node });
                item.map(Some).map_err(|error| error.at(node))
            }
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
