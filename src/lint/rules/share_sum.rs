//! # share-sum
//!
//! The shares of the causes do not add up to 100%, or only some causes have one.
//!
//! **Why it hurts.** A share is a claim about where the work is. Shares that leave a gap hide a cause
//! that nobody looks for.
//!
//! Before:
//!
//! ```yaml
//! causes: [{what: Connector capacity, share: 70%}, {what: Configuration drift, share: 20%}]
//! ```
//!
//! After:
//!
//! ```yaml
//! causes: [{what: Connector capacity, share: 70%}, {what: Configuration drift, share: 30%}]
//! ```
//!
//! Three thirds pass: the tolerance is 0.1 points.

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::units::{Decimal, Percent};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(causes) = context.record.root_cause.as_ref().map(|cause| &cause.causes) else { return };
    let shares: Vec<Percent> = causes.iter().filter_map(|cause| cause.share).map(|share| share.value).collect();
    let at = FieldPath::new("root_cause").key("causes");
    if shares.is_empty() {
        return;
    }
    if shares.len() < causes.len() {
        let message = format!("{} of {} causes have a share", shares.len(), causes.len());
        found.push(Finding::new(at, message).on_key().help("give a share to all causes or to none"));
        return;
    }
    let sum: Decimal = shares.iter().map(|share| share.points()).sum();
    if (sum - Decimal::ONE_HUNDRED).abs() > Decimal::new(1, 1) {
        let message = format!("the shares of the causes add up to {}, not to 100%", Percent::from_points(sum));
        found.push(Finding::new(at, message).on_key().help("correct the shares, or add the missing cause"));
    }
}
