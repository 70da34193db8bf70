//! Where a new key or item can go, in the style of its surroundings: edits to be tried in turn.

use super::place::Page;
use super::value::Value;
use super::write::{Style, WIDTH, blanks};
use crate::edit::Edit;
use crate::record::tree::{Kind, NodeId};

pub fn at(place: usize, text: impl Into<String>) -> Edit {
    Edit { span: place..place, text: text.into() }
}

impl Page<'_> {
    /// Ways to add a key to a mapping: behind the key that the format has before it, else behind the
    /// last, else before the first.
    pub fn new_key(&self, mapping: NodeId, key: &str, value: &Value, order: &[&str], style: Style) -> Vec<Vec<Edit>> {
        let Kind::Mapping(entries) = &self.tree.nodes[mapping].kind else { return Vec::new() };
        let flow = self.is_flow(mapping);
        let Some(&(first, _)) = entries.first() else {
            return vec![vec![at(self.start(mapping) + 1, style.flow_entry(key, value))]];
        };
        let behind = [predecessor(self, entries, key, order), entries.last().copied()];
        let mut ways: Vec<Vec<Edit>> = Vec::new();
        for (key_node, value_node) in behind.into_iter().flatten() {
            let end = self.end(value_node).max(self.tree.nodes[key_node].span.end);
            if flow {
                ways.extend(self.behind_in_flow(self.start(key_node), end, &style.flow_entry(key, value), false));
            } else {
                let column = self.key_column(mapping);
                let entry = style.entry(key, value, column);
                let gap = if mapping == self.tree.root && entry.contains('\n') { self.gap(end, column) } else { "" };
                ways.push(vec![self.behind_in_block(end, column, &format!("{gap}{}{entry}", blanks(column)))]);
            }
        }
        let before = self.head(self.start(first));
        ways.push(match flow {
            true => vec![at(before, format!("{}, ", style.flow_entry(key, value)))],
            false => {
                let column = self.key_column(mapping);
                vec![at(before, format!("{}\n{}", style.entry(key, value, column), blanks(column)))]
            }
        });
        ways
    }

    /// Ways to add an item to a list, before the one that has its index now. `key` is the column of
    /// the key that holds the list.
    pub fn new_item(&self, list: NodeId, index: usize, value: &Value, key: usize, style: Style) -> Vec<Vec<Edit>> {
        let Kind::Sequence(items) = &self.tree.nodes[list].kind else { return Vec::new() };
        let Some(&first) = items.first() else {
            return vec![vec![at(self.start(list) + 1, style.flow(value))]];
        };
        let before = index.checked_sub(1).and_then(|before| items.get(before)).copied();
        if self.is_flow(list) {
            return match before {
                Some(item) => self.behind_in_flow(self.start(item), self.end(item), &style.flow(value), true),
                None => vec![vec![at(self.head(self.start(first)), format!("{}, ", style.flow(value)))]],
            };
        }
        let column = self.dash_column(list, key);
        let like = self.tree.resolve(before.unwrap_or(first));
        let in_braces = !matches!(self.tree.nodes[like].kind, Kind::Mapping(_)) || self.is_flow(like);
        let item = style.item(value, column, in_braces);
        match before {
            Some(before) => vec![vec![self.behind_in_block(self.end(before), column, &(blanks(column) + &item))]],
            // Where its dash stands, the first item may stand behind the dash of another list.
            None => {
                let dash = self.item_head(first, column).map(|head| self.line_start(head) + column);
                dash.into_iter().map(|dash| vec![at(dash, format!("{item}\n{}", blanks(column)))]).collect()
            }
        }
    }

    /// On a line of its own behind the line in which something ends, and behind the comments that
    /// belong to it: those that directly follow and are indented deeper.
    fn behind_in_block(&self, end: usize, column: usize, lines: &str) -> Edit {
        let mut place = self.line_end(end);
        while let Some(next) = self.text.get(place + 1..) {
            let line = next.split('\n').next().unwrap_or_default();
            let text = line.trim_start_matches(' ');
            if !text.starts_with('#') || line.len() - text.len() <= column {
                break;
            }
            place += 1 + line.len();
        }
        at(place, format!("\n{lines}"))
    }

    /// A blank line before a section, where sections are set apart by one.
    fn gap(&self, end: usize, column: usize) -> &'static str {
        let place = self.behind_in_block(end, column, "").span.start;
        let apart = if place + 1 < self.text.len() { &self.text[place..] } else { self.text };
        let at_end = place + 1 >= self.text.len();
        if apart.starts_with("\n\n") || at_end && apart.contains("\n\n") { "\n" } else { "" }
    }

    /// Behind something in braces or brackets that begins and ends here: on a line of its own when
    /// that stands on one, or when the line would be too long and may be broken.
    fn behind_in_flow(&self, start: usize, end: usize, text: &str, may_break: bool) -> Vec<Vec<Edit>> {
        let mut ways = Vec::new();
        if self.begins_line(start) {
            let indent = blanks(self.column(start));
            let comma = self.text[end..].trim_start_matches(' ').starts_with(',');
            let behind = self.text[end..].find(',').map_or(end, |comma| end + comma + 1);
            if comma && self.ends_line(behind) {
                ways.push(vec![at(self.line_end(behind), format!("\n{indent}{text},"))]);
            } else if !comma && self.ends_line(end) {
                let line_end = self.line_end(end);
                ways.push(match line_end == end {
                    true => vec![at(end, format!(",\n{indent}{text}"))],
                    false => vec![at(end, ","), at(line_end, format!("\n{indent}{text}"))],
                });
            }
        }
        if may_break && self.column(end) + text.chars().count() > WIDTH {
            let line = &self.text[self.line_start(start)..];
            let indent = line.len() - line.trim_start_matches([' ', '-']).len() + 2;
            ways.push(vec![at(end, format!(",\n{}{text}", blanks(indent)))]);
        }
        ways.push(vec![at(end, format!(", {text}"))]);
        ways
    }
}

/// The entry of the mapping that stands nearest before a key in the format's order.
fn predecessor(page: &Page, entries: &[(NodeId, NodeId)], key: &str, order: &[&str]) -> Option<(NodeId, NodeId)> {
    let rank = |name: &str| order.iter().position(|known| *known == name);
    let wanted = rank(key)?;
    let before = entries.iter().filter_map(|&entry| Some((rank(page.tree.scalar(entry.0)?)?, entry)));
    before.filter(|&(rank, _)| rank < wanted).max_by_key(|&(rank, _)| rank).map(|(_, entry)| entry)
}
