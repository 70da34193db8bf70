//! The impact: amounts by year, and why it has its severity.

use crate::facts::{Names, Value, impact};
use crate::markdown::{Place, inline};
use crate::record::model;
use crate::record::units::{About, Duration, DurationRange, Money, QuantityRange, Range, Scalar};
use crate::render::names::view::view;
use crate::render::values::money;

view! {
    /// Beside a stream's own fields.
    RevenueStream At "incident.impact.revenue[]" {
        /// Its amount in a year.
        yearly: Option<String>,
    }
}

view! {
    /// Beside a row's own fields.
    PriorityRow At "incident.impact.priority[]" {
        /// The value of `actual`: that of the fact where it names one.
        measured: Option<String>,
        /// What the value is held against, in words.
        limit: Option<String>,
        /// Whether it holds: `yes` or `no`.
        met: Option<String>,
    }
}

view! {
    /// Beside a milestone's own fields.
    RecoveryMilestone At "incident.impact.recovery[]" {
        /// The clock times of `by` and `by` itself; `by` alone from a week on, and without times of day.
        when: Option<String>,
    }
}

pub fn recovery(names: &Names) -> Vec<RecoveryMilestone> {
    let milestones = names.record.impact.iter().flat_map(|impact| impact.recovery.iter());
    milestones.map(|of| RecoveryMilestone { when: of.by.map(|by| when(by, names)) }).collect()
}

fn when(by: DurationRange, names: &Names) -> String {
    let clock = names.record.handed_off_at().and_then(|handoff| {
        let near = by.value.max < Duration::from_secs(7 * 86_400);
        let ends = Range { min: handoff.plus(by.value.min)?, max: handoff.plus(by.value.max)? };
        near.then(|| About { value: ends, approximate: by.approximate }.clock(handoff))
    });
    clock.map_or_else(|| by.to_string(), |clock| format!("{clock} ({by})"))
}

pub fn revenue(names: &Names) -> Vec<RevenueStream> {
    let streams = names.record.impact.iter().flat_map(|impact| impact.revenue.iter());
    streams.map(|of| RevenueStream { yearly: impact::per_year(of).map(|amount| money(amount, names)) }).collect()
}

pub fn priority(names: &Names) -> Vec<PriorityRow> {
    let rows = names.record.impact.iter().flat_map(|impact| impact.priority.iter()).enumerate();
    let views = rows.map(|(index, row)| {
        let limit = |text: &str, sign: &str| format!("{sign} {}", amount(text, row, names));
        let above = row.above.as_ref().map(|above| limit(above.as_str(), "above"));
        let below = row.below.as_ref().map(|below| limit(below.as_str(), "below"));
        PriorityRow {
            measured: row.actual.as_ref().map(|actual| amount(actual.as_str(), row, names)),
            limit: above.or(below),
            met: names.facts.get(&format!("priority.{}.met", index + 1)).map(|met| met.text.clone()),
        }
    });
    views.collect()
}

/// A fact by its name, money when the row is about money, else the value as written.
fn amount(text: &str, row: &model::PriorityRow, names: &Names) -> String {
    let text = names.expand(text);
    let fact = |name: &str| names.facts.get(name.strip_prefix("facts.").unwrap_or(name));
    if let Some(fact) = fact(&text) {
        return inline(&fact.text, Place::Line);
    }
    let about_money = row.actual.as_ref().and_then(|actual| fact(actual.as_str()));
    if about_money.is_some_and(|fact| matches!(fact.value, Value::Money(_)))
        && let Ok(money) = About::<Money>::parse(&text)
    {
        return names.facts.currency().show_stated(money);
    }
    match QuantityRange::parse(&text) {
        Ok(quantity) => inline(&quantity.to_string(), Place::Line),
        Err(_) => inline(&text, Place::Line),
    }
}
