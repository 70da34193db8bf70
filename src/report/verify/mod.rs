//! The answer of `verify`, for people and for machines. All texts in it were masked and made
//! printable when they were made.

use crate::evidence::Outcome;
use crate::verify::CheckResult;

mod failed;
mod json;
mod junit;
mod tap;
mod text;

pub use failed::{failed_json, failed_junit, failed_tap};
pub use json::{json, json_can_fail, json_list};
pub use junit::junit;
pub use tap::tap;
pub use text::{can_fail, line, rest, schedule, text, width};

/// Why a check that did not pass is no failure to a machine: nothing depends on it.
fn waiver(result: &CheckResult) -> Option<String> {
    let why = result.waived.as_ref().filter(|_| !matches!(result.outcome, Outcome::Passed | Outcome::Skipped))?;
    Some(format!("{}, and waived: {why}", result.outcome))
}

#[cfg(test)]
mod tests;
