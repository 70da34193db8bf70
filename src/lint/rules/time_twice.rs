//! # time-twice
//!
//! One moment has two times: `started` or `ended` says another than the entry of that kind in the timeline.
//!
//! **Why it hurts.** Both are printed, and the length of the outage is computed from one of them: no reader can tell which is right.
//!
//! Before:
//!
//! ```yaml
//! started: 2026-03-02T09:00:00Z
//! timeline:
//!   - {at: 2026-03-02T07:00:00Z, what: Queries fail, kind: started}
//! ```
//!
//! After:
//!
//! ```yaml
//! started: 2026-03-02T07:00:00Z
//! timeline:
//!   - {at: 2026-03-02T07:00:00Z, what: Queries fail, kind: started}
//! ```
//!
//! The first entry of a kind counts: `started` for `started`, `resolved` for `ended`. A plain date differs only if the whole
//! day does; entries with `about: true` have 15 minutes of grace, and what is given to the minute may lie anywhere in it.

use crate::lint::point::Point;
use crate::lint::{Context, Finding};
use crate::record::model::TimelineKind;
use crate::record::{FieldPath, Side};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let pairs = [("started", record.started, TimelineKind::Started), ("ended", record.ended, TimelineKind::Resolved)];
    for (key, told, kind) in pairs {
        let Some(told) = told else { continue };
        let mut entries = record.timeline.iter().enumerate();
        let Some((row, entry)) = entries.find(|(_, entry)| entry.kind == Some(kind)) else { continue };
        let noted = Point { at: entry.at, about: entry.about == Some(true) };
        // What ended before it began is `time-disorder`.
        let reversed =
            key == "ended" && record.started.is_some_and(|start| Point::exactly(told).is_before(Point::exactly(start)));
        if reversed || !Point::exactly(told).is_another_than(noted) {
            continue;
        }
        let field = FieldPath::new(key);
        let entry_at = FieldPath::new("timeline").index(row).key("at");
        let place = |at: &FieldPath| context.loaded.span(at, Side::Value).start;
        let (at, mine, other, name) = if place(&entry_at) > place(&field) {
            (entry_at, entry.at, told, format!("`{key}`"))
        } else {
            (field, told, entry.at, format!("the entry `{kind}` of the timeline"))
        };
        let message = format!("one moment has two times: {mine} here, {other} by {name}");
        found.push(
            Finding::new(at, message).help(format!("correct the one that is wrong; `{key}` needs no entry beside it")),
        );
    }
}
