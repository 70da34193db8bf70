//! `render --check`: what would change, as a unified diff with what is missing, orphaned or edited.

use std::path::Path;

use similar::TextDiff;

use crate::plan::{Action, Change, Plan, Refusal};
use crate::report::{is_hidden, visible};

/// What a render would change in this folder; empty when it is current.
pub fn drift(folder: &Path, plan: &Plan, color: bool) -> String {
    plan.changes.iter().map(|change| one(folder, change, color)).collect()
}

fn one(folder: &Path, change: &Change, color: bool) -> String {
    let path = visible(&folder.join(&change.name).display().to_string()).into_owned();
    match (change.action, change.refusal) {
        (Action::Unchanged, _) => String::new(),
        (Action::Create, _) => format!("missing: {path}\n{}", diff("/dev/null", &path, "", change, color)),
        (Action::Orphan, None) => format!("orphaned: {path} (`handoff render --prune` removes it)\n"),
        (Action::Orphan, Some(_)) => {
            format!("orphaned and edited by hand: {path} (`handoff render --prune --force` removes it)\n")
        }
        (Action::Update, Some(Refusal::Edited)) => format!("edited by hand: {path}\n{}", update(&path, change, color)),
        (Action::Update, Some(Refusal::Foreign)) => format!("not made by handoff: {path}\n"),
        (Action::Update, Some(Refusal::OtherRecord)) => format!("made from another record: {path}\n"),
        (Action::Update, Some(Refusal::InTheWay(what))) => format!("in the way: {path} is {what}\n"),
        (Action::Update, None) => format!("outdated: {path}\n{}", update(&path, change, color)),
    }
}

fn update(path: &str, change: &Change, color: bool) -> String {
    let old = change.old.as_deref().unwrap_or_default().replace("\r\n", "\n");
    diff(path, path, &old, change, color)
}

fn diff(from: &str, to: &str, old: &str, change: &Change, color: bool) -> String {
    let new = change.new.as_deref().unwrap_or_default();
    let text = TextDiff::from_lines(old, new).unified_diff().context_radius(3).header(from, to).to_string();
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        // The old text may be anybody's: its control characters must not reach the terminal.
        let safe = line.trim_end_matches('\n');
        let safe =
            if safe.contains(|c| is_hidden(c) && c != '\t') { visible(safe).into_owned() } else { safe.to_owned() };
        let paint = match (color, line.as_bytes().first()) {
            (true, Some(b'+')) => Some("32"),
            (true, Some(b'-')) => Some("31"),
            (true, Some(b'@')) => Some("36"),
            _ => None,
        };
        match paint {
            Some(code) => out.push_str(&format!("\u{1b}[{code}m{safe}\u{1b}[0m\n")),
            None => out.push_str(&format!("{safe}\n")),
        }
    }
    out
}
