//! When each promise is due: at its time, or so long after what it counts from; how far work is.

use std::collections::{HashMap, HashSet};

use super::input::Input;
use super::times;
use super::value::Value;
use crate::record::Record;
use crate::record::model::Deadline;
use crate::record::units::Instant;

pub(super) fn rows(input: &Input) -> Vec<(String, Value)> {
    due(input.record).into_iter().map(|(id, at)| (id.to_owned(), Value::Instant(at))).collect()
}

/// How far each long piece of work is, by its number.
pub(super) fn progress(input: &Input) -> Vec<(String, Value)> {
    let rows = input.record.progress.iter().enumerate();
    rows.filter_map(|(index, row)| Some(((index + 1).to_string(), Value::Ratio(row.done?)))).collect()
}

/// The deadlines of which the time is known, in the record's order.
fn due(record: &Record) -> Vec<(&str, Instant)> {
    let by_id: HashMap<&str, &Deadline> = record.deadlines.iter().map(|d| (d.id.as_str(), d)).collect();
    let known = record.deadlines.iter().filter_map(|d| Some((d.id.as_str(), of(record, d, &by_id)?)));
    known.collect()
}

/// A deadline that counts from another is followed to where the counting begins; a loop has no beginning.
fn of(record: &Record, deadline: &Deadline, by_id: &HashMap<&str, &Deadline>) -> Option<Instant> {
    let (mut at, mut within) = (deadline, crate::record::units::Duration::ZERO);
    let mut seen = HashSet::new();
    loop {
        if let Some(time) = at.at {
            return time.start().plus(within);
        }
        within = within + at.within?;
        let from = at.from.as_ref().map_or("started", |from| from.as_str());
        if let Some(moment) = times::moment(record, from) {
            return moment.plus(within);
        }
        if !seen.insert(from) {
            return None;
        }
        at = by_id.get(from)?;
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
        due(&loaded.record).into_iter().map(|(id, at)| (id.to_owned(), at.to_string())).collect()
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
    }
}
