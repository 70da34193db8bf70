//! Quantities: a number and its unit, `35s`, `5%`, `2 instances`, `10 per minute`, or a bare count.

use std::cmp::Ordering;
use std::fmt;

use super::number::{Decimal, in_bounds, plain, split_multiplier, split_number};
use super::range::{About, Range, RangeItem};
use super::{Duration, Scalar, scalar, show};

/// What a quantity counts. Two quantities can be compared when their kinds agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A bare number.
    Count,
    Percent,
    /// Held in seconds.
    Time,
    /// Any other text, such as `instances` or `per minute`.
    Named(String),
}

#[derive(Debug, Clone)]
pub struct Quantity {
    /// In seconds for [`Unit::Time`], in points for [`Unit::Percent`].
    pub number: Decimal,
    pub unit: Unit,
    /// What one of the unit is, as it was written: 0.001 of `500ms`, 1 of `5%`; none of `1h 30m`,
    /// which has two units.
    pub one: Option<Decimal>,
}

/// A quantity with two ends and perhaps a `~`: `3-10`.
pub type QuantityRange = About<Range<Quantity>>;

impl Quantity {
    pub fn new(number: Decimal, unit: Unit) -> Self {
        Quantity { number, unit, one: Some(Decimal::ONE) }
    }
}

impl Unit {
    /// Singular and plural are one unit, and a bare count fits every counted thing.
    pub fn comparable(&self, other: &Unit) -> bool {
        let stem = |name: &str| name.to_lowercase().trim_end_matches('s').to_owned();
        match (self, other) {
            (Unit::Named(a), Unit::Named(b)) => stem(a) == stem(b),
            (Unit::Named(_), Unit::Count) | (Unit::Count, Unit::Named(_)) => true,
            _ => self == other,
        }
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Quantity {
    /// `None` when the units are of different kinds.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.unit.comparable(&other.unit).then(|| self.number.cmp(&other.number))
    }
}

impl Scalar for Quantity {
    const EXPECTED: &'static str = "a number with a unit such as `35s`, `5%` or `2 instances`, or a bare count";

    fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some(time) = Duration::parse_in_words(text) {
            let unit =
                split_number(text).map(|(_, unit)| unit).filter(|unit| !unit.contains(|c: char| c.is_ascii_digit()));
            let one = unit.and_then(|unit| Duration::parse_in_words(&format!("1{unit}"))).map(Duration::seconds);
            return Ok(Quantity { number: time.seconds(), unit: Unit::Time, one });
        }
        let wrong = || format!("`{text}` is not {}", Self::EXPECTED);
        let (number, rest) = split_number(text).ok_or_else(wrong)?;
        let (factor, rest) = split_multiplier(rest);
        let unit = match rest.trim() {
            "" => Unit::Count,
            "%" => Unit::Percent,
            name if name.starts_with(|c: char| c.is_alphabetic() || c == '°' || c == '/')
                && !name.starts_with("/")
                && !name.contains(char::is_control) =>
            {
                Unit::Named(name.into())
            }
            _ => return Err(wrong()),
        };
        Ok(Quantity::new(in_bounds(number * factor).ok_or_else(wrong)?, unit))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.unit {
            Unit::Time => write!(f, "{}", Duration::from_seconds(self.number)),
            // A limit is not rounded: at least 99.95% is not at least 100%.
            Unit::Percent => write!(f, "{}%", plain(self.number)),
            Unit::Count => f.write_str(&show::number(self.number)),
            Unit::Named(name) => write!(f, "{} {name}", show::number(self.number)),
        }
    }
}

impl RangeItem for Quantity {
    const EXPECTED_RANGE: &'static str = Self::EXPECTED;

    fn parse_end(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }

    fn parse_with_unit_of(text: &str, other: &str) -> Option<Self> {
        let (_, nothing) = split_number(text.trim())?;
        let (_, unit) = split_number(other.trim())?;
        nothing.is_empty().then(|| Self::parse_end(&format!("{}{unit}", text.trim())))?
    }

    fn show_range(min: &Self, max: &Self) -> String {
        match (&min.unit, &max.unit) {
            (Unit::Time, Unit::Time) => {
                let end = |q: &Quantity| Duration::from_seconds(q.number);
                Duration::show_range(&end(min), &end(max))
            }
            (a, b) if a == b => format!("{}–{max}", show::number(min.number)),
            _ => format!("{min}–{max}"),
        }
    }
}

scalar!(Quantity, "Quantity", {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\s*-?[0-9]+(\.[0-9]+)?"}]
});
scalar!(About<Quantity>, "AboutQuantity", {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\s*~?\s*-?[0-9]+(\.[0-9]+)?"}]
});
scalar!(QuantityRange, "QuantityRange", {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\s*~?\s*-?[0-9]+(\.[0-9]+)?"}]
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_any_text_after_the_number() {
        let show = |text| About::<Quantity>::parse(text).unwrap().to_string();
        for (written, shown) in [
            ("35s", "35 s"),
            ("5%", "5%"),
            ("99.95%", "99.95%"),
            ("0.020%", "0.02%"),
            ("2 instances", "2 instances"),
            ("10 per minute", "10 per minute"),
            ("~5000 projects", "~5000 projects"),
            ("~2k", "~2000"),
            ("3", "3"),
            ("-8", "-8"),
            ("2 Gbps", "2 Gbps"),
            ("4 hours", "4 h"),
            ("1 hour 30 minutes", "90 min"),
            ("0.5 seconds", "500 ms"),
            ("2 weeks", "2 w"),
            ("3 hourly runs", "3 hourly runs"),
        ] {
            assert_eq!(show(written), shown, "{written}");
        }
    }

    #[test]
    fn a_unit_at_both_ends_makes_a_range_and_a_dash_in_a_unit_does_not() {
        let show = |text| QuantityRange::parse(text).unwrap().to_string();
        for (written, shown) in [
            ("400ms-600ms", "400–600 ms"),
            ("2h-4h", "2–4 h"),
            ("20 GB – 50 GB", "20–50 GB"),
            ("2-4 hours", "2–4 h"),
            ("2-10 instances", "2–10 instances"),
            ("3 x86-64 hosts", "3 x86-64 hosts"),
        ] {
            assert_eq!(show(written), shown, "{written}");
        }
        assert!(QuantityRange::parse("5-3").unwrap_err().contains("larger than the second"));
    }

    #[test]
    fn only_quantities_of_one_kind_compare() {
        let q = |text| Quantity::parse(text).unwrap();
        assert!(q("1m") > q("59s"));
        assert!(q("3") < q("4 instances"));
        assert!(q("1 instance") == q("1 instances"));
        assert_eq!(q("1m").partial_cmp(&q("5%")), None);
        assert_eq!(q("1 Gbps").partial_cmp(&q("5 instances")), None);
    }
}
