//! The timeline with the start and the end of the incident in their places.

use crate::facts::Names;
use crate::record::model::{TimelineEntry, TimelineKind};
use crate::record::units::When;
use crate::render::names::view::view;
use crate::render::values::line;

view! {
    /// Beside the record's own sections.
    Incident At "incident" {
        /// The timeline, with `started` and `ended` in their places.
        history: Vec<Event>,
        /// When it began: `started`, else the first entry of that kind.
        began: Option<String>,
        /// When service was restored: `ended`, else the first entry that is `resolved`.
        restored: Option<String>,
    }
}

view! {
    Event {
        /// With `~` where it is not exact.
        at: String,
        /// What it was, where it carries a fact: `detected`, `service restored`.
        kind: Option<String>,
        /// What happened.
        what: Option<String>,
    }
}

/// An entry of the timeline of that kind and instant stands for `started` and `ended`.
pub fn history(names: &Names) -> Incident {
    let record = names.record;
    let told = |at: When, kind: TimelineKind| {
        record.timeline.iter().any(|entry| entry.kind == Some(kind) && entry.at.start() == at.start())
    };
    let bare = |at: When, kind: &str| (at, Event { at: at.to_string(), kind: Some(kind.into()), what: None });
    let entries = record.timeline.iter().map(|entry| {
        let kind = entry.kind.filter(|kind| *kind != TimelineKind::Note).map(|kind| kind.to_string());
        let what = Some(line(entry.what.as_str(), names));
        (entry.at, Event { at: moment(entry), kind, what })
    });
    let mut events: Vec<(When, Event)> = entries.collect();
    if let Some(started) = record.started.filter(|at| !told(*at, TimelineKind::Started)) {
        let place = events.iter().position(|(at, _)| at.start() >= started.start()).unwrap_or(events.len());
        events.insert(place, bare(started, "started"));
    }
    if let Some(ended) = record.ended.filter(|at| !told(*at, TimelineKind::Resolved)) {
        let place = events.iter().rposition(|(at, _)| at.start() <= ended.start()).map_or(0, |place| place + 1);
        events.insert(place, bare(ended, "service restored"));
    }
    let first = |kind| record.timeline.iter().find(|entry| entry.kind == Some(kind)).map(moment);
    let began = record.started.map(|at| at.to_string()).or_else(|| first(TimelineKind::Started));
    let restored = record.ended.map(|at| at.to_string()).or_else(|| first(TimelineKind::Resolved));
    Incident { began, restored, history: events.into_iter().map(|(_, event)| event).collect() }
}

/// When an entry was, with `~` where it is estimated.
fn moment(entry: &TimelineEntry) -> String {
    format!("{}{}", if entry.about == Some(true) { "~" } else { "" }, entry.at)
}
