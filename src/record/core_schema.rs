//! Which plain scalars YAML's core schema takes for numbers.

/// The whole number: decimal without leading zeros, or `0x`, `0o`, `0b`. `None` when it is none, or
/// beyond 128 bits.
pub fn whole(text: &str) -> Option<i128> {
    let (negative, digits) = sign(text);
    let number = match digits.get(..2) {
        Some("0x") => based(&digits[2..], 16)?,
        Some("0o") => based(&digits[2..], 8)?,
        Some("0b") => based(&digits[2..], 2)?,
        _ if is_decimal(digits) => digits.parse().ok()?,
        _ => return None,
    };
    Some(if negative { -number } else { number })
}

/// Whether it is a number with a point or an exponent: `3.10`, `.5`, `1e3`.
pub fn is_fraction(text: &str) -> bool {
    let (_, digits) = sign(text);
    let mantissa_end = digits.find(['e', 'E']).unwrap_or(digits.len());
    let (mantissa, exponent) = (&digits[..mantissa_end], digits.get(mantissa_end + 1..));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(whole, rest)| (whole, Some(rest)));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_good = (is_decimal(whole) || whole.is_empty() && fraction.is_some_and(|rest| !rest.is_empty()))
        && fraction.is_none_or(all_digits);
    let exponent_good = exponent.is_none_or(|text| {
        let digits = sign(text).1;
        !digits.is_empty() && all_digits(digits)
    });
    mantissa_good && exponent_good && (fraction.is_some() || exponent.is_some())
}

/// Whether it is a number of either kind, however large.
pub fn is_number(text: &str) -> bool {
    is_decimal(sign(text).1) || whole(text).is_some() || is_fraction(text)
}

fn sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}

/// A leading zero makes it text: `0770` is a mode, `007` a name.
fn is_decimal(digits: &str) -> bool {
    let zero = digits.len() > 1 && digits.starts_with('0');
    !digits.is_empty() && !zero && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn based(digits: &str, base: u32) -> Option<i128> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain.then(|| i128::from_str_radix(digits, base).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words() {
        for (text, number) in [("0", 0), ("-8", -8), ("+4", 4), ("0x1F", 31), ("0o17", 15), ("4294967296", 1 << 32)] {
            assert_eq!(whole(text), Some(number), "{text}");
        }
        for text in ["3.10", "-0.5", ".5", "1e3", "1.5E-3", "2."] {
            assert!(is_fraction(text) && whole(text).is_none(), "{text}");
        }
        for text in ["", "-", "0770", "00", "1_000", "1,5", "0x", "0xG", "e3", ".", ".inf", "1.2.3", "12a4f5c", "１"] {
            assert!(!is_number(text), "{text}");
        }
        assert!(is_number(&"9".repeat(60)) && whole(&"9".repeat(60)).is_none());
    }
}
