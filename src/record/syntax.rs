//! What keeps a text from being YAML, said so that its author can mend it.

use granit_parser::{ErrorKind, ScanError};

use super::guard::MAX_DEPTH;
use super::mend::mend;
use crate::diagnostic::Diagnostic;
use crate::merge::{Conflict, conflicts};
use crate::source::Span;

/// What is said of a file with the marks of a conflict: nothing else in it is worth a word.
pub const UNFINISHED_MERGE: &str = "a merge was not finished: both sides stand between `<<<<<<<` and `>>>>>>>`";

/// The error of the parser, at its place.
pub fn syntax_error(text: &str, error: &ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let span = at..(at + text[at..].chars().next().map_or(0, char::len_utf8));
    let nesting = error.info().contains("nesting") || error.info().contains("recursion");
    if nesting || matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return too_deep(span);
    }
    if let Some(merge) = unfinished_merge(text) {
        return merge;
    }
    if let Some(tab) = tab_in_indentation(text, at) {
        let message = "a tab indents this line: YAML indents with blanks only";
        return Diagnostic::invalid(tab..tab + 1, "", message).with_help("put blanks in its place");
    }
    if let Some(cut) = cut_in_brackets(text, at) {
        let message = "a comment begins here, and the bracket before it is never closed";
        return Diagnostic::invalid(cut..cut + 1, "", message).with_help(CUT);
    }
    mend(&error.info(), text, at, span)
}

/// What is said where a comment begins that was meant as text.
pub const CUT: &str = "quote the text: YAML takes what stands behind ` #` for a comment";

/// Whether a comment begins here that reads like text: `#1116`, `#channel`.
pub fn is_cut(behind: &str) -> bool {
    let rest = behind.trim_start_matches([' ', '\t']);
    rest.len() < behind.len() && rest.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Where, up to the line of an error, a comment swallowed the bracket that closes its line.
fn cut_in_brackets(text: &str, at: usize) -> Option<usize> {
    let end = at + text[at..].find('\n').unwrap_or(text.len() - at);
    let mut start = 0;
    let mut found = None;
    for line in text[..end].split_inclusive('\n') {
        let cut = line.match_indices(" #").map(|(cut, _)| cut).find(|&cut| is_cut(&line[cut..]));
        if let Some(cut) = cut {
            let count = |text: &str, of: [char; 2]| text.matches(of).count();
            let open = count(&line[..cut], ['{', '[']) > count(&line[..cut], ['}', ']']);
            let quoted = line[..cut].matches(['"', '\'']).count() % 2 == 1;
            if open && !quoted && count(&line[cut..], ['}', ']']) > 0 {
                found = Some(start + cut + 1);
            }
        }
        start += line.len();
    }
    found
}

pub fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::invalid(span, "", format!("the record nests deeper than {MAX_DEPTH} levels"))
}

/// More conflicts are counted.
const MOST_CONFLICTS: usize = 3;
/// Of a line that is quoted.
const MOST_OF_A_LINE: usize = 60;

/// `HEAD` has in line 12 `takes: 2h`, `work` in line 14 `takes: 3h`.
fn both_sides(text: &str, conflict: &Conflict) -> String {
    let side = |name: &str, range: &std::ops::Range<usize>| {
        let first = text[..range.start].matches('\n').count() + 1;
        let lines: Vec<&str> = text[range.clone()].lines().collect();
        let name = if name.is_empty() { "one side" } else { name };
        let Some(line) = lines.iter().find(|line| !line.trim().is_empty()) else {
            return format!("`{name}` has nothing");
        };
        let line: String = line.trim().chars().take(MOST_OF_A_LINE).collect();
        match lines.len() {
            1 => format!("`{name}` has in line {first} `{line}`"),
            many => format!("`{name}` has in lines {first} to {} `{line}` …", first + many - 1),
        }
    };
    let (ours, theirs) = &conflict.names;
    format!("{}, {}", side(ours, &conflict.ours), side(theirs, &conflict.theirs))
}

/// What git leaves where two branches changed the same lines.
pub fn unfinished_merge(text: &str) -> Option<Diagnostic> {
    if let Some(conflicts) = conflicts(text) {
        let first = conflicts.first()?.whole.start;
        let told: Vec<String> =
            conflicts.iter().take(MOST_CONFLICTS).map(|conflict| both_sides(text, conflict)).collect();
        let more = conflicts.len().saturating_sub(MOST_CONFLICTS);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let help = format!("{}{more}; keep what is right of each, and remove the lines of markers", told.join("; "));
        return Some(Diagnostic::invalid(first..first + 7, "", UNFINISHED_MERGE).with_help(help));
    }
    let marker = |sign: &str| {
        let begins = |at: &usize| *at == 0 || text.as_bytes()[at - 1] == b'\n';
        text.match_indices(sign).map(|(at, _)| at).find(begins)
    };
    let at = marker("<<<<<<< ")?;
    marker(">>>>>>> ").filter(|&end| end > at)?;
    let help = "keep what is right of the two sides, and remove the three lines of markers";
    Some(Diagnostic::invalid(at..at + 7, "", UNFINISHED_MERGE).with_help(help))
}

/// The first tab in front of the text of a line, from the line before the place to the one behind
/// it: the parser may name the line before.
fn tab_in_indentation(text: &str, at: usize) -> Option<usize> {
    let first = line_start(text, line_start(text, at).saturating_sub(1));
    let mut start = first;
    for line in text[first..].split_inclusive('\n').take(3) {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indentation].find('\t') {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}
