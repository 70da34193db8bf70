//! A step under way: its changes, told as they are made, and what it is weighed against.

use super::find::Item;
use super::types::{Before, Moment, Reason, Refused};
use crate::life::draft::{Draft, Stuck};
use crate::life::value::Value;
use crate::record::FieldPath;
use crate::record::units::When;

/// A step under way.
pub struct Work<'m> {
    pub draft: Draft,
    pub changed: Vec<String>,
    pub moment: &'m Moment,
}

impl Work<'_> {
    pub fn set(&mut self, at: &FieldPath, key: &str, value: Value) -> Result<(), Stuck> {
        self.say(&at.to_string(), key, &value);
        self.draft.set(at, key, value)
    }

    pub fn mark(&mut self, item: &Item, more: Vec<(&str, Value)>) -> Result<(), Stuck> {
        for (key, value) in &more {
            self.say(&item.place, key, value);
        }
        match item.text_key {
            "" => self
                .draft
                .together(|draft| more.into_iter().try_for_each(|(key, value)| draft.set(&item.at, key, value))),
            text => self.draft.mark(&item.at, text, more),
        }
    }

    fn say(&mut self, place: &str, key: &str, value: &Value) {
        let dot = if place.is_empty() { "" } else { "." };
        self.changed.push(format!("{place}{dot}{key}: {}", in_words(value)));
    }

    /// Into a list that is in order of time, behind all that was before or at the same time.
    pub fn log(&mut self, list: &str, times: impl Iterator<Item = When>, value: Value) -> Result<(), Stuck> {
        let at = self.moment.at;
        let index =
            times.map(When::start).enumerate().filter(|(_, time)| *time <= at).map(|(index, _)| index + 1).last();
        self.changed.push(format!("{list}: {}", in_words(&value)));
        self.draft.insert(&FieldPath::new(list.to_owned()), index.unwrap_or(0), value)
    }

    /// Goes on when nothing is missing, or when all of it can do without and somebody says why:
    /// that becomes a decision.
    pub fn weigh(&mut self, before: &Before, step: &'static str, reasons: Vec<Reason>) -> Result<(), Refused> {
        if reasons.is_empty() {
            return Ok(());
        }
        let (true, Some(because)) = (reasons.iter().all(|reason| !reason.firm), &self.moment.anyway) else {
            return Err(Refused::Missing { step, reasons });
        };
        let missing: Vec<&str> = reasons.iter().map(|reason| reason.text.as_str()).collect();
        let what = format!("{} although: {}", capital(step), missing.join("; "));
        self.decide(before, &what, because, &[])?;
        Ok(())
    }

    /// One entry of the log of decisions.
    pub fn decide(&mut self, before: &Before, what: &str, why: &str, rejected: &[String]) -> Result<(), Stuck> {
        let entry = [
            ("at", Some(self.moment.written())),
            ("what", Some(what.to_owned())),
            ("why", Some(why.to_owned())),
            ("by", self.moment.by.clone()),
        ];
        let mut entry = Value::map(entry);
        if let (Value::Map(entries), false) = (&mut entry, rejected.is_empty()) {
            entries.push(("rejected".to_owned(), Value::List(rejected.iter().map(Value::text).collect())));
        }
        let times = before.record().decisions.iter().map(|decision| decision.at);
        self.log("decisions", times, entry)
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A value on one line, for people.
pub fn in_words(value: &Value) -> String {
    match value {
        Value::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::List(items) => items.iter().map(in_words).collect::<Vec<_>>().join("; "),
        Value::Map(entries) => entries.iter().map(|(_, value)| in_words(value)).collect::<Vec<_>>().join(", "),
    }
}
