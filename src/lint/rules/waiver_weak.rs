//! # waiver-weak
//!
//! A must-criterion is waived by nobody, or (`--as-of`) its exception is over.
//!
//! **Why it hurts.** A waiver takes the place of a proof. Without a name nobody answers for it, and past its end it stands for nothing.
//!
//! Before:
//!
//! ```yaml
//! criteria:
//!   - {id: no-errors, what: No page fails, waived: {because: The old app goes away in May}}
//! ```
//!
//! After:
//!
//! ```yaml
//! criteria:
//!   - {id: no-errors, what: No page fails, waived: {because: The old app goes away in May, by: Head of operations, until: 2026-05-31}}
//! ```
//!
//! The day of `until` itself still counts. Criteria with `must: false` are not looked at.

use crate::facts::criteria::is_must;
use crate::lint::point::is_past;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (row, criterion) in context.record.criteria.iter().enumerate().filter(|(_, criterion)| is_must(criterion)) {
        let Some(waiver) = &criterion.waived else { continue };
        let at = FieldPath::new("criteria").index(row);
        if waiver.by.is_none() {
            let message = format!("the criterion `{}` is waived, but nobody answers for it", criterion.id);
            found.push(Finding::new(at.key("id"), message).help("say in `waived.by` who accepted the exception"));
        }
        if let Some((until, present)) = waiver.until.zip(context.as_of).filter(|(until, now)| is_past(*until, *now)) {
            let message =
                format!("the criterion `{}` was waived until {until}, which is before {present}", criterion.id);
            let help = "prove the criterion and remove `waived`, or have the exception renewed";
            found.push(Finding::new(at.key("waived").key("until"), message).help(help));
        }
    }
}
