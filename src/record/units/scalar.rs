//! How a typed value meets serde: it is read from the text as written, so that `1.10` stays
//! `1.10`, and `null` is refused instead of turning into the word "null".

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A value written as one YAML scalar.
pub trait Scalar: Sized {
    /// What the author should have written, for error messages: "a duration such as `1h 30m`".
    const EXPECTED: &'static str;

    /// Reads the text of the scalar; the error says what is wrong with it.
    fn parse(text: &str) -> Result<Self, String>;
}

/// Deserializes `T` and refuses `null`: an absent value is left out, not set to nothing.
pub fn not_null<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    struct NotNull<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for NotNull<T> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a value")
        }
        fn visit_none<E: Error>(self) -> Result<T, E> {
            Err(E::custom(NULL))
        }
        fn visit_unit<E: Error>(self) -> Result<T, E> {
            Err(E::custom(NULL))
        }
        fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
            T::deserialize(from)
        }
    }
    from.deserialize_option(NotNull(PhantomData))
}

const NULL: &str = "`null` is not a value; leave the key out when there is nothing to say";

/// The text of a scalar exactly as YAML gives it, before any guess at numbers or booleans.
pub fn raw_text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    not_null(from)
}

/// Gives a [`Scalar`] type that implements `Display` its serde and schema implementations.
/// The schema is a pattern over the text, or a bare number where the second list says so.
macro_rules! scalar {
    ($type:ty, $name:literal, $schema:tt) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = $crate::record::units::raw_text(from)?;
                <$type as $crate::record::units::Scalar>::parse(&text).map_err(serde::de::Error::custom)
            }
        }
        impl $crate::record::rules::Field for $type {}
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_newtype_struct($name, &self.to_string())
            }
        }
        #[cfg(test)]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut schema = schemars::json_schema!($schema);
                schema.insert("description".into(), <$type as $crate::record::units::Scalar>::EXPECTED.into());
                schema
            }
        }
    };
}
pub(crate) use scalar;
