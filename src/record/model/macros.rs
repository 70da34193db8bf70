//! One notation for every section of the format: what must be there, what may be, what is a list.

/// Declares a mapping of the record. Each field is `required`, `optional` (an `Option`, `null`
/// refused), or a `list` (empty when absent). Unknown keys are errors.
macro_rules! record {
    ($(#[$meta:meta])* $name:ident { $($body:tt)* }) => {
        record!(@fields [$(#[$meta])*] $name {} $($body)*);
    };
    (@fields $meta:tt $name:ident {$($out:tt)*} $(#[$fm:meta])* required $f:ident: $t:ty, $($rest:tt)*) => {
        record!(@fields $meta $name {
            $($out)*
            $(#[$fm])* #[serde(deserialize_with = "crate::record::units::not_null")]
            pub $f: $t,
        } $($rest)*);
    };
    (@fields $meta:tt $name:ident {$($out:tt)*} $(#[$fm:meta])* optional $f:ident: $t:ty, $($rest:tt)*) => {
        record!(@fields $meta $name {
            $($out)*
            $(#[$fm])*
            #[serde(default, deserialize_with = "crate::record::model::present", skip_serializing_if = "Option::is_none")]
            pub $f: Option<$t>,
        } $($rest)*);
    };
    (@fields $meta:tt $name:ident {$($out:tt)*} $(#[$fm:meta])* list $f:ident: $t:ty, $($rest:tt)*) => {
        record!(@fields $meta $name {
            $($out)*
            $(#[$fm])* #[serde(default, skip_serializing_if = "List::is_empty")]
            pub $f: List<$t>,
        } $($rest)*);
    };
    (@fields [$($meta:tt)*] $name:ident {$($out:tt)*}) => {
        #[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        $($meta)*
        pub struct $name { $($out)* }
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
    };
}

pub(super) use record;
pub(super) use words;
