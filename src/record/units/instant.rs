//! Points in time, always with their offset from UTC, and plain dates.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};

use super::{DurationRange, Scalar, scalar};

/// RFC 3339 with its offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub DateTime<FixedOffset>);

/// An instant, or a day where only the day matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Instant(Instant),
    Date(NaiveDate),
}

/// When something is due: so long after `handoff.at`, or at a given time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    After(DurationRange),
    At(When),
}

impl Instant {
    /// `None` when the sum leaves the calendar.
    pub fn plus(self, duration: super::Duration) -> Option<Instant> {
        let delta = chrono::TimeDelta::try_milliseconds(duration.millis())?;
        self.0.checked_add_signed(delta).map(Instant)
    }

    /// With the weekday in front, for times at which a reader must act: `Tue 2025-09-16 13:37 -07:00`.
    pub fn with_weekday(self) -> String {
        format!("{} {self}", self.0.weekday())
    }
}

impl When {
    /// For order: a date counts from its first moment in UTC.
    pub fn start(self) -> Instant {
        match self {
            When::Instant(instant) => instant,
            When::Date(date) => Instant(date.and_time(chrono::NaiveTime::MIN).and_utc().fixed_offset()),
        }
    }

    pub fn instant(self) -> Option<Instant> {
        match self {
            When::Instant(instant) => Some(instant),
            When::Date(_) => None,
        }
    }

    /// [`Instant::with_weekday`], also for a date.
    pub fn with_weekday(self) -> String {
        match self {
            When::Instant(instant) => instant.with_weekday(),
            When::Date(date) => format!("{} {date}", date.weekday()),
        }
    }
}

impl Scalar for Instant {
    const EXPECTED: &'static str = "an instant with its offset such as `2025-09-16T09:37:00-07:00`";

    fn parse(text: &str) -> Result<Self, String> {
        match rfc3339(text.trim()) {
            Some(instant) if (1..=9999).contains(&instant.year()) => Ok(Instant(instant)),
            _ => Err(no_instant(text, Self::EXPECTED)),
        }
    }
}

/// RFC 3339; the seconds may be left out.
fn rfc3339(text: &str) -> Option<DateTime<FixedOffset>> {
    let short = text.get(16..17).is_some_and(|next| matches!(next, "Z" | "z" | "+" | "-"));
    let full = if short { Cow::Owned(format!("{}:00{}", &text[..16], &text[16..])) } else { Cow::Borrowed(text) };
    DateTime::parse_from_rfc3339(&full).ok()
}

fn no_instant(text: &str, expected: &str) -> String {
    match Meant::of(text.trim()) {
        Some(Meant { time, zone: Some(zone) }) => format!("`{text}` is written `{time}{zone}`"),
        Some(Meant { time, zone: None }) => format!(
            "`{text}` has no offset: write `{time}Z` if that is UTC, else with the offset, as in `{time}-07:00`"
        ),
        None => format!("`{text}` is not {expected}"),
    }
}

/// What an author meant who wrote a time in another way.
struct Meant {
    /// `2026-03-02T10:00`
    time: String,
    /// The offset, unless there is none or a name that several zones share.
    zone: Option<String>,
}

impl Meant {
    fn of(text: &str) -> Option<Meant> {
        let date = parse_date(text.get(..10)?)?;
        let rest = text[10..].trim_start_matches([',', ' ', 'T', 't']);
        let end = rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.')).count();
        let (clock, zone) = (&rest[..end], rest[end..].trim());
        let clock = if clock.find(':') == Some(1) { format!("0{clock}") } else { clock.to_owned() };
        let time = format!("{date}T{clock}");
        rfc3339(&format!("{time}Z"))?;
        let zone = match zone {
            "UTC" | "utc" | "GMT" | "Z" | "z" => Some("Z".to_owned()),
            zone => offset(zone.trim_start_matches("UTC").trim_start_matches("GMT")),
        };
        Some(Meant { time, zone })
    }
}

/// `+0200`, `+2`, `-07:00` -> `-07:00`.
fn offset(zone: &str) -> Option<String> {
    let (sign, digits) = (zone.get(..1)?, zone.get(1..)?.replace(':', ""));
    let sign = match sign {
        "+" => '+',
        "-" => '-',
        _ => return None,
    };
    let number: u32 = digits.parse().ok()?;
    let (hours, minutes) = if digits.len() > 2 { (number / 100, number % 100) } else { (number, 0) };
    (hours < 24 && minutes < 60 && digits.len() <= 4).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (text.len() == 10 && (1..=9999).contains(&date.year())).then_some(date)
}

impl Scalar for When {
    const EXPECTED: &'static str = "an instant with its offset such as `2025-09-16T09:37:00-07:00`, or a date";

    fn parse(text: &str) -> Result<Self, String> {
        match parse_date(text) {
            Some(date) => Ok(When::Date(date)),
            None => Instant::parse(text).map(When::Instant).map_err(|_| no_instant(text, Self::EXPECTED)),
        }
    }
}

impl Scalar for Due {
    const EXPECTED: &'static str = "a duration after the handoff such as `24h`, an instant with its offset, or a date";

    fn parse(text: &str) -> Result<Self, String> {
        if let Ok(when) = When::parse(text) {
            return Ok(Due::At(when));
        }
        match DurationRange::parse(text) {
            Ok(after) => Ok(Due::After(after)),
            Err(why) if why.contains("end is larger") => Err(why),
            Err(_) => Err(no_instant(text, Self::EXPECTED)),
        }
    }
}

impl fmt::Display for Instant {
    /// `2025-09-16 09:37 -07:00`, in the offset in which it was written; seconds only if there are any.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} {} {}", self.0.format("%Y-%m-%d"), self.clock(), self.zone())
    }
}

impl Instant {
    /// `-07:00`, or `UTC`.
    pub fn zone(self) -> String {
        match self.0.offset().local_minus_utc() / 60 {
            0 => "UTC".to_owned(),
            minutes => {
                let sign = if minutes < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        }
    }

    /// Seconds only if there are any.
    pub(super) fn clock(self) -> String {
        self.0.format(if self.0.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            When::Instant(instant) => write!(f, "{instant}"),
            When::Date(date) => write!(f, "{date}"),
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Due::After(duration) => write!(f, "{duration}"),
            Due::At(when) => write!(f, "{when}"),
        }
    }
}

scalar!(Instant, "Instant", {
    "type": "string",
    "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2})\s*$"
});
scalar!(When, "When", {
    "type": "string",
    "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2}))?\s*$"
});
scalar!(Due, "Due", {
    "type": "string",
    "pattern": r"^\s*([0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2}))?|~?\s*([0-9]+(\.[0-9]+)?\s*(ms|s|min|m|h|d|w)?\s*)+(\s*[-–]\s*([0-9]+(\.[0-9]+)?\s*(ms|s|min|m|h|d|w)\s*)+)?)\s*$"
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_in_the_offset_in_which_it_was_written() {
        let show = |text| When::parse(text).unwrap().to_string();
        assert_eq!(show("2025-09-16T09:37:00-07:00"), "2025-09-16 09:37 -07:00");
        assert_eq!(show("2026-03-02T15:40:05Z"), "2026-03-02 15:40:05 UTC");
        assert_eq!(show("2025-09-16"), "2025-09-16");
        assert_eq!(When::parse("2025-09-16").unwrap().with_weekday(), "Tue 2025-09-16");
    }

    #[test]
    fn seconds_may_be_left_out() {
        for (short, long) in
            [("2025-09-16T09:37-07:00", "2025-09-16T09:37:00-07:00"), ("2026-03-02T15:40Z", "2026-03-02T15:40:00Z")]
        {
            assert_eq!(Instant::parse(short), Instant::parse(long));
            assert!(Instant::parse(short).is_ok());
        }
        assert!(Instant::parse("2026-03-02T15Z").is_err() && Instant::parse("2026-03-02T15:40:Z").is_err());
    }

    #[test]
    fn the_error_shows_the_own_time_of_the_author() {
        for (written, right) in [
            ("2026-03-02 10:00 UTC", "2026-03-02T10:00Z"),
            ("2026-03-02 10:00:05Z", "2026-03-02T10:00:05Z"),
            ("2026-03-02, 9:05 GMT+2", "2026-03-02T09:05+02:00"),
            ("2026-03-02T10:00 -0730", "2026-03-02T10:00-07:30"),
            ("2026-03-02T10:00:00.5+1", "2026-03-02T10:00:00.5+01:00"),
        ] {
            if Instant::parse(written).is_ok() {
                continue;
            }
            assert_eq!(Instant::parse(written).unwrap_err(), format!("`{written}` is written `{right}`"));
        }
        assert!(When::parse("2026-03-02 10:00 PST").unwrap_err().contains("has no offset"));
        for other in ["2026-03-02 25:00 UTC", "2026-02-30 10:00Z", "yesterday", "03/02/2026 10:00", "é026-03-02 1"] {
            assert!(Instant::parse(other).unwrap_err().contains("is not an instant"), "{other}");
        }
    }

    #[test]
    fn a_time_without_a_zone_is_refused() {
        assert!(
            When::parse("2025-09-16T09:37:00").unwrap_err().contains("write `2025-09-16T09:37:00Z` if that is UTC")
        );
        assert!(When::parse("2025-09-31").is_err());
        assert!(When::parse("2025-9-1").is_err());
        assert!(Due::parse("soon").unwrap_err().contains("a duration after the handoff"));
        assert!(matches!(Due::parse("24h"), Ok(Due::After(_))));
    }
}
