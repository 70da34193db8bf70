//! Bytes of a file -> text, unless it is too large or not text.

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::visible::code_point;

/// The largest record, in bytes.
pub const MAX_BYTES: usize = 4 << 20;
/// How deep lists and mappings may nest.
pub const MAX_DEPTH: usize = 64;
/// So much of a file that is refused is shown.
const SHOWN_BYTES: usize = 64 << 10;

/// The file as a source: UTF-8, without byte order mark, `\n` as line end. The error is about the
/// file as a whole, or located where a byte or a character is to blame, in what can be shown of it.
pub fn source_of(name: &str, bytes: &[u8]) -> Result<Source, Box<(Source, Vec<Diagnostic>)>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let refused = |text: String, diagnostic| Err(Box::new((Source::new(name, text), vec![diagnostic])));
    if bytes.len() > MAX_BYTES {
        let message = format!("the record is larger than {} MiB", MAX_BYTES >> 20);
        let shown = String::from_utf8_lossy(&bytes[..SHOWN_BYTES]).replace('\0', " ");
        return refused(shown, Diagnostic::invalid(0..0, "", message));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\r') => text.replace("\r\n", "\n"),
        Ok(text) => text.to_owned(),
        Err(error) => {
            let good = error.valid_up_to();
            let message = format!("the record is not UTF-8: byte {} of the file cannot be read", good + 1);
            let help = "save the file with the encoding UTF-8";
            let end = bytes[good..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |length| good + length);
            // What comes before is as long as it was.
            let shown = String::from_utf8_lossy(&bytes[..end]).replace('\0', " ");
            let mark = good..good + char::REPLACEMENT_CHARACTER.len_utf8();
            return refused(shown, Diagnostic::invalid(mark, "", message).with_help(help));
        }
    };
    match text.bytes().position(begins_control).and_then(|at| control_from(&text, at)) {
        Some((at, c)) => {
            let message = format!("the record holds the control character {}", code_point(c));
            let diagnostic = Diagnostic::invalid(at..at + c.len_utf8(), "", message).with_help("remove it");
            refused(text.replace('\0', " "), diagnostic)
        }
        None => Ok(Source::new(name, text)),
    }
}

/// Whether a byte may begin a control character: most texts are told by their bytes to hold none.
fn begins_control(byte: u8) -> bool {
    byte < b' ' && byte != b'\n' && byte != b'\t' || byte == 0x7F || byte == 0xC2
}

/// The first control character from a byte on, U+0085 excepted, which YAML takes for a line end.
fn control_from(text: &str, at: usize) -> Option<(usize, char)> {
    let control = |&(_, c): &(usize, char)| c.is_control() && !matches!(c, '\n' | '\t' | '\u{85}');
    text[at..].char_indices().map(|(from, c)| (at + from, c)).find(control)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The message, and the line in which it stands.
    fn refusal(bytes: &[u8]) -> (String, usize) {
        let (source, found) = *source_of("x", bytes).unwrap_err();
        (found[0].message.clone(), source.position(found[0].span.start).line)
    }

    #[test]
    fn text_is_utf8_without_mark_and_control_characters() {
        assert_eq!(source_of("x", b"\xEF\xBB\xBFa: 1\r\nb: 2\r\n").unwrap().text, "a: 1\nb: 2\n");
        assert!(source_of("x", "é · \u{A0}\u{85}".as_bytes()).is_ok());
        for (bytes, words, line) in [
            (&b"a: \xFF"[..], "not UTF-8: byte 4", 1),
            (b"\xEF\xBB\xBFa: 1\r\n# \xC3\xA9\r\nb: caf\xE9\r\nc: 1", "not UTF-8", 3),
            (b"a: 1\r\nb: 2\r\nc: \0", "U+0000", 3),
            ("é · a: \u{85}\u{9F}".as_bytes(), "U+009F", 1),
            (&vec![b' '; MAX_BYTES + 1], "larger than 4 MiB", 1),
        ] {
            let (message, at) = refusal(bytes);
            assert!(message.contains(words) && at == line, "{message} in line {at}");
        }
    }
}
