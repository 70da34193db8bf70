//! From bytes of a scalar's value back to bytes of the file, also inside of quotes and blocks.
//!
//! The notation is read a second time, and each run of bytes of the value remembers where it came
//! from. What was read must equal the value that the parser gave: otherwise there is no map, and
//! findings fall back to the whole scalar.

use std::ops::Range;

use granit_parser::ScalarStyle;

use crate::source::Span;

/// A run of the value: copied byte for byte, or one character that stands for other bytes.
#[derive(Debug, Clone, Copy)]
struct Run {
    value: usize,
    source: usize,
    value_len: usize,
    source_len: usize,
}

/// Where each byte of one scalar's value stands.
#[derive(Debug, Clone)]
pub struct ScalarMap {
    runs: Vec<Run>,
    token: Span,
}

impl ScalarMap {
    /// `token` is what the event parser calls the span of the scalar: with its quotes; of a block
    /// scalar from the first character of its first line that is not empty, without the header.
    pub fn new(source: &str, token: &Span, style: ScalarStyle, value: &str) -> Option<Self> {
        let mut reader = Reader { source, value: String::with_capacity(value.len()), runs: Vec::new() };
        let inner = token.start + 1..token.end.saturating_sub(1);
        match style {
            ScalarStyle::Plain => reader.flow(token.clone(), Quotes::None)?,
            ScalarStyle::SingleQuoted => reader.flow(inner, Quotes::Single)?,
            ScalarStyle::DoubleQuoted => reader.flow(inner, Quotes::Double)?,
            ScalarStyle::Literal => reader.block(token, value, false),
            ScalarStyle::Folded => reader.block(token, value, true),
        }
        // Chomping only takes line ends away.
        let same = match reader.value.strip_prefix(value) {
            Some(chomped) => chomped.bytes().all(|byte| byte == b'\n'),
            None => false,
        };
        same.then(|| ScalarMap { runs: reader.runs, token: token.clone() })
    }

    /// Where a part of the value stands, from its first to its last character.
    pub fn span(&self, part: Range<usize>) -> Span {
        let Some(first) = self.place(part.start) else { return self.token.end..self.token.end };
        let last = if part.end > part.start { self.place(part.end - 1) } else { None };
        first.start..last.map_or(first.start, |last| last.end)
    }

    /// The bytes of the file that stand for a byte of the value.
    fn place(&self, at: usize) -> Option<Span> {
        let index = self.runs.partition_point(|run| run.value <= at).checked_sub(1)?;
        let run = self.runs[index];
        if at >= run.value + run.value_len {
            return None;
        }
        if run.value_len != run.source_len {
            return Some(run.source..run.source + run.source_len);
        }
        let start = run.source + at - run.value;
        Some(start..start + 1)
    }
}

enum Quotes {
    None,
    Single,
    Double,
}

struct Reader<'a> {
    source: &'a str,
    value: String,
    runs: Vec<Run>,
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

impl Reader<'_> {
    /// Bytes of the file that are bytes of the value.
    fn copy(&mut self, at: Range<usize>) {
        let value = self.value.len();
        self.value.push_str(&self.source[at.clone()]);
        match self.runs.last_mut() {
            Some(run)
                if run.value_len == run.source_len
                    && run.source + run.source_len == at.start
                    && run.value + run.value_len == value =>
            {
                run.value_len += at.len();
                run.source_len += at.len();
            }
            _ if at.is_empty() => {}
            _ => self.runs.push(Run { value, source: at.start, value_len: at.len(), source_len: at.len() }),
        }
    }

    /// A character that is written as something else.
    fn replace(&mut self, at: Range<usize>, character: char) {
        let run =
            Run { value: self.value.len(), source: at.start, value_len: character.len_utf8(), source_len: at.len() };
        self.value.push(character);
        self.runs.push(run);
    }

    /// Plain and quoted scalars: lines are folded, blanks at their ends do not count.
    fn flow(&mut self, inner: Range<usize>, quotes: Quotes) -> Option<()> {
        let bytes = self.source.get(inner.clone())?.as_bytes();
        let end = inner.end;
        let byte = |at: usize| bytes[at - inner.start];
        let mut at = inner.start;
        while at < end {
            match byte(at) {
                b' ' | b'\t' | b'\n' => {
                    let run = at;
                    while at < end && is_blank(byte(at)) {
                        at += 1;
                    }
                    if at < end && byte(at) == b'\n' {
                        at = self.fold(bytes, inner.start, at, false);
                    } else {
                        self.copy(run..at);
                    }
                }
                b'\'' if matches!(quotes, Quotes::Single) => {
                    self.replace(at..at + 2, '\'');
                    at += 2;
                }
                b'\\' if matches!(quotes, Quotes::Double) => {
                    if at + 1 < end && byte(at + 1) == b'\n' {
                        at = self.fold(bytes, inner.start, at + 1, true);
                    } else {
                        let (length, character) = unescape(&self.source[at..end])?;
                        self.replace(at..at + length, character);
                        at += length;
                    }
                }
                _ => {
                    let run = at;
                    while at < end && !matches!(byte(at), b' ' | b'\t' | b'\n' | b'\'' | b'\\') {
                        at += 1;
                    }
                    // A quote or backslash that means nothing here stands for itself.
                    if at == run {
                        at += 1;
                    }
                    self.copy(run..at);
                }
            }
        }
        Some(())
    }

    /// A line end in a flow scalar, and all blank lines and indentation behind it: one is a blank,
    /// of several the first is dropped; an escaped one is nothing. Gives where the text goes on.
    fn fold(&mut self, bytes: &[u8], base: usize, first: usize, escaped: bool) -> usize {
        let end = base + bytes.len();
        let mut breaks = Vec::new();
        let mut at = first;
        while at < end && (is_blank(bytes[at - base]) || bytes[at - base] == b'\n') {
            if bytes[at - base] == b'\n' {
                breaks.push(at);
            }
            at += 1;
        }
        if breaks.len() == 1 && !escaped {
            self.replace(first..at, ' ');
        }
        for &one in &breaks[1..] {
            self.copy(one..one + 1);
        }
        at
    }

    /// Literal and folded scalars. The column at which the token begins is the indentation.
    fn block(&mut self, token: &Span, value: &str, folded: bool) {
        let line_start = self.source[..token.start].rfind('\n').map_or(0, |at| at + 1);
        let indent = token.start - line_start;
        let text = &self.source[line_start..token.end];
        let blank = |line: &str| line.bytes().all(|byte| byte == b' ') && line.len() <= indent;
        // Empty lines before the token are part of the value.
        let leading = value.bytes().take_while(|&byte| byte == b'\n').count();
        let mut before = Vec::new();
        let mut at = line_start;
        while before.len() < leading && at > 0 {
            at -= 1;
            before.push(at);
            at = self.source[..at].rfind('\n').map_or(0, |at| at + 1);
        }
        for &at in before.iter().rev() {
            self.copy(at..at + 1);
        }
        // The line ends since the last line with text, and whether that line must not be folded.
        let mut breaks: Vec<usize> = Vec::new();
        let mut spaced = true;
        let mut start = line_start;
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches('\n');
            let line_end = start + content.len();
            if !blank(content) {
                let from = start + indent.min(content.len());
                let now_spaced = self.source[from..].starts_with([' ', '\t']);
                self.join(&breaks, from, folded && !spaced && !now_spaced);
                self.copy(from..line_end);
                breaks.clear();
                spaced = now_spaced;
            }
            if line.ends_with('\n') {
                breaks.push(line_end);
            }
            start += line.len();
        }
        self.join(&breaks, token.end, false);
    }

    /// The line ends between two lines of a block.
    fn join(&mut self, breaks: &[usize], next: usize, fold: bool) {
        match breaks {
            [one] if fold => self.replace(*one..next, ' '),
            [_, rest @ ..] if fold => {
                for &at in rest {
                    self.copy(at..at + 1);
                }
            }
            all => {
                for &at in all {
                    self.copy(at..at + 1);
                }
            }
        }
    }
}

/// The escape at the front of `text`: its length and what it stands for.
fn unescape(text: &str) -> Option<(usize, char)> {
    let kind = text[1..].chars().next()?;
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        let code = u32::from_str_radix(text.get(2..2 + digits)?, 16).ok()?;
        return Some((2 + digits, char::from_u32(code)?));
    }
    let character = match kind {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        ' ' | '"' | '/' | '\\' => kind,
        _ => return None,
    };
    Some((1 + kind.len_utf8(), character))
}

#[cfg(test)]
mod tests;
