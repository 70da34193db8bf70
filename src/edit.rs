//! Replacing characters of a file and leaving every other byte as it is.

use crate::source::Span;

/// A part of a [`crate::source::Source`]'s text, and what shall stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// The file with the edits made. Spans count in the text as sources hold it, without a byte order
/// mark and with `\n` as line end; the file keeps its own. Edits that overlap an earlier one, or lie
/// outside, are left out: the next run finds what they were for again.
pub fn apply(file: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mark = if file.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut place = Place { file, at: mark, offset: 0 };
    let (mut out, mut copied) = (String::with_capacity(file.len() + 64), 0);
    let mut free = 0;
    for edit in edits {
        if edit.span.start < free || edit.span.end < edit.span.start {
            continue;
        }
        let Some(start) = place.forward(edit.span.start) else { break };
        let Some(end) = place.forward(edit.span.end) else { break };
        out.push_str(&file[copied..start]);
        out.push_str(&edit.text);
        (copied, free) = (end, edit.span.end);
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

    fn edit(span: Span, text: &str) -> Edit {
        Edit { span, text: text.into() }
    }

    #[test]
    fn only_the_characters_named_change() {
        let edits = [edit(8..9, "two"), edit(3..4, "one")];
        assert_eq!(apply("a: 1\nb: 2\n", &edits), "a: one\nb: two\n");
        assert_eq!(apply("\u{feff}a: 1\r\nb: 2\r\n", &edits), "\u{feff}a: one\r\nb: two\r\n");
    }

    #[test]
    fn what_cannot_be_made_is_left_out() {
        assert_eq!(apply("abcdef", &[edit(0..3, "x"), edit(2..4, "y"), edit(4..4, "z"), edit(9..10, "w")]), "xdzef");
        assert_eq!(apply("é", &[edit(1..2, "x")]), "é");
    }
}
