//! The ticks of a time axis: as many as tell one from another.

use crate::record::units::Duration;

/// How far apart ticks stand, and how they are written.
pub struct Axis {
    /// As mermaid has it: `30minute`.
    pub every: &'static str,
    /// The same in seconds; a month has 30 days.
    pub seconds: i64,
    /// In the letters of strftime.
    pub format: &'static str,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Up to so many seconds: a tick so often, written so.
const AXES: &[(i64, &str, i64, &str)] = &[
    (10 * MINUTE, "1minute", MINUTE, "%H:%M"),
    (HOUR, "10minute", 10 * MINUTE, "%H:%M"),
    (4 * HOUR, "30minute", 30 * MINUTE, "%H:%M"),
    (10 * HOUR, "1hour", HOUR, "%H:%M"),
    (DAY, "3hour", 3 * HOUR, "%a %H:%M"),
    (3 * DAY, "8hour", 8 * HOUR, "%a %H:%M"),
    (12 * DAY, "1day", DAY, "%a %d %b"),
    (90 * DAY, "1week", 7 * DAY, "%d %b"),
    (i64::MAX, "1month", 30 * DAY, "%b %Y"),
];

/// For so long a time from the first tick to the last.
pub fn axis(span: Duration) -> Axis {
    let seconds = span.millis() / 1000;
    let found = AXES.iter().find(|(most, ..)| seconds <= *most).unwrap_or(&AXES[AXES.len() - 1]);
    Axis { every: found.1, seconds: found.2, format: found.3 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_tell_one_from_another_for_minutes_and_for_months() {
        let of = |seconds: i64| axis(Duration::from_secs(seconds)).every;
        assert_eq!(of(0), "1minute");
        assert_eq!(of(5 * HOUR), "1hour");
        assert_eq!(of(35 * DAY), "1week");
        assert_eq!(of(900 * DAY), "1month");
    }
}
