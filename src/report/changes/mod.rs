//! What changed in meaning, for people, for pull requests, for programs, for annotations.

mod github;
mod json;
mod markdown;
mod text;
mod words;

pub use github::change_annotations;
pub use json::changes as changes_json;
pub use markdown::changes as changes_markdown;
pub use text::changes as changes_text;

use serde_json::Value;

use crate::diff::{Change, Changes, FactChange, Part, What, documents};
use crate::secrets::Masker;
use crate::source::Source;

/// One record with what changed in it.
pub struct Compared<'a> {
    /// The name of the file, as it is now or was.
    pub file: String,
    /// The incident's id.
    pub id: String,
    pub changes: &'a Changes,
    /// The texts in which findings stand, old and new.
    pub sources: (Option<&'a Source>, Option<&'a Source>),
    /// Where a change stands in the new text: bytes.
    pub span: &'a dyn Fn(&Change) -> Option<crate::source::Span>,
    /// Whether the record came or went as a whole.
    pub whole: Option<What>,
    /// Takes out the secrets of both sides.
    pub masker: &'a Masker,
    /// The documents that the package has.
    pub documents: &'a [String],
}

impl Compared<'_> {
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.whole.is_none()
    }

    fn clean(&self, text: &str) -> String {
        self.masker.mask_authored(text).into_owned()
    }

    /// A text as it is, an item as an object of texts; secrets taken out.
    fn value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.clean(text)),
            Value::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            // A key tells whether its value is a secret.
            Value::Object(entries) => entries
                .iter()
                .map(|(key, value)| {
                    let secret = value.as_str().is_some_and(|text| self.masker.finds_in(&format!("{key}: {text}")));
                    let value = if secret { Value::String(crate::secrets::MASK.to_owned()) } else { self.value(value) };
                    (key.clone(), value)
                })
                .collect(),
            other => other.clone(),
        }
    }

    /// The value of a leaf, which its path may call a secret.
    fn side(&self, change: &Change, value: &Option<Value>) -> Option<Value> {
        let value = value.as_ref()?;
        let key = change.path.rsplit('.').next().unwrap_or_default();
        let secret = value.as_str().is_some_and(|text| self.masker.finds_in(&format!("{key}: {text}")));
        let masked = secret && !self.masker.finds_in(value.as_str().unwrap_or_default());
        Some(if masked { Value::String(crate::secrets::MASK.to_owned()) } else { self.value(value) })
    }

    /// The documents of this package that show it.
    fn shown_in(&self, change: &Change) -> Vec<&'static str> {
        documents(&change.path).iter().copied().filter(|name| self.documents.iter().any(|d| d == name)).collect()
    }

    /// One line: what became of it.
    fn message(&self, change: &Change) -> String {
        let (before, after) = (self.side(change, &change.before), self.side(change, &change.after));
        let said = match (change.what, &before, &after) {
            (What::Added, _, Some(Value::String(text))) => format!("added: {}", short(text)),
            (What::Removed, Some(Value::String(text)), _) => format!("removed: {}", short(text)),
            (What::Added, ..) => "added".to_owned(),
            (What::Removed, ..) => "removed".to_owned(),
            (What::Moved, Some(Value::String(from)), Some(Value::String(to))) => format!("moved from {from} to {to}"),
            (_, Some(Value::String(from)), Some(Value::String(to))) => format!("{} -> {}", short(from), short(to)),
            _ => "changed".to_owned(),
        };
        let note = change.note.map(|note| format!(" ({note})")).unwrap_or_default();
        format!("{}: {said}{note}{}", change.path, self.because(&change.because))
    }

    /// `, because impact.revenue[Trials].per_year: 50k -> 100k`
    fn because(&self, paths: &[String]) -> String {
        let told = paths.iter().take(MOST_CAUSES).map(|path| {
            let cause = self.changes.changes.iter().find(|change| change.path == *path && change.because.is_empty());
            let text = |value: &Option<Value>| cause.and_then(|cause| self.side(cause, value)?.as_str().map(short));
            let values = cause.map(|cause| (text(&cause.before), text(&cause.after)));
            match values {
                Some((Some(before), Some(after))) => format!("{path}: {before} -> {after}"),
                Some((None, Some(after))) => format!("{path}: {after}"),
                _ => path.clone(),
            }
        });
        let told: Vec<String> = told.collect();
        let more = paths.len().saturating_sub(MOST_CAUSES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        if told.is_empty() { String::new() } else { format!(", because {}{more}", told.join("; ")) }
    }

    fn fact(&self, fact: &FactChange) -> String {
        let absent = || "none".to_owned();
        let (before, after) = (fact.before.clone().unwrap_or_else(absent), fact.after.clone().unwrap_or_else(absent));
        self.clean(&format!("{}: {before} -> {after}{}", fact.name, self.because(&fact.because)))
    }

    /// The facts that say something that no other says: an offset whose clock time changed too is left out.
    fn facts(&self) -> impl Iterator<Item = &FactChange> {
        let facts = &self.changes.facts;
        facts.iter().filter(|fact| {
            let clock = format!("{}_at", fact.name);
            !facts.iter().any(|other| other.name == clock)
        })
    }

    /// How many changes there are of each part, in words.
    fn counts(&self) -> String {
        let changes = self.changes;
        let mut words: Vec<String> = Vec::new();
        for (part, one, many) in [
            (Part::Danger, "dangerous change", "dangerous changes"),
            (Part::State, "change of state", "changes of state"),
            (Part::Figures, "figure", "figures"),
            (Part::Work, "change of work", "changes of work"),
            (Part::Text, "text", "texts"),
        ] {
            let count = changes.of(part).count();
            if count > 0 {
                words.push(format!("{count} {}", if count == 1 { one } else { many }));
            }
        }
        let mut count = |count: usize, one: &str, many: &str| {
            if count > 0 {
                words.push(format!("{count} {}", if count == 1 { one } else { many }));
            }
        };
        count(self.facts().count(), "fact that follows", "facts that follow");
        count(changes.new_findings.len(), "new contradiction", "new contradictions");
        count(changes.gone_findings.len(), "contradiction gone", "contradictions gone");
        match self.whole {
            Some(What::Added) => "a new record".to_owned(),
            Some(_) => "the record is gone".to_owned(),
            None if words.is_empty() => "no change in meaning".to_owned(),
            None => words.join(", "),
        }
    }
}

/// More are counted.
const MOST_CAUSES: usize = 5;
/// Of a value inside of a sentence.
const MOST: usize = 120;

/// The beginning of a text, on one line.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// A value as lines: a text as it is, an item as `key: value` lines.
fn lines(value: &Value, indent: usize, out: &mut Vec<String>) {
    let pad = "  ".repeat(indent);
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(text) if !text.contains('\n') => out.push(format!("{pad}{key}: {text}")),
                    value => {
                        out.push(format!("{pad}{key}:"));
                        lines(value, indent + 1, out);
                    }
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                match item {
                    Value::String(text) if !text.contains('\n') => out.push(format!("{pad}- {text}")),
                    item => lines(item, indent + 1, out),
                }
            }
        }
        Value::String(text) => out.extend(text.lines().map(|line| format!("{pad}{line}"))),
        other => out.push(format!("{pad}{other}")),
    }
}
