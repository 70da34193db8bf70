//! What may have two ends (`2h-4h`), what may be approximate (`~18h`), what must be above zero.

use std::fmt;

use super::Scalar;

/// From `min` to `max`, both included; a single value has equal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range<T> {
    pub min: T,
    pub max: T,
}

/// A value that is approximate when a `~` stands in front of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About<T> {
    pub approximate: bool,
    pub value: T,
}

/// What can be the end of a [`Range`].
pub trait RangeItem: Sized + PartialOrd + Clone + fmt::Display {
    const EXPECTED_RANGE: &'static str;
    fn parse_end(text: &str) -> Option<Self>;
    /// Reads a first end that leaves its unit to the second: `2-4h`.
    fn parse_with_unit_of(text: &str, other: &str) -> Option<Self>;
    /// Both ends in one unit where that is exact.
    fn show_range(min: &Self, max: &Self) -> String;
}

/// A value above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Positive<T>(pub T);

impl<T: Scalar + Default + PartialOrd> Scalar for Positive<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn parse(text: &str) -> Result<Self, String> {
        match T::parse(text)? {
            value if value > T::default() => Ok(Positive(value)),
            _ => Err(format!("`{text}` is too little: it must be above zero")),
        }
    }
}

impl<T: fmt::Display> fmt::Display for Positive<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl<T: Clone> Range<T> {
    pub fn single(value: T) -> Self {
        Range { min: value.clone(), max: value }
    }
}

impl<T> About<T> {
    pub fn exactly(value: T) -> Self {
        About { approximate: false, value }
    }
}

impl<T: RangeItem> Scalar for Range<T> {
    const EXPECTED: &'static str = T::EXPECTED_RANGE;

    fn parse(text: &str) -> Result<Self, String> {
        // A unit is any text, so `2h-4h` could also be read as two of `h-4h`: two ends come first.
        let mut no_range = None;
        let dashes = text.char_indices().filter(|&(at, c)| at > 0 && matches!(c, '-' | '–'));
        let dashes = dashes.map(|(at, dash)| (at, dash.len_utf8()));
        // As ranges are shown whose ends have no unit in common.
        let words = text.match_indices(" to ").map(|(at, to)| (at, to.len()));
        for (at, length) in dashes.chain(words) {
            let (left, right) = (text[..at].trim(), text[at + length..].trim());
            let Some(max) = T::parse_end(right) else { continue };
            let shared = T::parse_with_unit_of(left, right);
            let Some(min) = shared.or_else(|| T::parse_end(left)) else { continue };
            let why = match min.partial_cmp(&max) {
                Some(std::cmp::Ordering::Greater) => "the first end is larger than the second",
                Some(_) => return Ok(Range { min, max }),
                None => "its ends have different units",
            };
            no_range.get_or_insert(why);
        }
        if let Some(value) = T::parse_end(text) {
            return Ok(Range::single(value));
        }
        if let Some(why) = no_range {
            return Err(format!("`{text}` is no range: {why}"));
        }
        Err(format!("`{text}` is not {}", T::EXPECTED_RANGE))
    }
}

impl<T: RangeItem> fmt::Display for Range<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.min == self.max { write!(f, "{}", self.min) } else { f.write_str(&T::show_range(&self.min, &self.max)) }
    }
}

impl<T: Scalar> Scalar for About<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn parse(text: &str) -> Result<Self, String> {
        match text.trim().strip_prefix('~') {
            Some(rest) => Ok(About { approximate: true, value: T::parse(rest.trim())? }),
            None => Ok(About { approximate: false, value: T::parse(text)? }),
        }
    }
}

impl<T: fmt::Display> fmt::Display for About<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.approximate {
            f.write_str("~")?;
        }
        write!(f, "{}", self.value)
    }
}
