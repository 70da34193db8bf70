//! When something may happen, at the earliest and at the latest.

use std::fmt;

use chrono::Datelike;

use super::{About, Instant, Range};

/// Both ends in one offset; equal where the time is known.
pub type InstantRange = About<Range<Instant>>;

impl InstantRange {
    /// With weekdays, for times at which a reader must act: `Tue 2025-09-16 12:37–14:37 -07:00`.
    pub fn with_weekday(&self) -> String {
        self.shown(|at| format!("{} {}", at.0.weekday(), at.0.format("%Y-%m-%d")))
    }

    /// For a plan that is told elsewhere with its date and offset: `Tue 12:37–14:37`; with dates from six
    /// days after `from` on.
    pub fn clock(&self, from: Instant) -> String {
        let near = self.value.max.0 - from.0 < chrono::TimeDelta::days(6) && self.value.min >= from;
        let day = |at: Instant| match near {
            true => at.0.weekday().to_string(),
            false => format!("{} {}", at.0.weekday(), at.0.format("%Y-%m-%d")),
        };
        let text = self.shown(day);
        text.trim_end_matches(&self.value.max.zone()).trim_end().to_owned()
    }

    fn shown(&self, day: impl Fn(Instant) -> String) -> String {
        let Range { min, max } = self.value;
        let about = if self.approximate { "~" } else { "" };
        let (from, to) = (min.clock(), max.clock());
        let span = match (day(min), day(max)) {
            (day, same) if day == same && from == to => format!("{day} {from}"),
            (day, same) if day == same => format!("{day} {from}–{to}"),
            (first, last) => format!("{first} {from} to {last} {to}"),
        };
        format!("{about}{span} {}", max.zone())
    }
}

impl fmt::Display for Range<Instant> {
    /// `2025-09-16 12:37–14:37 -07:00`, both ends in one offset.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&About::exactly(*self).shown(|at| at.0.format("%Y-%m-%d").to_string()))
    }
}
