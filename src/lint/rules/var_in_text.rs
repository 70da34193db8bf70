//! # var-in-text
//!
//! The value of a var is typed out in a command or a text instead of quoted.
//!
//! **Why it hurts.** When the name changes in `vars`, this place keeps the old one, and the command works on the wrong resource.
//!
//! Before:
//!
//! ```yaml
//! vars: {project: shop-staging}
//! checks: [{id: up, what: It runs, run: gcloud run services list --project=shop-staging, expect: ok}]
//! ```
//!
//! After:
//!
//! ```yaml
//! vars: {project: shop-staging}
//! checks: [{id: up, what: It runs, run: "gcloud run services list --project=${{ vars.project }}", expect: ok}]
//! ```
//!
//! Whole tokens only. Values shorter than four characters and plain words are skipped, and domains of e-mail addresses; so are
//! `environment`, `issue` and `labels`.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::lint::{Context, Finding, TextAt};
use crate::record::Segment;
use crate::record::template::{Piece, pieces};
use crate::record::text::TextKind;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for Typed { text, part, name } in typed(context) {
        let message = format!("the value of the var `{name}` is typed out");
        let quote = format!("${{{{ vars.{name} }}}}");
        let finding = Finding::new(text.at.clone(), message).part(part.clone());
        found.push(finding.help(format!("write `{quote}`")).fix(part, quote));
    }
}

/// A search for one record is built about as long as it runs.
const QUICKLY_BUILT: Option<AhoCorasickKind> = Some(AhoCorasickKind::ContiguousNFA);

/// A value of a var in a text or command.
pub(in crate::lint) struct Typed<'a> {
    pub text: &'a TextAt,
    pub part: Range<usize>,
    pub name: &'a str,
}

/// The places where values of vars are typed out, in the order of the record.
pub(in crate::lint) fn typed<'c>(context: &'c Context) -> Vec<Typed<'c>> {
    let Some(vars) = &context.record.vars else { return Vec::new() };
    let mut names: HashMap<&str, &str> = HashMap::new();
    for (name, value) in vars.iter() {
        if is_name(value.as_str()) {
            names.entry(value.as_str()).or_insert(name.as_str());
        }
    }
    let values: Vec<&str> = names.keys().copied().collect();
    let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).kind(QUICKLY_BUILT).build(&values);
    let (Ok(search), false) = (search, values.is_empty()) else { return Vec::new() };
    let mut found = Vec::new();
    for text in context.texts().iter().filter(|text| is_looked_at(text)) {
        let mut own = 0;
        for piece in pieces(&text.text) {
            // A piece of text lies in the text itself; its place is that of its bytes.
            let Piece::Text(part) = piece else { continue };
            let start = part.as_ptr() as usize - text.text.as_ptr() as usize;
            for hit in search.find_iter(part) {
                let at = start + hit.start()..start + hit.end();
                let value = values[hit.pattern().as_usize()];
                if at.start >= own && is_whole(text, &at, value) {
                    own = at.end;
                    found.push(Typed { text, part: at, name: names[value] });
                }
            }
        }
    }
    found
}

/// Whether a value can be told from words of the language.
fn is_name(value: &str) -> bool {
    value.chars().count() >= 4 && value.trim() == value && !value.chars().all(|c| c.is_alphabetic() || c == ' ')
}

fn is_looked_at(text: &TextAt) -> bool {
    let section = match text.at.0.first() {
        Some(Segment::Key(key)) => key.as_ref(),
        _ => "",
    };
    let kind = matches!(text.kind, TextKind::Inline | TextKind::Prose | TextKind::Command);
    kind && !matches!(section, "environment" | "issue" | "labels" | "lint" | "vars")
}

/// Whether the place is a token of its own: not part of a longer name, host or path of a file.
fn is_whole(text: &TextAt, at: &Range<usize>, value: &str) -> bool {
    let (before, after) = (&text.text[..at.start], &text.text[at.end..]);
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let mut back = before.chars().rev();
    let starts = match back.next() {
        None => true,
        Some('.' | '$' | '{') => false,
        // `-pvalue` is not looked into; `--name=value` and `- value` are whole.
        Some(c) => !joins(c),
    };
    let mut next = after.chars();
    let ends = match next.next() {
        None => true,
        Some('.') => !next.next().is_some_and(char::is_alphanumeric),
        Some(c) => !joins(c),
    };
    let command = text.kind == TextKind::Command;
    // The domain of an e-mail address is no host; in code, `user@host` is.
    let code =
        || super::placeholder::near_end(before).rsplit('\n').next().unwrap_or_default().matches('`').count() % 2 == 1;
    if !command && before.ends_with('@') && before[..before.len() - 1].ends_with(char::is_alphanumeric) && !code() {
        return false;
    }
    // Numbers mean something else in every second sentence.
    let number = value.chars().all(|c| c.is_ascii_digit() || c == '.') && value.matches('.').count() < 2;
    starts && ends && (command || !(number || in_file_path(before, after)))
}

/// Whether the place lies inside of the path of a file, `infra/name/main.tf`.
fn in_file_path(before: &str, after: &str) -> bool {
    let delimits = |c: char| c.is_whitespace() || "`\"'()<>,;".contains(c);
    // A path is not longer than that; tokens without end are not looked at to their end.
    let head = before.char_indices().rev().take(300).find(|&(_, c)| delimits(c)).map_or(0, |(at, c)| at + c.len_utf8());
    let tail = after.char_indices().take(300).find(|&(_, c)| delimits(c)).map_or(after.len(), |(at, _)| at);
    let (start, end) = (&before[head..], &after[..tail]);
    if start.contains("://") || start.len() + end.len() > 500 || !(start.ends_with('/') || end.starts_with('/')) {
        return false;
    }
    let file = end.trim_end_matches(['.', ':']).rsplit('/').next().unwrap_or_default();
    let host = start.split('/').next().is_some_and(|first| first.contains('.') && !first.starts_with('.'));
    !host
        && file.split(':').next().unwrap_or(file).rsplit_once('.').is_some_and(|(stem, extension)| {
            !stem.is_empty() && extension.starts_with(|c: char| c.is_ascii_alphabetic())
        })
}
