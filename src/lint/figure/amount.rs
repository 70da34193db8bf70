//! Figures as they are compared.

use std::ops::Range;

use crate::record::units::Decimal;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    Money,
    /// Both numbers as they stand.
    Ratio,
    /// In points.
    Percent,
    /// In seconds.
    Duration,
}

/// What figures are compared by: `min` and `max` are equal unless it is a range; for a ratio they
/// are its two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    pub kind: Measure,
    pub min: Decimal,
    pub max: Decimal,
}

impl Amount {
    pub fn new(kind: Measure, min: Decimal, max: Decimal) -> Self {
        Amount { kind, min: min.normalize(), max: max.normalize() }
    }

    pub fn single(kind: Measure, value: Decimal) -> Self {
        Amount::new(kind, value, value)
    }

    /// A single value and no range.
    pub fn is_single(&self) -> bool {
        self.kind == Measure::Ratio || self.min == self.max
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Without a `~` in front and a `+` behind.
    pub at: Range<usize>,
    pub amount: Amount,
}
