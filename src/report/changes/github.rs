//! Annotations on the lines of the new record.

use super::Compared;
use crate::diff::{Change, Part};
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
    let line_of = |change: &Change| {
        let span = (compared.span)(change)?;
        Some(lines.as_ref()?.position(span.start).line)
    };
    for change in &compared.changes.changes {
        let line = line_of(change).map(|line| format!(",line={line}")).unwrap_or_default();
        let title = property(&format!("handoff diff: {}", change.part.as_str()));
        out +=
            &command(level(change.part), &format!("file={file}{line},title={title}"), &data(&compared.message(change)));
    }
    for fact in compared.facts() {
        // On the line of what moved it.
        let cause = |path: &String| compared.changes.changes.iter().find(|change| change.path == *path);
        let at = fact.because.first().and_then(cause).and_then(&line_of);
        let line = at.map(|line| format!(",line={line}")).unwrap_or_default();
        let place = format!("file={file}{line},title={}", property("handoff diff: figures"));
        out += &command("notice", &place, &data(&compared.fact(fact)));
    }
    if let Some(source) = compared.sources.1 {
        out += &annotations(&locate(source, &compared.file, &compared.changes.new_findings));
    }
    out
}
