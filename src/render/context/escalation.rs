//! The escalation with its clock times.

use crate::facts::Names;
use crate::markdown::{Place, inline};
use crate::record::units::When;
use crate::render::names::view::view;
use crate::render::values::{line, phrase};

view! {
    /// Beside the escalation's own fields.
    Escalation At "incident.escalation" {
        /// From when its levels count, in words.
        clock: String,
    }
}

view! {
    /// Beside a level's own fields.
    Level At "incident.escalation.levels[]" {
        /// When it is reached.
        at: Option<String>,
        /// Whom to tell, by their names.
        told: Option<String>,
    }
}

pub fn escalation(names: &Names) -> Option<Escalation> {
    let escalation = names.record.escalation.as_ref()?;
    let clock = match escalation.from.as_ref().map(|from| from.as_str()) {
        None | Some("handoff") => match names.record.handed_off() {
            Some(When::Instant(at)) => format!("with the handoff, {}", at.with_weekday()),
            Some(When::Date(date)) => format!("with the handoff on {date}"),
            None => "with the handoff".to_owned(),
        },
        Some(phase) => {
            let title = names.record.roadmap.iter().find(|p| p.id.as_str() == phase);
            let title = title.map(|p| inline(phrase(p.title.as_str().trim_end()), Place::Line));
            format!("with the latest start of the phase “{}”", title.unwrap_or_else(|| phase.to_owned()))
        }
    };
    Some(Escalation { clock })
}

pub fn levels(names: &Names) -> Vec<Level> {
    let levels = names.record.escalation.iter().flat_map(|escalation| escalation.levels.iter()).enumerate();
    let views = levels.map(|(index, level)| {
        let who = |who: &str| line(names.record.teams.get(who).map_or(who, |team| team.name.as_str()), names);
        let told: Vec<String> = level.notify.iter().map(|of| who(of.as_str())).collect();
        Level {
            at: names.facts.get(&format!("escalations.{}.at", index + 1)).map(|at| at.text.clone()),
            told: (!told.is_empty()).then(|| told.join(", ")),
        }
    });
    views.collect()
}
