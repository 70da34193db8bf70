//! Changing texts at random.

use crate::random::Random;

/// What breaks readers: YAML, templates, Markdown, shells, numbers, hidden characters.
const ODD: &[&str] = &[
    "",
    "~",
    "null",
    "{}",
    "[]",
    "- ",
    ": ",
    "#",
    " #",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "|",
    ">-",
    "|2",
    "&a ",
    "*a",
    "!!str ",
    "!x ",
    "<<: *a",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "\t",
    "\r\n",
    "\r",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{3164}",
    "\u{1}",
    "\u{7f}",
    "\u{2028}",
    "é",
    "😀",
    "${{",
    "}}",
    "${{ vars.a }}",
    "${{ facts.duration_total }}",
    "$${{",
    "{{ x }}",
    "{% if %}",
    "{# x",
    "<script>",
    "<!--",
    "-->",
    "<details>",
    "```",
    "````\n",
    "`",
    "|---|",
    "| a |",
    "](x)",
    "[a](javascript:x)",
    "![",
    "**",
    "_",
    "- [ ]",
    "1. ",
    "=====",
    "# ",
    "> ",
    "@team",
    "#12",
    "https://x.y/)))",
    "$(touch x)",
    "`touch x`",
    "; rm -rf /",
    "password=hunter2hunter2",
    "AKIAIOSFODNN7EXAMPLE",
    "0",
    "-1",
    "1e999",
    ".inf",
    ".nan",
    "0x10",
    "99999999999999999999",
    "100%",
    "~5%",
    "$575K",
    "$-1",
    "4h-6h",
    "6h-4h",
    "0s",
    "2026-03-02T15:40:00Z",
    "2026-02-30",
    "9999-12-31T23:59:59Z",
    "true",
    "closed",
    "investigating",
    "<<<<<<< ours\n",
    "=======\n",
    ">>>>>>> theirs\n",
];

/// One text of the corpus, changed in a few places.
pub fn mutated(corpus: &[String], dice: &mut Random) -> Vec<u8> {
    let mut text = corpus[dice.below(corpus.len())].clone();
    for _ in 0..=dice.below(4) {
        let other = &corpus[dice.below(corpus.len())];
        text = once(&text, other, dice);
    }
    let mut bytes = text.into_bytes();
    // Rarely: no UTF-8 any more.
    if dice.below(50) == 0 && !bytes.is_empty() {
        let at = dice.below(bytes.len());
        bytes[at] ^= 1 << dice.below(8);
    }
    bytes
}

fn once(text: &str, other: &str, dice: &mut Random) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (a, b) = (dice.below(lines.len()), dice.below(lines.len()));
    let (first, last) = (a.min(b), a.max(b).min(a.min(b) + 6));
    let place = boundary(text, dice.below(text.len() + 1));
    match dice.below(9) {
        // A line twice, gone, elsewhere, at another depth.
        0 => [&lines[..last], &lines[first..]].concat().concat(),
        1 => [&lines[..first], &lines[last..]].concat().concat(),
        2 => {
            let mut lines = lines;
            if !lines.is_empty() {
                lines.swap(a, b);
            }
            lines.concat()
        }
        3 => lines
            .iter()
            .enumerate()
            .map(|(at, line)| if at == a { format!("  {line}") } else { (*line).to_owned() })
            .collect(),
        // Lines of another record.
        4 => {
            let theirs: Vec<&str> = other.split_inclusive('\n').collect();
            let from = dice.below(theirs.len());
            let to = (from + 1 + dice.below(12)).min(theirs.len());
            [&lines[..a.min(lines.len())], &theirs[from.min(to)..to], &lines[a.min(lines.len())..]].concat().concat()
        }
        // Something odd in a place, or in place of a value or of a piece.
        5 => format!("{}{}{}", &text[..place], dice.of(ODD), &text[place..]),
        6 | 7 => {
            let rest = &text[place..];
            let Some(start) = rest.find(": ").map(|at| place + at + 2) else { return text.to_owned() };
            let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
            format!("{}{}{}", &text[..start], dice.of(ODD), &text[end..])
        }
        _ => {
            let end = boundary(text, place + dice.below(40));
            format!("{}{}{}", &text[..place], dice.of(ODD), &text[end.max(place)..])
        }
    }
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
