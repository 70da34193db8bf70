//! Lines and columns of many places in one text, without reading it from the start for each.

use crate::source::{Position, Source};

/// A mark every so many bytes: no question reads more than that.
const STEP: usize = 4096;

pub struct Lines<'s> {
    text: &'s str,
    /// Offsets with their positions, in order.
    marks: Vec<(usize, Position)>,
}

impl<'s> Lines<'s> {
    pub fn new(source: &'s Source) -> Self {
        let text = source.text.as_str();
        let mut marks = vec![(0, Position { line: 1, column: 1 })];
        let (mut at, mut position) = (0, Position { line: 1, column: 1 });
        while at + STEP < text.len() {
            let next = text.floor_char_boundary(at + STEP);
            position = advance(position, &text[at..next]);
            at = next;
            marks.push((at, position));
        }
        Lines { text, marks }
    }

    /// As [`Source::position`].
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let (at, position) = self.marks[self.marks.partition_point(|&(at, _)| at <= offset) - 1];
        advance(position, &self.text[at..offset])
    }
}

fn advance(from: Position, text: &str) -> Position {
    match text.rfind('\n') {
        None => Position { line: from.line, column: from.column + text.chars().count() },
        Some(at) => Position {
            line: from.line + text.bytes().filter(|&b| b == b'\n').count(),
            column: text[at + 1..].chars().count() + 1,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_slow_way() {
        let source = Source::new("x", "é: ü\n".repeat(3000) + &"ß".repeat(9000) + "\nend");
        let lines = Lines::new(&source);
        for offset in (0..source.text.len() + 3).step_by(97) {
            assert_eq!(lines.position(offset), source.position(offset), "{offset}");
        }
    }
}
