//! The patterns of a record: each is a regex, and all together are compiled in well under a second.

use super::loaded::Loaded;
use super::model::weigh;
use super::path::FieldPath;
use crate::diagnostic::Diagnostic;

/// How much all patterns together may weigh: 5,000 times `\w`.
const MOST: usize = 5_000_000;

/// Patterns that are none, and the first with which there are too many. What quotes a name is looked at
/// by lint, when it is filled in.
pub fn flaws(loaded: &Loaded) -> Vec<Diagnostic> {
    let (mut found, mut sum) = (Vec::new(), 0_usize);
    for (row, check) in loaded.record.checks.iter().enumerate() {
        let pattern = check.expect.as_ref().and_then(|expect| expect.expectation.matches.as_ref());
        let Some(text) = pattern.map(|pattern| pattern.0.as_str()).filter(|text| !text.contains("${{")) else {
            continue;
        };
        let at = || FieldPath::new("checks").index(row).key("expect").key("matches");
        match weigh(text) {
            Err(why) => found.push(loaded.invalid(&at(), why)),
            Ok(weight) => sum = sum.saturating_add(weight),
        }
        if sum > MOST {
            let message = "with this pattern, all patterns of the record together are too large";
            let help = r"write `[a-z0-9]` or `\S` in place of `\w`, or look for less";
            found.push(loaded.invalid(&at(), message).with_help(help));
            break;
        }
    }
    found
}
