//! Promises: when each is due.

use crate::facts::Names;
use crate::render::names::view::view;

view! {
    /// Beside a deadline's own fields.
    Deadline At "incident.deadlines[]" {
        /// When it is due, once that is known.
        due: Option<String>,
    }
}

pub fn deadlines(names: &Names) -> Vec<Deadline> {
    let due = |id: &str| names.facts.get(&format!("deadlines.{id}.at")).map(|fact| fact.text.clone());
    names.record.deadlines.iter().map(|deadline| Deadline { due: due(deadline.id.as_str()) }).collect()
}
