//! Money: exact, in the currency of the record (`impact.currency`, ISO 4217).

use std::fmt;

use super::number::{plain, split_multiplier, split_number};
use super::{About, Decimal, Quantity, Scalar, Unit, scalar, show};

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
    fn a_currency_sign_or_a_negative_amount_is_refused() {
        for text in ["$500", "500 USD", "-3", "", "5kk", "1.2.3", "5m"] {
            assert!(Money::parse(text).is_err(), "{text}");
        }
    }
}
