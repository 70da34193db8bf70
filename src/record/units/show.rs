//! How durations (in milliseconds), percentages and amounts are shown, the same everywhere. Nothing here rounds a value
//! so that it says something else: what is not zero is never shown as zero, what is not all never as all.

use super::number::{Decimal, grouped, plain, rounded};

/// Units of time from the largest to the smallest, in milliseconds.
const UNITS: [(&str, i64); 6] = [("w", WEEK), ("d", DAY), ("h", HOUR), ("min", MINUTE), ("s", SECOND), ("ms", MILLI)];
const WEEK: i64 = 7 * DAY;
const DAY: i64 = 24 * HOUR;
const HOUR: i64 = 60 * MINUTE;
const MINUTE: i64 = 60 * SECOND;
const SECOND: i64 = 1_000 * MILLI;
const MILLI: i64 = 1;

/// The number of units when it is exact: whole, or, of hours and days from two on, a half.
fn exactly(millis: Decimal, unit: i64) -> Option<Decimal> {
    let count = millis / Decimal::from(unit);
    let halves = matches!(unit, HOUR | DAY) && count >= Decimal::TWO;
    let exact = count.fract().is_zero() || halves && (count * Decimal::TWO).fract().is_zero();
    exact.then_some(count)
}

/// The number of units, if it is exact and below `most`.
fn below(millis: Decimal, unit: i64, most: i64) -> Option<Decimal> {
    exactly(millis, unit).filter(|count| *count < Decimal::from(most))
}

fn named(count: Decimal, unit: i64) -> String {
    let name = UNITS.iter().find(|(_, size)| *size == unit).map_or("ms", |(name, _)| name);
    format!("{} {name}", plain(count))
}

/// In the largest unit that is exact, else in two: `90 min`, `4.5 h`, `18 h 20 min`, `3 d 7 h`. What two
/// units do not hold takes more.
pub fn duration(millis: Decimal) -> String {
    if millis.is_zero() {
        return "0 h".into();
    }
    if let Some((_, unit)) = UNITS.iter().find(|(_, unit)| leads(millis, *unit)) {
        return named(millis / Decimal::from(*unit), *unit);
    }
    let lead = [(48, HOUR, DAY), (2, HOUR, HOUR), (2, MINUTE, MINUTE)];
    let lead =
        lead.into_iter().find(|&(from, of, _)| millis >= Decimal::from(from * of)).map_or(SECOND, |(.., unit)| unit);
    let (mut rest, mut parts) = (millis, Vec::new());
    for (_, unit) in UNITS.into_iter().filter(|&(_, unit)| unit <= lead && unit >= SECOND) {
        let exact = rest / Decimal::from(unit);
        // Behind days also hours have halves, and seconds are the last.
        let half = unit == HOUR && lead == DAY && exact > Decimal::ONE && (exact * Decimal::TWO).fract().is_zero();
        let count = if half || unit == SECOND { exact } else { exact.trunc() };
        if !count.is_zero() {
            parts.push(named(count, unit));
            rest -= count * Decimal::from(unit);
        }
    }
    parts.join(" ")
}

/// Whether a duration is shown in this unit: from 2 min on minutes lead, from 2 h on hours, from 48 h on days.
fn leads(millis: Decimal, unit: i64) -> bool {
    let most = match unit {
        HOUR => 48,
        MINUTE | SECOND => 120,
        MILLI => 1_000,
        _ => i64::MAX,
    };
    millis >= Decimal::from(unit) && below(millis, unit, most).is_some()
}

/// `4–6 h`, `4.5–8.5 h`; where the ends share no unit, `18 h 20 min to 3 d`.
pub fn durations(min: Decimal, max: Decimal) -> String {
    if min == max {
        return duration(max);
    }
    for (name, unit) in UNITS {
        // No more than two digits, of minutes and seconds as many as make two of the next unit.
        let most = match unit {
            HOUR => 100,
            MINUTE | SECOND => 121,
            MILLI => 1_000,
            _ => i64::MAX,
        };
        if let (Some(from), Some(to)) = (below(min, unit, most), below(max, unit, most)) {
            return format!("{}–{} {name}", plain(from), plain(to));
        }
    }
    format!("{} to {}", duration(min), duration(max))
}

/// Ranges all in one unit where that is exact for each, as in the column of a table; else each for itself.
pub fn column(ranges: &[(Decimal, Decimal)]) -> Vec<String> {
    const MOST: i64 = 1_000;
    let fits =
        |unit: i64| ranges.iter().all(|&(min, max)| [min, max].iter().all(|end| below(*end, unit, MOST).is_some()));
    let unit = UNITS.into_iter().find(|&(_, unit)| fits(unit));
    let show = |&(min, max): &(Decimal, Decimal)| match unit {
        Some((_, unit)) if min == max => named(max / Decimal::from(unit), unit),
        Some((_, unit)) => format!("{}–{}", plain(min / Decimal::from(unit)), named(max / Decimal::from(unit), unit)),
        None => durations(min, max),
    };
    ranges.iter().map(show).collect()
}

/// Points with at most `places` decimals; more where `0%` or `100%` would not be true.
pub fn points(points: Decimal, places: u32) -> String {
    let lies = |text: &str| match text {
        "0" => !points.is_zero(),
        "100" => points != Decimal::ONE_HUNDRED,
        _ => false,
    };
    let texts = (places..=28).map(|places| rounded(points, places));
    texts.into_iter().find(|text| !lies(text)).unwrap_or_else(|| plain(points))
}

/// With at most so many decimals; more where `0` would not be true.
pub fn at_most(number: Decimal, places: u32) -> String {
    let texts = (places..=28).map(|places| rounded(number, places));
    texts.into_iter().find(|text| text != "0" || number.is_zero()).unwrap_or_else(|| plain(number))
}

/// Money without its sign: `575K`, `2.55B`, `47,917`, `0.40`. `minor`: decimals of the currency.
pub fn amount(amount: Decimal, minor: u32) -> String {
    for (name, unit, places) in [("B", 1_000_000_000, 2), ("M", 1_000_000, 2), ("K", 1_000, 0)] {
        let count = amount / Decimal::from(unit);
        if count >= Decimal::ONE && count.round_dp(places) == count {
            let fraction = plain(count.fract());
            return format!("{}{}{name}", grouped(count.trunc()), fraction.trim_start_matches('0'));
        }
    }
    if amount.fract().is_zero() || amount >= Decimal::ONE_HUNDRED {
        return grouped(amount);
    }
    let strategy = rust_decimal::RoundingStrategy::MidpointNearestEven;
    let places = (minor..=28).find(|&places| !amount.round_dp_with_strategy(places, strategy).is_zero());
    let places = places.unwrap_or(minor);
    let shown = amount.round_dp_with_strategy(places, strategy);
    if shown.fract().is_zero() { plain(shown) } else { format!("{shown:.*}", places as usize) }
}

/// To two significant digits, half to even.
pub fn two_digits(amount: Decimal) -> Decimal {
    let whole = amount.trunc().to_string().len() as u32;
    let strategy = rust_decimal::RoundingStrategy::MidpointNearestEven;
    match whole.checked_sub(2) {
        None | Some(0) if amount >= Decimal::ONE => amount.round_dp_with_strategy(2 - whole, strategy),
        None | Some(0) => amount.round_sf_with_strategy(2, strategy).unwrap_or(amount),
        Some(digits) => {
            let unit = Decimal::from(10_i64.pow(digits.min(18)));
            (amount / unit).round_dp_with_strategy(0, strategy) * unit
        }
    }
}

/// A number of things: from 10,000 on in groups of three.
pub fn number(number: Decimal) -> String {
    if number.abs() < Decimal::from(10_000) {
        return plain(number);
    }
    let text = plain(number.fract().abs());
    format!("{}{}", grouped(number.trunc()), text.trim_start_matches('0'))
}

#[cfg(test)]
mod tests;
