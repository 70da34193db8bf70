//! All handoffs of an incident, oldest first: written as one mapping, or as a list of them.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};

use super::{Handoff, List};
use crate::record::FieldPath;
use crate::record::collections::from_map;
use crate::record::rules::{Broken, Field};

/// The handoffs of a record.
#[derive(Debug, Clone, Default)]
pub struct Handoffs {
    items: List<Handoff>,
    /// Whether they were written as a list: then paths count them.
    long: bool,
}

impl Handoffs {
    /// Where the handoff of this index stands in the record.
    pub fn place(&self, index: usize) -> FieldPath {
        let at = FieldPath::new("handoff");
        if self.long { at.index(index) } else { at }
    }
}

impl std::ops::Deref for Handoffs {
    type Target = [Handoff];
    fn deref(&self) -> &[Handoff] {
        &self.items
    }
}

impl Field for Handoffs {
    fn is_given(&self) -> bool {
        !self.items.is_empty()
    }
    fn broken(&self, at: &mut FieldPath, found: &mut Vec<Broken>) {
        match (self.items.first(), self.long) {
            (Some(only), false) => only.broken(at, found),
            _ => self.items.broken(at, found),
        }
    }
}

impl<'de> Deserialize<'de> for Handoffs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct OneOrAll;
        impl<'de> Visitor<'de> for OneOrAll {
            type Value = Handoffs;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a mapping with `at`, `from` and `to`, or a list of them")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Handoffs, A::Error> {
                Ok(Handoffs { items: List::from(vec![from_map(map)?]), long: false })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Handoffs, A::Error> {
                let mut items = Vec::new();
                while let Some(handoff) = seq.next_element()? {
                    items.push(handoff);
                }
                Ok(Handoffs { items: List::from(items), long: true })
            }
        }
        from.deserialize_any(OneOrAll)
    }
}

impl Serialize for Handoffs {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match (self.items.first(), self.long) {
            (Some(only), false) => only.serialize(to),
            _ => self.items.serialize(to),
        }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Handoffs {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Handoffs".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let one = generator.subschema_for::<Handoff>();
        schemars::json_schema!({"anyOf": [one.clone(), {"type": "array", "items": one}]})
    }
}
