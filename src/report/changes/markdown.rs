//! For pull requests: a title with counts, what is dangerous and the first rows open, the rest folded.
//!
//! Every value of a record stands in a code span or a fence, so that it can be no Markdown.

use serde_json::Value;

use super::words::words;
use super::{Compared, lines};
use crate::diff::{Change, Part};
use crate::markdown::{code_span, fence};

/// GitHub refuses comments beyond 65,536 characters.
const MOST: usize = 60_000;
/// What is left for the line that says what was cut.
const ROOM: usize = 400;
/// Rows that are not folded.
const OPEN: usize = 5;

/// All records of a run.
pub fn changes(compared: &[Compared]) -> String {
    let some: Vec<&Compared> = compared.iter().filter(|one| !one.is_empty()).collect();
    if some.is_empty() {
        return "## Incident records: no change in meaning\n".to_owned();
    }
    let mut page = Page { out: String::new(), length: 0, cut: 0 };
    for one in &some {
        page.record(one);
    }
    if page.cut > 0 {
        let rows = if page.cut == 1 { "row is" } else { "rows are" };
        page.out += &format!("\n**{} more {rows} not shown**: `handoff diff` in a checkout shows all.\n", page.cut);
    }
    page.out
}

struct Page {
    out: String,
    /// In characters.
    length: usize,
    /// Rows for which there was no room.
    cut: usize,
}

impl Page {
    /// Whether there was room.
    fn push(&mut self, text: &str, reserve: usize) -> bool {
        let more = text.chars().count();
        if self.length + more + reserve + ROOM > MOST {
            return false;
        }
        self.out.push_str(text);
        self.length += more;
        true
    }

    fn record(&mut self, one: &Compared) {
        let blank = if self.out.is_empty() { "" } else { "\n" };
        let title = format!("{blank}## Incident {}: {}\n\n{}\n\n", one.id, one.counts(), code_span(&one.file));
        let mut rows = rows(one);
        if !self.push(&title, 0) {
            self.cut += rows.len().max(1);
            return;
        }
        let dangers = rows.iter().take_while(|row| row.part == Part::Danger).count();
        let folded = rows.split_off(dangers.max(OPEN).min(rows.len()));
        let mut part = None;
        for row in &rows {
            self.row(row, &mut part, 0);
        }
        if folded.is_empty() {
            return;
        }
        const CLOSE: &str = "\n</details>\n";
        let many = if folded.len() == 1 { "change" } else { "changes" };
        if !self.push(&format!("\n<details><summary>{} more {many}</summary>\n", folded.len()), CLOSE.len()) {
            self.cut += folded.len();
            return;
        }
        part = None;
        for row in &folded {
            self.row(row, &mut part, CLOSE.len());
        }
        self.out += CLOSE;
        self.length += CLOSE.len();
    }

    fn row(&mut self, row: &Row, part: &mut Option<Part>, reserve: usize) {
        let blank = if self.out.ends_with("\n\n") { "" } else { "\n" };
        let head = if *part == Some(row.part) { String::new() } else { format!("{blank}**{}**\n\n", row.part.title()) };
        if self.push(&format!("{head}{}", row.text), reserve) {
            *part = Some(row.part);
        } else {
            self.cut += 1;
        }
    }
}

/// One list item.
struct Row {
    part: Part,
    text: String,
}

fn rows(one: &Compared) -> Vec<Row> {
    let mut rows = Vec::new();
    for part in Part::ALL {
        rows.extend(one.changes.of(part).map(|change| Row { part, text: row(one, change) }));
        if part == Part::Figures {
            rows.extend(one.facts().map(|fact| Row { part, text: fact_row(one, fact) }));
            let new = one.changes.new_findings.iter().map(|finding| (finding, "New contradiction"));
            let gone = one.changes.gone_findings.iter().map(|finding| (finding, "Contradiction gone"));
            rows.extend(new.chain(gone).map(|(finding, what)| {
                let (path, message) = (code_span(&finding.path), code_span(&one.clean(&finding.message)));
                let at = if path.is_empty() { String::new() } else { format!(" at {path}") };
                Row {
                    part,
                    text: format!("- {what}{at}: {} `{}` {message}\n", finding.severity.as_str(), finding.rule),
                }
            }));
        }
    }
    rows
}

fn fact_row(one: &Compared, fact: &crate::diff::FactChange) -> String {
    let value = |text: &Option<String>| text.as_ref().map_or("none".to_owned(), |text| code_span(&one.clean(text)));
    let (before, after) = (value(&fact.before), value(&fact.after));
    format!("- {}: {before} → {after}{}\n", code_span(&fact.name), because(&fact.because))
}

fn because(paths: &[String]) -> String {
    let told: Vec<String> = paths.iter().take(super::MOST_CAUSES).map(|path| code_span(path)).collect();
    let more = paths.len().saturating_sub(super::MOST_CAUSES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    if told.is_empty() { String::new() } else { format!(", because of {}{more}", told.join(", ")) }
}

fn row(one: &Compared, change: &Change) -> String {
    let (before, after) = (one.side(change, &change.before), one.side(change, &change.after));
    let note = change.note.map(|note| format!(" ({note})")).unwrap_or_default();
    let head = |said: &str| format!("- {}{said}{note}{}\n", code_span(&change.path), because(&change.because));
    let text = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).map(|text| text.to_owned());
    let is_short = |text: &str| text.chars().count() <= super::MOST && !text.contains('\n');
    match (text(&before), text(&after)) {
        (Some(a), Some(b)) if change.part == Part::Text && words(&a, &b).is_some_and(|words| words.len() < 2000) => {
            head(&format!(": {}", code_span(&words(&a, &b).unwrap_or_default())))
        }
        (Some(a), Some(b)) if !change.is_command && is_short(&a) && is_short(&b) => {
            head(&format!(": {} → {}", code_span(&a), code_span(&b)))
        }
        (None, Some(b)) if before.is_none() && !change.is_command && is_short(&b) => {
            head(&format!(" added: {}", code_span(&b)))
        }
        (Some(a), None) if after.is_none() && !change.is_command && is_short(&a) => {
            head(&format!(" removed: {}", code_span(&a)))
        }
        _ => {
            let mut all = Vec::new();
            for (sign, value) in [("- ", &before), ("+ ", &after)] {
                let mut side = Vec::new();
                value.iter().for_each(|value| lines(value, 0, &mut side));
                all.extend(side.into_iter().map(|line| format!("{sign}{line}")));
            }
            let verb = match (&before, &after) {
                (None, _) => " added:",
                (_, None) => " removed:",
                _ => " changed:",
            };
            let block = fence(&all.join("\n"), "diff");
            let block: String = block.lines().map(|line| format!("  {line}\n")).collect();
            format!("{}\n{block}\n", head(verb))
        }
    }
}
