//! What is refused before it is parsed: input that is too large, not text, or built to exhaust us.

use crate::diagnostic::Diagnostic;
use crate::visible::code_point;

/// The largest record, in bytes.
pub const MAX_BYTES: usize = 4 << 20;
/// Brackets open at once from which on the event walk looks first: the fast parser is quadratic there.
const SUSPICIOUS_DEPTH: usize = 40;

/// Turns the bytes of a file into text: UTF-8, no byte order mark, `\n` as line end.
/// The error is a sentence about the file as a whole, or located where a character is to blame.
pub fn text_of(bytes: &[u8]) -> Result<String, Diagnostic> {
    if bytes.len() > MAX_BYTES {
        let message = format!("the record is larger than {} MiB", MAX_BYTES >> 20);
        return Err(Diagnostic::invalid(0..0, "", message));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let message = format!("the record is not UTF-8 (byte {} cannot be read)", error.valid_up_to() + 1);
        Diagnostic::invalid(0..0, "", message).with_help("save the file with the encoding UTF-8")
    })?;
    let text = if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() };
    match text.bytes().position(begins_control).and_then(|at| control_from(&text, at)) {
        Some((at, c)) => {
            let message = format!("the record holds the control character {}", code_point(c));
            Err(Diagnostic::invalid(at..at + c.len_utf8(), "", message).with_help("remove it"))
        }
        None => Ok(text),
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

/// Whether a parser could be made to work for long by this text: aliases, or many open brackets.
pub fn is_suspicious(text: &str) -> bool {
    let mut open = 0usize;
    let (mut anchor, mut alias) = (false, false);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate().filter(|&(_, byte)| TOLD[usize::from(*byte)]) {
        match byte {
            b'[' | b'{' => {
                open += 1;
                if open > SUSPICIOUS_DEPTH {
                    return true;
                }
            }
            b']' | b'}' => open = open.saturating_sub(1),
            b'&' => anchor |= begins_token(bytes, at),
            b'*' => alias |= begins_token(bytes, at),
            _ => {}
        }
    }
    anchor && alias
}

/// The bytes that are looked at; one look-up passes over all others.
const TOLD: [bool; 256] = {
    let mut told = [false; 256];
    let bytes = b"[]{}&*";
    let mut at = 0;
    while at < bytes.len() {
        told[bytes[at] as usize] = true;
        at += 1;
    }
    told
};

/// An anchor or alias stands behind a blank or an opening bracket, and is followed by its name.
fn begins_token(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(b'\n', |at| bytes[at]);
    let after = bytes.get(at + 1).copied().unwrap_or(b'\n');
    matches!(before, b' ' | b'\t' | b'\n' | b'[' | b'{' | b',' | b':' | b'-' | b'?')
        && (after.is_ascii_alphanumeric() || after >= 0x80 || matches!(after, b'_' | b'-' | b'!' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shell_and_emphasis_are_not_suspicious() {
        assert!(!is_suspicious("run: a && b\ncron: '0 8 * * *'\nx: 2*3"));
        assert!(is_suspicious("a: &x 1\nb: *x"));
        assert!(is_suspicious(&"[".repeat(100)));
    }

    #[test]
    fn text_is_utf8_without_mark_and_control_characters() {
        assert_eq!(text_of(b"\xEF\xBB\xBFa: 1\r\nb: 2\r\n").unwrap(), "a: 1\nb: 2\n");
        assert!(text_of(b"a: \xFF").unwrap_err().message.contains("not UTF-8"));
        assert!(text_of(b"a: \0").unwrap_err().message.contains("U+0000"));
        let found = text_of("é · a: \u{85}\u{9F}".as_bytes()).unwrap_err();
        assert!(found.message.contains("U+009F") && found.span == (11..13), "{found:?}");
        assert!(text_of("é · \u{A0}\u{85}".as_bytes()).is_ok());
        assert!(text_of(&vec![b' '; MAX_BYTES + 1]).is_err());
    }
}
