//! Blocks as Markdown: lists tight where they can be, everything else a blank line apart.

use super::escape::longest_run;
use crate::visible::visible;

/// A block with its inline content written already.
pub(super) enum Block {
    Paragraph(String),
    /// With its fence.
    Code(String),
    Quote(Vec<Block>),
    List {
        ordered: bool,
        items: Vec<Vec<Block>>,
    },
    /// Rows of as many cells, the header first.
    Table(Vec<Vec<String>>),
    Rule,
}

/// Code in a fence that is longer than any run of backticks in it.
pub fn fence(code: &str, language: &str) -> String {
    let code = visible(code);
    let fence = "`".repeat((longest_run(&code) + 1).max(3));
    format!("{fence}{language}\n{}\n{fence}", code.trim_end_matches('\n'))
}

/// Blocks below each other, without a newline at the end.
pub(super) fn layout(blocks: &[Block]) -> String {
    blocks.iter().map(one).collect::<Vec<_>>().join("\n\n")
}

fn one(block: &Block) -> String {
    match block {
        Block::Paragraph(text) | Block::Code(text) => text.clone(),
        Block::Quote(inside) => prefix_lines(&layout(inside), "> ", "> "),
        Block::List { ordered, items } => list(items, *ordered),
        Block::Table(rows) => table(rows),
        // Dashes would underline a heading or begin a list.
        Block::Rule => "***".into(),
    }
}

/// Tight where each item is a line of text, perhaps with one list below it.
fn list(items: &[Vec<Block>], ordered: bool) -> String {
    let simple = |item: &Vec<Block>| {
        matches!(
            item.as_slice(),
            [Block::Paragraph(_) | Block::List { .. }] | [Block::Paragraph(_), Block::List { .. }]
        )
    };
    let between = if items.iter().all(simple) { "\n" } else { "\n\n" };
    let items = items.iter().enumerate().map(|(index, item)| {
        let marker = if ordered { format!("{}. ", index + 1) } else { "- ".to_owned() };
        let text = item.iter().map(one).collect::<Vec<_>>().join(between);
        prefix_lines(&text, &marker, &" ".repeat(marker.len()))
    });
    items.collect::<Vec<_>>().join(between)
}

fn prefix_lines(text: &str, first: &str, others: &str) -> String {
    let lines = text.split('\n').enumerate().map(|(index, line)| {
        let prefix = if index == 0 { first } else { others };
        if line.is_empty() { prefix.trim_end().to_owned() } else { format!("{prefix}{line}") }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn table(rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    let columns = rows.first().map_or(0, Vec::len);
    lines.insert(1.min(lines.len()), line(&vec!["---".to_owned(); columns]));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::fence;

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(fence("a\n````\nb\n", "sh"), "`````sh\na\n````\nb\n`````");
    }
}
