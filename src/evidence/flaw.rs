//! What an entry lacks to be proof, whatever its outcome: a person behind a manual check, a time at
//! which it can have been found. The file comes with pull requests, so each is asked again wherever
//! evidence counts.

use std::fmt;

use chrono::TimeDelta;

use crate::record::Record;
use crate::record::model::{Check, TimelineKind};
use crate::record::units::{Instant, When};
use crate::visible::is_hidden;

/// How far two clocks may be apart.
const SKEW: TimeDelta = TimeDelta::minutes(5);
/// The grace of a start that is only estimated, as for `time-disorder`.
const GRACE: TimeDelta = TimeDelta::minutes(15);
/// Longer than any incident: what is dated later was never found, whatever the present is. Where
/// no clock is asked, as in rendering, this alone bounds the time.
const LONGEST_DAYS: i64 = 3_660;

/// Why an entry proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// A manual check, and nobody is named who saw it.
    NoPerson,
    /// A manual check, and nothing is said of what was seen.
    NothingSeen,
    /// Found before the incident began.
    BeforeStart(When),
    /// Found after the present, or years after the handoff.
    Future,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Flaw::NoPerson => f.write_str("it does not say who saw it"),
            Flaw::NothingSeen => f.write_str("it does not say what was seen"),
            Flaw::BeforeStart(start) => write!(f, "it is from before the incident started, {start}"),
            Flaw::Future => f.write_str("it is from the future"),
        }
    }
}

/// What a manual check lacks when its entry names this person and says that this was seen.
pub fn person_flaw(check: &Check, by: Option<&str>, saw: Option<&str>) -> Option<Flaw> {
    if check.manual != Some(true) {
        return None;
    }
    let nobody = || (!says_something(by)).then_some(Flaw::NoPerson);
    nobody().or_else(|| (!says_something(saw)).then_some(Flaw::NothingSeen))
}

/// Whether nothing can have been found at this time; the present only where it is known.
pub fn time_flaw(record: &Record, at: Instant, present: Option<Instant>) -> Option<Flaw> {
    if let Some((start, grace)) = start(record)
        && is_before(at, start, grace)
    {
        return Some(Flaw::BeforeStart(start));
    }
    let passed = |limit: Instant, more: TimeDelta| at.0.signed_duration_since(limit.0) > more;
    let future = present.is_some_and(|present| passed(present, SKEW))
        || record.handed_off().is_some_and(|handoff| passed(handoff.start(), TimeDelta::days(LONGEST_DAYS)));
    future.then_some(Flaw::Future)
}

fn says_something(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.chars().any(|c| !c.is_whitespace() && !is_hidden(c)))
}

/// When the incident began, and how far that may be off.
fn start(record: &Record) -> Option<(When, TimeDelta)> {
    let entry = || record.timeline.iter().find(|entry| entry.kind == Some(TimelineKind::Started));
    let of_entry = |about| if about == Some(true) { GRACE } else { TimeDelta::zero() };
    let field = record.started.map(|at| (at, TimeDelta::zero()));
    field.or_else(|| entry().map(|entry| (entry.at, of_entry(entry.about))))
}

/// A plain date is over only when its whole day is, wherever it was written.
fn is_before(at: Instant, start: When, grace: TimeDelta) -> bool {
    match start {
        When::Instant(start) => start.0.signed_duration_since(at.0) > grace,
        When::Date(day) => at.0.date_naive() < day && at.0.to_utc().date_naive() < day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::tests_support::{entry, record_with};
    use crate::evidence::{Entry, Evidence, Outcome, Standing, fingerprint};
    use crate::record::units::Scalar;

    const CHECKS: &str = "{id: a, what: A, run: probe, expect: ok}, {id: m, what: M, manual: true}";

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn flaw_of(more: &str, check: usize, change: impl Fn(Entry) -> Entry, present: Option<&str>) -> Option<Flaw> {
        let record = record_with(CHECKS, more);
        let check = &record.checks[check];
        let whole = Entry { by: Some("Ana".into()), saw: Some("a chat".into()), ..entry() };
        let entry = Entry { fingerprint: fingerprint(&record, check), ..change(whole) };
        let mut evidence = Evidence::default();
        evidence.set(check.id.as_str(), Entry { outcome: Outcome::Passed, ..entry });
        if let Some(present) = present {
            evidence = evidence.seen_at(at(present));
        }
        let found = evidence.flaw(&record, check);
        let proves = matches!(evidence.standing(&record, check), Standing::Passed(_));
        assert_eq!(proves, found.is_none(), "what is flawed proves nothing");
        found
    }

    #[test]
    fn a_manual_check_needs_a_person_and_words() {
        for nobody in [None, Some(""), Some(" \n"), Some("\u{200B}\u{202E}")] {
            let text = || nobody.map(str::to_owned);
            assert_eq!(flaw_of("", 1, |e| Entry { by: text(), ..e }, None), Some(Flaw::NoPerson), "{nobody:?}");
            assert_eq!(flaw_of("", 1, |e| Entry { saw: text(), ..e }, None), Some(Flaw::NothingSeen), "{nobody:?}");
            assert_eq!(flaw_of("", 0, |e| Entry { by: text(), saw: text(), ..e }, None), None, "a command needs none");
        }
        assert_eq!(flaw_of("", 1, |e| e, None), None);
    }

    #[test]
    fn nothing_is_proven_before_the_incident_or_after_the_present() {
        let late = Some(Flaw::Future);
        for (when, present, expected) in [
            ("2026-03-02T15:40:00Z", None, None),
            ("9999-01-01T00:00:00Z", None, late),
            ("2037-01-01T00:00:00Z", None, late),
            ("2027-03-02T15:40:00Z", None, None),
            ("2027-03-02T15:40:00Z", Some("2026-03-03T00:00:00Z"), late),
            ("2026-03-02T15:44:00Z", Some("2026-03-02T15:40:00Z"), None),
            ("2026-03-02T15:46:00Z", Some("2026-03-02T15:40:00Z"), late),
            ("2026-03-02T17:40:00+02:00", Some("2026-03-02T15:40:00Z"), None),
        ] {
            assert_eq!(flaw_of("", 0, |e| Entry { at: at(when), ..e }, present), expected, "{when} {present:?}");
        }
    }

    #[test]
    fn the_start_is_the_field_or_else_the_timeline() {
        let is_early = |more: &str, when: &str| {
            matches!(flaw_of(more, 0, |e| Entry { at: at(when), ..e }, None), Some(Flaw::BeforeStart(_)))
        };
        let field = "started: 2026-03-02T10:00:00Z";
        assert!(is_early(field, "2026-03-02T09:59:59Z") && !is_early(field, "2026-03-02T10:00:00Z"));
        assert!(is_early(field, "2025-03-02T10:00:00Z"));
        assert!(is_early("started: 2026-03-02", "2026-03-01T12:00:00Z"));
        assert!(!is_early("started: 2026-03-02", "2026-03-01T23:00:00-05:00"), "in UTC it is the day");
        let timeline =
            |about: bool| format!("timeline: [{{at: 2026-03-02T10:00:00Z, what: W, kind: started, about: {about}}}]");
        assert!(is_early(&timeline(false), "2026-03-02T09:50:00Z"));
        assert!(!is_early(&timeline(true), "2026-03-02T09:50:00Z"));
        assert!(is_early(&timeline(true), "2026-03-02T09:40:00Z"));
    }
}
