//! What templates can do to a value. Filters that look something up find it in the context:
//! `teams` by id, `links` by kind and id.

use std::borrow::Cow;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::context::field;
use crate::markdown::{Place, code_span, fence, inline, plain};

pub fn register(tera: &mut Tera) {
    tera.register_filter("heading", |text: Value, _: Kwargs, _: &State| inline(&text_of(&text), Place::Heading));
    tera.register_filter("cell", |text: Value, _: Kwargs, _: &State| inline(&text_of(&text), Place::Cell));
    tera.register_filter("label", |text: Value, _: Kwargs, _: &State| inline(&text_of(&text), Place::Label));
    tera.register_filter("plain", |text: Value, _: Kwargs, _: &State| plain(&text_of(&text)));
    tera.register_filter("code", |text: Value, _: Kwargs, _: &State| code_span(&text_of(&text)));
    tera.register_filter("fence", |text: Value, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(fence(&text_of(&text), kwargs.get::<&str>("language")?.unwrap_or("text")))
    });
    tera.register_filter("quote", |text: Value, _: Kwargs, _: &State| {
        let lines: Vec<String> = text_of(&text).lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
        lines.join("\n")
    });
    tera.register_filter("phrase", |text: Value, _: Kwargs, _: &State| phrase(&text_of(&text)).to_owned());
    tera.register_filter("words", |text: Value, _: Kwargs, _: &State| text_of(&text).replace('-', " "));
    tera.register_filter("plural", |count: Value, _: Kwargs, _: &State| {
        if count.as_u64() == Some(1) { "" } else { "s" }.to_owned()
    });
    // What is nested below a numbered item is indented by the width of its number.
    tera.register_filter("item_indent", |index: Value, _: Kwargs, _: &State| " ".repeat(text_of(&index).len() + 2));
    tera.register_filter("weekday", |text: Value, _: Kwargs, _: &State| with_weekday(&text_of(&text)));
    tera.register_filter("team", |id: Value, _: Kwargs, state: &State| team(&text_of(&id), state));
    tera.register_filter("teams", |ids: Value, _: Kwargs, state: &State| teams(&ids, state));
    tera.register_filter("contact", |id: Value, _: Kwargs, state: &State| contact(&text_of(&id), state));
    tera.register_filter("link", |id: Value, kwargs: Kwargs, state: &State| -> TeraResult<String> {
        link(&text_of(&id), kwargs.must_get("to")?, state)
    });
    tera.register_filter("links", |ids: Value, kwargs: Kwargs, state: &State| -> TeraResult<String> {
        links(&ids, kwargs.must_get("to")?, state)
    });
    tera.register_filter("box", |met: Value, _: Kwargs, _: &State| {
        if met.is_truthy() { "[x]" } else { "[ ]" }.to_owned()
    });
    tera.register_filter("table", super::table::table);
}

/// The text of a value as it prints.
pub fn text_of(value: &Value) -> Cow<'_, str> {
    match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None if value.is_undefined() || value.is_none() => Cow::Borrowed(""),
        None => Cow::Owned(value.to_string()),
    }
}

/// Formatters of table columns.
pub fn format_as(formatter: &str, value: &Value, state: &State) -> TeraResult<String> {
    match formatter {
        "team" => team(&text_of(value), state),
        "teams" => teams(value, state),
        "target" => link(&text_of(value), "target", state),
        "components" => links(value, "component", state),
        "checks" => links(value, "check", state),
        other => Err(Error::message(format!("unknown column formatter `{other}`"))),
    }
}

fn strings(value: &Value) -> Vec<Cow<'_, str>> {
    match value.as_array() {
        Some(items) => items.iter().map(text_of).collect(),
        None if value.is_undefined() || value.is_none() => Vec::new(),
        None => vec![text_of(value)],
    }
}

/// The name of a team; a text that is no team's id stays as it is.
fn team(id: &str, state: &State) -> TeraResult<String> {
    let teams: Option<Value> = state.get("teams")?;
    let name = teams.as_ref().and_then(|teams| field(teams, id)).and_then(|team| field(team, "name"));
    Ok(name.map_or_else(|| id.to_owned(), |name| text_of(name).into_owned()))
}

fn teams(ids: &Value, state: &State) -> TeraResult<String> {
    let names: Vec<String> = strings(ids).iter().map(|id| team(id, state)).collect::<TeraResult<_>>()?;
    Ok(match names.as_slice() {
        [] => String::new(),
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        [one, ..] => one.clone(),
    })
}

/// A team with its lead and where to reach it.
fn contact(id: &str, state: &State) -> TeraResult<String> {
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

/// `[label](document#anchor)`; only the label when the document is not part of the package.
fn link(id: &str, kind: &str, state: &State) -> TeraResult<String> {
    links_to(&[id.into()], kind, state)
}

fn links(ids: &Value, kind: &str, state: &State) -> TeraResult<String> {
    links_to(&strings(ids), kind, state)
}

fn links_to(ids: &[Cow<str>], kind: &str, state: &State) -> TeraResult<String> {
    let links: Value = state.get("links")?.ok_or_else(|| Error::message("`links` is not in the context"))?;
    let document: String = state.get("document")?.unwrap_or_default();
    let Some(entries) = field(&links, kind) else {
        return Err(Error::message(format!("nothing is linked as `{kind}`")));
    };
    let links: Vec<String> = ids.iter().map(|id| link_of(field(entries, id), id, &document)).collect();
    Ok(links.join(", "))
}

fn link_of(entry: Option<&Value>, id: &str, document: &str) -> String {
    let Some(entry) = entry else { return code_span(id) };
    let part = |key: &'static str| field(entry, key).map(text_of);
    let label = part("label").unwrap_or(id.into());
    let (Some(file), Some(anchor)) = (part("file"), part("anchor")) else { return label.into_owned() };
    let file = if file == document { "" } else { &file };
    format!("[{label}]({file}#{anchor})")
}

/// A text without its full stop, to be followed by more on its line.
pub fn phrase(text: &str) -> &str {
    match text.strip_suffix('.') {
        Some(rest) if !rest.ends_with(['.', '\\']) => rest,
        _ => text,
    }
}

/// Puts the weekday in front of a text that begins with a date.
pub fn with_weekday(text: &str) -> String {
    let date = text.get(..10).and_then(|date| chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").ok());
    match date {
        Some(date) => format!("{} {text}", chrono::Datelike::weekday(&date)),
        None => text.to_owned(),
    }
}
