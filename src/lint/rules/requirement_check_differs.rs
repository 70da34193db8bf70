//! # requirement-check-differs
//!
//! A requirement or a target says one value, and the check that proves it expects another.
//!
//! **Why it hurts.** The check is green while the requirement is broken, or never: the criterion is ticked by the wrong value.
//!
//! Before:
//!
//! ```yaml
//! components:
//!   - id: cluster
//!     requires: [{id: nodes, what: nodes, is: 39, check: node-count}]
//! checks:
//!   - {id: node-count, what: Number of nodes, run: ./nodes, expect: "7"}
//! ```
//!
//! After:
//!
//! ```yaml
//! components:
//!   - id: cluster
//!     requires: [{id: nodes, what: nodes, is: 39, check: node-count}]
//! checks:
//!   - {id: node-count, what: Number of nodes, run: ./nodes, expect: "39"}
//! ```
//!
//! Compared are values that can be one another: two numbers of one unit, two words in capitals, two versions, two of a pair such as
//! `on` and `off`, and what `not` forbids. A check may well print something else about the same requirement: that is no finding, nor is
//! one of several checks, nor a check that agrees with another requirement.

use std::collections::HashMap;

use crate::lint::limits::filled_in;
use crate::lint::{Context, Finding};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACheck, Ref};
use crate::record::model::{Check, NumberExpectation, NumberLimits};
use crate::record::units::{Quantity, Setting, Unit};
use crate::record::{FieldPath, Side};

/// What is required, and where it stands.
struct Wanted<'r> {
    at: FieldPath,
    id: &'r str,
    is: Option<Setting>,
    not: Vec<Setting>,
    min: Option<&'r Quantity>,
    max: Option<&'r Quantity>,
    check: &'r str,
}

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let checks: HashMap<&str, (usize, &Check)> =
        record.checks.iter().enumerate().map(|(at, check)| (check.id.as_str(), (at, check))).collect();
    let wanted = wanted(context);
    let mut verdicts: Vec<(usize, &Wanted, Option<String>)> = Vec::new();
    for wanted in &wanted {
        let Some(&(row, check)) = checks.get(wanted.check) else { continue };
        if let Some(limits) = limits(check) {
            verdicts.push((row, wanted, limits_differ(wanted, limits)));
        } else if let Some(expected) = expected(context, check) {
            verdicts.push((row, wanted, differs(wanted, &expected)));
        }
    }
    let mut agrees = vec![false; record.checks.len()];
    for (row, _, difference) in &verdicts {
        agrees[*row] |= difference.is_none();
    }
    for (row, wanted, difference) in verdicts {
        let Some(difference) = difference.filter(|_| !agrees[row]) else { continue };
        let check = &record.checks[row];
        let expect = FieldPath::new("checks").index(row).key("expect");
        let key = if limits(check).is_some() { "number" } else { "equals" };
        let expect = if check.expect.as_ref().is_some_and(|expect| expect.long) { expect.key(key) } else { expect };
        let place = |at: &FieldPath| context.loaded.span(at, Side::Value).start;
        let message = format!("`{}` {difference}, but its check `{}` expects {}", wanted.id, check.id, shown(check));
        let later = if place(&expect) > place(&wanted.at) { expect } else { wanted.at.clone() };
        found.push(Finding::new(later, message).help("one of the two is wrong: quote the value, or correct it"));
    }
}

fn shown(check: &Check) -> String {
    if let Some(limits) = limits(check) {
        return format!("a number of {limits}");
    }
    let equals = check.expect.as_ref().and_then(|expect| expect.expectation.equals.as_ref());
    equals.map(|text| format!("`{}`", text.as_str().trim().escape_debug())).unwrap_or_default()
}

/// Requirements and targets with a single check.
fn wanted<'r>(context: &Context<'r>) -> Vec<Wanted<'r>> {
    let (record, names) = (context.record, context.names());
    let single = |checks: &'r Option<OneOrMany<Ref<ACheck>>>| match &**checks.as_ref()? {
        [check] => Some(check.as_str()),
        _ => None,
    };
    let mut all = Vec::new();
    for (at, requirement) in record.requirements() {
        let Some(check) = single(&requirement.check) else { continue };
        let key = if requirement.is.is_some() {
            "is"
        } else if requirement.max.is_some() {
            "max"
        } else if requirement.min.is_some() {
            "min"
        } else {
            "not"
        };
        all.push(Wanted {
            at: at.key(key),
            id: requirement.id.as_str(),
            is: requirement.is.as_ref().map(|is| filled_in(is, names)),
            not: requirement.not.iter().flat_map(|not| not.iter()).map(|not| filled_in(not, names)).collect(),
            min: requirement.min.as_ref(),
            max: requirement.max.as_ref(),
            check,
        });
    }
    for (row, target) in record.targets.iter().enumerate() {
        let Some(check) = single(&target.check) else { continue };
        let key = if target.is.is_some() {
            "is"
        } else if target.max.is_some() {
            "max"
        } else {
            "min"
        };
        all.push(Wanted {
            at: FieldPath::new("targets").index(row).key(key),
            id: target.id.as_str(),
            is: target.is.as_ref().map(|is| filled_in(is, names)),
            not: Vec::new(),
            min: target.min.as_ref(),
            max: target.max.as_ref(),
            check,
        });
    }
    all
}

/// The one value that a check expects its command to print.
fn expected(context: &Context, check: &Check) -> Option<Setting> {
    let equals = check.expect.as_ref()?.expectation.equals.as_ref()?;
    let text = context.names().expand(equals.as_str()).trim().to_owned();
    (!text.is_empty() && !text.contains('\n'))
        .then(|| Setting::new(&text, false).unwrap_or_else(|_| Setting::text(&text)))
}

/// The limits of the number that a check expects.
fn limits(check: &Check) -> Option<&NumberLimits> {
    match check.expect.as_ref()?.expectation.number.as_ref()? {
        NumberExpectation::Limits(limits) => Some(limits),
        NumberExpectation::Target(_) => None,
    }
}

/// Limits that let pass what is not allowed, or that never let pass what is required.
fn limits_differ(wanted: &Wanted, limits: &NumberLimits) -> Option<String> {
    let upper = limits.max.as_ref().or(limits.below.as_ref());
    let lower = limits.min.as_ref().or(limits.above.as_ref());
    if let Some(is) = wanted.is.as_ref().and_then(Setting::single) {
        let never = upper.is_some_and(|upper| same_unit(is, upper) && is > upper)
            || lower.is_some_and(|lower| same_unit(is, lower) && is < lower);
        return never.then(|| format!("is {is}"));
    }
    if let Some(max) = wanted.max.filter(|max| upper.is_some_and(|upper| same_unit(max, upper) && upper > *max)) {
        return Some(format!("is at most {max}"));
    }
    let min = wanted.min.filter(|min| lower.is_some_and(|lower| same_unit(min, lower) && lower < *min));
    min.map(|min| format!("is at least {min}"))
}

/// What is required, as the middle of a sentence, when what is expected is certainly something else.
fn differs(wanted: &Wanted, expected: &Setting) -> Option<String> {
    if let Some(is) = &wanted.is {
        return (!is.same(expected) && are_of_one_kind(is, expected)).then(|| format!("is {is}"));
    }
    if let Some(not) = wanted.not.iter().find(|not| not.same(expected)) {
        return Some(format!("must not be {not}"));
    }
    let number = expected.single()?;
    if let Some(max) = wanted.max.filter(|max| same_unit(max, number) && number > *max) {
        return Some(format!("is at most {max}"));
    }
    wanted.min.filter(|min| same_unit(min, number) && number < *min).map(|min| format!("is at least {min}"))
}

fn same_unit(a: &Quantity, b: &Quantity) -> bool {
    a.unit == b.unit && a.partial_cmp(b).is_some()
}

/// Pairs of words of which one denies the other.
const PAIRS: &[&[&str]] = &[
    &["true", "false"],
    &["on", "off"],
    &["yes", "no"],
    &["enabled", "disabled"],
    &["up", "down"],
    &["active", "inactive"],
    &["open", "closed"],
    &["primary", "replica", "standby"],
];

/// Whether two different values can be values of one thing.
fn are_of_one_kind(a: &Setting, b: &Setting) -> bool {
    if let (Some(a), Some(b)) = (a.single(), b.single()) {
        return a.unit == b.unit && matches!(a.unit, Unit::Count | Unit::Time | Unit::Percent);
    }
    let (a, b) = (a.as_str().trim(), b.as_str().trim());
    let capitals = |text: &str| {
        text.len() > 1
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    let version = |text: &str| {
        let bare = text.strip_prefix('v').unwrap_or(text);
        bare.contains('.')
            && bare.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let pair = |words: &&&[&str]| {
        let has = |text: &str| words.contains(&text.to_ascii_lowercase().as_str());
        has(a) && has(b)
    };
    capitals(a) && capitals(b) || version(a) && version(b) || PAIRS.iter().any(|words| pair(&words))
}
