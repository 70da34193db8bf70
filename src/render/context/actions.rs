//! Who does what next.

use tera::Value;

use crate::render::names::Node;
use crate::render::names::view::{made, view};
use crate::render::values::long_form;

view! {
    Actions {
        /// The teams with something to do, in the record's order.
        all: Vec<OfTeam>,
        /// What the holder has to do; what all have to do when the record names nothing for it.
        now: Vec<OfTeam>,
    }
}

view! {
    OfTeam {
        /// The team's id.
        team: String,
        /// What it does, in its order, as in `incident.next_actions`; texts and mappings look alike.
        actions: Vec<Action>,
    }
}

made! {
    Action, Node::same_as("incident.next_actions.<id>[]")
}

pub fn actions(next_actions: Option<&Value>, holder: Option<&str>) -> Actions {
    let by_team = next_actions.and_then(Value::as_map).into_iter().flatten();
    let by_team: Vec<(&str, &[Value])> = by_team
        .filter_map(|(team, actions)| Some((team.as_str()?, actions.as_array()?)))
        .filter(|(_, actions)| !actions.is_empty())
        .collect();
    let of = |&(team, actions): &(&str, &[Value])| OfTeam {
        team: team.to_owned(),
        actions: actions.iter().map(|action| Action(long_form(action.clone(), "do"))).collect(),
    };
    let all = by_team.iter().map(of).collect();
    let now = match by_team.iter().find(|(team, _)| Some(*team) == holder) {
        Some(of_holder) => vec![of(of_holder)],
        None => by_team.iter().map(of).collect(),
    };
    Actions { all, now }
}
