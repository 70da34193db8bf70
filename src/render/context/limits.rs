//! What requirements, targets and invariants demand, in words.

use std::collections::HashMap;

use crate::facts::Names;
use crate::markdown::{Place, inline};
use crate::record::model;
use crate::record::units::{About, Quantity, Scalar};
use crate::render::names::view::view;
use crate::render::values::{line_phrase, setting};

view! {
    /// Beside a target's own fields.
    Target At "incident.targets[]" {
        /// What it demands, in words.
        limit: String,
    }
}

view! {
    /// Beside an invariant's own fields.
    Invariant At "incident.invariants[]" {
        /// The relation, in words.
        text: String,
    }
}

pub fn targets(names: &Names) -> Vec<Target> {
    names.record.targets.iter().map(|of| Target { limit: target(of, names) }).collect()
}

pub fn target(target: &model::Target, names: &Names) -> String {
    let is = target.is.as_ref().map(|is| setting(&names.expand(&is.to_string())));
    let bounds = bounds(&target.min, &target.max, names);
    is.into_iter().chain(bounds).collect::<Vec<_>>().join(", ")
}

pub fn requirement(requirement: &model::Requirement, names: &Names) -> String {
    let value = |text: String| setting(&names.expand(&text));
    let mut parts = Vec::new();
    parts.extend(requirement.is.as_ref().map(|is| value(is.to_string())));
    parts.extend(bounds(&requirement.min, &requirement.max, names));
    if let Some(not) = &requirement.not {
        let values: Vec<String> = not.iter().map(|not| value(not.to_string())).collect();
        parts.push(format!("not {}", values.join(" or ")));
    }
    parts.join(", ")
}

fn bounds(min: &Option<Quantity>, max: &Option<Quantity>, names: &Names) -> Option<String> {
    let shown = |of: &Option<Quantity>| of.as_ref().map(|of| names.facts.currency().show_quantity(of));
    let text = match (shown(min), shown(max)) {
        (Some(min), Some(max)) => match (min.split_once(' '), max.split_once(' ')) {
            // `18 h 30 min` and `20 h 30 min` share no unit.
            (Some((least, unit)), Some((_, same))) if unit == same && !unit.contains(|c: char| c.is_ascii_digit()) => {
                format!("{least} to {max}")
            }
            _ => format!("{min} to {max}"),
        },
        (Some(min), None) => format!("at least {min}"),
        // A count cannot be less.
        (None, Some(max)) if max == "0" => max,
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => return None,
    };
    Some(inline(&text, Place::Line))
}

pub fn invariants(names: &Names) -> Vec<Invariant> {
    let record = names.record;
    if record.invariants.is_empty() {
        return Vec::new();
    }
    let requirements = record.components.iter().flat_map(|component| &component.requires);
    let mut whats: HashMap<&str, &str> = HashMap::new();
    for (id, what) in requirements
        .map(|requirement| (&requirement.id, &requirement.what))
        .chain(record.targets.iter().map(|target| (&target.id, &target.what)))
    {
        whats.entry(id.as_str()).or_insert(what.as_str());
    }
    let side = |text: &str| {
        let factor = |id: &str| factor(id, whats.get(id).copied(), names);
        let factors = names.expand(text).split('*').map(|part| factor(part.trim())).collect::<Vec<_>>();
        factors.join(" × ")
    };
    let text = |item: &model::Invariant| {
        let relation = match item.is.as_str() {
            "<" => "is less than",
            "<=" => "is at most",
            "=" => "equals",
            ">=" => "is at least",
            _ => "is more than",
        };
        format!("{} {relation} {}", side(item.left.as_str()), side(item.right.as_str()))
    };
    record.invariants.iter().map(|item| Invariant { text: text(item) }).collect()
}

/// What an id stands for; what is no id is a quantity, shown as everywhere else.
fn factor(id: &str, what: Option<&str>, names: &Names) -> String {
    match what {
        Some(what) => line_phrase(what, names),
        None => {
            let quantity = About::<Quantity>::parse(id).map_or_else(|_| id.to_owned(), |about| about.to_string());
            inline(&quantity, Place::Line)
        }
    }
}

/// In words, what a limit of an alert is.
pub fn alert(alert: &model::Alert, names: &Names) -> String {
    let shown = |limit| names.facts.currency().show_quantity(limit);
    let limit = match (&alert.above, &alert.below) {
        (Some(limit), _) => format!("above {}", shown(limit)),
        (_, Some(limit)) => format!("below {}", shown(limit)),
        (None, None) => String::new(),
    };
    // That an alert alarms need not be said; what another one does stands beside its limit.
    let purpose = alert.purpose.filter(|purpose| *purpose != model::AlertPurpose::Alarm);
    let parts = [limit, purpose.map(|purpose| purpose.to_string()).unwrap_or_default()];
    inline(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "), Place::Line)
}
