//! Lists and maps of a record: ordered, without `null`, without duplicate keys, and where the
//! format allows it, one item in place of a list.
//!
//! Long because each of the three comes with its decoding, its schema and its look-ups.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::OnceLock;

use indexmap::IndexMap;
#[cfg(test)]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};

use super::path::{FieldPath, Segment};
use super::rules::{self, Broken, Field};
use super::units::not_null;
use super::written::{AS_WRITTEN, Again};

/// A YAML sequence.
#[derive(Debug, Clone)]
pub struct List<T> {
    items: Vec<T>,
    /// By id: the first item that has it; made by the first who asks.
    #[expect(clippy::box_collection, reason = "most lists are never asked: two words instead of seven")]
    by_id: OnceLock<Box<HashMap<Box<str>, usize>>>,
}

/// Something that others of its record name by an id.
pub trait Identified {
    fn id(&self) -> &str;
}

/// So many items are looked through as fast as a table is asked.
const FEW: usize = 16;

impl<T> Default for List<T> {
    fn default() -> Self {
        List::from(Vec::new())
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        List { items, by_id: OnceLock::new() }
    }
}

impl<T> List<T> {
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<T: Identified> List<T> {
    /// The first item with this id. However many there are, a look-up takes the same time: whoever asks
    /// for each item of another list does not multiply the two.
    pub fn by_id(&self, id: &str) -> Option<&T> {
        self.position_of(id).map(|at| &self.items[at])
    }

    /// Its index.
    pub fn position_of(&self, id: &str) -> Option<usize> {
        if self.items.len() <= FEW {
            return self.items.iter().position(|item| item.id() == id);
        }
        let table = self.by_id.get_or_init(|| {
            // Of several with one id, the first is meant.
            let items = self.items.iter().enumerate().rev();
            Box::new(items.map(|(at, item)| (item.id().into(), at)).collect())
        });
        table.get(id).copied()
    }
}

impl<T> std::ops::Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

struct NotNull<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for NotNull<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        not_null(from).map(NotNull)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let items: Vec<NotNull<T>> = not_null(from)?;
        Ok(List::from(items.into_iter().map(|item| item.0).collect::<Vec<_>>()))
    }
}

impl<T: Field> Field for List<T> {
    fn is_given(&self) -> bool {
        !self.items.is_empty()
    }
    fn broken(&self, at: &mut FieldPath, found: &mut Vec<Broken>) {
        rules::look_into_items(&self.items, at, found);
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(&self.items)
    }
}

#[cfg(test)]
impl<T: JsonSchema> JsonSchema for List<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("ListOf{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Vec::<T>::json_schema(generator);
        schema.get_mut("items").map(rules::schema::say_something);
        schema
    }
}

/// One item or a list of them: `check: a` and `check: [a, b]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> std::ops::Deref for OneOrMany<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

/// `plain` tells whether a scalar that comes up stood without quotes.
struct OneOrManyVisitor<T> {
    plain: bool,
    item: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrManyVisitor<T> {
    type Value = Vec<T>;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("one item or a list of them")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(NotNull(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(items)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Vec<T>, E> {
        T::deserialize(Again::new(text, !self.plain)).map(|item| vec![item])
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Vec<T>, D::Error> {
        from.deserialize_any(OneOrManyVisitor { plain: true, item: PhantomData })
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Vec<T>, E> {
        self.visit_str(&number.to_string())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let visitor = OneOrManyVisitor { plain: false, item: PhantomData };
        from.deserialize_newtype_struct(AS_WRITTEN, visitor).map(OneOrMany)
    }
}

impl<T: Field> Field for OneOrMany<T> {
    fn is_given(&self) -> bool {
        !self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for OneOrMany<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(&self.0)
    }
}

#[cfg(test)]
impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("OneOrMany{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({"anyOf": [one.clone(), {"type": "array", "items": one}]})
    }
}

/// A YAML mapping with free keys, in the order in which it was written.
#[derive(Debug, Clone)]
pub struct Map<K, V>(pub IndexMap<K, V>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Map(IndexMap::new())
    }
}

impl<K: Hash + Eq, V> Map<K, V> {
    pub fn get<Q: Hash + indexmap::Equivalent<K> + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(key)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter()
    }

    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.keys()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: fmt::Display, V: Field> Field for Map<K, V> {
    fn is_given(&self) -> bool {
        !self.0.is_empty()
    }
    fn broken(&self, at: &mut FieldPath, found: &mut Vec<Broken>) {
        for (key, value) in &self.0 {
            at.0.push(Segment::Key(key.to_string().into()));
            value.broken(at, found);
            at.0.pop();
        }
    }
}

struct MapVisitor<K, V>(PhantomData<(K, V)>);

impl<'de, K, V> Visitor<'de> for MapVisitor<K, V>
where
    K: Deserialize<'de> + Hash + Eq + fmt::Display,
    V: Deserialize<'de>,
{
    type Value = Map<K, V>;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a mapping")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = IndexMap::new();
        while let Some(key) = map.next_key::<K>()? {
            if entries.contains_key(&key) {
                return Err(A::Error::custom(format!("duplicate key `{key}`")));
            }
            let value: NotNull<V> = map.next_value()?;
            entries.insert(key, value.0);
        }
        Ok(Map(entries))
    }
}

impl<'de, K, V> Deserialize<'de> for Map<K, V>
where
    K: Deserialize<'de> + Hash + Eq + fmt::Display,
    V: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Inner<K, V>(Map<K, V>);
        impl<'de, K, V> Deserialize<'de> for Inner<K, V>
        where
            K: Deserialize<'de> + Hash + Eq + fmt::Display,
            V: Deserialize<'de>,
        {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_map(MapVisitor(PhantomData)).map(Inner)
            }
        }
        not_null(from).map(|inner: Inner<K, V>| inner.0)
    }
}

impl<K: Serialize, V: Serialize> Serialize for Map<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(&self.0)
    }
}

#[cfg(test)]
impl<K: JsonSchema, V: JsonSchema> JsonSchema for Map<K, V> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("MapOf{}", V::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<V>();
        let key = K::json_schema(generator);
        json_schema!({"type": "object", "propertyNames": key, "additionalProperties": value})
    }
}

/// Reads a mapping that stands where a scalar might, for types that take either.
pub(crate) fn from_map<'de, T: Deserialize<'de>, A: MapAccess<'de>>(map: A) -> Result<T, A::Error> {
    T::deserialize(MapAccessDeserializer::new(map))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// How often an id was looked at.
        static LOOKS: Cell<usize> = const { Cell::new(0) };
    }

    struct Item(String);

    impl Identified for Item {
        fn id(&self) -> &str {
            LOOKS.set(LOOKS.get() + 1);
            &self.0
        }
    }

    fn list(count: usize) -> List<Item> {
        List::from((0..count).map(|at| Item(format!("i{}", at % 1_000))).collect::<Vec<_>>())
    }

    #[test]
    fn of_several_with_one_id_the_first_is_meant_however_many_there_are() {
        for count in [1, FEW, FEW + 1, 3_000] {
            let list = list(count);
            assert_eq!(list.position_of("i0"), Some(0));
            assert_eq!(list.by_id("i0").map(|item| item.0.as_str()), Some("i0"));
            assert_eq!(list.position_of("i9"), (count > 9).then_some(9));
            assert_eq!(list.position_of("none"), None);
        }
    }

    #[test]
    fn to_look_up_each_takes_one_look_at_each() {
        let list = list(1_000);
        LOOKS.set(0);
        for at in 0..1_000 {
            assert_eq!(list.position_of(&format!("i{at}")), Some(at));
        }
        assert_eq!(LOOKS.get(), 1_000);
    }
}
