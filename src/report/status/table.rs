//! The columns of the tables and their words, the same in text and Markdown.

use std::collections::HashMap;

use super::{Row, joined, masked};
use crate::record::model::Status as State;
use crate::status::{self, Status};

/// What stands where there is nothing to say.
const NOTHING: &str = "–";
/// More than this is counted.
const MOST: usize = 3;

/// A table of which the cells may hold anything that a record may.
#[derive(Debug, Clone)]
pub struct Table {
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone)]
pub enum Cell {
    /// A line of Markdown.
    Text(String),
    /// Names of files and paths, shown as they are.
    Literal(String),
    /// A text, and where it leads from the document.
    Link(String, String),
}

/// A row an incident. Without a present nothing can be overdue.
pub fn incidents(rows: &[Row], has_present: bool) -> Table {
    // A document leads to the record, other readers see its path.
    let linked = rows.iter().any(|(source, _)| source.link.is_some());
    let mut columns = vec!["Incident", "Severity", "State", "With", "Criteria", "Title", "Next"];
    columns.extend((!linked).then_some("Path"));
    columns.extend(has_present.then_some("Overdue"));
    let row = |(source, status): &Row| {
        let id = match &source.link {
            Some(link) => Cell::Link(status.id.clone(), link.clone()),
            None => Cell::Literal(status.id.clone()),
        };
        let texts = [
            status.severity.to_string(),
            status.state.to_string(),
            with(status),
            criteria(status),
            masked(&status.title),
            next(status),
        ];
        let mut cells = vec![id];
        cells.extend(texts.map(Cell::Text));
        cells.extend((!linked).then(|| Cell::Literal(source.path.clone())));
        cells.extend(has_present.then(|| Cell::Text(overdue(status))));
        cells
    };
    Table { columns, rows: rows.iter().map(row).collect() }
}

/// A row for each thing that is to be done.
pub fn actions(rows: &[Row]) -> Table {
    let links = rows.iter().filter_map(|(source, status)| Some((status.id.as_str(), source.link.clone()?)));
    let links: HashMap<&str, String> = links.collect();
    let columns = vec!["Incident", "Owner", "By", "State", "Path", "What"];
    let row = |(id, action): (&str, &status::Action)| {
        let by = action.by.map_or_else(|| NOTHING.to_owned(), |by| by.when.to_string());
        vec![
            match links.get(id) {
                Some(link) => Cell::Link(id.to_owned(), link.clone()),
                None => Cell::Literal(id.to_owned()),
            },
            Cell::Text(or_nothing(joined(&action.owners, |team| &team.name))),
            Cell::Text(format!("{by}{}", if action.overdue { " OVERDUE" } else { "" })),
            Cell::Text(action.state.to_owned()),
            Cell::Literal(masked(&action.path)),
            Cell::Text(masked(&action.what)),
        ]
    };
    Table { columns, rows: status::actions(rows).into_iter().map(row).collect() }
}

fn or_nothing(text: String) -> String {
    if text.is_empty() { NOTHING.to_owned() } else { text }
}

fn with(status: &Status) -> String {
    let holder = status.holder.as_ref().map_or(NOTHING, |holder| holder.name.as_str());
    let unacknowledged = status.state == State::HandedOff && !status.acknowledged;
    format!("{holder}{}", if unacknowledged { " (not acknowledged)" } else { "" })
}

fn criteria(status: &Status) -> String {
    let mut text = format!("{}/{} met", status.criteria.met, status.criteria.total);
    if status.criteria.waived > 0 {
        text.push_str(&format!(", {} waived", status.criteria.waived));
    }
    for (count, what) in [(status.failed, "failed"), (status.stale, "stale")] {
        if count > 0 {
            let checks = if count == 1 { "check" } else { "checks" };
            text.push_str(&format!(", {count} {checks} {what}"));
        }
    }
    text
}

fn next(status: &Status) -> String {
    status.next.as_ref().map_or_else(|| NOTHING.to_owned(), |next| format!("{} {}", masked(&next.what), next.at))
}

fn overdue(status: &Status) -> String {
    let shown = status.overdue.iter().take(MOST).map(|late| format!("{} {}", masked(&late.what), late.at));
    let more = status.overdue.len().saturating_sub(MOST);
    let more = (more > 0).then(|| format!("{more} more"));
    or_nothing(shown.chain(more).collect::<Vec<_>>().join("; "))
}
