//! Who does what next.

use tera::Value;

use super::checks::first_command;
use super::components::{CheckItem, by_id};
use crate::facts::criteria::{self, holder};
use crate::record::Record;
use crate::render::names::Node;
use crate::render::names::view::{made, view};
use crate::render::values::long_form;

view! {
    Actions {
        /// The teams with something to do, in the record's order.
        all: Vec<OfTeam>,
        /// What the holder has to do, while some of it is open; what all have to do when the record names nothing for it.
        now: Vec<OfTeam>,
        /// The first of these, of the first team, that a command checks.
        first: Option<First>,
    }
}

view! {
    First {
        /// Which action it is; counts from 1.
        number: usize,
        /// As in `incident.checks[]`.
        check: CheckItem,
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

/// `next_actions` and `checks` are those of the record, as templates see them.
pub fn actions(record: &Record, next_actions: Option<&Value>, checks: &[Value]) -> Actions {
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
    let holder = holder(record);
    let now: Vec<OfTeam> = match by_team.iter().find(|(team, _)| Some(*team) == holder) {
        Some(of_holder) => vec![of(of_holder)],
        None => by_team.iter().map(of).collect(),
    };
    let open = |team: &OfTeam| criteria::actions(record, &team.team).iter().any(|action| action.done.is_none());
    let now: Vec<OfTeam> = now.into_iter().filter(open).collect();
    let first = now.first().and_then(|team| first(record, &team.team, checks));
    Actions { all, now, first }
}

fn first(record: &Record, team: &str, checks: &[Value]) -> Option<First> {
    let indices = by_id(record.checks.iter().map(|check| &check.id));
    let open = criteria::actions(record, team).iter().enumerate().filter(|(_, action)| action.done.is_none());
    let mut checked = open.filter_map(|(index, action)| {
        let check = first_command(action.check.as_ref(), record, &indices, checks)?;
        Some(First { number: index + 1, check })
    });
    checked.next()
}
