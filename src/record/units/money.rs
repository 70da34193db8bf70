//! Money: exact, in the currency of the record (`impact.currency`, ISO 4217).

use std::fmt;

use super::number::{in_bounds, plain, split_multiplier, split_number};
use super::{About, Decimal, Quantity, Scalar, Unit, scalar, show};

/// An amount in the record's currency; the number of whole units, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub Decimal);

impl Scalar for Money {
    const EXPECTED: &'static str = "an amount such as `575000`, `200k`, `1.2M` or `2.55B`, without currency";

    fn parse(text: &str) -> Result<Self, String> {
        amount(text.trim()).map(Money).ok_or_else(|| match as_it_should_be(text.trim()) {
            Some(better) => format!("`{text}` is not {}: write `{better}`", Self::EXPECTED),
            None => format!("`{text}` is not {}", Self::EXPECTED),
        })
    }
}

/// Digits, and `k`, `M` or `B` for thousands, millions, billions.
fn amount(text: &str) -> Option<Decimal> {
    let (number, rest) = split_number(text)?;
    let (factor, rest) = match rest {
        "B" => (Decimal::from(1_000_000_000), ""),
        rest => split_multiplier(rest),
    };
    let good = rest.is_empty() && !number.is_sign_negative();
    good.then(|| in_bounds(number * factor))?
}

/// What was meant by an amount with a currency, groups of digits, or the size in a word.
fn as_it_should_be(text: &str) -> Option<String> {
    let is_sign = |c: char| matches!(c, '$' | '€' | '£' | '¥' | '₹');
    let is_code = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut parts: Vec<String> = Vec::new();
    for word in text.replace(is_sign, " ").split_whitespace() {
        let front = word.get(..3).filter(|code| is_code(code)).map_or(0, str::len);
        let word = &word[front..];
        let behind = word.len().checked_sub(3).and_then(|at| word.get(at..)).filter(|code| is_code(code));
        let word = &word[..word.len() - behind.map_or(0, str::len)];
        match word.to_lowercase().as_str() {
            "" => {}
            "thousand" => parts.push("k".into()),
            "m" | "mn" | "million" | "millions" => parts.push("M".into()),
            "b" | "bn" | "billion" | "billions" => parts.push("B".into()),
            word if word.ends_with("bn") => parts.push(word.replace("bn", "B")),
            _ => parts.push(word.into()),
        }
    }
    without_groups(&parts.concat()).filter(|text| amount(text).is_some())
}

/// `3,048,289` -> `3048289`. A comma or point that groups nothing stays, and makes it no amount.
fn without_groups(text: &str) -> Option<String> {
    let size = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let groups: Vec<&str> = size.split([',', '_', '\'', '\u{202F}', '\u{A0}']).collect();
    let (last, whole) = groups.split_last()?;
    let whole_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let last_digits = last.split_once('.').map_or(*last, |(digits, _)| digits);
    let grouped = whole.is_empty() || whole.iter().skip(1).all(|group| group.len() == 3) && last_digits.len() == 3;
    (grouped && whole.iter().all(|group| whole_digits(group))).then(|| groups.concat() + &text[size.len()..])
}

impl fmt::Display for Money {
    /// The bare amount; [`Currency::show`] adds the sign.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&plain(self.0))
    }
}

scalar!(Money, "Money", {
    "anyOf": [
        {"type": "number", "minimum": 0},
        {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?[kKMB]?$"}
    ]
});

scalar!(About<Money>, "AboutMoney", {
    "anyOf": [
        {"type": "number", "minimum": 0},
        {"type": "string", "pattern": r"^\s*~?\s*[0-9]+(\.[0-9]+)?[kKMB]?$"}
    ]
});

/// An ISO 4217 code, such as `USD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Currency(String);

impl Scalar for Currency {
    const EXPECTED: &'static str = "an ISO 4217 code such as `USD`";

    fn parse(text: &str) -> Result<Self, String> {
        if text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()) {
            Ok(Currency(text.into()))
        } else {
            Err(format!("`{text}` is not {}", Self::EXPECTED))
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

scalar!(Currency, "Currency", {"type": "string", "pattern": "^[A-Z]{3}$"});

impl Default for Currency {
    fn default() -> Self {
        Currency("USD".into())
    }
}

impl Currency {
    /// The amount as documents show it: `$575K` for whole thousands, `$6M`, `$1.5M` and `$2.55B` when
    /// exact to two decimals, else all digits of the whole units, `$47,917`; below 100 with its minor
    /// units, `$2.50`.
    pub fn show(&self, money: Money) -> String {
        self.signed(&show::amount(money.0, self.minor()))
    }

    /// As the record states it, with its `~`.
    pub fn show_stated(&self, money: About<Money>) -> String {
        format!("{}{}", if money.approximate { "~" } else { "" }, self.show(money.value))
    }

    /// As calculated: of what is approximate two digits, `~$42K`.
    pub fn show_computed(&self, money: About<Money>) -> String {
        match money.approximate {
            true => self.show_stated(About { value: Money(show::two_digits(money.value.0)), ..money }),
            false => self.show(money.value),
        }
    }

    /// A quantity; one that counts this currency is money.
    pub fn show_quantity(&self, quantity: &Quantity) -> String {
        match &quantity.unit {
            Unit::Named(code) if *code == self.0 => self.show(Money(quantity.number)),
            _ => quantity.to_string(),
        }
    }

    fn signed(&self, digits: &str) -> String {
        match self.0.as_str() {
            "USD" => format!("${digits}"),
            "EUR" => format!("€{digits}"),
            "GBP" => format!("£{digits}"),
            "JPY" => format!("¥{digits}"),
            code => format!("{code} {digits}"),
        }
    }

    /// How many decimals its minor unit has (ISO 4217).
    fn minor(&self) -> u32 {
        match self.0.as_str() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
            | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_says_what_to_write() {
        for (written, better) in [
            ("$25M", "25M"),
            ("25M USD", "25M"),
            ("USD 25M", "25M"),
            ("€1.5k", "1.5k"),
            ("25MUSD", "25M"),
            ("CHF2k", "2k"),
            ("3,048,289", "3048289"),
            ("$3,048,289.50", "3048289.50"),
            ("3_000", "3000"),
            ("25 million", "25M"),
            ("2.5bn", "2.5B"),
            ("$2 billion", "2B"),
        ] {
            let error = Money::parse(written).unwrap_err();
            assert!(error.ends_with(&format!("write `{better}`")), "{written}: {error}");
        }
        for nothing in ["a lot", "1,5", "12,34,56", "-3", "$", "999999999999B"] {
            assert!(!Money::parse(nothing).unwrap_err().contains("write"), "{nothing}");
        }
        assert_eq!(Money::parse("2.55B").unwrap().0, Decimal::from(2_550_000_000_u64));
    }

    #[test]
    fn a_currency_sign_or_a_negative_amount_is_refused() {
        for text in ["$500", "500 USD", "-3", "", "5kk", "1.2.3", "5m"] {
            assert!(Money::parse(text).is_err(), "{text}");
        }
    }
}
