//! # time-disorder
//!
//! Times that cannot be: ended or handed off before it started, a timeline or handoffs out of order, an
//! acknowledgement or a checkpoint before the handoff, a return before the acknowledgement, a phase finished before it
//! was started.
//!
//! **Why it hurts.** Every duration in the documents is computed from these times; often the slip is
//! a wrong offset, and then all who read the time of day are off by hours.
//!
//! Before:
//!
//! ```yaml
//! started: 2025-09-15T14:48:00-07:00
//! handoff: {at: 2025-09-15T16:37:00Z, from: development, to: infrastructure}
//! ```
//!
//! After:
//!
//! ```yaml
//! started: 2025-09-15T14:48:00-07:00
//! handoff: {at: 2025-09-15T16:37:00-07:00, from: development, to: infrastructure}
//! ```
//!
//! Equal times are in order. A plain date conflicts only if the whole day does, in the offset of
//! the time it is compared with. Timeline entries with `about: true` have 15 minutes of grace.

use crate::lint::point::Point;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::{Record, TimelineKind};
use crate::record::units::When;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let disorder = timeline(record, found);
    since_start(record, &disorder, found);
    since_handoff(record, found);
    spans(record, found);
}

/// What ends before it begins: phases, temporary measures.
fn spans(record: &Record, found: &mut Vec<Finding>) {
    for (index, phase) in record.roadmap.iter().enumerate() {
        if let (Some(started), Some(finished)) = (phase.started, phase.finished) {
            let at = FieldPath::new("roadmap").index(index).key("finished");
            let points = vec![(at, Point::exactly(When::Instant(finished)), "the phase was finished")];
            report(points, Point::exactly(When::Instant(started)), "it was started", found);
        }
    }
    for (at, measure) in record.temporary() {
        if let (Some(since), Some(ended)) = (measure.since, measure.ended) {
            let points = vec![(at.key("ended"), Point::exactly(ended), "the measure was ended")];
            report(points, Point::exactly(since), "it was in force", found);
        }
    }
}

/// Reports entries earlier than those before them; gives their indices.
fn timeline(record: &Record, found: &mut Vec<Finding>) -> Vec<usize> {
    let mut disorder = Vec::new();
    let (mut before, mut before_exactly) = (None::<Point>, None::<Point>);
    for (row, entry) in record.timeline.iter().enumerate() {
        let point = Point { at: entry.at, about: entry.about == Some(true) };
        // Behind a date or an estimate, the last exact time still holds.
        if let Some(late) = [before, before_exactly].into_iter().flatten().find(|&other| point.is_before(other)) {
            let at = FieldPath::new("timeline").index(row).key("at");
            let message = format!("the timeline is out of order: {} comes after {}", entry.at, late.at);
            found.push(Finding::new(at, message).help("move the entry up, or correct its date, time or offset"));
            disorder.push(row);
        }
        before = Some(point);
        if !point.about && point.at.instant().is_some() {
            before_exactly = before;
        }
    }
    disorder
}

/// What cannot be before the start. If several things are, the start is wrong: one finding.
fn since_start(record: &Record, disorder: &[usize], found: &mut Vec<Finding>) {
    let entry = record.timeline.iter().position(|entry| entry.kind == Some(TimelineKind::Started));
    let started = match (record.started, entry) {
        (Some(at), _) => Point::exactly(at),
        (None, Some(row)) if disorder.is_empty() => {
            let entry = &record.timeline[row];
            Point { at: entry.at, about: entry.about == Some(true) }
        }
        _ => return,
    };
    let mut points = Vec::new();
    if let Some(ended) = record.ended {
        points.push((FieldPath::new("ended"), Point::exactly(ended), "the incident ended"));
    }
    for (index, handoff) in record.handoffs().iter().enumerate() {
        points.push((record.handoff_place(index).key("at"), Point::exactly(handoff.at), "it was handed off"));
    }
    for (row, entry) in record.timeline.iter().enumerate() {
        if entry.kind == Some(TimelineKind::Resolved) && !disorder.contains(&row) {
            let at = FieldPath::new("timeline").index(row).key("at");
            points.push((at, Point { at: entry.at, about: entry.about == Some(true) }, "it was resolved"));
        }
    }
    report(points, started, "it started", found);
}

fn since_handoff(record: &Record, found: &mut Vec<Finding>) {
    for (index, handoff) in record.handoffs().iter().enumerate() {
        let at = record.handoff_place(index);
        let signed = [
            (&handoff.acknowledged, "acknowledged", "the handoff was acknowledged"),
            (&handoff.returned, "returned", "the incident was returned"),
            (&handoff.taken_back, "taken_back", "the incident was taken back"),
        ];
        let times =
            signed.map(|(signed, key, what)| Some((at.key(key).key("at"), Point::exactly(signed.as_ref()?.at?), what)));
        let checkpoint = handoff.next_checkpoint.map(When::Instant);
        let checkpoint =
            checkpoint.map(|time| (at.key("next_checkpoint"), Point::exactly(time), "the next checkpoint is"));
        let next = record.handoffs().get(index + 1);
        let next =
            next.map(|next| (record.handoff_place(index + 1).key("at"), Point::exactly(next.at), "it was handed on"));
        let points = times.into_iter().chain([checkpoint, next]).flatten().collect();
        report(points, Point::exactly(handoff.at), "it was handed off", found);
        let in_order = signed.map(|(signed, ..)| signed.as_ref().and_then(|signed| signed.at));
        for later in [(0, 1), (1, 2), (0, 2)] {
            let (Some(first), Some(second)) = (in_order[later.0], in_order[later.1]) else { continue };
            let (key, what) = (signed[later.1].1, signed[later.1].2);
            let points = vec![(at.key(key).key("at"), Point::exactly(second), what)];
            report(points, Point::exactly(first), signed[later.0].2, found);
        }
    }
}

fn report(points: Vec<(FieldPath, Point, &str)>, first: Point, event: &str, found: &mut Vec<Finding>) {
    if let Some((at, point, what)) = points.into_iter().find(|(_, point, _)| point.is_before(first)) {
        let message = format!("{what} at {}, before {event} at {}", point.at, first.at);
        found.push(Finding::new(at, message).help("correct the one that is wrong; compare dates and offsets"));
    }
}
