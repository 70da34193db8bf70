//! Characters that nobody sees, that reorder what is read, or that a terminal obeys: the one table
//! of them, and the one writer of what is shown in their place, `U+202E`.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex_syntax::hir::{Class, HirKind};

/// Unicode's own lists of characters that are not drawn: those that a font may leave out, format
/// characters (bidi among them), line and paragraph separators.
const NOT_DRAWN: &str = r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}]";
/// They choose between the text form and the picture of the character before them.
const PRESENTATION: [char; 2] = ['\u{FE0E}', '\u{FE0F}'];

/// Whether a character is not seen, or changes how others are read. Control characters are not
/// among them: see [`is_hidden`].
pub fn is_invisible(c: char) -> bool {
    !c.is_ascii() && !PRESENTATION.contains(&c) && {
        let table = not_drawn();
        let at = table.partition_point(|&(_, last)| last < c);
        table.get(at).is_some_and(|&(first, _)| first <= c)
    }
}

/// Control characters and what is invisible: all that must not reach a document or a terminal as it
/// is. Newlines and tabs are among them; who keeps those asks for them first.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// The ranges of [`NOT_DRAWN`], in order, from the Unicode tables of the regex library.
fn not_drawn() -> &'static [(char, char)] {
    static TABLE: OnceLock<Vec<(char, char)>> = OnceLock::new();
    TABLE.get_or_init(|| match regex_syntax::parse(NOT_DRAWN).map(|hir| hir.into_kind()) {
        Ok(HirKind::Class(Class::Unicode(class))) => class.iter().map(|range| (range.start(), range.end())).collect(),
        _ => Vec::new(),
    })
}

/// What stands for a character that is not seen.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", c as u32)
}

/// The text with hidden characters shown, but for those that `keep` keeps.
pub fn shown(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    let hides = |c: char| is_hidden(c) && !keep(c);
    if !text.contains(hides) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if hides(c) { out.push_str(&code_point(c)) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// A text of several lines, which keep their ends and tabs.
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, |c| matches!(c, '\n' | '\t'))
}

/// One line that can be printed: line ends and tabs become blanks.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    match visible(text) {
        Cow::Borrowed(same) if !same.contains(['\n', '\t']) => Cow::Borrowed(same),
        text => Cow::Owned(text.replace(['\n', '\t'], " ")),
    }
}

/// The same for each line of a text of several.
pub fn visible_lines(text: &str) -> String {
    text.lines().map(visible_line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_drawn_is_named_and_everything_else_kept() {
        assert_eq!(visible("a\u{202E}b\u{200B}"), "aU+202EbU+200B");
        assert_eq!(visible("é – 日本\tx\n"), "é – 日本\tx\n");
        assert_eq!(visible("\u{1b}[31m"), "U+001B[31m");
        for same in ["Überlast ✓ 👩", "⚠\u{FE0F} down", "naïve", "\u{A0}"] {
            assert_eq!(visible_line(same), same);
        }
        let odd = "\u{AD}\u{61C}\u{115F}\u{1160}\u{180F}\u{2028}\u{2066}\u{3164}\u{FEFF}\u{FFA0}\u{FFF0}\u{FFF9}\
                   \u{1BCA0}\u{1D173}\u{E0041}\u{E0101}\u{200D}\u{13430}";
        for c in odd.chars() {
            assert!(is_invisible(c), "{}", code_point(c));
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(visible_line("a\n::error\u{1b}[2J\r\u{202e}\u{9b}x"), "a ::errorU+001B[2JU+000DU+202EU+009Bx");
        assert_eq!(visible_lines("a\tb\r\nc"), "a b\nc");
        assert_eq!(visible_lines("a\rb"), "aU+000Db");
    }
}
