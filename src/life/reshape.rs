//! A text that becomes a mapping, a mapping that becomes a list, a scalar that is replaced: what
//! was written stays as it is inside of the new form.

use super::insert::at;
use super::place::Page;
use super::value::Value;
use super::write::{Style, WIDTH, blanks, scalar};
use crate::edit::Edit;
use crate::record::emit;
use crate::record::tree::{Kind, NodeId, ScalarStyle};

impl Page<'_> {
    /// Ways to write another value in place of a scalar or an alias, in its quotes.
    pub fn replaced(&self, node: NodeId, value: &Value, in_flow: bool, style: Style) -> Vec<Vec<Edit>> {
        let written = match (&self.tree.nodes[node].kind, value) {
            (Kind::Scalar { style: ScalarStyle::DoubleQuoted, .. }, Value::Text(text)) => emit::json(text),
            (Kind::Scalar { style: ScalarStyle::SingleQuoted, .. }, Value::Text(text))
                if !text.contains(['\'', '\n']) =>
            {
                format!("'{text}'")
            }
            (Kind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. }, _) => return Vec::new(),
            (Kind::Scalar { .. } | Kind::Alias(_), Value::Text(text)) if !style.json && !text.contains('\n') => {
                scalar(text, in_flow)
            }
            (Kind::Scalar { .. } | Kind::Alias(_), value) => style.flow(value),
            _ => return Vec::new(),
        };
        vec![vec![Edit { span: self.tree.nodes[node].span.clone(), text: written }]]
    }

    /// Ways to turn an item that is a text into a mapping that has it at `key`, and more. `dash` is
    /// the column of the dashes when the list is a block.
    pub fn wrapped(
        &self,
        item: NodeId,
        key: &str,
        more: &[(String, Value)],
        dash: Option<usize>,
        style: Style,
    ) -> Vec<Vec<Edit>> {
        let end = self.end(item);
        let rest: String = more.iter().map(|(key, value)| format!(", {}", style.flow_entry(key, value))).collect();
        let braces = |head: usize| vec![at(head, format!("{{{}: ", style.key(key))), at(end, format!("{rest}}}"))];
        let Some(dash) = dash else { return vec![braces(self.head(self.start(item)))] };
        let Some(head) = self.item_head(item, dash) else { return Vec::new() };
        let column = self.column(head);
        let lines: String = more
            .iter()
            .map(|(key, value)| format!("\n{}{}", blanks(column), style.entry(key, value, column)))
            .collect();
        let mut block = vec![at(head, format!("{}: ", style.key(key)))];
        let one_line = self.line_end(head) >= end;
        if !one_line {
            block.extend(self.deeper(self.line_end(head), end));
        }
        block.push(at(self.line_end(end), lines));
        let short = one_line && self.column(end) + key.len() + rest.chars().count() + 4 <= WIDTH;
        if short { vec![braces(head), block] } else { vec![block, braces(head)] }
    }

    /// Ways to make a mapping the first item of a list. `key` is the column of the key that holds it.
    pub fn listed(&self, mapping: NodeId, key: usize) -> Vec<Vec<Edit>> {
        let start = self.start(mapping);
        if self.is_flow(mapping) {
            return vec![vec![at(self.head(start), "["), at(self.end(mapping), "]")]];
        }
        let first = self.head(start);
        let mut ways = Vec::new();
        // The blanks before the first key have room for a dash; all other lines stay.
        if self.begins_line(first) && self.column(first) >= key + 2 {
            ways.push(vec![Edit { span: first - 2..first, text: "- ".to_owned() }]);
        }
        let mut deeper = vec![at(first, "- ")];
        deeper.extend(self.deeper(self.line_end(first), self.end(mapping)));
        ways.push(deeper);
        ways
    }

    /// Two more blanks in front of every line between two places.
    fn deeper(&self, from: usize, to: usize) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut line = from + 1;
        while line <= to {
            if !self.text[line..self.line_end(line)].trim().is_empty() {
                edits.push(at(line, "  "));
            }
            line = self.line_end(line) + 1;
        }
        edits
    }
}
