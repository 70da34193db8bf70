//! # remedy-conflict
//!
//! Two remedies set one thing to different values, and neither `after` nor a `when` on both says
//! which applies.
//!
//! **Why it hurts.** Whoever runs both has the value of whichever came last; the first was in vain.
//!
//! Before:
//!
//! ```yaml
//! remedies:
//!   - {id: raise-pool, do: Raise the pool, sets: {pool-size: 100}}
//!   - {id: lower-pool, do: Protect the database, sets: {pool-size: 50}}
//! ```
//!
//! After:
//!
//! ```yaml
//! remedies:
//!   - {id: raise-pool, when: Requests queue, do: Raise the pool, sets: {pool-size: 100}}
//!   - {id: lower-pool, when: The database is out of connections, do: Protect it, sets: {pool-size: 50}}
//! ```

use std::collections::{HashMap, HashSet};

use crate::lint::limits::{Limits, filled_in};
use crate::lint::{Context, Finding};
use crate::record::model::Remedy;
use crate::record::units::Setting;
use crate::record::{FieldPath, Side};

/// With so many remedies before it that set the same thing, each is compared.
const MOST_REMEDIES: usize = 200;
/// So many conflicts about one thing are reported.
const MOST_CONFLICTS: usize = 20;
/// How many steps along `after` are taken before the rule gives up.
const MOST_STEPS: usize = 1_000_000;

struct Entry<'a> {
    at: FieldPath,
    remedy: &'a Remedy,
    value: Setting,
}

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let limits = Limits::of(context.record, context.names());
    let mut by_id: HashMap<&str, &Remedy> = HashMap::new();
    let mut setters: Vec<(&str, Vec<Entry>)> = Vec::new();
    let mut position: HashMap<&str, usize> = HashMap::new();
    for (at, remedy) in context.record.remedies() {
        by_id.entry(remedy.id.as_str()).or_insert(remedy);
        for (id, value) in remedy.sets.iter().flat_map(|sets| sets.iter()) {
            let value = filled_in(value, context.names());
            // One slip, one finding: a value that breaks its limit is `remedy-breaks-requirement`.
            if limits.get(id.as_str()).is_some_and(|limit| limit.forbids(&value).is_some()) {
                continue;
            }
            let slot = *position.entry(id.as_str()).or_insert_with(|| {
                setters.push((id.as_str(), Vec::new()));
                setters.len() - 1
            });
            setters[slot].1.push(Entry { at: at.key("sets").key(id.as_str().to_owned()), remedy, value });
        }
    }
    let mut order = Order { by_id, steps: MOST_STEPS };
    for (id, entries) in &setters {
        conflicts(context, id, entries, &mut order, found);
    }
}

fn conflicts<'a>(context: &Context, id: &str, entries: &[Entry<'a>], order: &mut Order<'a>, found: &mut Vec<Finding>) {
    let mut reported: Vec<(&Setting, &Setting)> = Vec::new();
    for (row, entry) in entries.iter().enumerate() {
        let others = entries[..row].iter().rev().take(MOST_REMEDIES);
        let conflict = others.filter(|other| !other.value.same(&entry.value)).find(|other| {
            let conditions = entry.remedy.when.is_some() && other.remedy.when.is_some();
            let known = reported.iter().any(|(a, b)| {
                (a.same(&entry.value) && b.same(&other.value)) || (b.same(&entry.value) && a.same(&other.value))
            });
            !conditions && !known && order.is_open(entry.remedy, other.remedy)
        });
        let Some(other) = conflict.filter(|_| reported.len() < MOST_CONFLICTS) else { continue };
        reported.push((&entry.value, &other.value));
        let start = |entry: &Entry| context.loaded.span(&entry.at, Side::Value).start;
        let (first, last) = if start(other) <= start(entry) { (other, entry) } else { (entry, other) };
        let message = format!(
            "the remedy `{}` sets `{id}` to {}, the remedy `{}` to {}",
            last.remedy.id, last.value, first.remedy.id, first.value
        );
        let help = format!("say when each applies (`when`), or which comes first (`after`); the other: `{}`", first.at);
        found.push(Finding::new(last.at.clone(), message).help(help));
    }
}

/// What `after` says about the order of remedies.
struct Order<'a> {
    by_id: HashMap<&'a str, &'a Remedy>,
    steps: usize,
}

impl<'a> Order<'a> {
    /// Whether neither comes after the other; `false` too when that takes too long to tell.
    fn is_open(&mut self, a: &'a Remedy, b: &'a Remedy) -> bool {
        a.id != b.id && !self.comes_after(a, b) && !self.comes_after(b, a)
    }

    fn comes_after(&mut self, later: &'a Remedy, earlier: &Remedy) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![later];
        while let Some(remedy) = open.pop() {
            for id in remedy.after.iter().flat_map(|after| after.iter()).map(|id| id.as_str()) {
                self.steps = self.steps.saturating_sub(1);
                if id == earlier.id.as_str() || self.steps == 0 {
                    return true;
                }
                if seen.insert(id) {
                    open.extend(self.by_id.get(id).copied());
                }
            }
        }
        false
    }
}
