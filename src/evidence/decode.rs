//! `evidence.yaml` -> [`Evidence`]. The file comes with pull requests: it is trusted no more than
//! a record, and read by the same machinery.

use std::str::FromStr;

use serde::Deserialize;

use super::{Entry, Evidence, Outcome};
use crate::diagnostic::{Diagnostic, INVALID_EVIDENCE};
use crate::record::collections::Map;
use crate::record::ids::Id;
use crate::record::text::{Inline, Prose};
use crate::record::units::{Decimal, Instant, Scalar, not_null, scalar};
use crate::source::Source;

/// The source with all that keeps it from being evidence.
pub type Undecodable = (Source, Vec<Diagnostic>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "format", deserialize_with = "not_null")]
    _format: crate::record::model::Format,
    #[serde(default)]
    checks: Map<Id, Found>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Found {
    outcome: Outcome,
    #[serde(deserialize_with = "not_null")]
    at: Instant,
    #[serde(default, deserialize_with = "present")]
    since: Option<Instant>,
    #[serde(default, deserialize_with = "present")]
    by: Option<Inline>,
    #[serde(default, deserialize_with = "present")]
    host: Option<Inline>,
    #[serde(default, deserialize_with = "present")]
    seconds: Option<Seconds>,
    #[serde(default, deserialize_with = "present")]
    exit: Option<i32>,
    #[serde(default, deserialize_with = "present")]
    attempts: Option<u32>,
    #[serde(default, deserialize_with = "present")]
    excerpt: Option<Prose>,
    #[serde(default, deserialize_with = "present")]
    saw: Option<Prose>,
    #[serde(deserialize_with = "not_null")]
    fingerprint: Inline,
}

fn present<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    not_null(from).map(Some)
}

/// A measured time, without a unit because the key is the unit.
#[derive(Debug, Clone, Copy)]
struct Seconds(Decimal);

/// Some 30 years: what is longer is no measurement, and sums of it must not overflow.
const LONGEST: i64 = 1_000_000_000;

impl Scalar for Seconds {
    const EXPECTED: &'static str = "a number of seconds such as `0.412`";
    fn parse(text: &str) -> Result<Self, String> {
        match Decimal::from_str(text.trim()) {
            Ok(seconds) if seconds >= Decimal::ZERO && seconds <= Decimal::from(LONGEST) => Ok(Seconds(seconds)),
            _ => Err(format!("`{}` is not {}", text.escape_debug(), Self::EXPECTED)),
        }
    }
}

impl std::fmt::Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

scalar!(Seconds, "Seconds", {"type": "number", "minimum": 0});

impl Evidence {
    /// Reads the file. `name` is how messages call it. A file with nothing but comments is no
    /// evidence, and no error.
    pub fn decode(name: &str, bytes: &[u8]) -> Result<Evidence, Undecodable> {
        let blank = |line: &[u8]| line.trim_ascii().first().is_none_or(|&first| first == b'#');
        if bytes.split(|&byte| byte == b'\n').all(blank) {
            return Ok(Evidence::default());
        }
        match crate::record::decode_as::<File>(name, bytes) {
            Ok(file) => {
                let entries = file.checks.0.into_iter().map(|(id, found)| (id.as_str().to_owned(), found.into()));
                Ok(Evidence { entries: entries.collect(), present: None })
            }
            Err(boxed) => {
                let (source, found) = *boxed;
                Err((source, found.into_iter().map(as_evidence).collect()))
            }
        }
    }
}

/// The shared machinery speaks of records.
fn as_evidence(diagnostic: Diagnostic) -> Diagnostic {
    let reword = |text: String| text.replace("the record", "the evidence").replace("a record", "the evidence");
    Diagnostic { rule: INVALID_EVIDENCE, message: reword(diagnostic.message), ..diagnostic }
}

impl From<Found> for Entry {
    fn from(found: Found) -> Entry {
        Entry {
            outcome: found.outcome,
            at: found.at,
            since: found.since,
            by: found.by.map(|text| text.0),
            host: found.host.map(|text| text.0),
            seconds: found.seconds.map(|seconds| seconds.0),
            exit: found.exit,
            attempts: found.attempts,
            excerpt: found.excerpt.map(|text| text.0),
            saw: found.saw.map(|text| text.0),
            fingerprint: found.fingerprint.0,
        }
    }
}
