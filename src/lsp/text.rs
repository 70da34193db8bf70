//! The text of an open file: as the editor has it, and as a record is read from it, without byte order mark
//! and with `\n` as line end. Positions of the editor lead to offsets in the latter and back.

use gen_lsp_types::{Position, Range};

use super::encoding::Encoding;
use crate::source::Span;

pub struct Text {
    /// As the editor has it.
    raw: String,
    /// As a record is read from it.
    source: String,
    encoding: Encoding,
    /// Where the lines of `raw` begin.
    starts: Vec<usize>,
    /// The length of the byte order mark.
    mark: usize,
    /// Where in `source` the line ends stand before which a `\r` was left out.
    returns: Vec<usize>,
}

const MARK: char = '\u{feff}';

impl Text {
    pub fn new(raw: String, encoding: Encoding) -> Text {
        let bytes = raw.as_bytes();
        let mark = if raw.starts_with(MARK) { MARK.len_utf8() } else { 0 };
        let (mut starts, mut returns) = (vec![0], Vec::new());
        for (at, &byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' => starts.push(at + 1),
                // The protocol takes a lone `\r` for a line end too.
                b'\r' if bytes.get(at + 1) == Some(&b'\n') => returns.push(at - mark - returns.len()),
                b'\r' => starts.push(at + 1),
                _ => {}
            }
        }
        let source = raw[mark..].replace("\r\n", "\n");
        Text { raw, source, encoding, starts, mark, returns }
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The offset in the source; what lies beyond the end of a line is its end.
    pub fn offset(&self, position: Position) -> usize {
        let raw = self.raw_offset(position).max(self.mark) - self.mark;
        // `\r` left out before this place: their places in `raw` are those in `source` and as many as come before.
        let (mut low, mut high) = (0, self.returns.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.returns[middle] + middle < raw { low = middle + 1 } else { high = middle }
        }
        (raw - low).min(self.source.len())
    }

    pub fn position(&self, offset: usize) -> Position {
        let offset = floor(&self.source, offset);
        let raw = offset + self.mark + self.returns.partition_point(|&at| at < offset);
        let line = self.starts.partition_point(|&start| start <= raw) - 1;
        let column: usize = self.raw[self.starts[line]..raw].chars().map(|c| self.encoding.width(c)).sum();
        Position { line: narrow(line), character: narrow(column) }
    }

    pub fn range(&self, span: &Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end.max(span.start)) }
    }

    pub fn span(&self, range: Range) -> Span {
        let (a, b) = (self.offset(range.start), self.offset(range.end));
        a.min(b)..a.max(b)
    }

    /// A text of ours as it stands in this file.
    pub fn with_line_ends(&self, text: &str) -> String {
        if self.returns.is_empty() { text.to_owned() } else { text.replace('\n', "\r\n") }
    }

    /// The text after an edit by the editor.
    pub fn changed(&self, range: Range, text: &str) -> Text {
        let (a, b) = (self.raw_offset(range.start), self.raw_offset(range.end));
        let mut raw = self.raw.clone();
        raw.replace_range(a.min(b)..a.max(b), text);
        Text::new(raw, self.encoding)
    }

    fn raw_offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(&start) = self.starts.get(line) else { return self.raw.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.raw.len());
        let text = self.raw[start..end].trim_end_matches(['\r', '\n']);
        let mut left = position.character as usize;
        for (at, c) in text.char_indices() {
            let width = self.encoding.width(c);
            // The middle of a character is its beginning.
            if left < width {
                return start + at;
            }
            left -= width;
        }
        start + text.len()
    }
}

/// The offset, or the beginning of the character that it lies in.
pub fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
