//! Percentages: `70%`. A bare number is an error, since nobody can tell `0.7` from `70`.

use std::fmt;

use super::number::{Decimal, plain, split_number};
use super::{About, Scalar, scalar, show};

/// A share in percent, from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(Decimal);

impl Percent {
    /// From points: 40 for 40%.
    pub fn from_points(points: Decimal) -> Self {
        Percent(points)
    }

    /// In points: 40 for 40%.
    pub fn points(self) -> Decimal {
        self.0
    }

    /// With at most one decimal, but never all or nothing for what is not.
    pub fn computed(self) -> String {
        format!("{}%", show::points(self.0, 1))
    }

    /// As a factor: 0.4 for 40%.
    pub fn factor(self) -> Decimal {
        self.0 / Decimal::ONE_HUNDRED
    }
}

impl Scalar for Percent {
    const EXPECTED: &'static str = "a percentage from `0%` to `100%`";

    fn parse(text: &str) -> Result<Self, String> {
        let wrong = |why: &str| format!("`{text}` {why}{}", Self::EXPECTED);
        let (number, rest) = split_number(text.trim()).ok_or_else(|| wrong("is not "))?;
        match rest.trim() {
            "" => Err(format!("`{text}` has no `%`; write `{text}%`")),
            "%" if !number.is_sign_negative() && number <= Decimal::ONE_HUNDRED => Ok(Percent(number)),
            _ => Err(wrong("is not ")),
        }
    }
}

impl fmt::Display for Percent {
    /// As stated; [`Percent::computed`] is for what was calculated.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}%", plain(self.0))
    }
}

scalar!(Percent, "Percent", {
    "type": "string",
    "pattern": r"^\s*(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)\s*%\s*$"
});
scalar!(About<Percent>, "AboutPercent", {
    "type": "string",
    "pattern": r"^\s*~?\s*(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)\s*%\s*$"
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_needs_its_sign() {
        assert_eq!(Percent::parse("0.5%").unwrap().to_string(), "0.5%");
        assert_eq!(Percent::parse("33.34%").unwrap().to_string(), "33.34%");
        assert_eq!(About::<Percent>::parse("~40%").unwrap().to_string(), "~40%");
        assert_eq!(Percent::parse("70").unwrap_err(), "`70` has no `%`; write `70%`");
        for text in ["140%", "-3%", "%", "x%"] {
            assert!(Percent::parse(text).is_err(), "{text}");
        }
    }
}
