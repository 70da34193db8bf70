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

pub(super) use record;
pub(super) use words;
