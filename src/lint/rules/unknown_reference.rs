//! # unknown-reference
//!
//! An id, a team, a var or a fact that the record does not have. Where one is near, it is suggested.
//!
//! **Why it hurts.** A criterion whose check does not exist can never be ticked, and a document with
//! a hole in place of a figure is read as if it were complete.
//!
//! Before:
//!
//! ```yaml
//! criteria:
//!   - {id: login-works, what: Users can log in, check: logn}
//! checks:
//!   - {id: login, what: OAuth login, run: ./login, expect: ok}
//! ```
//!
//! After:
//!
//! ```yaml
//! criteria:
//!   - {id: login-works, what: Users can log in, check: login}
//! checks:
//!   - {id: login, what: OAuth login, run: ./login, expect: ok}
//! ```
//!
//! A fact that this record cannot compute is unknown too; the message names the missing field.
//! `$${{` writes a `${{` that stands for itself.

use std::collections::HashMap;

use crate::lint::index::Index;
use crate::lint::known::Known;
use crate::lint::{Context, Finding, limits};
use crate::record::ids::{ALimit, APhase, ATarget, ATeam, Id, Target};
use crate::record::model::{MOMENTS, Record};
use crate::record::text::{Literal, TextKind};
use crate::record::units::{Duration, Money, QuantityRange, Scalar};
use crate::record::{FieldPath, Segment};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let index = Index::of(context.record);
    for reference in context.references() {
        if !index.has(reference.what, &reference.id) {
            found.push(unknown(&index, reference.at.clone(), reference.what, &reference.id));
        }
    }
    keys(context.record, &index, found);
    invariants(context.record, &index, found);
    texts_as_references(context, &index, found);
    deadlines(context.record, &index, found);
    let known = Known::of(context, &index);
    priority(&known, found);
    for text in context.texts() {
        if text.kind != TextKind::Var && text.at.0.first() != Some(&Segment::Key("lint".into())) {
            known.template(&text.at, &text.text, found);
        }
    }
    known.settings(found);
}

fn unknown(index: &Index, at: FieldPath, kind: &str, id: &str) -> Finding {
    let finding = Finding::new(at, format!("there is no {kind} `{id}`"));
    if let Some(near) = index.nearest(kind, id) {
        finding.meant(near)
    } else if let Some(other) = index.other_kind(id) {
        finding.help(format!("`{id}` is the id of a {other}; here stands that of a {kind}"))
    } else {
        finding.help(format!("add the {kind}, or name one that exists"))
    }
}

fn keys(record: &Record, index: &Index, found: &mut Vec<Finding>) {
    for (at, remedy) in record.remedies() {
        for id in remedy.sets.iter().flat_map(|sets| sets.keys()).map(|id| id.as_str()) {
            if !index.has(ALimit::WHAT, id) {
                found.push(unknown(index, at.key("sets").key(id.to_owned()), ALimit::WHAT, id).on_key());
            }
        }
    }
    for id in record.next_actions.iter().flat_map(|actions| actions.keys()).map(|id| id.as_str()) {
        if !index.has(ATeam::WHAT, id) {
            let at = FieldPath::new("next_actions").key(id.to_owned());
            found.push(unknown(index, at, ATeam::WHAT, id).on_key());
        }
    }
}

fn invariants(record: &Record, index: &Index, found: &mut Vec<Finding>) {
    for (row, invariant) in record.invariants.iter().enumerate() {
        for (key, side) in [("left", &invariant.left), ("right", &invariant.right)] {
            for (place, factor) in limits::factors(side.as_str()) {
                let known = index.has(ALimit::WHAT, factor) || QuantityRange::parse(factor).is_ok();
                if !known && !factor.contains("${{") {
                    let at = FieldPath::new("invariants").index(row).key(key);
                    found.push(unknown(index, at, ALimit::WHAT, factor).part(place));
                }
            }
        }
    }
}

/// Texts that are references in some of their forms.
fn texts_as_references(context: &Context, index: &Index, found: &mut Vec<Finding>) {
    let record = context.record;
    if let Some(escalation) = &record.escalation {
        let at = FieldPath::new("escalation");
        if let Some(from) = &escalation.from
            && from.as_str() != "handoff"
            && !from.as_str().contains("${{")
            && !index.has(APhase::WHAT, from.as_str())
        {
            let finding = unknown(index, at.key("from"), APhase::WHAT, from.as_str());
            let hint = "the clock starts with `handoff` or with a phase";
            found.push(if finding.help.is_some() { finding } else { finding.help(hint) });
        }
        for (row, level) in escalation.levels.iter().enumerate() {
            for (position, who) in level.notify.iter().enumerate() {
                if Id::parse(who.as_str()).is_ok() && !index.has(ATeam::WHAT, who.as_str()) {
                    let at = at.key("levels").index(row).key("notify").index(position);
                    found.push(unknown(index, at, ATeam::WHAT, who.as_str()));
                }
            }
        }
    }
    let targets: HashMap<&str, bool> =
        record.targets.iter().map(|target| (target.id.as_str(), target.max.is_some())).collect();
    for (row, check) in record.checks.iter().enumerate() {
        let expectation = check.expect.as_ref().map(|expect| &expect.expectation);
        if let Some(id) = expectation.and_then(|expectation| expectation.number.as_ref()?.target()).map(Literal::as_str)
            && !id.contains("${{")
            && !targets.contains_key(id.trim())
        {
            let at = FieldPath::new("checks").index(row).key("expect").key("number");
            found.push(unknown(index, at, ATarget::WHAT, id));
        }
        let Some(within) = expectation.and_then(|expectation| expectation.within.as_ref()) else { continue };
        let id = within.as_str();
        if Duration::parse(id).is_ok() || id.contains("${{") {
            continue;
        }
        let at = FieldPath::new("checks").index(row).key("expect").key("within");
        match targets.get(id) {
            None => found.push(unknown(index, at, ATarget::WHAT, id)),
            Some(false) => {
                let message = format!("the target `{id}` has no `max` to stay within");
                found.push(Finding::new(at, message).help("name a target with `max`, or give a duration"));
            }
            Some(true) => {}
        }
    }
}

/// What a deadline counts from: a moment of the incident, or another deadline.
fn deadlines(record: &Record, index: &Index, found: &mut Vec<Finding>) {
    let ids = record.deadlines.iter().map(|deadline| deadline.id.as_str());
    let known: Vec<&str> = MOMENTS.into_iter().chain(ids).collect();
    for (row, deadline) in record.deadlines.iter().enumerate() {
        let Some(from) = deadline.from.as_ref().map(|from| from.as_str()) else { continue };
        if MOMENTS.contains(&from) || record.deadlines.by_id(from).is_some() || from.contains("${{") {
            continue;
        }
        let at = FieldPath::new("deadlines").index(row).key("from");
        let finding = Finding::new(at, format!("there is no deadline `{from}` to count from"));
        found.push(match index.near(from, &known) {
            Some(near) => finding.meant(near),
            None => finding.help(format!("count from {}, or from the id of another deadline", MOMENTS.join(", "))),
        });
    }
}

fn priority(known: &Known, found: &mut Vec<Finding>) {
    let context = known.context;
    let rows = context.record.impact.iter().flat_map(|impact| impact.priority.iter());
    for (row, priority) in rows.enumerate() {
        let Some(actual) = priority.actual.as_ref().map(|actual| actual.as_str()) else { continue };
        let value = QuantityRange::parse(actual).is_ok() || Money::parse(actual).is_ok();
        let name = actual.strip_prefix("facts.").unwrap_or(actual);
        let compared = priority.above.is_some() || priority.below.is_some();
        let like_a_fact = name.contains(['_', '.']) && !name.contains(' ');
        if !value && !actual.contains("${{") && context.facts.get(name).is_none() && (compared || like_a_fact) {
            let at = FieldPath::new("impact").key("priority").index(row).key("actual");
            let finding = known.fact(at, name);
            let prefix = &actual[..actual.len() - name.len()];
            found.push(Finding { meant: finding.meant.map(|near| format!("{prefix}{near}")), ..finding });
        }
    }
}
