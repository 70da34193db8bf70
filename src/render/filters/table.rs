//! Tables that have only the columns for which some row has a value.

use tera::{Error, Kwargs, State, TeraResult, Value};

use super::{links, people};
use crate::markdown::{Place, inline};
use crate::render::values::{field, text_of};

/// What stands where a row has no value.
const NOTHING: &str = "–";

/// `{{ rows | table(columns=["Service = name", "Owner = owner | teams"]) }}`
///
/// Each column is `Header = key`, with an optional formatter (see [`format_as`]). Columns without
/// any value are left out.
pub fn table(rows: Value, kwargs: Kwargs, state: &State) -> TeraResult<String> {
    let columns: Vec<String> = kwargs.must_get("columns")?;
    let rows = rows.as_array().ok_or_else(|| Error::message("`table` takes a list of mappings"))?;
    let mut kept: Vec<(String, Vec<Option<String>>)> = Vec::new();
    for column in &columns {
        let (header, source) = column
            .split_once('=')
            .ok_or_else(|| Error::message(format!("the column `{column}` must be written `Header = key`")))?;
        let (key, formatter) = source.split_once('|').map_or((source, ""), |(key, formatter)| (key, formatter));
        let cells = rows.iter().map(|row| match field(row, key.trim()) {
            Some(value) => {
                let text = match formatter.trim() {
                    "" => match value.as_bool() {
                        Some(value) => if value { "yes" } else { "no" }.to_owned(),
                        None => inline(&text_of(value), Place::Cell),
                    },
                    formatter => pipes_escaped(&format_as(formatter, value, state)?),
                };
                Ok((!text.is_empty()).then_some(text))
            }
            None => Ok(None),
        });
        let cells: Vec<Option<String>> = cells.collect::<TeraResult<_>>()?;
        if cells.iter().any(Option::is_some) {
            kept.push((header.trim().to_owned(), cells));
        }
    }
    let line = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![
        line(kept.iter().map(|(header, _)| header.as_str()).collect()),
        line(kept.iter().map(|_| "---").collect()),
    ];
    for row in 0..rows.len() {
        lines.push(line(kept.iter().map(|(_, cells)| cells[row].as_deref().unwrap_or(NOTHING)).collect()));
    }
    Ok(lines.join("\n"))
}

/// For cells with links of ours, which [`inline`] would spell out.
fn pipes_escaped(text: &str) -> String {
    text.replace("\\|", "|").replace('|', "\\|")
}

/// Formatters of table columns.
fn format_as(formatter: &str, value: &Value, state: &State) -> TeraResult<String> {
    match formatter {
        "team" => people::team(&text_of(value), state),
        "teams" => people::teams(value, state),
        "target" => links::link(&text_of(value), "target", state),
        "components" => links::links(value, "component", state),
        "checks" => links::links(value, "check", state),
        "phase" | "phases" => links::links(value, "phase", state),
        other => Err(Error::message(format!("unknown column formatter `{other}`"))),
    }
}
