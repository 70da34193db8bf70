//! `status --format csv`, for spreadsheets: RFC 4180, the first line names the columns.
//!
//! A cell that a spreadsheet would take for a formula gets a `'` in front: what stands in a record is
//! never computed by the one who looks at it.

use csv::Writer;

use super::{Row, exact, joined, masked};
use crate::markdown::plain;
use crate::status;
use crate::visible::visible_line as visible;

/// `unread` are records that could not be read: a row each, in the state `unreadable`, since a register without them
/// would look whole.
pub fn incidents_csv(rows: &[Row], unread: &[String]) -> String {
    let head = "id title severity status holder met waived total next next_at overdue path";
    let row = |(source, status): &Row| {
        let overdue = status.overdue.iter().map(|late| format!("{} {}", text(&late.what), exact(late.at)));
        let next = status.next.as_ref();
        vec![
            status.id.clone(),
            text(&status.title),
            status.severity.to_string(),
            status.state.to_string(),
            status.holder.as_ref().map(|holder| holder.id.clone()).unwrap_or_default(),
            status.criteria.met.to_string(),
            status.criteria.waived.to_string(),
            status.criteria.total.to_string(),
            next.map(|next| text(&next.what)).unwrap_or_default(),
            next.map(|next| exact(next.at)).unwrap_or_default(),
            overdue.collect::<Vec<_>>().join("; "),
            source.path.clone(),
        ]
    };
    let unread = unread.iter().map(|path| {
        let mut row = vec![String::new(); 12];
        (row[3], row[11]) = ("unreadable".to_owned(), text(path));
        row
    });
    written(head, rows.iter().map(row).chain(unread))
}

pub fn actions_csv(rows: &[Row]) -> String {
    let row = |(id, action): (&str, &status::Action)| {
        vec![
            id.to_owned(),
            text(&action.what),
            joined(&action.owners, |team| &team.id),
            action.by.map(|by| exact(by.when)).unwrap_or_default(),
            action.state.to_owned(),
            action.overdue.to_string(),
            masked(&action.path),
        ]
    };
    written("incident what owner by state overdue path", status::actions(rows).into_iter().map(row))
}

/// Markdown as it reads.
fn text(markdown: &str) -> String {
    plain(&masked(markdown))
}

/// Writing to memory cannot fail.
fn written(head: &str, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    let _ = writer.write_record(head.split(' '));
    for row in rows {
        let _ = writer.write_record(row.iter().map(|cell| harmless(cell)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn harmless(cell: &str) -> String {
    let cell = visible(cell);
    // Some programs pass over blanks, and read signs of full width like others.
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);
    if formula { format!("'{cell}") } else { cell.into_owned() }
}
