//! Figures that a text types: money, `n/m` and `n of m`, percentages, durations and ranges of them.
//!
//! A number is a figure only with its unit and only as a token of its own: ports, versions, dates,
//! times of day, hashes, ids and counted things are none.

mod amount;

use std::ops::Range;

pub use self::amount::{Amount, Figure, Measure};
use crate::record::units::{Decimal, Ratio};

/// The figures in the parts of a text that readers see; `currency` is the code of the record.
pub fn figures(text: &str, ranges: &[Range<usize>], currency: &str) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    for range in ranges {
        let mut at = range.start;
        while let Some(next) = text[at..range.end].bytes().position(|byte| byte.is_ascii_digit()) {
            at += next;
            let scan = Scan { text, end: range.end, currency };
            match scan.figure(at, range.start) {
                Some(figure) => {
                    at = figure.at.end;
                    found.push(figure);
                }
                None => at += text[at..].bytes().take_while(u8::is_ascii_digit).count(),
            }
        }
    }
    found
}

struct Scan<'a> {
    text: &'a str,
    /// The end of what readers see.
    end: usize,
    currency: &'a str,
}

const SIGNS: [(&str, &str); 4] = [("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY")];

const UNITS: [(&[&str], i64); 6] = [
    (&["ms", "millisecond", "milliseconds"], 1),
    (&["s", "sec", "secs", "second", "seconds"], 1_000),
    (&["min", "mins", "minute", "minutes"], 60_000),
    (&["h", "hr", "hrs", "hour", "hours"], 3_600_000),
    (&["d", "day", "days"], 86_400_000),
    (&["w", "wk", "wks", "week", "weeks"], 604_800_000),
];

impl<'a> Scan<'a> {
    fn rest(&self, at: usize) -> &'a str {
        &self.text[at..self.end]
    }

    /// The figure whose first digit stands at `at`.
    fn figure(&self, at: usize, floor: usize) -> Option<Figure> {
        let before = &self.text[floor..at];
        let (sign, start) = self.currency_before(before, at);
        if !is_free(&self.text[..start]) {
            return None;
        }
        let (number, end) = self.number(at)?;
        let found = match sign {
            Some(false) => None,
            Some(true) => self.money(number, end),
            None => self
                .ratio(at, end)
                .or_else(|| self.percent(number, end))
                .or_else(|| self.duration(at, number, end))
                .or_else(|| self.money_with_code(number, end)),
        };
        let (amount, end) = found?;
        Some(Figure { at: start..end, amount })
    }

    /// Whether a currency stands before the number, and if it is the record's; and where it begins.
    fn currency_before(&self, before: &str, at: usize) -> (Option<bool>, usize) {
        for (sign, code) in SIGNS {
            if let Some(head) = before.strip_suffix(sign) {
                let head = head.strip_suffix("US").unwrap_or(head);
                return (Some(code == self.currency), at - (before.len() - head.len()));
            }
        }
        if let Some(head) = before.trim_end_matches(' ').strip_suffix(self.currency) {
            return (Some(true), at - (before.len() - head.len()));
        }
        (None, at)
    }

    /// Digits, perhaps in groups of three, perhaps with decimals.
    fn number(&self, at: usize) -> Option<(Decimal, usize)> {
        let bytes = self.rest(at).as_bytes();
        let digits = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
        let mut end = digits(0);
        if end == 0 || end > 15 {
            return None;
        }
        let mut number = self.rest(at)[..end].to_owned();
        while end <= 15 && bytes.get(end) == Some(&b',') && digits(end + 1) == 3 && number.len() <= 15 {
            number.push_str(&self.rest(at)[end + 1..end + 4]);
            end += 4;
        }
        let decimals = if bytes.get(end) == Some(&b'.') { digits(end + 1) } else { 0 };
        if decimals > 9 {
            return None;
        }
        if decimals > 0 {
            number.push_str(&self.rest(at)[end..=end + decimals]);
            end += 1 + decimals;
        }
        // `1,5` and `1.2.3` are no numbers of ours.
        let goes_on = matches!(bytes.get(end), Some(b',' | b'.')) && digits(end + 1) > 0;
        let number = number.parse().ok().filter(|_| !goes_on)?;
        Some((number, at + end))
    }

    /// Whether a token ends here. A `+` behind a figure changes nothing.
    fn ends(&self, at: usize) -> bool {
        let rest = self.text[at..].strip_prefix('+').unwrap_or(&self.text[at..]);
        let mut next = rest.chars();
        match next.next() {
            None => true,
            Some('-' | '.' | ':' | '/' | '@') => !next.next().is_some_and(char::is_alphanumeric),
            Some(c) => !(c.is_alphanumeric() || matches!(c, '_' | '%' | '$')),
        }
    }

    fn word(&self, at: usize) -> &'a str {
        let rest = self.rest(at);
        &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()]
    }

    fn skip_blank(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + ["\u{a0}", "\u{202f}", " "].iter().find(|blank| rest.starts_with(**blank)).map_or(0, |blank| blank.len())
    }

    fn multiplied(&self, number: Decimal, end: usize) -> (Decimal, usize) {
        let spaced = self.skip_blank(end);
        for (at, words) in [
            (end, &[("k", 1_000), ("K", 1_000), ("M", 1_000_000), ("m", 1_000_000), ("B", 1_000_000_000)][..]),
            (end, &[("mn", 1_000_000), ("bn", 1_000_000_000)][..]),
            (spaced, &[("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000)][..]),
        ] {
            let word = self.word(at);
            if let Some((_, factor)) = words.iter().find(|(name, _)| *name == word) {
                let product = number.checked_mul(Decimal::from(*factor)).unwrap_or(number);
                return (product, at + word.len());
            }
        }
        (number, end)
    }

    fn money(&self, number: Decimal, end: usize) -> Option<(Amount, usize)> {
        let (amount, mut end) = self.multiplied(number, end);
        let code = self.skip_blank(end);
        if self.word(code) == self.currency {
            end = code + self.currency.len();
        }
        // `$5K/month` is money; `$5K-$6K` is a range, which no fact is.
        let rest = self.text[end..].trim_start_matches('+');
        let free = self.ends(end) || rest.starts_with('/') && !rest[1..].starts_with(|c: char| c.is_ascii_digit());
        let range = rest.starts_with(['-', '–'])
            && rest.trim_start_matches(['-', '–', '$', ' ']).starts_with(|c: char| c.is_ascii_digit());
        (free && !range).then(|| (Amount::single(Measure::Money, amount), end))
    }

    fn money_with_code(&self, number: Decimal, end: usize) -> Option<(Amount, usize)> {
        let (amount, end) = self.multiplied(number, end);
        let code = self.skip_blank(end);
        let end = code + self.currency.len();
        (self.word(code) == self.currency && self.ends(end)).then(|| (Amount::single(Measure::Money, amount), end))
    }

    /// `12/28`, `12 of 28`, `12 out of 28`, perhaps with its share: `12/28 (43%)`.
    fn ratio(&self, at: usize, end: usize) -> Option<(Amount, usize)> {
        let passed: u64 = self.text[at..end].parse().ok()?;
        let second = ["/", " / ", " of ", " out of "].iter().find_map(|joint| {
            let from = end + joint.len();
            self.rest(end).starts_with(joint).then(|| self.number(from)).flatten().map(|(_, to)| from..to)
        })?;
        let total: u64 = self.text[second.clone()].parse().ok()?;
        if !self.ends(second.end) || passed > total || total == 0 {
            return None;
        }
        let mut end = second.end;
        // `5 of 10 h` is no ratio of counts.
        let unit = self.word(self.skip_blank(end));
        if UNITS.iter().any(|(names, _)| names.contains(&unit)) || self.rest(end).starts_with(" %") {
            return None;
        }
        let shown = Ratio { passed, total }.with_share();
        if let Some(share) = shown.find(" (").map(|at| &shown[at..]).filter(|share| self.rest(end).starts_with(share)) {
            end += share.len();
        }
        Some((Amount::new(Measure::Ratio, Decimal::from(passed), Decimal::from(total)), end))
    }

    fn percent_sign(&self, at: usize) -> Option<usize> {
        let sign = self.skip_blank(at);
        let rest = self.rest(sign);
        ["%", "percent", "per cent"].iter().find(|word| rest.starts_with(**word)).map(|word| sign + word.len())
    }

    fn percent(&self, number: Decimal, end: usize) -> Option<(Amount, usize)> {
        let first = self.percent_sign(end);
        if let Some((second, to)) = self.dash(first.unwrap_or(end)).and_then(|from| self.number(from))
            && let Some(to) = self.percent_sign(to)
        {
            return (self.ends(to) && number <= second).then(|| (Amount::new(Measure::Percent, number, second), to));
        }
        first.filter(|&end| self.ends(end)).map(|end| (Amount::single(Measure::Percent, number), end))
    }

    /// Where the second end of a range begins.
    fn dash(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let joint = ["-", "–", " - ", " – ", " to "].iter().find(|joint| rest.starts_with(**joint))?;
        rest[joint.len()..].starts_with(|c: char| c.is_ascii_digit()).then_some(at + joint.len())
    }

    /// The unit behind a number: in milliseconds, and where it ends.
    fn unit(&self, at: usize) -> Option<(i64, usize)> {
        let spaced = self.skip_blank(at);
        let hyphen = self.rest(at).starts_with('-').then_some(at + 1);
        for from in [Some(at), Some(spaced), hyphen].into_iter().flatten() {
            let word = self.word(from);
            // `5 m` may be metres; `5m` is how durations are written.
            let minutes = word == "m" && from == at;
            let unit = UNITS.iter().find(|(names, _)| names.contains(&word)).map(|(_, unit)| *unit);
            let short_hyphen = Some(from) == hyphen && word.len() < 3;
            if let Some(unit) = unit.or(minutes.then_some(60_000)).filter(|_| !short_hyphen) {
                return Some((unit, from + word.len()));
            }
        }
        None
    }

    /// One number with its unit after another, `1 h 30 min`, in milliseconds.
    fn parts(&self, number: Decimal, end: usize) -> Option<(Decimal, usize)> {
        let (mut smallest, mut end) = self.unit(end)?;
        let mut total = number.checked_mul(Decimal::from(smallest))?;
        loop {
            let next = if self.rest(end).starts_with(" and ") { end + 5 } else { self.skip_blank(end) };
            let more = self.number(next).and_then(|(number, to)| Some((number, self.unit(to)?)));
            match more {
                Some((number, (unit, to))) if unit < smallest && self.ends(to) => {
                    total = total.checked_add(number.checked_mul(Decimal::from(unit))?)?;
                    smallest = unit;
                    end = to;
                }
                _ => return Some((total, end)),
            }
        }
    }

    fn duration(&self, at: usize, number: Decimal, end: usize) -> Option<(Amount, usize)> {
        let amount = |min: Decimal, max: Decimal| {
            let thousand = Decimal::from(1_000);
            Amount::new(Measure::Duration, min / thousand, max / thousand)
        };
        let between =
            self.text[..at].trim_end_matches(['~', ' ']).ends_with("between") && self.rest(end).starts_with(" and ");
        let shared = if between { Some(end + 5) } else { self.dash(end) };
        if let Some((second, to)) = shared.and_then(|from| self.number(from)) {
            let (max, to) = self.parts(second, to)?;
            let unit = max.checked_div(second).filter(|_| !second.is_zero())?;
            let min = number.checked_mul(unit)?;
            return (self.ends(to) && min <= max).then(|| (amount(min, max), to));
        }
        let (min, end) = self.parts(number, end)?;
        if let Some((second, to)) = self.dash(end).and_then(|from| self.number(from))
            && let Some((max, to)) = self.parts(second, to)
        {
            return (self.ends(to) && min <= max).then(|| (amount(min, max), to));
        }
        self.ends(end).then(|| (amount(min, min), end))
    }
}

/// Whether a token may begin behind this text.
fn is_free(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        None => true,
        // Emphasis, but not a part of a name.
        Some('_' | '*') => !back.next().is_some_and(|c| c.is_alphanumeric() || c == '.'),
        Some(',' | '–') => !back.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_whitespace() || "([{\"'“‘«„—~≈<>≤≥=|;!?…".contains(c),
    }
}

#[cfg(test)]
mod tests;
