//! The outage in spans: not noticed, noticed, mitigated.

use super::gantt::{Bar, Gantt, Section, Stage};
use crate::facts::times;
use crate::record::Record;
use crate::record::model::TimelineKind;
use crate::record::units::{Duration, Instant};

impl Gantt {
    /// From the start to the end by what the timeline says; nothing where that is one span only.
    pub fn of_outage(record: &Record) -> Option<Gantt> {
        let at = |point: Option<times::Point>| point.map(|(at, _)| at);
        let of = |kind: TimelineKind| at(times::first(record, kind));
        let started = at(times::started(record))?;
        let ended = at(times::ended(record));
        let turns = [
            ("Undetected", Stage::Critical, Some(started)),
            ("Detected", Stage::UnderWay, of(TimelineKind::Detected)),
            ("Mitigated", Stage::Planned, of(TimelineKind::Mitigated)),
        ];
        let turns: Vec<(&str, Stage, Instant)> =
            turns.into_iter().filter_map(|(title, stage, at)| Some((title, stage, at?))).collect();
        let ends = turns.iter().skip(1).map(|(_, _, at)| *at).chain(ended);
        let bars = turns.iter().zip(ends).enumerate().map(|(index, (&(title, stage, starts), ends))| {
            let seconds = (ends.0 - starts.0).num_seconds();
            let takes = Duration::from_secs(seconds);
            (seconds > 0).then(|| Bar { number: index + 1, title: title.to_owned(), stage, starts, takes })
        });
        let bars: Vec<Bar> = bars.collect::<Option<_>>()?;
        (bars.len() > 1).then(|| Gantt {
            title: None,
            by_day: false,
            of_work: false,
            sections: vec![Section { owner: "Outage".to_owned(), bars }],
        })
    }
}
