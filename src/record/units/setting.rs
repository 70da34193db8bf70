//! Values of `is`, `not` and `sets`: shown as written, and compared as what they can be read as.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::number::split_number;
use super::{Duration, Quantity, QuantityRange, Range, Scalar, Unit};
use crate::record::rules::plain_fields;
use crate::record::written::Written;

/// A word such as `READY`, a version, a hash, or a quantity or range of them. In quotes it is text,
/// and nothing else.
#[derive(Debug, Clone)]
pub struct Setting {
    /// As written, without blanks around it.
    text: String,
    quoted: bool,
    /// What it reads as. `None` of a text.
    range: Option<QuantityRange>,
}

/// From so many characters on, hexadecimal digits are a hash.
const SHORTEST_HASH: usize = 7;

impl Setting {
    /// The error says why it is no value: it is empty, or a range with its ends exchanged.
    pub fn new(text: &str, quoted: bool) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err(format!("an empty text is not {}", Self::EXPECTED));
        }
        let range = match QuantityRange::parse(text) {
            _ if quoted || is_code(text) => None,
            Ok(range) => Some(range),
            Err(why) if why.contains("the first end is larger") => return Err(why),
            Err(_) => None,
        };
        Ok(Setting { text: text.to_owned(), quoted, range })
    }

    /// A value that is text, whatever it looks like.
    pub fn text(text: &str) -> Self {
        Setting { text: text.trim().to_owned(), quoted: true, range: None }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn is_quoted(&self) -> bool {
        self.quoted
    }

    /// What it reads as, to be compared with a limit or another quantity; a single one has equal ends.
    pub fn range(&self) -> Option<&Range<Quantity>> {
        self.range.as_ref().map(|about| &about.value)
    }

    /// The text of a value that is no quantity.
    pub fn word(&self) -> Option<&str> {
        self.range.is_none().then_some(&self.text)
    }

    /// The quantity when it is a single one.
    pub fn single(&self) -> Option<&Quantity> {
        self.range().filter(|range| range.min == range.max).map(|range| &range.min)
    }

    /// Whether both say the same value.
    pub fn same(&self, other: &Setting) -> bool {
        self.compare(other, |a, b| a == b)
    }

    /// Whether it is the other value, or a part of its range. What cannot be compared passes.
    pub fn within(&self, other: &Setting) -> bool {
        self.compare(other, |a, b| !(a.min < b.min || a.max > b.max))
    }

    /// Whether a value of its range is one of the other's.
    pub fn overlaps(&self, other: &Setting) -> bool {
        self.compare(other, |a, b| a.max >= b.min && a.min <= b.max)
    }

    fn compare(&self, other: &Setting, quantities: impl Fn(&Range<Quantity>, &Range<Quantity>) -> bool) -> bool {
        match (self.range(), other.range()) {
            (Some(a), Some(b)) if !(self.is_bare() && other.is_bare()) => quantities(a, b),
            _ => self.text == other.text,
        }
    }

    /// Digits alone: perhaps a count, perhaps a version. Two of these are compared as they are
    /// written, so that `3.10` is not `3.1`.
    fn is_bare(&self) -> bool {
        self.single().is_some_and(|quantity| quantity.unit == Unit::Count)
            && self.text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
    }
}

/// What begins with a digit and counts nothing: a mode (`0770`), a hash (`12a4f5c`), a version
/// (`8u292`), a number in another base (`0x1F`).
fn is_code(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 1 && text.starts_with('0') {
        return true;
    }
    let Some((_, unit)) = split_number(text) else { return false };
    let first = unit.split([' ', '-', '–']).next().unwrap_or_default();
    let mixed = first.starts_with(|c: char| c.is_ascii_alphabetic()) && first.contains(|c: char| c.is_ascii_digit());
    let hash = text.len() >= SHORTEST_HASH && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_time = || Duration::parse(text).is_ok();
    (mixed || hash && !first.is_empty()) && !is_time()
}

impl Scalar for Setting {
    const EXPECTED: &'static str = "a value such as `READY`, `600s` or `3-10`";

    /// Reads it as if it stood without quotes.
    fn parse(text: &str) -> Result<Self, String> {
        Setting::new(text, false)
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Written { text, quoted } = Written::deserialize(from)?;
        Setting::new(&text, quoted).map_err(serde::de::Error::custom)
    }
}

impl Serialize for Setting {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct("Setting", &self.text)
    }
}

plain_fields!(Setting);

#[cfg(test)]
impl schemars::JsonSchema for Setting {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Setting".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": ["string", "number", "boolean"], "description": Setting::EXPECTED})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Setting {
        Setting::parse(text).unwrap()
    }

    #[test]
    fn every_value_keeps_its_spelling() {
        for text in ["3.10", "0770", "12a4f5c", "True", "0x1F", "600s", "3-10", "~2k", "1.0", "1e3", "READY"] {
            assert_eq!(plain(text).to_string(), text);
        }
    }

    #[test]
    fn versions_hashes_and_modes_are_text() {
        for text in [
            "0770",
            "007",
            "12a4f5c",
            "1234abc",
            "0x1F",
            "8u292",
            "1.2rc1",
            "1.2.3",
            "v1.2",
            "10.1.0.0/28",
            "e2-micro",
            "2025-09-16",
            "12:30",
            "READY",
            "True",
            "1/2",
            "7zip9",
        ] {
            assert!(plain(text).word().is_some(), "{text}");
        }
        for text in ["35s", "1h30m", "2 instances", "10GB", "5%", "3-10", "2k", "3 x86-64 hosts", "400ms-600ms", "20"] {
            assert!(plain(text).range().is_some(), "{text}");
        }
        assert!(Setting::new("35s", true).unwrap().range().is_none());
        assert!(Setting::parse("10-3").is_err() && Setting::new("10-3", true).is_ok());
        assert!(Setting::parse(" ").is_err());
    }

    #[test]
    fn values_are_compared_as_what_they_are() {
        let quoted = |text| Setting::new(text, true).unwrap();
        for (a, b) in [
            (plain("600s"), plain("10 min")),
            (plain("3"), plain("3 instances")),
            (plain("READY"), quoted("READY")),
            (plain("3.10"), quoted("3.10")),
            (plain("2k"), plain("2000")),
        ] {
            assert!(a.same(&b) && b.same(&a) && a.within(&b) && a.overlaps(&b), "{a} and {b}");
        }
        for (a, b) in [
            (plain("3.10"), plain("3.1")),
            (quoted("3.10"), quoted("3.1")),
            (plain("0770"), plain("770")),
            (plain("True"), plain("true")),
            (quoted("600s"), plain("10 min")),
            (plain("5"), plain("6")),
        ] {
            assert!(!a.same(&b) && !b.same(&a), "{a} and {b}");
        }
        assert!(plain("5").within(&plain("3-10")) && !plain("2-5").within(&plain("3-10")));
        assert!(plain("2-5").overlaps(&plain("5")) && !plain("2-5").overlaps(&plain("6-9")));
    }
}
