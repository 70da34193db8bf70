//! Passed of total: `12/28`.

use std::fmt;

use super::number::Decimal;
use super::{About, Scalar, scalar, show};

/// So many of so many; never more than all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    pub passed: u64,
    pub total: u64,
}

impl Ratio {
    /// The share in percent points; `None` when there is nothing to share.
    pub fn points(self) -> Option<Decimal> {
        (self.total > 0).then(|| Decimal::from(self.passed) * Decimal::ONE_HUNDRED / Decimal::from(self.total))
    }

    /// `12/28 (43%)`: with its share as a whole number where that is true.
    pub fn with_share(self) -> String {
        match self.points() {
            Some(points) => format!("{self} ({}%)", show::points(points, 0)),
            None => self.to_string(),
        }
    }
}

impl Scalar for Ratio {
    const EXPECTED: &'static str = "a count of a total such as `12/28`";

    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not {}", Self::EXPECTED);
        let (passed, total) = text.split_once('/').ok_or_else(wrong)?;
        let count = |text: &str| {
            let text = text.trim();
            let digits = !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| text.parse::<u64>().ok()).flatten().ok_or_else(wrong)
        };
        let ratio = Ratio { passed: count(passed)?, total: count(total)? };
        if ratio.passed > ratio.total {
            return Err(format!("`{text}` counts more than there are"));
        }
        Ok(ratio)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.passed, self.total)
    }
}

scalar!(Ratio, "Ratio", {"type": "string", "pattern": r"^\s*[0-9]{1,12}\s*/\s*[0-9]{1,12}\s*$"});
scalar!(About<Ratio>, "AboutRatio", {"type": "string", "pattern": r"^\s*~?\s*[0-9]{1,12}\s*/\s*[0-9]{1,12}\s*$"});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_with_a_whole_percentage() {
        assert_eq!(Ratio::parse("12/28").unwrap().with_share(), "12/28 (43%)");
        assert_eq!(Ratio::parse("0/0").unwrap().with_share(), "0/0");
        assert_eq!(Ratio::parse("13/12").unwrap_err(), "`13/12` counts more than there are");
        assert_eq!(About::<Ratio>::parse("~12/28").unwrap().to_string(), "~12/28");
        assert!(Ratio::parse("12").is_err());
        assert!(Ratio::parse("+1/2").is_err());
    }
}
