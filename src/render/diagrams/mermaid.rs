//! What all Mermaid texts share. Labels hold letters, digits and a few signs only, so that no text
//! can end its line or its quotes.

use crate::facts::Names;
use crate::markdown::plain;
use crate::render::values::phrase;

/// How much of a text a diagram shows.
const LONGEST: usize = 100;

/// What a diagram may show of a text: letters of any script and signs that mean nothing to mermaid,
/// cut behind a whole word.
pub fn label(text: &str, names: &Names) -> String {
    let text = plain(&names.expand(text)).replace(';', ",");
    let kept = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii() || " -.,?!/%$+='".contains(c);
    let mut safe = String::with_capacity(text.len());
    for c in text.chars().map(|c| if kept(c) { c } else { ' ' }) {
        // `%%` begins a comment, `$$` a formula.
        if !(matches!(c, '%' | '$') && safe.ends_with(c)) {
            safe.push(c);
        }
    }
    let short = shortened(&safe);
    let short = phrase(&short);
    if short.is_empty() { "–".into() } else { short.into() }
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

/// Lines of a drawing below its head, as Mermaid wants them: indented.
pub fn drawing(head: &str, lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().fold(head.to_owned(), |drawing, line| drawing + "\n    " + &line)
}
