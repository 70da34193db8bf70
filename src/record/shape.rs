//! The record as a plain tree of leaves, made by its own `Serialize` implementations: one walk
//! serves everything that must see every text or every reference, whatever section it is in.
//!
//! Long because a serializer has a method for every kind of value.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use serde::ser::{self, Serialize, Serializer};

use super::path::{FieldPath, Segment};
use super::text::TextKind;

/// A value of the record with its type's name on its leaves.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A typed scalar: the serialized name of its type ("Inline", "ref:team", "Money", or "word"
    /// for one of an enumeration) and its text.
    Leaf {
        kind: &'static str,
        text: String,
    },
    Bool(bool),
    Number(u64),
    Sequence(Vec<Shape>),
    Mapping(Entries),
}

/// The entries of a mapping, in the order of the record.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    all: Vec<(Cow<'static, str>, Shape)>,
    /// Of many, made by the first who looks one up: a list in each entry is asked for one by one.
    by_key: OnceLock<HashMap<String, usize>>,
}

/// So many entries are looked through as fast as a table is asked.
const FEW: usize = 64;

impl Entries {
    fn of(all: Vec<(Cow<'static, str>, Shape)>) -> Self {
        Entries { all, by_key: OnceLock::new() }
    }

    pub fn get(&self, key: &str) -> Option<&Shape> {
        if self.all.len() <= FEW {
            return self.all.iter().find(|(name, _)| name == key).map(|(_, value)| value);
        }
        let positions = || self.all.iter().enumerate().map(|(at, (name, _))| (name.clone().into_owned(), at));
        let by_key = self.by_key.get_or_init(|| positions().collect());
        by_key.get(key).map(|&at| &self.all[at].1)
    }
}

impl std::ops::Deref for Entries {
    type Target = [(Cow<'static, str>, Shape)];
    fn deref(&self) -> &Self::Target {
        &self.all
    }
}

impl<'a> IntoIterator for &'a Entries {
    type Item = &'a (Cow<'static, str>, Shape);
    type IntoIter = std::slice::Iter<'a, (Cow<'static, str>, Shape)>;
    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

/// A longer text names no item: nobody would type it.
const LONGEST_LABEL: usize = 120;

/// Words, and references where a list has nothing else.
fn is_text(kind: &str) -> bool {
    TextKind::of(kind) == Some(TextKind::Inline) || kind.starts_with("ref:")
}

impl Shape {
    /// The serialization cannot fail: the model holds nothing that the serializer refuses.
    pub fn of(value: &impl Serialize) -> Shape {
        value.serialize(ToShape).unwrap_or(Shape::Sequence(Vec::new()))
    }

    /// Whether nothing is said here: a mapping or list without a leaf, however deep.
    pub fn is_empty(&self) -> bool {
        match self {
            Shape::Sequence(items) => items.is_empty(),
            Shape::Mapping(entries) => entries.iter().all(|(_, value)| value.is_empty()),
            Shape::Leaf { .. } | Shape::Bool(_) | Shape::Number(_) => false,
        }
    }

    /// What stands at a path.
    pub fn at(&self, path: &FieldPath) -> Option<&Shape> {
        path.0.iter().try_fold(self, |shape, segment| match (shape, segment) {
            (Shape::Mapping(entries), Segment::Key(key)) => entries.get(key),
            (Shape::Sequence(items), Segment::Index(index)) => items.get(*index),
            _ => None,
        })
    }

    /// By what an item of a list is called in a record path: its id, else its first text, where that can stand
    /// in brackets.
    pub fn label(&self) -> Option<&str> {
        let text = match self {
            Shape::Leaf { kind, text } => is_text(kind).then_some(text)?,
            Shape::Mapping(entries) => {
                let id = entries.iter().find(|(key, _)| key == "id");
                let first =
                    || entries.iter().find(|(_, value)| matches!(value, Shape::Leaf { kind, .. } if is_text(kind)));
                match id.or_else(first)? {
                    (_, Shape::Leaf { text, .. }) => text,
                    _ => return None,
                }
            }
            _ => return None,
        };
        let text = text.trim();
        let bad = |c: char| matches!(c, '[' | ']') || c.is_control();
        (!text.is_empty() && text.len() <= LONGEST_LABEL && !text.contains(bad)).then_some(text)
    }

    /// Calls `visit` for each leaf, in the order of the record.
    pub fn walk(&self, visit: &mut impl FnMut(&FieldPath, &'static str, &str)) {
        self.walk_below(&mut FieldPath::default(), visit);
    }

    fn walk_below(&self, at: &mut FieldPath, visit: &mut impl FnMut(&FieldPath, &'static str, &str)) {
        match self {
            Shape::Leaf { kind, text } => visit(at, kind, text),
            Shape::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    at.0.push(Segment::Index(index));
                    item.walk_below(at, visit);
                    at.0.pop();
                }
            }
            Shape::Mapping(entries) => {
                for (key, value) in entries {
                    at.0.push(Segment::Key(key.clone()));
                    value.walk_below(at, visit);
                    at.0.pop();
                }
            }
            Shape::Bool(_) | Shape::Number(_) => {}
        }
    }
}

/// A serializer for what the model consists of.
struct ToShape;

#[derive(Debug)]
struct Unsupported(String);

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unsupported {}

impl ser::Error for Unsupported {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Unsupported(message.to_string())
    }
}

fn leaf(kind: &'static str, text: impl Into<String>) -> Result<Shape, Unsupported> {
    Ok(Shape::Leaf { kind, text: text.into() })
}

macro_rules! numbers {
    ($($method:ident $type:ty),*) => {$(
        fn $method(self, number: $type) -> Result<Shape, Unsupported> {
            match u64::try_from(number) {
                Ok(number) => Ok(Shape::Number(number)),
                Err(_) => leaf("number", number.to_string()),
            }
        }
    )*};
}

impl Serializer for ToShape {
    type Ok = Shape;
    type Error = Unsupported;
    type SerializeSeq = SequenceShape;
    type SerializeTuple = ser::Impossible<Shape, Unsupported>;
    type SerializeTupleStruct = ser::Impossible<Shape, Unsupported>;
    type SerializeTupleVariant = ser::Impossible<Shape, Unsupported>;
    type SerializeMap = MappingShape;
    type SerializeStruct = MappingShape;
    type SerializeStructVariant = ser::Impossible<Shape, Unsupported>;

    numbers!(serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_u8 u8,
        serialize_u16 u16, serialize_u32 u32);

    fn serialize_u64(self, number: u64) -> Result<Shape, Unsupported> {
        Ok(Shape::Number(number))
    }
    fn serialize_bool(self, value: bool) -> Result<Shape, Unsupported> {
        Ok(Shape::Bool(value))
    }
    fn serialize_f32(self, number: f32) -> Result<Shape, Unsupported> {
        leaf("number", number.to_string())
    }
    fn serialize_f64(self, number: f64) -> Result<Shape, Unsupported> {
        leaf("number", number.to_string())
    }
    fn serialize_char(self, c: char) -> Result<Shape, Unsupported> {
        leaf("str", c)
    }
    fn serialize_str(self, text: &str) -> Result<Shape, Unsupported> {
        leaf("str", text)
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<Shape, Unsupported> {
        Err(Unsupported("bytes".into()))
    }
    fn serialize_none(self) -> Result<Shape, Unsupported> {
        Err(Unsupported("an absent value has no key".into()))
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Shape, Unsupported> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<Shape, Unsupported> {
        Err(Unsupported("unit".into()))
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Shape, Unsupported> {
        Err(Unsupported("unit".into()))
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Result<Shape, Unsupported> {
        leaf("word", word)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Shape, Unsupported> {
        match value.serialize(self)? {
            Shape::Leaf { text, .. } => leaf(name, text),
            other => Ok(other),
        }
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<Shape, Unsupported> {
        value.serialize(self)
    }
    fn serialize_seq(self, len: Option<usize>) -> Result<SequenceShape, Unsupported> {
        Ok(SequenceShape(Vec::with_capacity(len.unwrap_or(0))))
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unsupported> {
        Err(Unsupported("tuple".into()))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Unsupported> {
        Err(Unsupported("tuple".into()))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unsupported> {
        Err(Unsupported("tuple".into()))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<MappingShape, Unsupported> {
        Ok(MappingShape { entries: Vec::new(), key: String::new() })
    }
    fn serialize_struct(self, _: &'static str, len: usize) -> Result<MappingShape, Unsupported> {
        self.serialize_map(Some(len))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unsupported> {
        Err(Unsupported("struct variant".into()))
    }
}

struct SequenceShape(Vec<Shape>);

impl ser::SerializeSeq for SequenceShape {
    type Ok = Shape;
    type Error = Unsupported;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsupported> {
        self.0.push(value.serialize(ToShape)?);
        Ok(())
    }
    fn end(self) -> Result<Shape, Unsupported> {
        Ok(Shape::Sequence(self.0))
    }
}

struct MappingShape {
    entries: Vec<(Cow<'static, str>, Shape)>,
    key: String,
}

impl ser::SerializeMap for MappingShape {
    type Ok = Shape;
    type Error = Unsupported;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unsupported> {
        match key.serialize(ToShape)? {
            Shape::Leaf { text, .. } => self.key = text,
            _ => return Err(Unsupported("a key that is no scalar".into())),
        }
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsupported> {
        self.entries.push((std::mem::take(&mut self.key).into(), value.serialize(ToShape)?));
        Ok(())
    }
    fn end(self) -> Result<Shape, Unsupported> {
        Ok(Shape::Mapping(Entries::of(self.entries)))
    }
}

impl ser::SerializeStruct for MappingShape {
    type Ok = Shape;
    type Error = Unsupported;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Unsupported> {
        self.entries.push((key.into(), value.serialize(ToShape)?));
        Ok(())
    }
    fn end(self) -> Result<Shape, Unsupported> {
        Ok(Shape::Mapping(Entries::of(self.entries)))
    }
}
