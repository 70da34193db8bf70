//! Durations: `90s`, `1h 30m`, `2d`; and ranges of them, `2h-4h`.

use std::fmt;

use super::number::{Decimal, plain, split_number};
use super::range::{About, Positive, Range, RangeItem};
use super::{Scalar, scalar};

/// A length of time in seconds, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Duration(Decimal);

/// A duration with two ends and perhaps a `~`: `~2h-4h`.
pub type DurationRange = About<Range<Duration>>;

/// Units from the largest to the smallest: as written, as shown, in milliseconds.
const UNITS: [(&[&str], &str, i64); 6] = [
    (&["w"], "w", 604_800_000),
    (&["d"], "d", 86_400_000),
    (&["h"], "h", 3_600_000),
    (&["min", "m"], "min", 60_000),
    (&["s"], "s", 1_000),
    (&["ms"], "ms", 1),
];
/// From this count on, seconds, minutes and hours are shown in two units: `18 h 30 min`.
const MANY: i64 = 100;
/// About a century: what lies beyond is a slip, and dates computed from it would overflow.
const LONGEST_WEEKS: i64 = 5_200;

impl Duration {
    pub const ZERO: Duration = Duration(Decimal::ZERO);

    pub fn from_secs(seconds: i64) -> Self {
        Duration(Decimal::from(seconds))
    }

    pub fn from_seconds(seconds: Decimal) -> Self {
        Duration(seconds)
    }

    /// Seconds, exact.
    pub fn seconds(self) -> Decimal {
        self.0
    }

    /// Whole milliseconds, for clocks and time-outs.
    pub fn millis(self) -> i64 {
        i64::try_from((self.0 * Decimal::from(1_000)).trunc()).unwrap_or(i64::MAX)
    }

    /// The number of `unit`s if it is whole.
    fn whole(self, unit: i64) -> Option<i64> {
        let count = self.0 * Decimal::from(1_000) / Decimal::from(unit);
        count.fract().is_zero().then(|| i64::try_from(count).ok()).flatten()
    }

    fn in_two_units(self) -> String {
        let mut rest = self.0 * Decimal::from(1_000);
        let mut parts = Vec::new();
        for (_, shown, unit) in UNITS {
            let count = (rest / Decimal::from(unit)).trunc();
            if !count.is_zero() {
                parts.push(format!("{} {shown}", plain(count)));
                rest -= count * Decimal::from(unit);
            }
        }
        parts.join(" ")
    }
}

impl std::ops::Add for Duration {
    type Output = Duration;
    fn add(self, other: Duration) -> Duration {
        Duration(self.0.saturating_add(other.0))
    }
}

/// Reads one `number unit` after another; `None` when any of it is not a duration.
fn parse_parts(text: &str) -> Option<Decimal> {
    let mut rest = text.trim();
    let mut total = Decimal::ZERO;
    let mut smallest = i64::MAX;
    while !rest.is_empty() {
        let (number, after) = split_number(rest)?;
        let after = after.trim_start();
        let word = after.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (_, _, unit) = UNITS.into_iter().find(|(names, ..)| names.contains(&&after[..word]))?;
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
        parse_parts(text).map(Duration).ok_or_else(|| {
            let bare = text.parse::<f64>().is_ok();
            let why = if bare { "has no unit; write " } else { "is not " };
            format!("`{text}` {why}{}", Self::EXPECTED)
        })
    }
}

impl RangeItem for Duration {
    const EXPECTED_RANGE: &'static str = "a duration or a range of them, such as `90s`, `1h 30m` or `2h-4h`";

    fn parse_end(text: &str) -> Option<Self> {
        parse_parts(text).map(Duration)
    }

    /// `2-4h` means `2h-4h`.
    fn parse_with_unit_of(text: &str, other: &str) -> Option<Self> {
        let (_, nothing) = split_number(text.trim())?;
        let unit = other.trim().trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        nothing.is_empty().then(|| Self::parse_end(&format!("{}{unit}", text.trim())))?
    }

    fn show_range(min: &Self, max: &Self) -> String {
        for (_, shown, unit) in UNITS {
            if let (Some(a), Some(b)) = (min.whole(unit), max.whole(unit)) {
                return if b < 10 * MANY || unit > UNITS[3].2 {
                    format!("{a}–{b} {shown}")
                } else {
                    format!("{min}–{max}")
                };
            }
        }
        format!("{min}–{max}")
    }
}

impl fmt::Display for Duration {
    /// The largest unit in which it is whole; two units where that would be a large number.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.0.is_zero() {
            return f.write_str("0 h");
        }
        let fraction_of_seconds = self.0 > Decimal::ONE && !self.0.fract().is_zero();
        for (_, shown, unit) in UNITS.into_iter().filter(|_| !fraction_of_seconds) {
            if let Some(count) = self.whole(unit) {
                let long = count >= MANY && unit < UNITS[1].2 && unit > UNITS[5].2;
                return if long { f.write_str(&self.in_two_units()) } else { write!(f, "{count} {shown}") };
            }
        }
        write!(f, "{} s", plain(self.0))
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
    fn shown_in_the_largest_exact_unit_else_in_two() {
        let show = |text| Duration::parse(text).unwrap().to_string();
        for (written, shown) in [
            ("90s", "90 s"),
            ("600s", "10 min"),
            ("24h", "1 d"),
            ("36h", "36 h"),
            ("14d", "2 w"),
            ("18h 30m", "18 h 30 min"),
            ("1h30m", "90 min"),
            ("500ms", "500 ms"),
            ("0.5s", "500 ms"),
            ("0h", "0 h"),
            ("30d", "30 d"),
            ("1.5s", "1.5 s"),
        ] {
            assert_eq!(show(written), shown, "{written}");
        }
    }

    #[test]
    fn ranges_share_a_unit() {
        let show = |text| DurationRange::parse(text).unwrap().to_string();
        for (written, shown) in [
            ("2h-4h", "2–4 h"),
            ("2-4h", "2–4 h"),
            ("~18h", "~18 h"),
            ("4h-4h", "4 h"),
            ("30m-2h", "30–120 min"),
            ("24h-48h", "1–2 d"),
            ("~ 1h 30m - 2h", "~90–120 min"),
        ] {
            assert_eq!(show(written), shown, "{written}");
        }
    }

    #[test]
    fn what_is_no_duration_says_so() {
        for text in ["5", "", "h", "4h-2h", "1m 2h", "1h 1h", "2 hours", "1e9h", "999999w", "-2h"] {
            assert!(DurationRange::parse(text).is_err(), "{text}");
        }
        assert!(Duration::parse("60").unwrap_err().contains("has no unit"));
        assert!(DurationRange::parse("4h-2h").unwrap_err().contains("the first end is larger"));
    }
}
