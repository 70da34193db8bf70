//! The answer: changes in five parts, facts, findings.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::record::FieldPath;

/// How much a change matters, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What will be run or pasted; what counts as proof; what is bypassed.
    Danger,
    /// Where the incident stands and who has it.
    State,
    /// Quantities, from which facts follow.
    Figures,
    /// What there is to do, and what is done.
    Work,
    /// Words.
    Text,
}

impl Part {
    pub const ALL: [Part; 5] = [Part::Danger, Part::State, Part::Figures, Part::Work, Part::Text];

    /// For programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Danger => "danger",
            Part::State => "state",
            Part::Figures => "figures",
            Part::Work => "work",
            Part::Text => "text",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Part::Danger => "Danger",
            Part::State => "State",
            Part::Figures => "Figures",
            Part::Work => "Work",
            Part::Text => "Text",
        }
    }
}

/// What became of a value or an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Added,
    Removed,
    Changed,
    /// Only its place among its neighbours, where that means something.
    Moved,
}

/// One change, at a path that the new record has, or the old one where it was removed.
#[derive(Debug, Clone)]
pub struct Change {
    pub part: Part,
    pub what: What,
    /// As `lint.allow.at` takes it.
    pub path: String,
    /// Where it stands in the old record, and in the new one.
    pub places: (Option<FieldPath>, Option<FieldPath>),
    /// A text as written, or an item as an object of them.
    pub before: Option<Value>,
    pub after: Option<Value>,
    /// The paths of the causes; empty for a cause.
    pub because: Vec<String>,
    /// What is to be said beside the two values, such as `the limit is looser`.
    pub note: Option<&'static str>,
    /// Whether its values are commands, which are shown in full.
    pub is_command: bool,
}

/// A fact with another value; `None` where it did not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    pub name: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub because: Vec<String>,
}

/// All that changed, worst first.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    pub changes: Vec<Change>,
    pub facts: Vec<FactChange>,
    /// What lint says of the new record and did not say of the old one.
    pub new_findings: Vec<Diagnostic>,
    pub gone_findings: Vec<Diagnostic>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
            && self.facts.is_empty()
            && self.new_findings.is_empty()
            && self.gone_findings.is_empty()
    }

    pub fn of(&self, part: Part) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.part == part)
    }
}
