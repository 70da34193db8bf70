//! The register as a page: a row an incident, as `handoff status` has them.

use serde::Serialize;

use super::frame::Frame;
use crate::markdown::plain;
use crate::render::TemplateError;
use crate::report::status::{Cell, Row, incidents};
use crate::status::Status;

#[derive(Serialize)]
struct View {
    summary: String,
    columns: Vec<&'static str>,
    rows: Vec<Vec<Shown>>,
}

#[derive(Serialize)]
struct Shown {
    column: &'static str,
    text: String,
    /// By what rows are sorted.
    sort: String,
    /// The class of the cell.
    kind: String,
    link: Option<String>,
}

/// The whole page; `as_of` is the present with which it was compared.
pub fn register(frame: &Frame, rows: &[Row], as_of: Option<&str>) -> Result<String, TemplateError> {
    let table = incidents(rows, as_of.is_some());
    let row = |(cells, (_, status)): (Vec<Cell>, &Row)| {
        let named = table.columns.iter().zip(cells);
        named.map(|(&column, cell)| shown(column, &cell, status)).collect()
    };
    let shown = table.rows.into_iter().zip(rows).map(row).collect();
    let view = View { summary: summary(rows, as_of), columns: table.columns.clone(), rows: shown };
    frame.fill("register.html.tera", &view)
}

fn summary(rows: &[Row], as_of: Option<&str>) -> String {
    let open = rows.iter().filter(|(_, status)| status.is_open()).count();
    let mut text = format!("{} of {} open", open, rows.len());
    if let Some(as_of) = as_of {
        let late = rows.iter().filter(|(_, status)| !status.overdue.is_empty()).count();
        text.push_str(&format!("; {late} with something overdue as of {as_of}"));
    }
    text
}

fn shown(column: &'static str, cell: &Cell, status: &Status) -> Shown {
    let text = text(cell);
    let sort = match column {
        // By time, and those without one behind the others.
        "Next" => status.next.as_ref().map_or(i64::MAX, |next| next.at.start().0.timestamp()).to_string(),
        "Overdue" => status.overdue.len().to_string(),
        "Criteria" => {
            let tally = &status.criteria;
            let share = if tally.total == 0 { 1.0 } else { (tally.met as f64) / (tally.total as f64) };
            format!("{share:.4}")
        }
        _ => text.clone(),
    };
    let link = match cell {
        Cell::Link(_, target) => Some(target.clone()),
        Cell::Text(_) | Cell::Literal(_) => None,
    };
    Shown { column, kind: kind(column, &text), sort, text, link }
}

/// A cell as it reads.
pub(super) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(markdown) => plain(markdown),
        Cell::Literal(text) | Cell::Link(text, _) => text.clone(),
    }
}

/// The class of a cell: words of ours only.
pub(super) fn kind(column: &str, text: &str) -> String {
    match (column, text) {
        ("Severity", "P0" | "SEV0") => "severity worst".to_owned(),
        ("Severity", "P1" | "SEV1") => "severity high".to_owned(),
        ("Severity", _) => "severity".to_owned(),
        ("Overdue", text) if text != "–" => "overdue".to_owned(),
        _ => String::new(),
    }
}
