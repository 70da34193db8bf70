//! One notation for every section of the format: what must be there, what may be, what is a list,
//! and which keys need or exclude each other. The types, their decoding, and the schema are made
//! from it.

/// Declares a mapping of the record. Unknown keys are errors.
///
/// ```text
/// Remedy {
///     one_of(do, run): "what to do when both are absent",
///     not_both(above, below): "what to do when both are there",
///     required id: Id,        a text must say something
///     optional when: Inline,  an `Option`; `null` is refused
///     list sets: Setting,     empty when absent; a text among the items must say something
///     derived index: Index,   no key; made of the others by the first who asks
/// }
/// ```
macro_rules! record {
    ($(#[$meta:meta])* $name:ident { $($body:tt)* }) => {
        record!(@next [$(#[$meta])*] $name {} [] [] $($body)*);
    };
    (@next $meta:tt $name:ident $out:tt $fields:tt [$($rules:tt)*]
        one_of($($key:ident),+): $help:literal, $($rest:tt)*) => {
        record!(@next $meta $name $out $fields [$($rules)* (OneOf $help [$($key)+])] $($rest)*);
    };
    (@next $meta:tt $name:ident $out:tt $fields:tt [$($rules:tt)*]
        not_both($($key:ident),+): $help:literal, $($rest:tt)*) => {
        record!(@next $meta $name $out $fields [$($rules)* (NotBoth $help [$($key)+])] $($rest)*);
    };
    (@next $meta:tt $name:ident {$($out:tt)*} [$($fields:tt)*] $rules:tt
        $(#[$fm:meta])* required $f:ident: $t:ty, $($rest:tt)*) => {
        record!(@next $meta $name {
            $($out)*
            $(#[$fm])* #[serde(deserialize_with = "crate::record::units::not_null")]
            pub $f: $t,
        } [$($fields)* (look_into_needed $f)] $rules $($rest)*);
    };
    (@next $meta:tt $name:ident {$($out:tt)*} [$($fields:tt)*] $rules:tt
        $(#[$fm:meta])* optional $f:ident: $t:ty, $($rest:tt)*) => {
        record!(@next $meta $name {
            $($out)*
            $(#[$fm])*
            #[serde(default, deserialize_with = "crate::record::model::present", skip_serializing_if = "Option::is_none")]
            pub $f: Option<$t>,
        } [$($fields)* (look_into $f)] $rules $($rest)*);
    };
    (@next $meta:tt $name:ident {$($out:tt)*} [$($fields:tt)*] $rules:tt
        $(#[$fm:meta])* list $f:ident: $t:ty, $($rest:tt)*) => {
        record!(@next $meta $name {
            $($out)*
            $(#[$fm])* #[serde(default, skip_serializing_if = "List::is_empty")]
            pub $f: List<$t>,
        } [$($fields)* (look_into $f)] $rules $($rest)*);
    };
    (@next $meta:tt $name:ident {$($out:tt)*} $fields:tt $rules:tt
        $(#[$fm:meta])* derived $f:ident: $t:ty, $($rest:tt)*) => {
        record!(@next $meta $name {
            $($out)*
            $(#[$fm])* #[serde(skip)]
            pub(super) $f: $t,
        } $fields $rules $($rest)*);
    };
    (@next [$($meta:tt)*] $name:ident {$($out:tt)*} [$(($look:ident $field:ident))*] [$(($kind:ident $help:literal [$($key:ident)+]))*]) => {
        #[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[cfg_attr(test, schemars(transform = crate::record::rules::schema::of::<$name>))]
        #[serde(deny_unknown_fields)]
        $($meta)*
        pub struct $name { $($out)* }

        impl crate::record::rules::Ruled for $name {
            const RULES: &'static [crate::record::rules::Rule] = &[$(crate::record::rules::Rule {
                kind: crate::record::rules::RuleKind::$kind,
                keys: &[$(stringify!($key)),+],
                help: $help,
            }),*];
        }

        impl crate::record::rules::Field for $name {
            fn broken(&self, at: &mut crate::record::FieldPath, found: &mut Vec<crate::record::rules::Broken>) {
                #[allow(unused_mut, unused_variables)]
                let mut rules = <$name as crate::record::rules::Ruled>::RULES.iter();
                $(if let Some(rule) = rules.next() {
                    crate::record::rules::hold(rule, &[$(&self.$key),+], at, found);
                })*
                $(crate::record::rules::$look(&self.$field, stringify!($field), at, found);)*
            }
        }
    };
}

/// Declares a word that must be one of a few; [`std::fmt::Display`] gives it as written.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vm:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$vm])* #[serde(rename = $word)] $variant),* }

        impl $name {
            /// As written in a record.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
            pub const ALL: &[$name] = &[$($name::$variant),*];
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        crate::record::rules::plain_fields!($name);
    };
}

/// Declares a type that is written as a text or as a mapping with that text at its first key,
/// which comes first in the notation.
macro_rules! text_or {
    ($(#[$doc:meta])* $name:ident, $detail:ident { $text:ident: $($field:ident),* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            pub detail: $detail,
            /// Whether it was written as a mapping: then its text stands at its first key.
            pub long: bool,
        }

        impl std::ops::Deref for $name {
            type Target = $detail;
            fn deref(&self) -> &$detail {
                &self.detail
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct TextOrMap;
                impl<'de> serde::de::Visitor<'de> for TextOrMap {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                        let key = stringify!($text).trim_start_matches("r#");
                        write!(f, "a text, or a mapping with `{key}`")
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        let plain = crate::record::written::Again::new(text, true);
                        let detail = $detail { $text: serde::Deserialize::deserialize(plain)?, $($field: None),* };
                        Ok($name { detail, long: false })
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                        Ok($name { detail: crate::record::collections::from_map(map)?, long: true })
                    }
                }
                from.deserialize_any(TextOrMap)
            }
        }

        impl crate::record::rules::Field for $name {
            fn is_blank(&self) -> bool {
                !self.long && self.detail.$text.is_blank()
            }
            fn broken(&self, at: &mut crate::record::FieldPath, found: &mut Vec<crate::record::rules::Broken>) {
                if self.long {
                    self.detail.broken(at, found);
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if self.long {
                    serde::Serialize::serialize(&self.detail, to)
                } else {
                    serde::Serialize::serialize(&self.detail.$text, to)
                }
            }
        }

        #[cfg(test)]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let long = generator.subschema_for::<$detail>();
                schemars::json_schema!({"anyOf": [{"type": "string", "pattern": "\\S"}, long]})
            }
        }
    };
}

pub(super) use record;
pub(super) use text_or;
pub(super) use words;
