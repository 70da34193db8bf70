//! A check as it is run: its command, its expectation and its limits, with every name filled in.
//!
//! One reading of a check serves the fingerprint of evidence, `verify` and `health-check.sh`, so
//! that the three cannot differ in what they expect.

use std::num::NonZeroU32;

use crate::commands;
use crate::record::Record;
use crate::record::model::{Check, Expectation, JsonWanted, NumberExpectation, NumberLimits};
use crate::record::units::{Duration, Scalar, Unit};
use crate::record::{template, vars};

/// How long one attempt may take when the check does not say.
pub const DEFAULT_TIMEOUT: i64 = 60;
/// The pause between the tries of `holds` when the check does not say.
pub const DEFAULT_PAUSE_OF_HOLDS: i64 = 10;

/// An automatic check, ready to be run.
#[derive(Debug, Clone)]
pub struct Probe {
    pub id: String,
    /// The command line.
    pub run: String,
    pub expect: Expected,
    /// For one attempt.
    pub timeout: Duration,
    /// At least 1.
    pub attempts: u32,
    /// The pause between attempts, or between the tries of `holds`.
    pub every: Duration,
    /// It passes only if every try for so long passes.
    pub holds: Option<Duration>,
    /// Neither the record says that it changes something, nor does its command for certain.
    pub read_only: bool,
    pub serial: bool,
}

/// All that must hold for the check to pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    pub exit: i32,
    pub equals: Option<String>,
    pub contains: Vec<String>,
    pub excludes: Vec<String>,
    pub matches: Option<String>,
    /// The whole output is one number.
    pub number: Option<Number>,
    /// JSON pointers, and what must stand there.
    pub json: Vec<(String, JsonWanted)>,
    pub within: Option<Within>,
}

/// The limits of a number that is printed.
#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    Limits(Box<NumberLimits>),
    /// No target with a limit; lint reports the name.
    Unknown(String),
}

/// The longest time that the command may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Within {
    Limit(Duration),
    /// Neither a duration nor a target with a time as its `max`; lint reports the name.
    Unknown(String),
}

impl Probe {
    /// `None` for a manual check.
    pub fn of(record: &Record, check: &Check, expand: &dyn Fn(&str) -> String) -> Option<Probe> {
        let run = check.run.as_ref().filter(|_| check.manual != Some(true))?;
        let line = expand(run.as_str());
        Some(Probe {
            id: check.id.as_str().to_owned(),
            expect: Expected::of(record, check.expect.as_ref().map(|expect| &expect.expectation), expand),
            timeout: check.timeout.map_or(Duration::from_secs(DEFAULT_TIMEOUT), |timeout| timeout.0),
            attempts: check.attempts.map_or(1, NonZeroU32::get),
            every: check.every.unwrap_or(match check.holds {
                Some(_) => Duration::from_secs(DEFAULT_PAUSE_OF_HOLDS),
                None => Duration::ZERO,
            }),
            holds: check.holds.map(|holds| holds.0),
            read_only: check.read_only != Some(false) && commands::change(&line).is_none(),
            serial: check.serial == Some(true),
            run: line,
        })
    }
}

impl Expected {
    /// Without an expectation, exit status 0 is what is expected.
    fn of(record: &Record, given: Option<&Expectation>, expand: &dyn Fn(&str) -> String) -> Expected {
        let all = |texts: Option<&crate::record::collections::OneOrMany<crate::record::text::Literal>>| {
            texts.into_iter().flat_map(|texts| texts.iter()).map(|text| expand(text.as_str())).collect()
        };
        Expected {
            exit: given.and_then(|e| e.exit).unwrap_or(0),
            equals: given.and_then(|e| e.equals.as_ref()).map(|text| expand(text.as_str())),
            contains: all(given.and_then(|e| e.contains.as_ref())),
            excludes: all(given.and_then(|e| e.excludes.as_ref())),
            matches: given.and_then(|e| e.matches.as_ref()).map(|pattern| expand(pattern.0.as_str())),
            number: given.and_then(|e| e.number.as_ref()).map(|number| Number::of(record, number, expand)),
            json: given
                .and_then(|e| e.json.as_ref())
                .into_iter()
                .flat_map(|json| &json.0)
                .map(|(pointer, value)| (pointer.clone(), value.map(expand)))
                .collect(),
            within: given.and_then(|e| e.within.as_ref()).map(|text| Within::of(record, &expand(text.as_str()))),
        }
    }
}

impl Number {
    fn of(record: &Record, given: &NumberExpectation, expand: &dyn Fn(&str) -> String) -> Number {
        let id = match given {
            NumberExpectation::Limits(limits) => return Number::Limits(limits.clone()),
            NumberExpectation::Target(id) => expand(id.as_str()),
        };
        let target = record.targets.by_id(id.trim());
        let limits = target.map(|target| {
            let is = || target.is.as_ref().and_then(|is| is.single().cloned());
            let (max, min) = (target.max.clone().or_else(is), target.min.clone().or_else(is));
            NumberLimits { max, min, ..NumberLimits::default() }
        });
        match limits.filter(|limits| limits.bounds().next().is_some()) {
            Some(limits) => Number::Limits(Box::new(limits)),
            None => Number::Unknown(id),
        }
    }
}

impl Within {
    fn of(record: &Record, text: &str) -> Within {
        if let Ok(limit) = Duration::parse(text) {
            return Within::Limit(limit);
        }
        let target = record.targets.by_id(text.trim());
        match target.and_then(|target| target.max.as_ref()) {
            Some(max) if max.unit == Unit::Time => Within::Limit(Duration::from_seconds(max.number)),
            _ => Within::Unknown(text.to_owned()),
        }
    }
}

/// Fills in `vars` only: what evidence must not outlive is the command, not a figure in it.
pub fn expand_vars(record: &Record, text: &str) -> String {
    let value = |path: &str| {
        let name = path.strip_prefix("vars.")?;
        vars::value(record.vars.as_ref()?, name)
    };
    template::expand(text, value).into_owned()
}
