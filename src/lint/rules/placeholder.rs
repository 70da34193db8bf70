//! # placeholder
//!
//! What somebody was to fill in is still there: `TODO`, `TBD`, `XXX`, `PASSWORD`, `changeme`, `<your project>`, `<node-id>` in a command,
//! `/path/to/…`, `10.x.x.x`, `[DATE]`.
//!
//! **Why it hurts.** At three in the morning a placeholder is copied into a terminal, or the one fact that was needed is the one that is
//! missing.
//!
//! Before:
//!
//! ```yaml
//! teams:
//!   platform: {name: Platform, contact: TBD}
//! ```
//!
//! After:
//!
//! ```yaml
//! teams:
//!   platform: {name: Platform, contact: "#platform-oncall"}
//! ```
//!
//! Whole words in capitals only, but for `changeme` and its like: `$PASSWORD`, `PASSWORD_FILE`, `18.x`, `mktemp XXXXXX` and `[text](url)` are
//! none; nor is what a command searches for.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::{Regex, RegexBuilder};

use crate::lint::{Context, Finding, TextAt};
use crate::record::Segment;
use crate::record::template::{Piece, pieces};
use crate::record::text::TextKind;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for text in context.texts().iter().filter(|text| is_looked_at(text)) {
        for at in placeholders(text) {
            let shown = text.text[at.clone()].escape_debug().to_string();
            let message = format!("`{shown}` is a placeholder");
            let help = "fill it in, or say in `handoff.open_questions` that nobody knows it yet";
            found.push(Finding::new(text.at.clone(), message).part(at).help(help));
        }
    }
}

/// Whether a tag is one that somebody was to replace, `<your project>`, and not an element: then it is
/// this rule's slip and not that of `prose-breaks-document`.
pub(in crate::lint) fn is_tag(tag: &str) -> bool {
    let captures = SHAPES.as_ref().and_then(|shapes| shapes.captures(tag.as_bytes()));
    let whole = captures.as_ref().and_then(|captures| captures.name("angle")).map(|angle| angle.as_bytes());
    whole == Some(tag.as_bytes()) && tag.len() > 4 && !tag.contains(['=', '/'])
}

fn is_looked_at(text: &TextAt) -> bool {
    text.kind != TextKind::Literal && text.at.0.first() != Some(&Segment::Key("lint".into()))
}

/// Words in capitals, and what else stands for something; for bytes, since every match begins and ends with ASCII.
static SHAPES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let shapes = [
        r"(?P<word>\b(?:TODO|TBD|TBC|FIXME|PASSWORD|PASSWD|CHANGEME|CHANGE_ME|REPLACEME|REPLACE_ME|PLACEHOLDER|XXX+|YOUR_[A-Z][A-Z_]*)\b)",
        r"(?P<lower>\b(?:[Cc]hange|[Rr]eplace)[-_]?(?:me|ME|Me|this)\b)",
        r"(?P<angle><(?:your|Your|YOUR)[ _-][^<>\n]+>|<[A-Z][A-Z0-9]*(?:[_ -][A-Z0-9]+)*>)",
        r"(?P<operand><[a-z][a-z0-9]*(?:[-_ .][a-z0-9]+)*>)",
        r"(?P<bracket>\[[A-Z][A-Z0-9]*(?:[ _/-][A-Z0-9]+)*\])",
        r"(?P<path>/path/to(?:/[A-Za-z0-9._/-]*|\b))",
        r"(?P<address>\b(?:[0-9]{1,3}|[xX])(?:\.(?:[0-9]{1,3}|[xX])){3}\b)",
    ];
    RegexBuilder::new(&shapes.join("|")).unicode(false).build().ok()
});

/// Words that somebody puts in brackets to be replaced; `[ERROR]` and `[INFO]` are none.
const ASKED: &[&str] = &[
    "ADDRESS",
    "CONTACT",
    "DATE",
    "DESCRIPTION",
    "EMAIL",
    "FIXME",
    "HOST",
    "HOSTNAME",
    "INSERT",
    "LINK",
    "NAME",
    "OWNER",
    "PASSWORD",
    "PERSON",
    "PHONE",
    "PROJECT",
    "REGION",
    "TBC",
    "TBD",
    "TEAM",
    "TICKET",
    "TIME",
    "TODO",
    "TOKEN",
    "URL",
    "USER",
    "USERNAME",
    "VERSION",
    "YOUR",
];

/// What is longer than this between angle brackets is a sentence.
const LONGEST_TAG: usize = 70;

/// How the words begin that [`SHAPES`] looks for.
const WORDS: &[&str] = &[
    "TODO",
    "TBD",
    "TBC",
    "FIXME",
    "PASSW",
    "CHANGE",
    "REPLACE",
    "PLACEHOLDER",
    "XXX",
    "YOUR_",
    "change",
    "Change",
    "replace",
    "Replace",
];

/// Whether a text may hold a placeholder: most hold nothing like it, and need no regex.
fn is_likely(text: &str) -> bool {
    let bytes = text.as_bytes();
    (0..bytes.len()).any(|at| {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        match bytes[at] {
            b'<' => next.is_ascii_alphabetic(),
            b'[' => next.is_ascii_uppercase(),
            b'.' => matches!(next, b'x' | b'X'),
            b'/' => bytes[at..].starts_with(b"/path/to"),
            b'T' | b'F' | b'P' | b'C' | b'R' | b'X' | b'Y' | b'c' | b'r' => {
                let begins = at.checked_sub(1).is_none_or(|at| !bytes[at].is_ascii_alphanumeric() && bytes[at] != b'_');
                begins && WORDS.iter().any(|word| bytes[at..].starts_with(word.as_bytes()))
            }
            _ => false,
        }
    })
}

fn placeholders(text: &TextAt) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !is_likely(&text.text) {
        return found;
    }
    let Some(shapes) = SHAPES.as_ref() else { return found };
    for piece in pieces(&text.text) {
        let Piece::Text(part) = piece else { continue };
        let start = part.as_ptr() as usize - text.text.as_ptr() as usize;
        for captures in shapes.captures_iter(part.as_bytes()) {
            let Some(whole) = captures.get(0) else { continue };
            let at = start + whole.start()..start + whole.end();
            let (before, after) = (&text.text[..at.start], &text.text[at.end..]);
            let shown = &text.text[at.clone()];
            let real = if captures.name("word").is_some() {
                is_left_word(text.kind, before, shown, after)
            } else if captures.name("lower").is_some() {
                let spoken_of = text.kind != TextKind::Command && before.ends_with('`') && after.starts_with('`');
                !spoken_of
                    && !after.starts_with(['(', '.', '/'])
                    && !before.ends_with(['$', '/', '.', '{'])
                    && !is_searched(before)
            } else if captures.name("operand").is_some() {
                // `sort <in >out` has blanks, and `List<string>x` is no place to fill in.
                let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '<');
                text.kind == TextKind::Command
                    && apart(before.chars().next_back())
                    && apart(after.chars().next())
                    && !is_searched(before)
                    && !is_element(shown)
            } else if captures.name("bracket").is_some() {
                let words = || shown.split(|c: char| !c.is_ascii_alphanumeric());
                words().any(|word| ASKED.contains(&word))
                    && !after.starts_with(['(', '[', ':'])
                    && !before.ends_with([']', '$'])
            } else if captures.name("angle").is_some() {
                // `<<EOF` and `cat <FILE >x` are shell.
                !before.ends_with('<') && (5..=LONGEST_TAG).contains(&shown.len())
            } else if captures.name("address").is_some() {
                shown.matches(['x', 'X']).count() >= 2
                    && !before.ends_with(['.', '-', '_'])
                    && !after.starts_with(['-', '_'])
            } else {
                true
            };
            if real {
                found.push(at);
            }
        }
    }
    found
}

/// Whether a word in capitals is left to be filled in, and not the name of a variable, a keyword of
/// SQL, or what somebody searches for.
fn is_left_word(kind: TextKind, before: &str, word: &str, after: &str) -> bool {
    if before.ends_with(['$', '-', '_', '/', '.', '%', '{']) || after.starts_with(['_', '-', '=', '(']) {
        return false;
    }
    let line = line_before(before);
    if line.contains("mktemp") {
        return false;
    }
    if kind != TextKind::Command {
        let code = line.matches('`').count() % 2 == 1;
        // `TODO` as a word of code is what is spoken of.
        return !(code && before.ends_with('`') && after.starts_with('`'));
    }
    let names = ["export", "read", "unset", "-e", "-s", "--env", "printenv", "local"];
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let keyword = word == "PASSWORD" && after.trim_start().starts_with(['\'', '"', '$']);
    !names.contains(&last) && !is_searched(before) && !keyword
}

fn line_before(before: &str) -> &str {
    near_end(before).rsplit('\n').next().unwrap_or_default()
}

/// Whether a command on this line searches: then what follows is what it searches for.
fn is_searched(before: &str) -> bool {
    let mut words = line_before(before).split(|c: char| c.is_whitespace() || "|;(&`".contains(c));
    words.any(|word| ["grep", "egrep", "rg", "ag", "ack", "sed", "awk", "perl"].contains(&word))
}

/// `<html>`: markup that a command prints or sends.
fn is_element(tag: &str) -> bool {
    let name = tag.trim_matches(['<', '>']);
    [
        "html", "head", "body", "title", "div", "span", "p", "a", "b", "i", "pre", "code", "table", "tr", "td", "ul",
        "li", "xml", "script", "h1", "br",
    ]
    .contains(&name)
}

/// As much of a text as tells what its last word is used for; lines may be endless.
pub(super) fn near_end(text: &str) -> &str {
    let from = text.len().saturating_sub(400);
    let from = (from..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[from..]
}
