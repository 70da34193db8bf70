//! Output and expectations in a few words: masked first, then cut, without control characters.

use super::run::{KEPT_BYTES, Output};
use crate::probe::{Expected, Number, Within};
use crate::secrets::Masker;
use crate::visible::{code_point, is_hidden, visible};

/// How many characters a single line of a message has.
const LINE: usize = 200;
/// How many characters before a difference show where it is.
const BEFORE: usize = 40;
const EXCERPT_LINES: usize = 20;
const EXCERPT_CHARACTERS: usize = 1_000;

/// Characters that a terminal would obey are named; line ends and tabs stay.
pub fn printable(text: &str) -> String {
    let text = if text.contains('\r') { &text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    visible(text).into_owned()
}

/// A command as it is, character by character: what is agreed to. Nothing is masked, joined or left
/// out; what cannot be seen, or looks like a blank and is none, is named. A line end stays one.
pub fn exact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | ' ' => out.push(c),
            '\t' => out.push('⇥'),
            // The sign itself, or it could pass for a tab; what is drawn as nothing though no blank by
            // its category; what chooses a form of the character before it.
            '⇥' | '\u{2800}' | '\u{FE0E}' | '\u{FE0F}' => out.push_str(&code_point(c)),
            c if c.is_whitespace() || is_hidden(c) => out.push_str(&code_point(c)),
            c => out.push(c),
        }
    }
    out
}

/// At most `most` characters, with a sign that there was more.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// A text on one line in which everything can be seen: line ends and tabs as signs, blanks that are
/// none by their code point.
pub fn seen(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('⏎', "\u{E000}");
    exact(&text).replace('\n', "⏎").replace('\u{E000}', &code_point('⏎'))
}

fn one_line(text: &str) -> String {
    cut(&seen(text.trim_ascii()), LINE)
}

/// What is wanted and what was found, where both are whole: when their beginnings look the same, from
/// shortly before the first difference on.
pub fn difference(wanted: &str, found: &Output, masker: &Masker) -> (String, String) {
    let says = |text: &str| if text.is_empty() { "no output".to_owned() } else { text.to_owned() };
    let wanted = seen(masker.mask_authored(wanted).trim_ascii());
    let found = seen(masked(found, masker).trim_ascii());
    if cut(&wanted, LINE) != cut(&found, LINE) {
        return (says(&cut(&wanted, LINE)), says(&cut(&found, LINE)));
    }
    if wanted == found {
        return (says(&cut(&wanted, LINE)), "another text behind what is masked".into());
    }
    let same = wanted.chars().zip(found.chars()).take_while(|(a, b)| a == b).count();
    let from = |text: &str| {
        let rest: String = text.chars().skip(same.saturating_sub(BEFORE)).collect();
        format!("…{}", cut(&rest, LINE))
    };
    (from(&wanted), from(&found))
}

/// The judged part of an output with its secrets masked. What is kept beyond it is only looked at.
fn masked(output: &Output, masker: &Masker) -> String {
    let judged = String::from_utf8_lossy(output.kept()).len();
    let all = String::from_utf8_lossy(&output.bytes);
    masker.mask_up_to(&all, judged).into_owned()
}

/// Any text of a command's on one line.
pub fn line(text: &str, masker: &Masker) -> String {
    one_line(&masker.mask(text))
}

pub fn quoted(text: &str, masker: &Masker) -> String {
    format!("`{}`", cut(&seen(&masker.mask_authored(text)), LINE))
}

/// What standard output must be, as the author wrote it.
pub fn wanted(text: &str, masker: &Masker) -> String {
    match one_line(&masker.mask_authored(text)) {
        empty if empty.is_empty() => "no output".into(),
        text => text,
    }
}

/// An output on one line; `None` when there is none.
pub fn short(output: &Output, masker: &Masker) -> Option<String> {
    Some(one_line(&masked(output, masker))).filter(|text| !text.is_empty())
}

/// The last line of an output that says something: where programs say why they gave up.
pub fn last_line(output: &Output, masker: &Masker) -> Option<String> {
    let text = masked(output, masker);
    text.lines().rev().map(one_line).find(|line| !line.is_empty())
}

/// The line of the output in which something was found. Masks may have moved it, and may hide it.
pub fn line_at(output: &Output, text: &str, at: usize, masker: &Masker) -> String {
    let number = text[..at].matches('\n').count();
    let masked = masked(output, masker);
    let found = if masked.lines().count() == text.lines().count() { masked.lines().nth(number) } else { None };
    format!("output with {}", found.map_or_else(|| "it".into(), |line| format!("`{}`", cut(&seen(line), LINE))))
}

/// A few lines of an output; `None` when there is none.
pub fn excerpt(output: &Output, masker: &Masker) -> Option<String> {
    let text = printable(&masked(output, masker));
    let text = text.trim_end().trim_start_matches('\n');
    let mut lines: Vec<&str> = text.lines().take(EXCERPT_LINES + 1).map(str::trim_end).collect();
    let more = lines.len() > EXCERPT_LINES || output.bytes.len() > KEPT_BYTES;
    lines.truncate(EXCERPT_LINES);
    let joined = cut(&lines.join("\n"), EXCERPT_CHARACTERS);
    let shown = if more && !joined.ends_with('…') { format!("{joined}\n…") } else { joined };
    (!text.is_empty()).then_some(shown)
}

/// What number must be printed.
pub fn number(number: &Number) -> String {
    match number {
        Number::Limits(limits) => format!("a number, {limits}"),
        Number::Unknown(name) => format!("a number by {name}"),
    }
}

/// All that is expected, on one line: `READY; within 35 s`.
pub fn expectation(expect: &Expected, masker: &Masker) -> String {
    let mut parts = Vec::new();
    parts.extend(expect.equals.as_ref().map(|text| wanted(text, masker)));
    parts.extend(expect.contains.iter().map(|text| format!("output with {}", quoted(text, masker))));
    parts.extend(expect.excludes.iter().map(|text| format!("output without {}", quoted(text, masker))));
    parts.extend(expect.matches.as_ref().map(|text| format!("output that matches {}", quoted(text, masker))));
    parts.extend(expect.number.as_ref().map(number));
    parts.extend(expect.json.iter().map(|(pointer, wanted)| line(&format!("{pointer} {wanted}"), masker)));
    parts.extend(expect.within.as_ref().map(|within| match within {
        Within::Limit(limit) => format!("within {limit}"),
        Within::Unknown(name) => format!("within {name}"),
    }));
    if expect.exit != 0 || parts.is_empty() {
        parts.insert(0, format!("exit {}", expect.exit));
    }
    parts.join("; ")
}
