//! Ids, and references to them. What a reference points to is part of its type, so that one walk
//! over the record can check them all (`unknown-reference`).

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::units::{Scalar, raw_text, scalar};

/// A kebab-case id, `[a-z0-9][a-z0-9-]*`, unique within its kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(String);

/// The id of the incident itself: also `A-Z`, `_` and `.`, but no path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IncidentId(String);

/// The name of a var: also `A-Z` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VarName(String);

/// Longer ids would not make usable file names and anchors.
const LONGEST: usize = 100;

fn check(text: &str, more: &str, expected: &str) -> Result<String, String> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || more.contains(c);
    let upper = |c: char| more.contains('A') && c.is_ascii_uppercase();
    let first = text.chars().next().is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || upper(c));
    let good = first && text.len() <= LONGEST && text.chars().all(|c| allowed(c) || upper(c));
    if good { Ok(text.to_owned()) } else { Err(format!("`{}` is not {expected}", text.escape_debug())) }
}

impl Scalar for Id {
    const EXPECTED: &'static str = "an id: lower-case letters, digits and `-`, at most 100 of them";
    fn parse(text: &str) -> Result<Self, String> {
        check(text, "-", Self::EXPECTED).map(Id)
    }
}

impl Scalar for IncidentId {
    const EXPECTED: &'static str =
        "an incident's id: letters, digits, `-`, `_` and `.`, at most 100 of them, and no `..`";
    fn parse(text: &str) -> Result<Self, String> {
        let id = check(text, "-_.A", Self::EXPECTED)?;
        if id.contains("..") {
            Err(format!("`{id}` names a path; an id must not hold `..`"))
        } else {
            Ok(IncidentId(id))
        }
    }
}

impl Scalar for VarName {
    const EXPECTED: &'static str = "a name: letters, digits, `-` and `_`, at most 100 of them";
    fn parse(text: &str) -> Result<Self, String> {
        check(text, "-_A", Self::EXPECTED).map(VarName)
    }
}

macro_rules! id_impls {
    ($($type:ident $name:literal $schema:tt),*) => {$(
        impl $type {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl std::borrow::Borrow<str> for $type {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        scalar!($type, $name, $schema);
    )*};
}
id_impls!(
    Id "Id" {"anyOf": [{"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,99}$"}, {"type": "integer", "minimum": 0}]},
    IncidentId "IncidentId" {"anyOf": [
        {"type": "string", "pattern": r"^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"}, {"type": "number", "minimum": 0}
    ]},
    VarName "VarName" {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$"}
);

/// What a [`Ref`] may point to.
pub trait Target: 'static {
    /// The name under which the reference serializes, `ref:team`.
    const NAME: &'static str;
    /// What the messages call it: "team".
    const WHAT: &'static str;
}

macro_rules! targets {
    ($($type:ident $what:literal),*) => {
        $(#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $type;
        impl Target for $type {
            const NAME: &'static str = concat!("ref:", $what);
            const WHAT: &'static str = $what;
        })*
        /// Every kind of reference, as messages call it.
        pub const KINDS: &[&str] = &[$($what),*];
    };
}
targets!(
    ATeam "team", AComponent "component", ACheck "check", ACriterion "criterion", APhase "phase",
    ARemedy "remedy", ATarget "target", ALimit "requirement or target",
    APrevention "prevention", ACriterionOrPhase "criterion or phase"
);

/// The id of something else in the record.
pub struct Ref<T> {
    id: String,
    kind: PhantomData<T>,
}

impl<T> Ref<T> {
    pub fn new(id: impl Into<String>) -> Self {
        Ref { id: id.into(), kind: PhantomData }
    }

    pub fn as_str(&self) -> &str {
        &self.id
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Ref::new(self.id.clone())
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<T> Eq for Ref<T> {}

impl<T> std::hash::Hash for Ref<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl<T> std::borrow::Borrow<str> for Ref<T> {
    fn borrow(&self) -> &str {
        &self.id
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Ref({})", self.id)
    }
}

impl<T> fmt::Display for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.id)
    }
}

impl<'de, T> Deserialize<'de> for Ref<T> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = raw_text(from)?;
        Id::parse(&text).map_err(serde::de::Error::custom)?;
        Ok(Ref::new(text))
    }
}

impl<T> super::rules::Field for Ref<T> {}

impl<T: Target> Serialize for Ref<T> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct(T::NAME, &self.id)
    }
}

#[cfg(test)]
impl<T: Target> schemars::JsonSchema for Ref<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Id::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <Id as schemars::JsonSchema>::json_schema(generator)
    }
}
