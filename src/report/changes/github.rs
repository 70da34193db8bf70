//! Annotations on the lines of the new record.

use super::Compared;
use crate::diff::Part;
use crate::report::github::{command, data, property};
use crate::report::lines::Lines;
use crate::report::{annotations, locate};

/// How loud a change is said.
pub fn level(part: Part) -> &'static str {
    match part {
        Part::Danger => "warning",
        _ => "notice",
    }
}

/// One line a change, worst first, then the new contradictions.
pub fn change_annotations(compared: &Compared) -> String {
    let mut out = String::new();
    let file = property(compared.file.strip_prefix("./").unwrap_or(&compared.file));
    if compared.whole.is_some() {
        out += &command("warning", &format!("file={file},title=handoff diff"), &data(&compared.counts()));
    }
    let lines = compared.sources.1.map(Lines::new);
    for change in &compared.changes.changes {
        let at = (compared.span)(change).zip(lines.as_ref()).map(|(span, lines)| lines.position(span.start).line);
        let line = at.map(|line| format!(",line={line}")).unwrap_or_default();
        let title = property(&format!("handoff diff: {}", change.part.as_str()));
        out += &command(level(change.part), &format!("file={file}{line},title={title}"), &data(&compared.message(change)));
    }
    for fact in compared.facts() {
        out += &command("notice", &format!("file={file},title=handoff diff: figures"), &data(&compared.fact(fact)));
    }
    if let Some(source) = compared.sources.1 {
        out += &annotations(&locate(source, &compared.file, &compared.changes.new_findings));
    }
    out
}
