//! For people, at a terminal.

use serde_json::Value;

use super::words::words;
use super::{Compared, lines};
use crate::diff::{Change, Part};
use crate::visible::visible_line as visible;

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const BOLD: &str = "\u{1b}[1m";
const OFF: &str = "\u{1b}[0m";

/// One record's changes; nothing when there are none.
pub fn changes(compared: &Compared, color: bool) -> String {
    if compared.is_empty() {
        return String::new();
    }
    let page = Page { compared, color };
    let mut out = page.styled(BOLD, &format!("{}: {}", compared.file, compared.counts()));
    for part in Part::ALL {
        let mut rows: Vec<String> = compared.changes.of(part).map(|change| page.change(change)).collect();
        if part == Part::Figures {
            rows.extend(compared.facts().map(|fact| page.styled("", &format!("  {}", compared.fact(fact)))));
            rows.extend(page.findings());
        }
        if !rows.is_empty() {
            out += &format!("\n{}{}", page.styled(BOLD, part.title()), rows.concat());
        }
    }
    out + "\n"
}

struct Page<'c> {
    compared: &'c Compared<'c>,
    color: bool,
}

impl Page<'_> {
    /// One line, whatever it holds.
    fn styled(&self, style: &str, line: &str) -> String {
        let line = visible(line);
        if self.color && !style.is_empty() { format!("{style}{line}{OFF}\n") } else { format!("{line}\n") }
    }

    fn change(&self, change: &Change) -> String {
        let compared = self.compared;
        let (before, after) = (compared.side(change, &change.before), compared.side(change, &change.after));
        let note = change.note.map(|note| format!(" ({note})")).unwrap_or_default();
        if change.is_command || before.iter().chain(&after).any(|value| !value.is_string()) {
            let head = format!("  {}: {}{note}{}", change.path, self.verb(change), compared.because(&change.because));
            return self.styled("", &head) + &self.side("-", RED, before) + &self.side("+", GREEN, after);
        }
        if change.part == Part::Text
            && let (Some(Value::String(before)), Some(Value::String(after))) = (&before, &after)
            && let Some(words) = words(before, after)
        {
            return self.styled("", &format!("  {}: {words}{note}", change.path));
        }
        self.styled("", &format!("  {}", compared.message(change)))
    }

    fn verb(&self, change: &Change) -> &'static str {
        match (&change.before, &change.after) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        }
    }

    fn side(&self, sign: &str, style: &str, value: Option<Value>) -> String {
        let mut all = Vec::new();
        value.iter().for_each(|value| lines(value, 0, &mut all));
        all.iter().map(|line| self.styled(style, &format!("    {sign} {line}"))).collect()
    }

    fn findings(&self) -> Vec<String> {
        let all = self.compared.changes;
        let new = all.new_findings.iter().map(|finding| (finding, "new", RED));
        let gone = all.gone_findings.iter().map(|finding| (finding, "gone", GREEN));
        let lines = new.chain(gone).map(|(finding, what, style)| {
            let message = self.compared.clean(&finding.message);
            let severity = finding.severity.as_str();
            self.styled(style, &format!("  {what}: {severity}[{}] {}: {message}", finding.rule, finding.path))
        });
        lines.collect()
    }
}
