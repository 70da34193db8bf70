//! Characters that a terminal obeys or does not show are shown by their number.

use std::borrow::Cow;

/// Controls, and characters that change how others are read: bidi, zero width, tags.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || crate::record::text::is_invisible(c)
}

/// One line that can be printed: line ends and tabs are blanks, what is hidden is `U+202E`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    text.chars().for_each(|c| show(c, &mut shown));
    Cow::Owned(shown)
}

/// The same for each line of a text of several.
pub fn visible_lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}

pub(super) fn show(c: char, shown: &mut String) {
    match c {
        '\n' | '\t' => shown.push(' '),
        c if is_hidden(c) => shown.push_str(&format!("U+{:04X}", c as u32)),
        c => shown.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(visible("Überlast ✓ 👩"), "Überlast ✓ 👩");
        assert_eq!(visible("a\n::error\u{1b}[2J\r\u{202e}\u{9b}x"), "a ::errorU+001B[2JU+000DU+202EU+009Bx");
    }
}
