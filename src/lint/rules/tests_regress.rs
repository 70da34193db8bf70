//! # tests-regress
//!
//! A test suite is expected to be worse after the repair than now, or its total changes.
//!
//! **Why it hurts.** Either the repair breaks something, or the two figures count different things and
//! "all tests pass" means nothing.
//!
//! Before:
//!
//! ```yaml
//! tests:
//!   - {id: unit, name: Unit, category: unit, now: 12/12, after: 6/12}
//! ```
//!
//! After:
//!
//! ```yaml
//! tests:
//!   - {id: unit, name: Unit, category: unit, now: 12/12, after: 12/12}
//! ```
//!
//! Suites are compared one by one; a suite without `now` or `after` is not compared.

use crate::lint::{Context, Finding};
use crate::record::FieldPath;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (row, suite) in context.record.tests.iter().enumerate() {
        let (Some(now), Some(after)) = (suite.now, suite.after) else { continue };
        let id = &suite.id;
        let (message, help) = if after.total != now.total {
            let message = format!("the suite `{id}` has {} tests now and {} after the repair", now.total, after.total);
            (message, "count the same tests in `now` and `after`")
        } else if after.passed < now.passed {
            let message = format!("of the suite `{id}`, {now} pass now and {after} after the repair");
            (message, "what passes now must pass afterwards; correct one of the two")
        } else {
            continue;
        };
        found.push(Finding::new(FieldPath::new("tests").index(row).key("after"), message).help(help));
    }
}
