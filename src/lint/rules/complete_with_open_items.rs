//! # complete-with-open-items
//!
//! The record is closed or handed back while something of it is open: must-criteria, questions, returns, actions, temporary measures.
//!
//! **Why it hurts.** The receiving team reads "done" and stops; what is open is nobody's any more.
//!
//! Before:
//!
//! ```yaml
//! status: closed
//! handoff: {at: 2026-03-02, from: shop, to: platform, open_questions: [Who rotates the key?]}
//! ```
//!
//! After:
//!
//! ```yaml
//! status: remediating
//! handoff: {at: 2026-03-02, from: shop, to: platform, open_questions: [Who rotates the key?]}
//! ```
//!
//! No evidence means open: a criterion is met when current evidence proves all of its checks, and settled when it is waived. Also open
//! are questions without `answer`, unless they say `blocks: false`; returns that were not `delivered`; next actions that are not `done`, of
//! the team that hands back or that closes; temporary measures in force (a handback may leave those that have `until` or `after`);
//! the last handoff, when nobody acknowledged it; and a closed record without `ended`.

use crate::facts::criteria::{Needed, actions, holder};
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::Status;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    if !matches!(record.status, Status::Closed | Status::HandedBack) {
        return;
    }
    let closed = record.status == Status::Closed;
    criteria(context, closed, found);
    let mut open = |at: FieldPath, what: &str, help: &str| {
        let message = format!("the record is {}, but {what}", record.status);
        found.push(Finding::new(at, message).help(format!("{help}; or take the status back")));
    };
    if closed && record.ended.is_none() {
        open(FieldPath::new("status"), "does not say when service was restored", "give `ended`");
    }
    if let Some((index, _)) =
        record.handoffs().iter().enumerate().next_back().filter(|(_, last)| last.acknowledged.is_none())
    {
        open(
            record.handoff_place(index),
            "this handoff was never acknowledged",
            "say in `acknowledged` who took it over",
        );
    }
    for (at, _) in record.questions().filter(|(_, item)| item.answer.is_none() && item.blocks != Some(false)) {
        open(at, "this question is open", "give its `answer`, or say `blocks: false` if it may stay open");
    }
    for (at, _) in record.returns().filter(|(_, item)| item.delivered.is_none()) {
        open(at, "this was not returned", "say in `delivered` when it was");
    }
    for (at, measure) in record.temporary().filter(|(_, measure)| measure.ended.is_none()) {
        if closed || measure.until.is_none() && measure.after.is_none() {
            open(at, "this measure is still in force", "end it, and say in `ended` when");
        }
    }
    let team = if closed { holder(record) } else { record.handoff_in_force().map(|(_, handoff)| handoff.to.as_str()) };
    for (row, _) in
        team.iter().flat_map(|team| actions(record, team)).enumerate().filter(|(_, action)| action.done.is_none())
    {
        let at = FieldPath::new("next_actions").key(team.unwrap_or_default().to_owned()).index(row);
        open(at, "this action is open", "say in `done` when it was done, or remove it");
    }
}

fn criteria(context: &Context, closed: bool, found: &mut Vec<Finding>) {
    let record = context.record;
    let criteria = context.facts.criteria();
    // What the sending team proves after the handback is open until the record is closed.
    let settled = |needed| match needed {
        Needed::Handback => true,
        Needed::Afterwards => closed,
        Needed::Wanted => false,
    };
    let must = || record.criteria.iter().enumerate().filter(|&(at, _)| settled(criteria.needed(at)));
    let open: Vec<&str> = must().filter(|&(at, _)| !criteria.is_settled(at)).map(|(_, c)| c.id.as_str()).collect();
    if open.is_empty() {
        return;
    }
    let named: Vec<String> = open.iter().map(|id| format!("`{id}`")).collect();
    let message = format!(
        "the record is {}, but {} of {} must-criteria {} open: {}",
        record.status,
        open.len(),
        must().count(),
        if open.len() == 1 { "is" } else { "are" },
        named.join(", ")
    );
    let help = "`handoff verify --record` or `handoff attest` writes the evidence that meets them, `waived` says why \
                one is not needed; or take the status back";
    found.push(Finding::new(FieldPath::new("status"), message).help(help));
}
