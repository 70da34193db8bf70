//! Promises: when each is due; and how far what is counted is.

use crate::facts::{Names, Value};
use crate::record::units::{Instant, When};
use crate::render::names::view::view;

view! {
    /// Beside a deadline's own fields.
    Deadline At "incident.deadlines[]" {
        /// When it is due, once that is known.
        due: Option<String>,
        /// Whether it was met after that.
        late: bool,
    }
}

view! {
    /// Beside a count's own fields.
    Counted At "incident.progress[]" {
        /// `done` with its share of the whole.
        share: Option<String>,
    }
}

pub fn counted(names: &Names) -> Vec<Counted> {
    names.record.progress.iter().map(|of| Counted { share: of.done.map(|done| done.with_share()) }).collect()
}

pub fn deadlines(names: &Names) -> Vec<Deadline> {
    let deadlines = names.record.deadlines.iter().map(|deadline| {
        let due = names.facts.get(&format!("deadlines.{}.at", deadline.id));
        let late = match (due.map(|fact| &fact.value), deadline.met) {
            (Some(Value::Instant(due)), Some(met)) => is_after(met, *due),
            _ => false,
        };
        Deadline { due: due.map(|fact| fact.text.clone()), late }
    });
    deadlines.collect()
}

/// A date may still be in time on its whole day.
fn is_after(met: When, due: Instant) -> bool {
    match met {
        When::Instant(met) => met > due,
        When::Date(day) => day > due.0.date_naive(),
    }
}
