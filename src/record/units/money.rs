//! Money: exact, in the currency of the record (`impact.currency`, ISO 4217).

use std::fmt;

use super::number::{Decimal, grouped, plain, split_multiplier, split_number};
use super::{About, Scalar, scalar};

/// An amount in the record's currency; the number of whole units, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub Decimal);

impl Scalar for Money {
    const EXPECTED: &'static str = "an amount such as `575000`, `200k` or `1.2M`, without currency";

    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not {}", Self::EXPECTED);
        let (number, rest) = split_number(text).ok_or_else(wrong)?;
        let (factor, rest) = split_multiplier(rest);
        if !rest.is_empty() || number.is_sign_negative() {
            return Err(wrong());
        }
        Ok(Money(number * factor))
    }
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
        {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?[kKM]?$"}
    ]
});

scalar!(About<Money>, "AboutMoney", {
    "anyOf": [
        {"type": "number", "minimum": 0},
        {"type": "string", "pattern": r"^\s*~?\s*[0-9]+(\.[0-9]+)?[kKM]?$"}
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
    /// The amount as documents show it: `$575K` for whole thousands, `$6M` and `$1.5M` when exact
    /// to a tenth of a million, else all digits of the whole units, `$47,917`.
    pub fn show(&self, money: Money) -> String {
        let amount = money.0;
        let thousand = Decimal::from(1_000);
        let digits = if amount >= Decimal::from(1_000_000) && (amount % Decimal::from(100_000)).is_zero() {
            format!("{}M", plain(amount / Decimal::from(1_000_000)))
        } else if amount >= thousand && (amount % thousand).is_zero() {
            format!("{}K", grouped(amount / thousand))
        } else {
            grouped(amount)
        };
        match self.0.as_str() {
            "USD" => format!("${digits}"),
            "EUR" => format!("€{digits}"),
            "GBP" => format!("£{digits}"),
            "JPY" => format!("¥{digits}"),
            code => format!("{code} {digits}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_short_only_where_that_is_exact() {
        let show = |text| Currency::default().show(Money::parse(text).unwrap());
        assert_eq!(show("575000"), "$575K");
        assert_eq!(show("200k"), "$200K");
        assert_eq!(show("6M"), "$6M");
        assert_eq!(show("1.5M"), "$1.5M");
        assert_eq!(show("1250000"), "$1,250K");
        assert_eq!(show("47916.67"), "$47,917");
        assert_eq!(show("0"), "$0");
        assert_eq!(Currency::parse("CHF").unwrap().show(Money::parse("2k").unwrap()), "CHF 2K");
    }

    #[test]
    fn a_currency_sign_or_a_negative_amount_is_refused() {
        for text in ["$500", "500 USD", "-3", "", "5kk", "1.2.3", "5m"] {
            assert!(Money::parse(text).is_err(), "{text}");
        }
    }
}
