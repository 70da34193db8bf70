//! Boxes and arrows, drawn: a chain from top to bottom, or two columns.

use super::canvas::{Anchor, Canvas, LINE, width, wrapped};
use super::flow::{Flow, Shade};
use super::mermaid::decoded;

const WIDTH: f64 = 620.0;
const PADDING: f64 = 10.0;
/// Between the boxes of a column.
const GAP: f64 = 14.0;
/// The boxes of two columns; the arrows have what is between them.
const COLUMN: f64 = 235.0;

impl Flow {
    pub fn svg(&self) -> String {
        if self.edges.iter().any(|edge| edge.label.is_some()) { self.chain() } else { self.columns() }
    }

    /// Each box below the one before it, with its question on the way.
    fn chain(&self) -> String {
        let mut canvas = Canvas::new(WIDTH);
        let mut top = 1.0;
        for (index, node) in self.nodes.iter().enumerate() {
            if let Some(edge) = self.edges.iter().find(|edge| edge.to == index) {
                let question = decoded(edge.label.as_deref().unwrap_or_default());
                let lines = wrapped(&question, WIDTH - 60.0);
                let bottom = top + GAP * 2.0 + LINE * lines.len() as f64;
                canvas.line("arrow", (24.0, top), (24.0, bottom - 6.0));
                canvas.head((24.0, bottom), (0.0, 1.0));
                canvas.text("question", Anchor::Start, (42.0, top + GAP), &lines);
                top = bottom;
            }
            top += boxed(&mut canvas, (1.0, top), WIDTH - 2.0, &decoded(&node.label), node.shade);
        }
        canvas.finish("Chain of questions and answers, down to the cause")
    }

    /// What depends at the left, on what it depends at the right.
    fn columns(&self) -> String {
        let mut canvas = Canvas::new(WIDTH);
        let mut tops = [1.0, 1.0];
        let mut middles = Vec::new();
        for (index, node) in self.nodes.iter().enumerate() {
            let column = usize::from(self.edges.iter().any(|edge| edge.to == index));
            let (x, top) = (if column == 0 { 1.0 } else { WIDTH - COLUMN - 1.0 }, tops[column]);
            let height = boxed(&mut canvas, (x, top), COLUMN, &decoded(&node.label), node.shade);
            middles.push(top + height / 2.0);
            tops[column] = top + height + GAP;
        }
        for edge in &self.edges {
            let from = (COLUMN + 1.0, middles[edge.from]);
            let to = (WIDTH - COLUMN - 1.0, middles[edge.to]);
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let length = dx.hypot(dy);
            let unit = (dx / length, dy / length);
            canvas.line("arrow", from, (to.0 - 6.0 * unit.0, to.1 - 6.0 * unit.1));
            canvas.head(to, unit);
        }
        canvas.finish("Which service depends on which component")
    }
}

/// A box with its text; how high it is.
fn boxed(canvas: &mut Canvas, at: (f64, f64), wide: f64, text: &str, shade: Option<Shade>) -> f64 {
    let class = match shade {
        None => "box",
        Some(Shade::Bad) => "box bad",
        Some(Shade::Weak) => "box weak",
        Some(Shade::Good) => "box good",
    };
    let lines = wrapped(text, wide - 2.0 * PADDING);
    debug_assert!(lines.iter().all(|line| width(line) <= wide));
    let height = LINE * lines.len() as f64 + 2.0 * PADDING - 3.0;
    canvas.rect(class, at, (wide, height));
    canvas.text("label", Anchor::Start, (at.0 + PADDING, at.1 + PADDING - 1.0), &lines);
    height
}
