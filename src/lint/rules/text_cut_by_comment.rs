//! # text-cut-by-comment
//!
//! An unquoted text that YAML ends at ` #`: what stands behind it is a comment, and the reader loses it.
//!
//! **Why it hurts.** "Revert the change of #1116 (preferred)" is printed as "Revert the change of", and nobody sees that something is missing.
//!
//! Before:
//!
//! ```yaml
//! remedies:
//!   - id: revert
//!     do: Revert the change of #1116 (preferred)
//! ```
//!
//! After:
//!
//! ```yaml
//! remedies:
//!   - id: revert
//!     do: "Revert the change of #1116 (preferred)"
//! ```
//!
//! A comment has a blank behind its `#`; `#4512` and `#channel` belong to the text. Commands are not looked at: the shell ends them
//! there too.

use crate::lint::{Context, Finding, TextAt};
use crate::record::Side;
use crate::record::text::TextKind;
use crate::record::tree::{Kind, ScalarStyle};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let source = context.loaded.source.text.as_str();
    // Most records hold no `#` of the kind.
    if !cuts(source) {
        return;
    }
    let tree = context.loaded.tree();
    for text in context.texts().iter().filter(|text| text.kind != TextKind::Command) {
        let node = tree.find(&text.at, Side::Value);
        let Kind::Scalar { style: ScalarStyle::Plain, .. } = tree.nodes[node].kind else { continue };
        let behind = source.get(tree.nodes[node].span.end..).unwrap_or_default().lines().next().unwrap_or_default();
        let Some(lost) = lost(behind) else { continue };
        let message = format!("YAML ends this text before `{}`: what follows is a comment", lost.escape_debug());
        let help = "put the text into quotes; if it is a comment, leave a blank behind the `#`";
        found.push(Finding::new(text.at.clone(), message).part(last_line(text)).help(help));
    }
}

/// Whether a line may hold such a cut at all.
fn cuts(source: &str) -> bool {
    source.match_indices(" #").any(|(at, _)| is_no_comment(&source[at + 1..]))
        || source.match_indices("\t#").any(|(at, _)| is_no_comment(&source[at + 1..]))
}

/// `#4512` and `#channel`; not `# text`, `## text`, `#!`, `#---`.
fn is_no_comment(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || "_{\"'$".contains(c)))
}

/// The first word of what was cut off.
fn lost(behind: &str) -> Option<&str> {
    let rest = behind.trim_start_matches([' ', '\t']);
    (rest.len() < behind.len() && is_no_comment(rest)).then(|| rest.split_whitespace().next().unwrap_or(rest))
}

/// The part of a text that stands on the line of the cut.
fn last_line(text: &TextAt) -> std::ops::Range<usize> {
    // Line breaks of a plain scalar are folded to blanks; its last character stands on its last line.
    let all = text.text.trim_end();
    let last = all.char_indices().next_back().map_or(0, |(at, _)| at);
    if text.text.contains('\n') { last..all.len() } else { 0..all.len() }
}
