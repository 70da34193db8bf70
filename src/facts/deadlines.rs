//! When each promise is due: at its time, or so long after what it counts from; how far work is.

use std::collections::HashMap;

use super::input::Input;
use super::times;
use super::value::Value;
use crate::record::Record;
use crate::record::model::Deadline;
use crate::record::units::{Instant, When};

pub(super) fn rows(input: &Input) -> Vec<(String, Value)> {
    let times = times_of(input.record).into_iter();
    let known = times.zip(input.record.deadlines.iter()).filter_map(|(time, deadline)| Some((time?, deadline)));
    known.map(|(time, deadline)| (deadline.id.to_string(), Value::Instant(time.at))).collect()
}

/// How far each long piece of work is, by its number.
pub(super) fn progress(input: &Input) -> Vec<(String, Value)> {
    let rows = input.record.progress.iter().enumerate();
    rows.filter_map(|(index, row)| Some(((index + 1).to_string(), Value::Ratio(row.done?)))).collect()
}

/// When a deadline is due.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time {
    at: Instant,
    /// What it counts from is known to the day only, and so is this.
    day_only: bool,
}

impl Time {
    fn new(when: When) -> Time {
        Time { at: when.start(), day_only: when.instant().is_none() }
    }

    /// As exact as it is known.
    pub fn when(self) -> When {
        if self.day_only { When::Date(self.at.0.date_naive()) } else { When::Instant(self.at) }
    }
}

/// By deadline, in the record's order: its time, where that is known.
pub(super) fn times_of(record: &Record) -> Vec<Option<Time>> {
    let deadlines: &[Deadline] = &record.deadlines;
    let by_id: HashMap<&str, usize> = deadlines.iter().enumerate().map(|(at, d)| (d.id.as_str(), at)).collect();
    let mut known: Vec<Option<Option<Time>>> = vec![None; deadlines.len()];
    for start in 0..deadlines.len() {
        // A deadline that counts from another is followed to where the counting begins; a loop has no
        // beginning, and what is on the way is remembered: chains may be long.
        let mut way = Vec::new();
        let mut at = start;
        let mut time = loop {
            if let Some(known) = known[at] {
                break known;
            }
            let from = deadlines[at].from.as_ref().map_or("started", |from| from.as_str());
            // Until it is known, it has no time: whoever comes back here is in a loop.
            known[at] = Some(None);
            way.push(at);
            if let Some(fixed) = deadlines[at].at {
                break Some(Time::new(fixed));
            }
            match (times::moment(record, from), by_id.get(from)) {
                (Some(moment), _) => break Some(Time::new(moment)),
                (None, Some(&next)) => at = next,
                (None, None) => break None,
            }
        };
        for at in way.into_iter().rev() {
            time = time.and_then(|time| after(time, &deadlines[at]));
            known[at] = Some(time);
        }
    }
    known.into_iter().map(Option::flatten).collect()
}

/// When a deadline is due that counts from `time`; one with a time of its own counts from nothing.
fn after(time: Time, deadline: &Deadline) -> Option<Time> {
    match deadline.at {
        Some(_) => Some(time),
        None => Some(Time { at: time.at.plus(deadline.within?)?, ..time }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dues(deadlines: &str) -> Vec<(String, String)> {
        let text = format!(
            "format: 1\nid: d\ntitle: T\nseverity: P1\nstatus: investigating\nsummary: S\nteams: {{a: {{name: A}}}}\n\
             started: 2026-03-01T10:00:00Z\ntimeline: [{{at: 2026-03-01T12:00:00Z, what: Seen, kind: detected}}]\n\
             deadlines: [{deadlines}]\n"
        );
        let loaded = crate::record::decode("test.yaml", text.as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1));
        let record = &loaded.record;
        let times = times_of(record).into_iter().zip(record.deadlines.iter());
        times.filter_map(|(time, deadline)| Some((deadline.id.to_string(), time?.at.to_string()))).collect()
    }

    #[test]
    fn a_clock_starts_with_a_moment_or_with_another_deadline() {
        let chained = "{id: early, what: E, within: 24h, from: detected}, {id: full, what: F, within: 2d, from: early}, \
                       {id: fixed, what: X, at: 2026-04-01}";
        let found = dues(chained);
        let found: Vec<_> = found.iter().map(|(id, at)| (id.as_str(), at.as_str())).collect();
        let expected =
            [("early", "2026-03-02 12:00 UTC"), ("full", "2026-03-04 12:00 UTC"), ("fixed", "2026-04-01 00:00 UTC")];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_has_no_beginning_has_no_time() {
        assert!(dues("{id: a, what: A, within: 1h, from: b}, {id: b, what: B, within: 1h, from: a}").is_empty());
        assert!(dues("{id: a, what: A, within: 1h, from: ended}").is_empty());
        let one = dues(
            "{id: a, what: A, within: 1h, from: b}, {id: b, what: B, within: 1h, from: b}, {id: c, what: C, at: 2026-04-01}",
        );
        assert_eq!(one, [("c".to_owned(), "2026-04-01 00:00 UTC".to_owned())]);
    }
}
