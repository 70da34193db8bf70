//! Limits of one number: that a command prints, or that its JSON holds.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::{Serialize, Serializer};

use super::record;
use crate::record::collections::from_map;
use crate::record::path::FieldPath;
use crate::record::rules::{Broken, Field};
use crate::record::text::Literal;
use crate::record::units::{Quantity, Scalar, Unit};

record! {
    /// Limits of one number. All that are given must hold.
    #[derive(Default, PartialEq)]
    NumberLimits {
        one_of(max, min, above, below): "give the limit: `max`, `min`, `above` or `below`; `number: ID` takes that of a target",
        /// At most this.
        optional max: Quantity,
        /// At least this.
        optional min: Quantity,
        /// More than this.
        optional above: Quantity,
        /// Less than this.
        optional below: Quantity,
    }
}

/// How a number stands to its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Min,
    Above,
    Max,
    Below,
}

impl Bound {
    /// As the key is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Bound::Min => "min",
            Bound::Above => "above",
            Bound::Max => "max",
            Bound::Below => "below",
        }
    }

    pub fn in_words(self) -> &'static str {
        match self {
            Bound::Min => "at least",
            Bound::Above => "more than",
            Bound::Max => "at most",
            Bound::Below => "less than",
        }
    }
}

impl NumberLimits {
    /// The keys that make a mapping limits, and not a value.
    pub const KEYS: [&str; 4] = ["max", "min", "above", "below"];

    /// The limits that are given, from the lower to the upper.
    pub fn bounds(&self) -> impl Iterator<Item = (Bound, &Quantity)> {
        let all = [
            (Bound::Min, &self.min),
            (Bound::Above, &self.above),
            (Bound::Max, &self.max),
            (Bound::Below, &self.below),
        ];
        all.into_iter().filter_map(|(bound, limit)| Some((bound, limit.as_ref()?)))
    }
}

impl fmt::Display for NumberLimits {
    /// `at least 2 and at most 10`
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (at, (bound, limit)) in self.bounds().enumerate() {
            write!(f, "{}{} {limit}", if at > 0 { " and " } else { "" }, bound.in_words())?;
        }
        Ok(())
    }
}

/// `number: {max: 300}`, or the id of a target with a limit.
#[derive(Debug, Clone)]
pub enum NumberExpectation {
    Limits(Box<NumberLimits>),
    Target(Literal),
}

impl NumberExpectation {
    /// The id of the target whose limit holds.
    pub fn target(&self) -> Option<&Literal> {
        match self {
            NumberExpectation::Limits(_) => None,
            NumberExpectation::Target(id) => Some(id),
        }
    }
}

impl<'de> Deserialize<'de> for NumberExpectation {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct NumberVisitor;
        impl<'de> Visitor<'de> for NumberVisitor {
            type Value = NumberExpectation;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("limits such as `{max: 300}`, or the id of a target")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<NumberExpectation, E> {
                // A limit without its key: which side of it is meant?
                if Quantity::parse(text).is_ok_and(|quantity| !matches!(quantity.unit, Unit::Named(_))) {
                    return Err(E::custom(format!(
                        "`{text}` is no limit: write `{{max: {text}}}` or `{{min: {text}}}`"
                    )));
                }
                let text = Literal::deserialize(crate::record::written::Again::new(text, false))?;
                Ok(NumberExpectation::Target(text))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<NumberExpectation, A::Error> {
                from_map(map).map(|limits| NumberExpectation::Limits(Box::new(limits)))
            }
        }
        from.deserialize_any(NumberVisitor)
    }
}

impl Field for NumberExpectation {
    fn is_blank(&self) -> bool {
        matches!(self, NumberExpectation::Target(id) if id.is_blank())
    }
    fn broken(&self, at: &mut FieldPath, found: &mut Vec<Broken>) {
        if let NumberExpectation::Limits(limits) = self {
            limits.broken(at, found);
        }
    }
}

impl Serialize for NumberExpectation {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            NumberExpectation::Limits(limits) => limits.serialize(to),
            NumberExpectation::Target(id) => id.serialize(to),
        }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for NumberExpectation {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NumberExpectation".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let limits = generator.subschema_for::<NumberLimits>();
        schemars::json_schema!({"anyOf": [{"type": "string", "pattern": "\\S"}, limits]})
    }
}
