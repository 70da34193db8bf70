//! Decimal numbers as people write them.

use std::str::FromStr;

pub use rust_decimal::Decimal;

/// The largest magnitude that a record may state. Sums of as many of these as fit into a record
/// stay far inside of [`Decimal`], so that no fact can overflow.
const LIMIT: u64 = 1_000_000_000_000_000;

/// Splits the number off the front of `text`: digits, with at most one point and digits after it.
/// `None` when there is none, or when it is followed by more digits or points (`10.1.0.0`).
pub(super) fn split_number(text: &str) -> Option<(Decimal, &str)> {
    let sign = text.len() - text.trim_start_matches(['-', '−']).len();
    let digits = |from: &str| from.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(&text[sign..]);
    if whole == 0 || whole > 16 {
        return None;
    }
    let mut end = sign + whole;
    if text[end..].starts_with('.') {
        let fraction = digits(&text[end + 1..]);
        if fraction == 0 || fraction > 9 {
            return None;
        }
        end += 1 + fraction;
    }
    if text[end..].starts_with('.') || text[..sign].chars().count() > 1 {
        return None;
    }
    let number = Decimal::from_str(&text[sign..end]).ok()?;
    let number = if sign > 0 { -number } else { number };
    Some((in_bounds(number)?, &text[end..]))
}

/// The number, unless it is larger than a record may state.
pub(super) fn in_bounds(number: Decimal) -> Option<Decimal> {
    (number.abs() <= Decimal::from(LIMIT)).then_some(number)
}

/// Takes a `k` or `M` that stands alone behind a number: 1,000 or 1,000,000.
pub(super) fn split_multiplier(rest: &str) -> (Decimal, &str) {
    for (sign, factor) in [("k", 1_000), ("K", 1_000), ("M", 1_000_000)] {
        if let Some(after) = rest.strip_prefix(sign)
            && (after.is_empty() || after.starts_with([' ', '-', '–']))
        {
            return (Decimal::from(factor), after);
        }
    }
    (Decimal::ONE, rest)
}

/// The shortest exact decimal notation: `2`, `0.5`, `287.5`.
pub(super) fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// Rounded half to even, with at most `places` decimals and no trailing zeros.
pub(crate) fn rounded(number: Decimal, places: u32) -> String {
    let strategy = rust_decimal::RoundingStrategy::MidpointNearestEven;
    plain(number.round_dp_with_strategy(places, strategy))
}

/// Whole digits in groups of three: `47,917`.
pub(super) fn grouped(number: Decimal) -> String {
    let digits = rounded(number, 0);
    let (sign, digits) = digits.strip_prefix('-').map_or(("", &digits[..]), |d| ("-", d));
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_ends_where_its_unit_begins() {
        assert_eq!(split_number("12.5h"), Some((Decimal::new(125, 1), "h")));
        assert_eq!(split_number("-8"), Some((Decimal::from(-8), "")));
        assert_eq!(split_number("10.1.0.0/28"), None);
        assert_eq!(split_number("x"), None);
        assert_eq!(split_number("99999999999999999"), None);
    }

    #[test]
    fn rounding_is_half_even() {
        assert_eq!(rounded(Decimal::new(25, 1), 0), "2");
        assert_eq!(rounded(Decimal::new(35, 1), 0), "4");
        assert_eq!(grouped(Decimal::from(1234567)), "1,234,567");
    }
}
