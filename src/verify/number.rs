//! A text that is one number, against limits.

use crate::record::model::{Bound, NumberLimits};
use crate::record::units::{Decimal, Quantity, Scalar, Unit};

/// How a text stands to its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Yes,
    No,
    /// It is not one number, or has a unit that the limit does not have.
    NotOne,
    /// It is one, and cannot be compared: why.
    Unclear(&'static str),
}

/// How many digits are compared; what has more was never measured.
const MOST_DIGITS: usize = 28;

/// What has more digits is not turned into minutes, hours or larger units.
const MOST_TO_MULTIPLY: u128 = 1_000_000_000_000_000;
/// What is longer, in bytes, is no number of a program's.
const LONGEST: usize = 200;
const TOO_LONG: &str = "the number has more digits than are compared";

/// The text, trimmed, is one number, without a unit or with one of the limit's kind. Without one it
/// counts in the limit's unit as that was written: `120` against `500ms` is 120 ms.
pub fn keeps(limits: &NumberLimits, text: &str) -> Kept {
    if text.len() > LONGEST {
        return Kept::NotOne;
    }
    let Some((written, unit)) = split(text.trim_ascii()) else { return Kept::NotOne };
    let Some(number) = written.exact() else { return Kept::Unclear(TOO_LONG) };
    let mut kept = Kept::Yes;
    for (bound, limit) in limits.bounds() {
        let factor = match factor(unit, limit) {
            Ok(factor) => factor,
            Err(other) => return other,
        };
        // A shell multiplies whole numbers of 64 bits: both answer alike.
        if factor > Decimal::ONE && number.normalize().mantissa().unsigned_abs() >= MOST_TO_MULTIPLY {
            return Kept::Unclear(TOO_LONG);
        }
        let Some(number) = number.checked_mul(factor) else { return Kept::Unclear(TOO_LONG) };
        let holds = match bound {
            Bound::Min => number >= limit.number,
            Bound::Above => number > limit.number,
            Bound::Max => number <= limit.number,
            Bound::Below => number < limit.number,
        };
        if !holds {
            kept = Kept::No;
        }
    }
    kept
}

/// What one of the unit is, in that of the limit's number.
fn factor(unit: &str, limit: &Quantity) -> Result<Decimal, Kept> {
    if unit.is_empty() {
        return limit.one.ok_or(Kept::Unclear("the limit has two units, and the number has none"));
    }
    // `1h 30m` is two numbers.
    if unit.contains(|c: char| c.is_ascii_digit()) {
        return Err(Kept::NotOne);
    }
    let of = Quantity::parse(&format!("1{unit}")).map_err(|_| Kept::NotOne)?;
    // A number of something is no count: that limit names no unit.
    let fits = of.unit != Unit::Count && limit.unit != Unit::Count && of.unit.comparable(&limit.unit);
    let many = matches!(of.unit, Unit::Named(_)) && of.number != Decimal::ONE;
    if fits && !many { Ok(of.number) } else { Err(Kept::NotOne) }
}

/// A number as it is printed: `-1.5e3`.
struct Printed<'t> {
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
    exponent: i32,
}

/// The number at the front of a text, and its unit. A shell can do the same: see `health_check.sh`.
fn split(text: &str) -> Option<(Printed<'_>, &str)> {
    let digits = |from: &str| from.bytes().take_while(u8::is_ascii_digit).count();
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, rest) = rest.split_at(digits(rest));
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let (fraction, rest) = rest.split_at(digits(rest));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let (exponent, rest) = exponent(rest).unwrap_or((0, rest));
    Some((Printed { negative, whole, fraction, exponent }, rest.trim_ascii_start()))
}

fn exponent(text: &str) -> Option<(i32, &str)> {
    let rest = text.strip_prefix(['e', 'E'])?;
    let sign = usize::from(rest.starts_with(['+', '-']));
    let end = sign + rest[sign..].bytes().take_while(u8::is_ascii_digit).count();
    if end == sign {
        return None;
    }
    // One that is out of all bounds is as good as any other that is.
    let exponent = rest[..end].parse().unwrap_or(if rest.starts_with('-') { i32::MIN } else { i32::MAX });
    Some((exponent, &rest[end..]))
}

impl Printed<'_> {
    /// The value, or nothing when it has more digits than are compared.
    fn exact(&self) -> Option<Decimal> {
        let digits = format!("{}{}", self.whole, self.fraction);
        let significant = digits.trim_start_matches('0');
        if significant.is_empty() {
            return Some(Decimal::ZERO);
        }
        let places = i32::try_from(self.fraction.len()).ok()?.checked_sub(self.exponent)?;
        let shorter = significant.trim_end_matches('0');
        let places = places.checked_sub(i32::try_from(significant.len() - shorter.len()).ok()?)?;
        let most = i32::try_from(MOST_DIGITS).ok()?;
        let length = i32::try_from(shorter.len()).ok()?;
        if length > most || places > most || length - places > most {
            return None;
        }
        let mut number = Decimal::from_str_exact(shorter).ok()?;
        if places > 0 {
            number.set_scale(u32::try_from(places).ok()?).ok()?;
        }
        for _ in places..0 {
            number = number.checked_mul(Decimal::TEN)?;
        }
        number.set_sign_negative(self.negative);
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(max: &str) -> NumberLimits {
        NumberLimits { max: Some(Quantity::parse(max).unwrap()), ..NumberLimits::default() }
    }

    #[test]
    fn a_number_counts_in_its_own_unit_or_in_that_of_the_limit() {
        use Kept::{No, NotOne, Yes};
        for (max, text, kept) in [
            ("300", "300", Yes),
            ("300", " 300\n", Yes),
            ("300", "301", No),
            ("300", "300.0000000001", No),
            ("300", "3e2", Yes),
            ("300", "3.0E+2", Yes),
            ("300", "-5", Yes),
            ("300", "1e-20", Yes),
            ("0", "+0.0", Yes),
            ("0", ".5", No),
            ("0.3", "0.30000000000000004", No),
            ("300", "", NotOne),
            ("300", "two", NotOne),
            ("300", "1 2", NotOne),
            ("300", "1\n2", NotOne),
            ("300", "1,200", NotOne),
            ("300", "1.2.3", NotOne),
            ("300", "0x10", NotOne),
            ("300", "NaN", NotOne),
            ("300", "5 ms", NotOne),
            ("300", "5%", NotOne),
            ("300", "1k", NotOne),
            ("500ms", "120", Yes),
            ("500ms", "501", No),
            ("500ms", "0.5s", Yes),
            ("500ms", "0.6 s", No),
            ("35s", "35", Yes),
            ("35s", "36000ms", No),
            ("35s", "1 minute", No),
            ("2h", "90 min", Yes),
            ("2h", "90", No),
            ("35s", "5%", NotOne),
            ("5%", "4.9%", Yes),
            ("5%", "5.1", No),
            ("2 instances", "2", Yes),
            ("2 instances", "1 instance", Yes),
            ("2 instances", "3 Instances", No),
            ("2 instances", "3 pods", NotOne),
            ("1h 30m", "80 min", Yes),
            ("2h", "1h 30m", NotOne),
            ("2000 instances", "1k instances", NotOne),
        ] {
            assert_eq!(keeps(&limits(max), text), kept, "{text:?} against {max}");
        }
        for (max, text) in [("1h 30m", "80"), ("3", "1e400"), ("3", "1e-400"), ("3", &"12".repeat(20))] {
            assert!(matches!(keeps(&limits(max), text), Kept::Unclear(_)), "{text}");
        }
    }

    #[test]
    fn each_limit_holds() {
        let limit = |text| Some(Quantity::parse(text).unwrap());
        let open = NumberLimits { above: limit("0"), below: limit("10"), ..NumberLimits::default() };
        let kept = |text| keeps(&open, text) == Kept::Yes;
        assert!(kept("5") && kept("9.99") && !kept("0") && !kept("10"));
        let closed = NumberLimits { min: limit("0"), max: limit("10"), ..NumberLimits::default() };
        let kept = |text| keeps(&closed, text) == Kept::Yes;
        assert!(kept("0") && kept("10") && !kept("-0.1") && !kept("10.1"));
    }
}
