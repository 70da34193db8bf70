//! # complete-with-open-items
//!
//! The record is closed or handed back while a must-criterion is open or a question is unanswered.
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
//! No evidence means open: a criterion is met when current evidence proves all of its checks.

use crate::facts::criteria::Needed;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::Status;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    if !matches!(record.status, Status::Closed | Status::HandedBack) {
        return;
    }
    let criteria = context.facts.criteria();
    // What the sending team proves after the handback is open until the record is closed.
    let settled = |needed| match needed {
        Needed::Handback => true,
        Needed::Afterwards => record.status == Status::Closed,
        Needed::Wanted => false,
    };
    let must = || record.criteria.iter().enumerate().filter(|&(at, _)| settled(criteria.needed(at)));
    let open: Vec<&str> = must().filter(|&(at, _)| !criteria.is_settled(at)).map(|(_, c)| c.id.as_str()).collect();
    if let Some(first) = open.first() {
        let all = must().count();
        let message = format!(
            "the record is {}, but {} of {all} must-criteria are open: `{first}`{}",
            record.status,
            open.len(),
            more(open.len())
        );
        let help = "`handoff verify --record` writes the evidence that meets them; or take the status back";
        found.push(Finding::new(FieldPath::new("status"), message).help(help));
    }
    for (at, question) in record.questions() {
        if question.answer.is_some() || question.blocks == Some(false) {
            continue;
        }
        let message = format!("the record is {}, but this question is open", record.status);
        found.push(
            Finding::new(at, message)
                .help("give its `answer`, or say `blocks: false` if it may stay open; or take the status back"),
        );
    }
}

fn more(count: usize) -> &'static str {
    if count > 1 { " and others" } else { "" }
}
