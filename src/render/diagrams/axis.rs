//! The ticks of a time axis: as many as tell one from another.

use crate::record::units::Duration;

/// How far apart ticks stand, and how they are written.
pub struct Axis {
    /// As mermaid has it: `30minute`.
    pub every: &'static str,
    /// In the letters of strftime.
    pub format: &'static str,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Up to so many seconds: a tick so often, written so.
const AXES: &[(i64, &str, &str)] = &[
    (10 * MINUTE, "1minute", "%H:%M"),
    (HOUR, "10minute", "%H:%M"),
    (4 * HOUR, "30minute", "%H:%M"),
    (10 * HOUR, "1hour", "%H:%M"),
    (DAY, "3hour", "%a %H:%M"),
    (3 * DAY, "8hour", "%a %H:%M"),
    (12 * DAY, "1day", "%a %d %b"),
    (90 * DAY, "1week", "%d %b"),
    (i64::MAX, "1month", "%b %Y"),
];

/// For so long a time from the first tick to the last.
pub fn axis(span: Duration) -> Axis {
    let seconds = span.millis() / 1000;
    let found = AXES.iter().find(|(most, ..)| seconds <= *most).unwrap_or(&AXES[AXES.len() - 1]);
    Axis { every: found.1, format: found.2 }
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
