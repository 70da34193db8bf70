//! What `${{ … }}` may name, and what to say of a fact that a record cannot compute.

use super::set::Facts;
use super::table::row;
use crate::record::model::Record;
use crate::record::vars;

/// Looks up the names that texts and commands quote.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub record: &'a Record,
    pub facts: &'a Facts,
}

impl Names<'_> {
    /// The text that stands for `vars.x` or `facts.x`.
    pub fn value(&self, path: &str) -> Option<String> {
        match path.split_once('.')? {
            ("vars", name) => vars::value(self.record.vars.as_ref()?, name),
            ("facts", name) => self.facts.get(name).map(|fact| fact.text.clone()),
            _ => None,
        }
    }

    /// A text with its names filled in.
    pub fn expand<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        crate::record::template::expand(text, |path| self.value(path))
    }
}

/// For a fact that is in the table and not in the record: what the record lacks.
pub fn missing_input(record: &Record, name: &str) -> Option<String> {
    let needs = row(name)?.needs.iter();
    let missing: Vec<&str> = needs.filter(|need| !(need.is_there)(record)).map(|need| need.what).collect();
    (!missing.is_empty()).then(|| missing.join(" and "))
}
