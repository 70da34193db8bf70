//! The handoff: who else has a part.

use crate::record::Record;
use crate::render::names::view::view;

view! {
    /// Beside the handoff's own fields.
    Handoff At "incident.handoff" {
        /// The ids of the teams that neither hand over nor receive.
        other_teams: Vec<String>,
    }
}

pub fn handoff(record: &Record) -> Handoff {
    let ends = [record.handoff.from.as_str(), record.handoff.to.as_str()];
    let others = record.teams.keys().filter(|id| !ends.contains(&id.as_str()));
    Handoff { other_teams: others.map(ToString::to_string).collect() }
}
