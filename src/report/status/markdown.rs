//! `status --format markdown`: a table for an issue or a wiki, which no text of a record can break.

use super::columns::{COLUMNS, cells};
use crate::markdown::{Place, inline};
use crate::status::Status;

pub fn markdown(rows: &[(String, Status)]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let head = line(COLUMNS.map(str::to_owned).to_vec()) + &line(vec!["---".into(); COLUMNS.len()]);
    let rows = rows.iter().map(|(_, status)| line(cells(status).map(|cell| inline(&cell, Place::Cell)).to_vec()));
    head + &rows.collect::<String>()
}
