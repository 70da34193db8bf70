//! What all Mermaid texts share. Labels hold letters, digits, a few signs and entity codes, so that no
//! text can end its line or its quotes.

use crate::facts::Names;
use crate::markdown::plain;
use crate::render::values::phrase;

/// How much of a text a diagram shows.
const LONGEST: usize = 200;

/// What a diagram shows of a text: every character, those that mean something to mermaid as their
/// entity codes; a very long text is cut behind a whole word.
pub fn label(text: &str, names: &Names) -> String {
    let text = plain(&names.expand(text));
    let text = shortened(&text);
    let text = phrase(&text);
    if text.is_empty() { "–".into() } else { encoded(text) }
}

/// `#35;` for `#`: mermaid puts the characters back when it draws.
fn encoded(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        let kept = c.is_ascii_alphanumeric() || !c.is_ascii() || " -.,?!/+='".contains(c);
        if kept { safe.push(c) } else { safe.push_str(&format!("#{};", u32::from(c))) }
    }
    safe
}

/// A [`label`] as it reads, for who draws it without mermaid.
pub fn decoded(label: &str) -> String {
    let mut parts = label.split('#');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once(';').unwrap_or(("", part));
        text.extend(code.parse().ok().and_then(char::from_u32));
        text.push_str(rest);
    }
    text
}

/// Whole words, as many as fit.
fn shortened(text: &str) -> String {
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() >= LONGEST {
            // A word that fills the label alone is cut; otherwise whole words are left out.
            if short.is_empty() {
                short.extend(word.chars().take(LONGEST));
            }
            short.push('…');
            break;
        }
        if !short.is_empty() && !word.starts_with([',', '?', '!']) {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

/// Where a longer text begins, mermaid draws nothing; in the units in which it counts.
const MOST: usize = 50_000;

/// Lines of a drawing below its head, as Mermaid wants them: indented. Nothing where that is too much for
/// it: documents say all of it in a list or a table as well.
pub fn drawing(head: &str, lines: impl IntoIterator<Item = String>) -> Option<String> {
    let drawing = lines.into_iter().fold(head.to_owned(), |drawing, line| drawing + "\n    " + &line);
    (drawing.encode_utf16().count() < MOST).then_some(drawing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_reads_as_it_was_written() {
        for text in ["a; b#35;c", "<b>\"x\"</b> & |y|", "größe 数", "##;;"] {
            assert_eq!(decoded(&encoded(text)), text);
        }
    }
}
