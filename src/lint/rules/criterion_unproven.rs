//! # criterion-unproven
//!
//! A criterion with no check and no target: nothing would prove it. The help names words that
//! everybody reads differently, such as "adequate" or "properly".
//!
//! **Why it hurts.** At the handback two teams argue about what was meant.
//!
//! Before:
//!
//! ```yaml
//! criteria:
//!   - {id: fast-enough, what: Checkout responds with adequate speed}
//! ```
//!
//! After:
//!
//! ```yaml
//! targets: [{id: checkout-time, what: Checkout response, max: 2s, check: checkout}]
//! criteria:
//!   - {id: fast-enough, what: Checkout responds in time, target: checkout-time}
//! ```
//!
//! A check with `manual: true` proves: somebody attests it.

use crate::lint::{Context, Finding};
use crate::record::FieldPath;

const VAGUE: &[&str] = &[
    "acceptable",
    "acceptably",
    "adequate",
    "adequately",
    "appropriate",
    "appropriately",
    "as expected",
    "correct",
    "correctly",
    "efficient",
    "efficiently",
    "fast",
    "fine",
    "fully",
    "functional",
    "good",
    "healthy",
    "normal",
    "normally",
    "optimal",
    "optimally",
    "proper",
    "properly",
    "quickly",
    "reasonable",
    "reasonably",
    "reliable",
    "reliably",
    "robust",
    "satisfactory",
    "smooth",
    "smoothly",
    "stable",
    "successfully",
    "sufficient",
    "sufficiently",
    "suitable",
    "timely",
    "well",
];

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (row, criterion) in context.record.criteria.iter().enumerate() {
        let checked = criterion.check.as_ref().is_some_and(|all| !all.is_empty());
        let limited = criterion.target.as_ref().is_some_and(|all| !all.is_empty());
        if checked || limited {
            continue;
        }
        let words =
            format!(" {} ", criterion.what.as_str().to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
        let vague: Vec<String> = VAGUE
            .iter()
            .filter(|word| words.contains(&format!(" {word} ")))
            .map(|word| format!("\"{word}\""))
            .collect();
        let help = match vague.as_slice() {
            [] => "name a `check` (also a manual one) or a `target`".to_owned(),
            words => format!("say what {} means: name a `check` or a `target`", words.join(" and ")),
        };
        let message = format!("nothing would prove the criterion `{}`: it has no check and no target", criterion.id);
        found.push(Finding::new(FieldPath::new("criteria").index(row).key("id"), message).help(help));
    }
}
