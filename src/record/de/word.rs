//! A word of an enumeration, as serde asks for it.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error as _, IntoDeserializer, VariantAccess, Visitor};

use super::error::Error;

pub struct Word<'t>(pub &'t str);

impl<'t> EnumAccess<'t> for Word<'t> {
    type Error = Error;
    type Variant = UnitOnly;
    fn variant_seed<V: DeserializeSeed<'t>>(self, seed: V) -> Result<(V::Value, UnitOnly), Error> {
        let word: StrDeserializer<'t, Error> = self.0.into_deserializer();
        Ok((seed.deserialize(word)?, UnitOnly))
    }
}

/// All enumerations of a record are words without content.
pub struct UnitOnly;

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
