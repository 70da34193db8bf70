//! A time by which something is to be done.

use chrono::{FixedOffset, NaiveTime, TimeZone};

use crate::record::units::{Instant, When};

/// A time by which something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    /// A date where only the day is known.
    pub when: When,
    /// The first moment that is too late: of a date the next midnight where the incident was handed off.
    too_late: Instant,
}

impl By {
    /// `zone` is where days end; `None` beyond the calendar.
    pub(super) fn new(when: When, zone: FixedOffset) -> Option<By> {
        let too_late = match when {
            When::Instant(at) => at,
            When::Date(date) => {
                let midnight = date.succ_opt()?.and_time(NaiveTime::MIN);
                Instant(zone.from_local_datetime(&midnight).single()?)
            }
        };
        Some(By { when, too_late })
    }

    /// Whether it is past: an instant from that moment on, a date from the next day on. A present that
    /// is a date is any time of that day.
    pub fn is_past(&self, present: When) -> bool {
        match (present, self.when) {
            (When::Instant(now), _) => self.too_late <= now,
            (When::Date(today), When::Date(date)) => date < today,
            (When::Date(today), When::Instant(at)) => at.0.date_naive() < today,
        }
    }

    /// For order: dates stand behind the instants of their day.
    pub fn order(&self) -> Instant {
        self.too_late
    }
}
