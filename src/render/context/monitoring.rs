//! Alerts and test suites: what their tables show.

use super::limits::alert;
use crate::facts::Names;
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

pub fn alerts(names: &Names) -> Vec<Alert> {
    let alerts = names.record.monitoring.iter().flat_map(|monitoring| monitoring.alerts.iter());
    alerts.map(|of| Alert { fires: alert(of) }).collect()
}

pub fn suites(names: &Names) -> Vec<Suite> {
    let suites = names.record.tests.iter().map(|suite| {
        let uncounted = if suite.counted == Some(false) { " (not in the total)" } else { "" };
        Suite { title: format!("{}{uncounted}", line_phrase(suite.name.as_str(), names)) }
    });
    suites.collect()
}
