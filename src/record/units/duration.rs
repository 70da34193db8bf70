//! Durations: `90s`, `1h 30m`, `2d`; and ranges of them, `2h-4h`.

use std::fmt;

use regex::{Captures, Regex};

use super::number::{Decimal, split_number};
use super::range::{About, Positive, Range, RangeItem};
use super::{Scalar, scalar, show};

/// A length of time in seconds, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Duration(Decimal);

/// A duration with two ends and perhaps a `~`: `~2h-4h`.
pub type DurationRange = About<Range<Duration>>;

/// Units from the largest to the smallest: as written, in milliseconds.
const UNITS: [(&[&str], i64); 6] = [
    (&["w"], 604_800_000),
    (&["d"], 86_400_000),
    (&["h"], 3_600_000),
    (&["min", "m"], 60_000),
    (&["s"], 1_000),
    (&["ms"], 1),
];
/// About a century: what lies beyond is a slip, and dates computed from it would overflow.
const LONGEST_WEEKS: i64 = 5_200;

/// The units of limits in words, in milliseconds.
const WORDS: [(&[&str], i64); 6] = [
    (&["week", "weeks"], 604_800_000),
    (&["day", "days"], 86_400_000),
    (&["hour", "hours"], 3_600_000),
    (&["minute", "minutes", "mins"], 60_000),
    (&["second", "seconds", "sec", "secs"], 1_000),
    (&["millisecond", "milliseconds"], 1),
];

/// Units as people shorten them.
const SPOKEN: [(&[&str], i64); 2] = [(&["hr", "hrs"], 3_600_000), (&["msec", "msecs"], 1)];

impl Duration {
    pub const ZERO: Duration = Duration(Decimal::ZERO);

    pub fn from_secs(seconds: i64) -> Self {
        Duration(Decimal::from(seconds))
    }

    pub fn from_seconds(seconds: Decimal) -> Self {
        Duration(seconds)
    }

    /// Reads a duration of a limit, where a unit is any text: also `4 hours`.
    pub(super) fn parse_in_words(text: &str) -> Option<Self> {
        let unit = |word: &str| unit_of(word).or_else(|| named(&WORDS, word));
        parse_parts(text, unit).map(Duration)
    }

    /// Seconds, exact.
    pub fn seconds(self) -> Decimal {
        self.0
    }

    fn in_millis(self) -> Decimal {
        self.0 * Decimal::from(1_000)
    }

    /// Whole milliseconds, for clocks and time-outs.
    pub fn millis(self) -> i64 {
        i64::try_from(self.in_millis().trunc()).unwrap_or(i64::MAX)
    }
}

/// Ranges as they stand in one column of a table: in one unit where that is exact.
pub fn column(ranges: &[DurationRange]) -> Vec<String> {
    let ends: Vec<_> = ranges.iter().map(|range| (range.value.min.in_millis(), range.value.max.in_millis())).collect();
    let about = ranges.iter().map(|range| if range.approximate { "~" } else { "" });
    about.zip(show::column(&ends)).map(|(about, text)| format!("{about}{text}")).collect()
}

impl std::ops::Add for Duration {
    type Output = Duration;
    fn add(self, other: Duration) -> Duration {
        Duration(self.0.saturating_add(other.0))
    }
}

/// A duration or a range that is written with words, as it is to be written: `18h` of `18 hours`.
pub fn in_letters(text: &str) -> Option<String> {
    let part = Regex::new(r"([0-9])\s*([A-Za-z]+)\.?").ok()?;
    let short = part.replace_all(text, |part: &Captures| {
        let word = part[2].to_lowercase();
        let unit = named(&WORDS, &word).or_else(|| named(&SPOKEN, &word)).or_else(|| unit_of(&word));
        let letter = unit.and_then(|unit| UNITS.iter().find(|(_, of)| *of == unit)).and_then(|(names, _)| names.last());
        letter.map_or_else(|| part[0].to_owned(), |letter| format!("{}{letter}", &part[1]))
    });
    let short = short.replace(" and ", " ").replace(", ", " ");
    DurationRange::parse(&short).ok().map(|_| short)
}

fn named(units: &[(&[&str], i64)], word: &str) -> Option<i64> {
    units.iter().find(|(names, _)| names.contains(&word)).map(|&(_, unit)| unit)
}

fn unit_of(word: &str) -> Option<i64> {
    UNITS.into_iter().find(|(names, ..)| names.contains(&word)).map(|(_, unit)| unit)
}

/// Reads one `number unit` after another; `None` when any of it is not a duration.
fn parse_parts(text: &str, unit_of: impl Fn(&str) -> Option<i64>) -> Option<Decimal> {
    let mut rest = text.trim();
    let mut total = Decimal::ZERO;
    let mut smallest = i64::MAX;
    while !rest.is_empty() {
        let (number, after) = split_number(rest)?;
        let after = after.trim_start();
        let word = after.bytes().take_while(u8::is_ascii_alphabetic).count();
        let unit = unit_of(&after[..word])?;
        if unit >= smallest || number.is_sign_negative() {
            return None;
        }
        smallest = unit;
        total += number.checked_mul(Decimal::from(unit))? / Decimal::from(1_000);
        rest = after[word..].trim_start();
    }
    let longest = Decimal::from(LONGEST_WEEKS * 604_800);
    (smallest < i64::MAX && total <= longest).then_some(total)
}

impl Scalar for Duration {
    const EXPECTED: &'static str = "a duration such as `90s`, `15m`, `1h 30m`, `2d` or `3w`";

    fn parse(text: &str) -> Result<Self, String> {
        parse_parts(text, unit_of).map(Duration).ok_or_else(|| {
            let bare = text.parse::<f64>().is_ok();
            let why = if bare { "has no unit; write " } else { "is not " };
            format!("`{text}` {why}{}", Self::EXPECTED)
        })
    }
}

impl RangeItem for Duration {
    const EXPECTED_RANGE: &'static str = "a duration or a range of them, such as `90s`, `1h 30m` or `2h-4h`";

    fn parse_end(text: &str) -> Option<Self> {
        parse_parts(text, unit_of).map(Duration)
    }

    /// `2-4h` means `2h-4h`.
    fn parse_with_unit_of(text: &str, other: &str) -> Option<Self> {
        let (_, nothing) = split_number(text.trim())?;
        let unit = other.trim().trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        nothing.is_empty().then(|| Self::parse_end(&format!("{}{unit}", text.trim())))?
    }

    fn show_range(min: &Self, max: &Self) -> String {
        show::durations(min.in_millis(), max.in_millis())
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&show::duration(self.in_millis()))
    }
}

scalar!(Duration, "Duration", {
    "type": "string",
    "pattern": r"^\s*([0-9]+(\.[0-9]+)?\s*(ms|s|min|m|h|d|w)\s*)+$"
});
scalar!(Positive<Duration>, "PositiveDuration", {
    "type": "string",
    "pattern": r"^(?=.*[1-9])\s*([0-9]+(\.[0-9]+)?\s*(ms|s|min|m|h|d|w)\s*)+$"
});
scalar!(DurationRange, "DurationRange", {
    "type": "string",
    "pattern": r"^~?\s*([0-9]+(\.[0-9]+)?\s*(ms|s|min|m|h|d|w)?\s*)+(\s*[-–]\s*([0-9]+(\.[0-9]+)?\s*(ms|s|min|m|h|d|w)\s*)+)?$"
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_duration_says_so() {
        for text in ["5", "", "h", "4h-2h", "1m 2h", "1h 1h", "2 hours", "1e9h", "999999w", "-2h"] {
            assert!(DurationRange::parse(text).is_err(), "{text}");
        }
        assert!(Duration::parse("60").unwrap_err().contains("has no unit"));
        assert!(DurationRange::parse("4h-2h").unwrap_err().contains("the first end is larger"));
        for (words, short) in [
            ("18 hours", Some("18h")),
            ("1 Hour and 30 minutes", Some("1h 30m")),
            ("2 hrs", Some("2h")),
            ("2-4 hours", Some("2-4h")),
            ("2 to 4 hours", Some("2 to 4h")),
            ("soon", None),
            ("3 apples", None),
        ] {
            assert_eq!(in_letters(words).as_deref(), short, "{words}");
        }
    }
}
