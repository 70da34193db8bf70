//! # target-conflict
//!
//! Two targets limit one quantity in different ways, or the limits of one leave no value: `min`
//! over `max`, `is` outside of both.
//!
//! **Why it hurts.** Each document, test and alert picks its own limit, and both sides are right.
//!
//! Before:
//!
//! ```yaml
//! targets:
//!   - {id: query-time, what: Query time, max: 5s}
//!   - {id: query-limit, what: Query time, max: 35s}
//! ```
//!
//! After:
//!
//! ```yaml
//! targets:
//!   - {id: query-time, what: Query time, max: 5s}
//! ```
//!
//! Two targets are about one quantity when `what` and `component` are the same. A lower limit in one
//! and an upper limit in the other go together.

use std::collections::{BTreeSet, HashMap};

use crate::lint::limits::filled_in;
use crate::lint::{Context, Finding};
use crate::record::model::Target;
use crate::record::units::{Quantity, Setting};
use crate::record::{FieldPath, Side};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    for (at, requirement) in record.requirements() {
        let limits = [requirement.min.as_ref(), requirement.max.as_ref()];
        alone(context, &at, limits, requirement.is.as_ref(), found);
    }
    let mut first_of: HashMap<(String, BTreeSet<&str>), Vec<usize>> = HashMap::new();
    for (row, target) in record.targets.iter().enumerate() {
        let at = FieldPath::new("targets").index(row);
        if alone(context, &at, [target.min.as_ref(), target.max.as_ref()], target.is.as_ref(), found) {
            continue;
        }
        let what = context.names().expand(target.what.as_str()).trim().to_lowercase();
        let components = target.component.iter().flat_map(|all| all.iter()).map(|id| id.as_str()).collect();
        let others = first_of.entry((what, components)).or_default();
        let conflict = others.iter().map(|&other| &record.targets[other]).find_map(|other| {
            let field = difference(context, other, target).filter(|_| other.id != target.id)?;
            Some((other, field))
        });
        if let Some((other, (field, theirs, ours))) = conflict {
            let message = format!("the target `{}` limits the same quantity to {theirs}, this one to {ours}", other.id);
            found.push(
                Finding::new(at.key(field), message).help("keep one target, or name what is different about them"),
            );
        } else if others.len() < FEW {
            others.push(row);
        }
    }
}

/// Of so many targets about one quantity that agree, more would say nothing new.
const FEW: usize = 3;

/// A target or requirement that no value can meet. Tells whether it was reported.
fn alone(
    context: &Context,
    at: &FieldPath,
    [min, max]: [Option<&Quantity>; 2],
    is: Option<&Setting>,
    found: &mut Vec<Finding>,
) -> bool {
    let range = is.map(|is| filled_in(is, context.names()));
    let range = range.as_ref().and_then(Setting::range);
    let conflict = match (min, max, range) {
        (Some(min), Some(max), _) if min > max => ("min", "max", format!("`min` {min} is above `max` {max}")),
        (Some(min), _, Some(is)) if is.min < *min => ("is", "min", format!("`is` {is} is below `min` {min}")),
        (_, Some(max), Some(is)) if is.max > *max => ("is", "max", format!("`is` {is} is above `max` {max}")),
        _ => return false,
    };
    let (a, b, message) = conflict;
    let start = |key: &'static str| context.loaded.span(&at.key(key), Side::Value).start;
    let later = if start(a) > start(b) { a } else { b };
    found.push(Finding::new(at.key(later), message).help("no value can meet both; correct one of them"));
    true
}

/// The field in which two targets cannot both be right, with what each says.
fn difference(context: &Context, a: &Target, b: &Target) -> Option<(&'static str, String, String)> {
    let pairs = [("max", &a.max, &b.max), ("min", &a.min, &b.min)];
    for (field, theirs, ours) in pairs {
        if let (Some(theirs), Some(ours)) = (theirs, ours)
            && theirs.partial_cmp(ours).is_some_and(|order| order.is_ne())
        {
            return Some((field, theirs.to_string(), ours.to_string()));
        }
    }
    let setting = |target: &Target| target.is.as_ref().map(|is| filled_in(is, context.names()));
    let (a_is, b_is) = (setting(a), setting(b));
    if let (Some(theirs), Some(ours)) = (&a_is, &b_is)
        && !theirs.same(ours)
    {
        return Some(("is", theirs.to_string(), ours.to_string()));
    }
    let over = |low: &Option<Quantity>, high: &Option<Quantity>| {
        Some((low.as_ref()?, high.as_ref()?))
            .filter(|(low, high)| low > high)
            .map(|(low, high)| (low.to_string(), high.to_string()))
    };
    if let Some((ours, theirs)) = over(&b.min, &a.max) {
        return Some(("min", theirs, ours));
    }
    if let Some((theirs, ours)) = over(&a.min, &b.max) {
        return Some(("max", theirs, ours));
    }
    let ends = |is: &Option<Setting>| is.as_ref()?.range().cloned();
    if let Some(is) = ends(&b_is)
        && (a.max.as_ref().is_some_and(|max| is.max > *max) || a.min.as_ref().is_some_and(|min| is.min < *min))
    {
        let limit = a.max.as_ref().or(a.min.as_ref())?;
        return Some(("is", limit.to_string(), is.to_string()));
    }
    let is = ends(&a_is)?;
    for (field, limit, outside) in [
        ("max", &b.max, b.max.as_ref().is_some_and(|max| is.max > *max)),
        ("min", &b.min, b.min.as_ref().is_some_and(|min| is.min < *min)),
    ] {
        if let Some(limit) = limit.as_ref().filter(|_| outside) {
            return Some((field, is.to_string(), limit.to_string()));
        }
    }
    None
}
