//! Where things stand in a text of YAML: columns, ends of values, and what is in braces.

use crate::record::tree::{Kind, NodeId, ScalarStyle, Tree};
use crate::record::{FieldPath, Segment};

/// A text with its tree.
#[derive(Clone, Copy)]
pub struct Page<'p> {
    pub text: &'p str,
    pub tree: &'p Tree,
}

impl Page<'_> {
    /// The node at a path, and no other; an alias in its end is not followed.
    pub fn node(&self, path: &[Segment]) -> Option<NodeId> {
        path.iter().try_fold(self.tree.root, |at, segment| {
            match (&self.tree.nodes[self.tree.resolve(at)].kind, segment) {
                (Kind::Mapping(entries), Segment::Key(key)) => {
                    entries.iter().find(|(name, _)| self.tree.scalar(*name) == Some(key)).map(|&(_, value)| value)
                }
                (Kind::Sequence(items), Segment::Index(index)) => items.get(*index).copied(),
                _ => None,
            }
        })
    }

    /// Whether an alias is on the way to a place.
    pub fn is_behind_alias(&self, path: &FieldPath) -> bool {
        (1..=path.0.len()).any(|depth| {
            self.node(&path.0[..depth]).is_some_and(|node| matches!(self.tree.nodes[node].kind, Kind::Alias(_)))
        })
    }

    pub fn start(&self, node: NodeId) -> usize {
        self.tree.nodes[node].span.start
    }

    pub fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    pub fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end)
    }

    pub fn column(&self, at: usize) -> usize {
        self.text[self.line_start(at)..at].chars().count()
    }

    /// Whether nothing but blanks, or a comment behind them, follows on the line.
    pub fn ends_line(&self, at: usize) -> bool {
        let rest = &self.text[at..self.line_end(at)];
        let behind = rest.trim_start_matches([' ', '\t']);
        behind.is_empty() || behind.starts_with('#') && behind.len() < rest.len()
    }

    /// Whether nothing but blanks stands before it on the line.
    pub fn begins_line(&self, at: usize) -> bool {
        self.text[self.line_start(at)..at].trim_matches(' ').is_empty()
    }

    /// Whether a mapping or list is written in `{…}` or `[…]`. A list whose dashes stand in its
    /// parent's column begins, for the parser, with its first item.
    pub fn is_flow(&self, node: NodeId) -> bool {
        let start = self.start(node);
        let first = match &self.tree.nodes[node].kind {
            Kind::Mapping(entries) => entries.first().map(|&(key, _)| key),
            Kind::Sequence(items) => items.first().copied(),
            _ => return false,
        };
        self.text[start..].starts_with(['{', '[']) && first.is_none_or(|first| self.start(first) > start)
    }

    /// Whether the place is inside of braces or brackets.
    pub fn is_in_flow(&self, path: &FieldPath) -> bool {
        (0..path.0.len()).any(|depth| {
            let node = self.node(&path.0[..depth]).map(|node| self.tree.resolve(node));
            node.is_some_and(|node| self.is_flow(node))
        })
    }

    /// Where a value ends: behind its last byte, or, for a block of lines that keeps its blank
    /// ones, behind the last of these.
    pub fn end(&self, node: NodeId) -> usize {
        let span = &self.tree.nodes[node].span;
        match &self.tree.nodes[node].kind {
            Kind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. } => {
                let content = &self.text[..span.end];
                match self.keeps_blank_lines(span.start) {
                    true => content.strip_suffix('\n').unwrap_or(content).len(),
                    false => content.trim_end_matches([' ', '\n']).len(),
                }
            }
            Kind::Scalar { .. } | Kind::Alias(_) => span.end,
            _ if self.is_flow(node) => self.text[..span.end].trim_end().len(),
            Kind::Sequence(items) => items.last().map_or(span.end, |&item| self.end(item)),
            Kind::Mapping(entries) => {
                entries.last().map_or(span.end, |&(key, value)| self.end(value).max(self.tree.nodes[key].span.end))
            }
        }
    }

    /// Whether the block of lines that begins here has a `+` in its head.
    fn keeps_blank_lines(&self, start: usize) -> bool {
        let before = self.text[..start].trim_end();
        let head = &before[self.line_start(before.len())..];
        let head = head.split_once(" #").map_or(head, |(head, _)| head);
        head.split_whitespace().next_back().is_some_and(|head| head.contains('+'))
    }

    /// The column of the keys of a block mapping.
    pub fn key_column(&self, mapping: NodeId) -> usize {
        match &self.tree.nodes[mapping].kind {
            Kind::Mapping(entries) => entries.first().map_or(0, |&(key, _)| self.column(self.head(self.start(key)))),
            _ => 0,
        }
    }

    /// The column of the dashes of a block list; `key` is the column of the key that it stands below.
    pub fn dash_column(&self, list: NodeId, key: usize) -> usize {
        let start = self.start(list);
        let below = matches!(&self.tree.nodes[list].kind, Kind::Sequence(items)
            if items.first().is_some_and(|&item| self.head(self.start(item)) > start));
        if below && self.text[start..].starts_with('-') { self.column(start) } else { key }
    }

    /// Where a value begins with its anchor and tag, if these stand on its line.
    pub fn head(&self, start: usize) -> usize {
        let line = self.line_start(start);
        let mut head = start;
        loop {
            let before = self.text[line..head].trim_end_matches(' ');
            let word = before.rfind([' ', '{', '[', ',']).map_or(0, |at| at + 1);
            if before.len() == head - line || !before[word..].starts_with(['&', '!']) {
                return head;
            }
            head = line + word;
        }
    }

    /// Where an item of a block list begins: behind its dash.
    pub fn item_head(&self, item: NodeId, dash: usize) -> Option<usize> {
        let mut line = self.line_start(self.start(item));
        loop {
            let behind = self.text.get(line + dash..self.line_end(line)).and_then(|rest| rest.strip_prefix("- "));
            if let Some(behind) = behind.filter(|_| self.text[line..line + dash].trim_matches([' ', '-']).is_empty()) {
                return Some(self.line_end(line) - behind.trim_start_matches(' ').len());
            }
            line = self.line_start(line.checked_sub(1)?);
        }
    }

    /// How far lists are indented below their keys in this text: as the first one is.
    pub fn list_indent(&self) -> usize {
        let indents = self.tree.nodes.iter().enumerate().filter_map(|(id, node)| {
            let Kind::Mapping(entries) = &node.kind else { return None };
            let column = self.key_column(id);
            let block = |list: &NodeId| {
                matches!(&self.tree.nodes[*list].kind, Kind::Sequence(items) if !items.is_empty())
                    && !self.is_flow(*list)
            };
            let list = entries.iter().map(|&(_, value)| value).find(block)?;
            Some(self.dash_column(list, column).saturating_sub(column))
        });
        indents.take(1).next().unwrap_or(2)
    }
}
