//! Texts that are their own Markdown: most texts of a record, which then need no parser.

use super::Place;
use crate::visible::is_invisible;

/// Signs that mean nothing inside of a line, whatever stands beside them.
const PLAIN: &str = ".,:;?!()/'\"=+%-#>{}–—…→×≥≤“”‘’€°·±≈−";

/// Whether a text would be written as it stands: one line of words, plain signs, and code between
/// single backticks. What is doubtful is no such text; a property test holds this against the writer.
pub(super) fn is_as_is(text: &str, place: Place) -> bool {
    // Unicode has letters that are not drawn.
    let letter = |c: char| c.is_alphanumeric() && !is_invisible(c);
    let mut code = false;
    let mut previous = ' ';
    for c in text.chars() {
        let fits = match c {
            // Neither empty, nor padded, nor side by side.
            '`' => previous != '`' && !(code && previous == ' ') && place != Place::Label,
            ' ' => previous != ' ' && !(code && previous == '`'),
            '|' => code && place != Place::Cell,
            '/' if !code => previous != '/',
            _ if code => c.is_ascii_graphic() || letter(c),
            // Inside of a word an underscore is only itself.
            '_' => previous.is_alphanumeric(),
            _ => letter(c) || PLAIN.contains(c),
        };
        let after_underscore = code || previous != '_' || c.is_alphanumeric();
        if !fits || !after_underscore {
            return false;
        }
        code ^= c == '`';
        previous = c;
    }
    let address = text.as_bytes().windows(4).any(|part| part.eq_ignore_ascii_case(b"www."));
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '`');
    begins && !address && !code && !matches!(previous, ' ' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_code_are_and_markup_is_not() {
        for text in ["Größe: 1.5–2 (say) - \"x\"; a/b = 5 + 3%!", "Run `a | b_ <c>` as my_app", "`x` first"] {
            assert!(is_as_is(text, Place::Line), "{text}");
        }
        for text in [
            "", "1. x", "a  b", "a ", "a\n", "`a``b`", "`` a ``", "` a`", "`a `", "``", "`a", "a_", "a _b", "*a*",
            "<b>",
        ] {
            assert!(!is_as_is(text, Place::Line), "{text}");
        }
        for text in [
            "http://x",
            "see www.x.org",
            "ask @bob",
            "a\\b",
            "~1~",
            "a | b",
            "$x$",
            "[a]",
            "a\u{200B}b",
            "a\u{3164}b",
            "`a\u{FFA0}b`",
        ] {
            assert!(!is_as_is(text, Place::Line), "{text}");
        }
        assert!(!is_as_is("a `x|y`", Place::Cell));
        assert!(!is_as_is("a `x`", Place::Label));
    }
}
