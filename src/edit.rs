//! Replacing characters of a file and leaving every other byte as it is.

use crate::source::Span;

/// The file with other texts in place of some spans. Spans count in the text as sources hold it,
/// without a byte order mark and with `\n` as line end; the file keeps its own. What overlaps an
/// earlier edit or lies outside is left out: the next run finds what it was for again.
pub fn apply<'e>(file: &str, edits: impl IntoIterator<Item = (Span, &'e str)>) -> String {
    let mut edits: Vec<(Span, &str)> = edits.into_iter().collect();
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mark = if file.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut place = Place { file, at: mark, offset: 0 };
    let (mut out, mut copied) = (String::with_capacity(file.len() + 64), 0);
    let mut free = 0;
    for (span, text) in edits {
        if span.start < free || span.end < span.start {
            continue;
        }
        let Some(start) = place.forward(span.start) else { break };
        let Some(end) = place.forward(span.end) else { break };
        out.push_str(&file[copied..start]);
        out.push_str(text);
        (copied, free) = (end, span.end);
    }
    out.push_str(&file[copied..]);
    out
}

/// A place in the file, known by its offset in the source's text too.
struct Place<'f> {
    file: &'f str,
    at: usize,
    offset: usize,
}

impl Place<'_> {
    /// Goes on to an offset of the text; the place in the file.
    fn forward(&mut self, offset: usize) -> Option<usize> {
        let bytes = self.file.as_bytes();
        while self.offset < offset {
            self.at += if bytes.get(self.at..self.at + 2) == Some(b"\r\n") { 2 } else { 1 };
            self.offset += 1;
        }
        self.file.is_char_boundary(self.at).then_some(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_characters_named_change() {
        let edits = [(8..9, "two"), (3..4, "one")];
        assert_eq!(apply("a: 1\nb: 2\n", edits.clone()), "a: one\nb: two\n");
        assert_eq!(apply("\u{feff}a: 1\r\nb: 2\r\n", edits), "\u{feff}a: one\r\nb: two\r\n");
    }

    #[test]
    fn what_cannot_be_made_is_left_out() {
        assert_eq!(apply("abcdef", [(0..3, "x"), (2..4, "y"), (4..4, "z"), (9..10, "w")]), "xdzef");
        assert_eq!(apply("é", [(1..2, "x")]), "é");
    }
}
