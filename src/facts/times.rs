//! How long the outage lasted, and how long it took to notice and to mitigate it.

use super::{Facts, Value};
use crate::record::model::{Record, TimelineKind};
use crate::record::units::{About, Duration, Instant, Range};

/// A point in time, and whether it is estimated.
type Point = (Instant, bool);

pub(super) fn add(record: &Record, facts: &mut Facts) {
    let started = record.started.map(|at| at.instant().map(|at| (at, false)));
    let started = started.unwrap_or_else(|| first(record, TimelineKind::Started));
    let ended = record.ended.map(|at| at.instant().map(|at| (at, false)));
    let ended = ended.unwrap_or_else(|| first(record, TimelineKind::Resolved));
    let start = "started, else the first `started` of timeline";
    let rows = [
        ("outage_duration", ended, "ended − started", "ended, else the first `resolved` of timeline"),
        (
            "time_to_detect",
            first(record, TimelineKind::Detected),
            "first `detected` − started",
            "timeline[].at of the first `detected`",
        ),
        (
            "time_to_mitigate",
            first(record, TimelineKind::Mitigated),
            "first `mitigated` − started",
            "timeline[].at of the first `mitigated`",
        ),
    ];
    for (name, end, formula, input) in rows {
        let (Some(from), Some(to)) = (started, end) else { continue };
        let seconds = (to.0.0 - from.0.0).num_seconds();
        if seconds >= 0 {
            let value = Range::single(Duration::from_secs(seconds));
            let about = About { approximate: from.1 || to.1, value };
            facts.add(name, Value::Duration(about), formula, &[start, input]);
        }
    }
}

/// The first entry of a kind in the timeline; a plain date gives no duration.
fn first(record: &Record, kind: TimelineKind) -> Option<Point> {
    let entry = record.timeline.iter().find(|entry| entry.kind == Some(kind))?;
    entry.at.instant().map(|at| (at, entry.about == Some(true)))
}
