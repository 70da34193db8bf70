//! Alerts and test suites: what their tables show.

use super::limits::alert;
use crate::facts::Names;
use crate::record::collections::OneOrMany;
use crate::record::ids::{APrevention, Ref};
use crate::render::names::view::view;
use crate::render::values::line_phrase;

view! {
    /// Beside an alert's own fields.
    Alert At "incident.monitoring.alerts[]" {
        /// The limit at which it fires, and what it does then.
        fires: String,
    }
}

view! {
    /// Beside a suite's own fields.
    Suite At "incident.tests[]" {
        /// Its name, with a remark when it is not in the total.
        title: String,
    }
}

view! {
    /// Beside the item's own fields.
    Prevention At "incident.monitoring.prevention[]" {
        /// What names it as its action: causes, whys and lessons.
        answers: Vec<String>,
    }
}

pub fn prevention(names: &Names) -> Vec<Prevention> {
    let items = names.record.monitoring.iter().flat_map(|monitoring| monitoring.prevention.iter());
    items
        .map(|item| Prevention { answers: item.id.as_ref().map(|id| answers(id.as_str(), names)).unwrap_or_default() })
        .collect()
}

fn answers(id: &str, names: &Names) -> Vec<String> {
    let record = names.record;
    let names_it = |action: &Option<OneOrMany<Ref<APrevention>>>| {
        action.iter().flat_map(|ids| ids.iter()).any(|named| named.as_str() == id)
    };
    let root = record.root_cause.iter();
    let causes =
        root.clone().flat_map(|root| &root.causes).filter(|of| names_it(&of.action)).map(|of| of.what.as_str());
    let whys = root.flat_map(|root| root.whys.iter().chain(root.chains.iter().flat_map(|chain| chain.whys.iter())));
    let whys = whys.filter(|of| names_it(&of.action)).map(|of| of.because.as_ref().unwrap_or(&of.why).as_str());
    let lessons = record.lessons.iter().filter(|of| names_it(&of.action)).map(|of| of.what.as_str());
    causes.chain(whys).chain(lessons).map(|text| line_phrase(text, names)).collect()
}

pub fn alerts(names: &Names) -> Vec<Alert> {
    let alerts = names.record.monitoring.iter().flat_map(|monitoring| monitoring.alerts.iter());
    alerts.map(|of| Alert { fires: alert(of, names) }).collect()
}

pub fn suites(names: &Names) -> Vec<Suite> {
    let suites = names.record.tests.iter().map(|suite| {
        let uncounted = if suite.counted == Some(false) { " (not in the total)" } else { "" };
        Suite { title: format!("{}{uncounted}", line_phrase(suite.name.as_str(), names)) }
    });
    suites.collect()
}
