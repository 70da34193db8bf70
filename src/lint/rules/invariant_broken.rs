//! # invariant-broken
//!
//! A declared relation between requirements or targets does not hold for every value they allow.
//!
//! **Why it hurts.** The author wrote the relation down because something fails without it: an update
//! that is refused, a service killed before it has started.
//!
//! Before:
//!
//! ```yaml
//! targets:
//!   - {id: hc-timeout, what: Health check timeout, is: 60s}
//!   - {id: hc-interval, what: Health check interval, is: 30s}
//! invariants: [{left: hc-timeout, is: "<=", right: hc-interval}]
//! ```
//!
//! After:
//!
//! ```yaml
//! targets:
//!   - {id: hc-timeout, what: Health check timeout, is: 30s}
//!   - {id: hc-interval, what: Health check interval, is: 30s}
//! invariants: [{left: hc-timeout, is: "<=", right: hc-interval}]
//! ```
//!
//! A side with `is` is that value; with `max` or `min` alone, that limit; with both, the end that
//! breaks the relation. Bare numbers are counts, and a percentage is a factor in a product. Times
//! and counts cannot be compared: such an invariant is broken too.

use crate::lint::limits::{Limit, Limits, factors};
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::{Invariant, Relation};
use crate::record::units::{Decimal, Quantity, QuantityRange, Range, Scalar, Unit};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    if context.record.invariants.is_empty() {
        return;
    }
    let limits = Limits::of(context.record, context.names());
    for (row, invariant) in context.record.invariants.iter().enumerate() {
        if let Some((why, help)) = broken(invariant, &limits) {
            let (left, right) = (&invariant.left, &invariant.right);
            let message = format!("the invariant `{left} {} {right}` does not hold: {why}", invariant.is);
            found.push(Finding::new(FieldPath::new("invariants").index(row), message).help(help));
        }
    }
}

/// What the sides are and what to do. `None` if it holds, or if a side has no value.
fn broken(invariant: &Invariant, limits: &Limits) -> Option<(String, String)> {
    let (left, right) = (invariant.left.as_str(), invariant.right.as_str());
    if let (Some(a), Some(b)) = (word(left, limits), word(right, limits)) {
        let differ = invariant.is == Relation::Equal && a != b;
        return differ.then(|| (format!("{a} is not {b}"), format!("correct {}", sources(left, right, limits))));
    }
    let (a, b) = (value(left, limits)?, value(right, limits)?);
    if !a.min.unit.comparable(&b.min.unit) {
        let why = format!("{a} and {b} cannot be compared, their units are of different kinds");
        return Some((why, "give both sides the same kind of unit; a bare number is a count".to_owned()));
    }
    // A range on both sides moves together; its ends say nothing.
    let shared = factors(left).iter().any(|(_, id)| factors(right).iter().any(|(_, other)| id == other));
    if shared && (a.min != a.max || b.min != b.max) {
        return None;
    }
    let (ours, theirs, holds) = match invariant.is {
        Relation::Less => (&a.max, &b.min, a.max < b.min),
        Relation::AtMost => (&a.max, &b.min, a.max <= b.min),
        Relation::Greater => (&a.min, &b.max, a.min > b.max),
        Relation::AtLeast => (&a.min, &b.max, a.min >= b.max),
        Relation::Equal if a.min != b.min => (&a.min, &b.min, false),
        Relation::Equal => (&a.max, &b.max, a.max == b.max),
    };
    if holds {
        return None;
    }
    let why = format!("the left side is {ours}, the right side {theirs}");
    Some((why, format!("correct {}, or the relation", sources(left, right, limits))))
}

/// Where the values of the sides come from.
fn sources(left: &str, right: &str, limits: &Limits) -> String {
    let ids = factors(left).into_iter().chain(factors(right)).map(|(_, id)| id);
    let places: Vec<String> = ids.filter_map(|id| limits.get(id)).map(|limit| format!("`{}`", limit.at)).collect();
    if places.is_empty() { "a side".to_owned() } else { places.join(" or ") }
}

/// A side that is a word, such as the name of a region.
fn word<'l>(side: &str, limits: &'l Limits) -> Option<&'l str> {
    limits.get(side.trim())?.is.as_ref()?.word()
}

fn value(side: &str, limits: &Limits) -> Option<Range<Quantity>> {
    let factors = factors(side);
    let values = factors.iter().map(|(_, factor)| match limits.get(factor) {
        Some(limit) => of_limit(limit),
        None => QuantityRange::parse(factor).ok().map(|range| range.value),
    });
    values.reduce(|a, b| product(&a?, &b?))?
}

fn of_limit(limit: &Limit) -> Option<Range<Quantity>> {
    match (&limit.is, limit.min, limit.max) {
        (Some(is), ..) => is.range().cloned(),
        (None, Some(min), Some(max)) => {
            min.unit.comparable(&max.unit).then(|| Range { min: min.clone(), max: max.clone() })
        }
        (None, min, max) => min.or(max).map(|limit| Range::single(limit.clone())),
    }
}

fn product(a: &Range<Quantity>, b: &Range<Quantity>) -> Option<Range<Quantity>> {
    let (unit, factor) = unit_of_product(&a.min.unit, &b.min.unit)?;
    let times = |x: &Quantity, y: &Quantity| x.number.checked_mul(y.number)?.checked_mul(factor);
    let ends = [times(&a.min, &b.min)?, times(&a.min, &b.max)?, times(&a.max, &b.min)?, times(&a.max, &b.max)?];
    let end = |number: Option<Decimal>| Some(Quantity::new(number?, unit.clone()));
    Some(Range { min: end(ends.into_iter().min())?, max: end(ends.into_iter().max())? })
}

/// Counts, also of named things, multiply anything; a percentage is a hundredth part of it. For
/// other pairs, such as rates, the unit is not known.
fn unit_of_product(a: &Unit, b: &Unit) -> Option<(Unit, Decimal)> {
    let rate = |unit: &Unit| matches!(unit, Unit::Named(name) if name.starts_with("per ") || name.contains('/'));
    match (a, b) {
        (Unit::Count, other) | (other, Unit::Count) => Some((other.clone(), Decimal::ONE)),
        (Unit::Percent, other) | (other, Unit::Percent) => Some((other.clone(), Decimal::new(1, 2))),
        (Unit::Named(_), Unit::Time) if !rate(a) => Some((Unit::Time, Decimal::ONE)),
        (Unit::Time, Unit::Named(_)) if !rate(b) => Some((Unit::Time, Decimal::ONE)),
        _ => None,
    }
}
