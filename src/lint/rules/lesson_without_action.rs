//! # lesson-without-action
//!
//! The incident is handed back or closed, and something that went wrong, a cause or the last why is answered by no prevention.
//!
//! **Why it hurts.** What is written down and not acted on happens again, and then it was known.
//!
//! Before:
//!
//! ```yaml
//! status: closed
//! lessons: [{what: Nobody watched the lag, kind: went-wrong}]
//! ```
//!
//! After:
//!
//! ```yaml
//! status: closed
//! lessons: [{what: Nobody watched the lag, kind: went-wrong, action: lag-alert}]
//! monitoring:
//!   prevention: [{id: lag-alert, what: Alert on the lag, owner: platform, by: 14d}]
//! ```

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::collections::OneOrMany;
use crate::record::ids::{APrevention, Ref};
use crate::record::model::{LessonKind, Status, Why};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    if !matches!(record.status, Status::HandedBack | Status::Closed) {
        return;
    }
    for (row, lesson) in record.lessons.iter().enumerate() {
        if lesson.kind == Some(LessonKind::WentWrong) && is_none(&lesson.action) {
            report(FieldPath::new("lessons").index(row), "this went wrong", found);
        }
    }
    let Some(cause) = &record.root_cause else { return };
    let section = FieldPath::new("root_cause");
    for (row, cause) in cause.causes.iter().enumerate().filter(|(_, cause)| is_none(&cause.action)) {
        report(
            section.key("causes").index(row),
            &format!("the cause `{}` is known", short(cause.what.as_str())),
            found,
        );
    }
    let mut last = |whys: &[Why], at: FieldPath| {
        if let Some((row, _)) = whys.iter().enumerate().next_back().filter(|(_, why)| is_none(&why.action)) {
            report(at.index(row), "this is where the whys end", found);
        }
    };
    last(&cause.whys, section.key("whys"));
    for (row, chain) in cause.chains.iter().enumerate() {
        last(&chain.whys, section.key("chains").index(row).key("whys"));
    }
}

fn is_none(action: &Option<OneOrMany<Ref<APrevention>>>) -> bool {
    action.as_ref().is_none_or(|actions| actions.is_empty())
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn report(at: FieldPath, what: &str, found: &mut Vec<Finding>) {
    let message = format!("{what}, but no prevention answers it");
    let help = "name in `action` the entry of `monitoring.prevention` that answers it";
    found.push(Finding::new(at, message).help(help));
}
