//! What a step is, what it starts from, and how it ends.

use std::fmt;

use chrono::SecondsFormat;

use crate::evidence::Evidence;
use crate::facts::Facts;
use crate::life::draft::{Draft, Stuck};
use crate::lint::Levels;
use crate::record::model::{Outcome, TimelineKind};
use crate::record::units::Instant;
use crate::record::{Loaded, Record};

/// What somebody did or wants to do.
#[derive(Debug, Clone)]
pub enum Step {
    /// The receiving team has taken the incident over.
    Acknowledge,
    /// Something of the record is done: by its id, its path, or its words.
    Done {
        item: String,
    },
    Answer {
        question: String,
        text: String,
    },
    HandOver {
        from: Option<String>,
        to: String,
        reason: String,
        first: Vec<String>,
    },
    Return,
    TakeBack,
    Close {
        ended: Option<Instant>,
    },
    Note {
        text: String,
        kind: Option<TimelineKind>,
    },
    Tried {
        text: String,
        outcome: Option<Outcome>,
        result: Option<String>,
        remedy: Option<String>,
        component: Option<String>,
    },
    Decide {
        text: String,
        because: String,
        rejected: Vec<String>,
    },
}

/// When and by whom it is done.
#[derive(Debug, Clone)]
pub struct Moment {
    pub at: Instant,
    pub by: Option<String>,
    /// Why it is done although something is missing.
    pub anyway: Option<String>,
}

impl Moment {
    /// As it is written into a record.
    pub fn written(&self) -> String {
        written(self.at)
    }
}

pub fn written(at: Instant) -> String {
    at.0.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A record before a step.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    pub loaded: &'a Loaded,
    pub facts: &'a Facts,
    pub evidence: &'a Evidence,
    pub levels: &'a Levels,
}

impl<'a> Before<'a> {
    pub fn record(&self) -> &'a Record {
        &self.loaded.record
    }
}

/// A record's text after a step.
#[derive(Debug)]
pub struct Taken {
    pub draft: Draft,
    /// What was changed: a line a place.
    pub changed: Vec<String>,
}

/// Why a step is not taken.
#[derive(Debug)]
pub enum Refused {
    /// All that is missing for it.
    Missing { step: &'static str, reasons: Vec<Reason> },
    /// The words fit several things.
    Ambiguous { asked: String, found: Vec<String> },
    /// Nothing has that name.
    Unknown { what: &'static str, asked: String, near: Option<String> },
    /// The text has no room for it.
    Stuck(Stuck),
    /// It is not what a record can hold.
    Invalid(Box<(crate::source::Source, Vec<crate::diagnostic::Diagnostic>)>),
}

impl From<Stuck> for Refused {
    fn from(stuck: Stuck) -> Self {
        Refused::Stuck(stuck)
    }
}

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub text: String,
    /// No reason to do it anyway helps: the step has no meaning without it.
    pub firm: bool,
}

impl Reason {
    pub fn soft(text: impl Into<String>) -> Reason {
        Reason { text: text.into(), firm: false }
    }

    pub fn firm(text: impl Into<String>) -> Reason {
        Reason { text: text.into(), firm: true }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}
