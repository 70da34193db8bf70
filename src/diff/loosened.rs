//! Whether a limit lets more pass than before.

use std::cmp::Ordering;

use crate::record::units::{Quantity, Scalar};

/// `key` is that of the limit. What cannot be compared counts as loosened: somebody must look.
pub fn is_looser(key: &str, before: Option<&str>, after: Option<&str>) -> bool {
    // A limit that went holds nothing any more; one that came is stricter.
    let (Some(before), Some(after)) = (before, after) else { return before.is_some() };
    let number = |text: &str| Quantity::parse(text.trim().trim_start_matches('~')).ok();
    let compared = number(before).zip(number(after)).and_then(|(before, after)| after.partial_cmp(&before));
    match (key, compared) {
        (_, Some(Ordering::Equal)) => false,
        ("max" | "below", Some(order)) => order.is_gt(),
        ("min" | "above", Some(order)) => order.is_lt(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_looser_when_more_passes() {
        for (key, before, after, looser) in [
            ("max", Some("35s"), Some("1min"), true),
            ("max", Some("1min"), Some("35s"), false),
            ("max", Some("60s"), Some("1min"), false),
            ("min", Some("3 pods"), Some("2 pods"), true),
            ("min", Some("2"), Some("3"), false),
            ("max", Some("3 pods"), Some("3s"), true),
            ("is", Some("READY"), Some("UP"), true),
            ("max", Some("35s"), None, true),
            ("max", None, Some("35s"), false),
        ] {
            assert_eq!(is_looser(key, before, after), looser, "{key} {before:?} {after:?}");
        }
    }
}
