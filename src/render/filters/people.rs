//! Teams by their names.

use tera::{State, TeraResult, Value};

use crate::render::values::{field, text_of, texts};

/// The name of a team; a text that is no team's id stays as it is.
pub fn team(id: &str, state: &State) -> TeraResult<String> {
    let teams: Option<Value> = state.get("teams")?;
    let name = teams.as_ref().and_then(|teams| field(teams, id)).and_then(|team| field(team, "name"));
    Ok(name.map_or_else(|| id.to_owned(), |name| text_of(name).into_owned()))
}

pub fn teams(ids: &Value, state: &State) -> TeraResult<String> {
    let names: Vec<String> = texts(ids).iter().map(|id| team(id, state)).collect::<TeraResult<_>>()?;
    Ok(match names.as_slice() {
        [] => String::new(),
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        [one, ..] => one.clone(),
    })
}

/// A team with its lead and where to reach it.
pub fn contact(id: &str, state: &State) -> TeraResult<String> {
    let teams: Option<Value> = state.get("teams")?;
    let about_team = teams.as_ref().and_then(|teams| field(teams, id));
    let mut text = format!("**{}**", team(id, state)?);
    let about = |key: &'static str| about_team.and_then(|team| field(team, key)).map(text_of);
    let details = [about("lead").map(|lead| format!("lead {lead}").into()), about("contact")];
    for detail in details.into_iter().flatten() {
        text.push_str(&format!(", {detail}"));
    }
    if let Some(role) = about("role") {
        text.push_str(&format!(": {role}"));
    }
    Ok(text)
}
