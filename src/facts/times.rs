//! How long the outage lasted, and how long it took to notice and to mitigate it.

use chrono::Timelike;

use super::input::Input;
use super::value::{Value, computed};
use crate::record::Record;
use crate::record::model::TimelineKind;
use crate::record::units::{About, Currency, Duration, Instant, Range, When};

/// A point in time, and whether it is estimated.
pub type Point = (Instant, bool);

/// A plain date gives no duration.
pub fn started(record: &Record) -> Option<Point> {
    match record.started {
        Some(at) => at.instant().map(|at| (at, false)),
        None => first(record, TimelineKind::Started),
    }
}

pub fn ended(record: &Record) -> Option<Point> {
    match record.ended {
        Some(at) => at.instant().map(|at| (at, false)),
        None => first(record, TimelineKind::Resolved),
    }
}

/// The first entry of a kind in the timeline.
pub fn first(record: &Record, kind: TimelineKind) -> Option<Point> {
    let entry = record.timeline.iter().find(|entry| entry.kind == Some(kind))?;
    entry.at.instant().map(|at| (at, entry.about == Some(true)))
}

/// A moment that deadlines count from, by its word.
pub(super) fn moment(record: &Record, word: &str) -> Option<When> {
    let entry = |kind| record.timeline.iter().find(|entry| entry.kind == Some(kind)).map(|entry| entry.at);
    let told = |own: Option<When>, kind| own.or_else(|| entry(kind));
    match word {
        "started" => told(record.started, TimelineKind::Started),
        "detected" => told(None, TimelineKind::Detected),
        "handoff" => record.handed_off(),
        "ended" => told(record.ended, TimelineKind::Resolved),
        _ => None,
    }
}

/// When the last handoff was acknowledged, counted from it.
pub(super) fn acknowledged(record: &Record) -> Option<(Instant, Instant)> {
    let last = record.last_handoff()?;
    Some((last.at.instant()?, last.acknowledged.as_ref()?.at?.instant()?))
}

pub(super) fn to_acknowledge(input: &Input) -> Option<Value> {
    let (from, to) = acknowledged(input.record)?;
    let seconds = (to.0 - from.0).num_seconds();
    let about = About::exactly(Range::single(Duration::from_secs(seconds)));
    (seconds >= 0).then_some(Value::Duration(about))
}

fn since_start(record: &Record, end: Option<Point>) -> Option<Value> {
    let ((from, from_about), (to, to_about)) = (started(record)?, end?);
    let seconds = (to.0 - from.0).num_seconds();
    let value = Range::single(Duration::from_secs(seconds));
    let about = About { approximate: from_about || to_about, value };
    (seconds >= 0).then_some(Value::Duration(about))
}

pub(super) fn outage(input: &Input) -> Option<Value> {
    since_start(input.record, ended(input.record))
}

pub(super) fn to_detect(input: &Input) -> Option<Value> {
    since_start(input.record, first(input.record, TimelineKind::Detected))
}

pub(super) fn to_mitigate(input: &Input) -> Option<Value> {
    since_start(input.record, first(input.record, TimelineKind::Mitigated))
}

/// Two instants that are given to the minute and equal are up to a minute apart.
pub(super) fn show(value: &Value, currency: &Currency, record: &Record) -> String {
    let to_the_minute = started(record).is_some_and(|(at, _)| at.0.second() == 0);
    match value {
        Value::Duration(about) if about.value.max == Duration::ZERO && to_the_minute => "under 1 min".to_owned(),
        _ => computed(value, currency, record),
    }
}
