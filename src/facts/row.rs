//! What a row of the table of facts says.

use super::input::Input;
use super::needs::Need;
use super::value::{Show, Value};

/// What a sentence speaks of when it gives such a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    Revenue,
    RepairCost,
    Productivity,
    /// How long something takes in total.
    Total,
    /// A time that has passed, not one that is planned.
    Elapsed,
    /// A single phase: too common as a figure to mean it in every sentence.
    Phase,
    Tests,
    /// 100% in every good record: never meant.
    Never,
}

/// How a row is computed: as one value, or as one of each item, which takes the place of `<…>`.
#[derive(Clone, Copy)]
pub enum Compute {
    One(fn(&Input) -> Option<Value>),
    Each(fn(&Input) -> Vec<(String, Value)>),
}

#[derive(Clone, Copy)]
pub struct Row {
    pub name: &'static str,
    /// What it is, for those who write templates.
    pub doc: &'static str,
    /// How it is computed, in words and field names.
    pub formula: &'static str,
    /// Record paths of what goes in.
    pub inputs: &'static [&'static str],
    /// What a record must have; without it, the fact does not exist.
    pub needs: &'static [Need],
    pub topics: &'static [Topic],
    pub show: Show,
    pub compute: Compute,
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Row {
    /// What all names of the row begin with: `phases.` of `phases.<id>.ends`.
    pub fn stem(&self) -> &'static str {
        self.name.split('<').next().unwrap_or(self.name)
    }

    /// The name of one fact of a family.
    pub fn name_of(&self, item: &str) -> String {
        match (self.name.split_once('<'), self.name.split_once('>')) {
            (Some((head, _)), Some((_, tail))) => format!("{head}{item}{tail}"),
            _ => self.name.to_owned(),
        }
    }

    /// Whether a fact of this name would be of this row.
    pub fn is_named(&self, name: &str) -> bool {
        let (Some((head, _)), Some((rest, tail))) = (self.name.split_once('<'), self.name.split_once('>')) else {
            return self.name == name;
        };
        let item = name.strip_prefix(head).and_then(|name| name.strip_suffix(tail));
        item.is_some_and(|item| match rest.ends_with("<n") {
            true => !item.is_empty() && item.bytes().all(|byte| byte.is_ascii_digit()),
            false => !item.is_empty() && !item.contains('.'),
        })
    }
}
