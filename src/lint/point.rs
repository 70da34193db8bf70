//! Times as rules compare them: for certain, or not at all.

use chrono::{TimeDelta, Timelike};

use crate::record::units::When;

const GRACE_MINUTES: i64 = 15;

/// A time and whether it is estimated.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    pub at: When,
    pub about: bool,
}

impl Point {
    pub fn exactly(at: When) -> Self {
        Point { at, about: false }
    }

    /// Whether it lies before another for certain.
    pub fn is_before(self, other: Point) -> bool {
        let grace = if self.about || other.about { GRACE_MINUTES } else { 0 };
        match (self.at, other.at) {
            (When::Date(a), When::Date(b)) => a < b,
            (When::Instant(a), When::Instant(b)) => a.0 + TimeDelta::minutes(grace) < b.0,
            (When::Instant(a), When::Date(b)) => (a.0 + TimeDelta::minutes(grace)).date_naive() < b,
            (When::Date(a), When::Instant(b)) => a < (b.0 - TimeDelta::minutes(grace)).date_naive(),
        }
    }

    /// Whether the two cannot be one moment. What is given to the minute may lie anywhere in it.
    pub fn is_another_than(self, other: Point) -> bool {
        let close = match (self.at, other.at) {
            (When::Instant(a), When::Instant(b)) => {
                let rounded = a.0.second() == 0 || b.0.second() == 0;
                rounded && (a.0 - b.0).num_seconds().abs() < 60
            }
            _ => false,
        };
        !close && (self.is_before(other) || other.is_before(self))
    }
}

/// Whether a time is past: a date from the next day on; for a present that is a date, an instant when its day is.
pub fn is_past(until: When, present: When) -> bool {
    match (until, present) {
        (When::Date(until), When::Date(day)) => until < day,
        (When::Date(until), When::Instant(now)) => until < now.0.date_naive(),
        (When::Instant(until), When::Instant(now)) => until < now,
        (When::Instant(until), When::Date(day)) => until.0.date_naive() < day,
    }
}
