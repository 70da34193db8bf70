//! `render --check`: what would change, as a unified diff with what is missing, orphaned or edited.

use std::path::Path;

use crate::plan::{Action, Cause, Change, Plan, Refusal};
use crate::report::{diff, visible};
use crate::secrets::Masker;

/// What a render would change in this folder; empty when it is current.
pub fn drift(folder: &Path, plan: &Plan, color: bool) -> String {
    plan.changes.iter().map(|change| one(folder, change, color)).collect()
}

fn one(folder: &Path, change: &Change, color: bool) -> String {
    let path = visible(&folder.join(&change.name).display().to_string()).into_owned();
    match (change.action, change.refusal) {
        (Action::Unchanged, _) => String::new(),
        (Action::Create, _) => format!("missing: {path}\n{}", change_of(&path, change, color)),
        (Action::Orphan, None) => format!("orphaned: {path} (`handoff render --prune` removes it)\n"),
        (Action::Orphan, Some(_)) => {
            format!("orphaned and edited by hand: {path} (`handoff render --prune --force` removes it)\n")
        }
        (Action::Update, Some(Refusal::HalfMerged)) => format!(
            "merged line by line: {path} (neither side is whole: `git checkout --ours -- {path}` takes one back, \
             then `handoff render` makes it anew)\n"
        ),
        (Action::Update, None) if change.cause == Some(Cause::Merge) => {
            format!("merge not finished: {path} (`handoff render` makes it anew; nothing of either side is lost)\n")
        }
        (Action::Update, None) if change.cause == Some(Cause::Formatter) => {
            format!("reformatted: {path} (it reads the same; keep the formatter off it, in `.prettierignore`)\n")
        }
        (Action::Update, Some(Refusal::Edited)) => {
            format!("edited by hand: {path}\n{}", change_of(&path, change, color))
        }
        (Action::Update, Some(Refusal::Foreign)) => format!("not made by handoff: {path}\n"),
        (Action::Update, Some(Refusal::OtherRecord)) => format!("made from another record: {path}\n"),
        (Action::Update, Some(Refusal::InTheWay(what))) => format!("in the way: {path} is {what}\n"),
        (Action::Update, None) if has_other_line_ends(change) => {
            format!("outdated: {path} (with CRLF line ends it cannot run)\n")
        }
        (Action::Update, None) => format!("outdated: {path}\n{}", change_of(&path, change, color)),
    }
}

/// Whether nothing but the line ends differs.
fn has_other_line_ends(change: &Change) -> bool {
    change.old.as_ref().is_some_and(|old| Some(old.replace("\r\n", "\n")) == change.new)
}

/// The texts as they are and as they would be. Git may have changed the line ends of a working copy.
fn change_of(path: &str, change: &Change, color: bool) -> String {
    let old = change.old.as_deref().map(|old| old.replace("\r\n", "\n"));
    diff(path, old.as_deref(), change.new.as_deref(), &Masker::default(), color)
}
