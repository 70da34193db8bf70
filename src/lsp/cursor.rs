//! What may stand at a place of a text, told by its lines and columns up to there: a record that is being typed is
//! seldom YAML. What is not closed ends where a line of its own begins.

mod entry;
mod siblings;

use self::entry::entry;
use self::siblings::{keys_behind, siblings};
use super::kind::chosen;
use super::text::floor;
use crate::source::Span;

/// What is being typed at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub slot: Slot,
    /// Of a key, the field of the mapping that it is in, empty for the record; of a value, its field.
    pub field: String,
    /// The word that the place stands in.
    pub word: Span,
    /// The column of a key that stands on a line of its own; none in braces.
    pub column: Option<usize>,
    /// The keys that the mapping has besides.
    pub siblings: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    Key,
    Value,
    /// Behind a dash: the first key of a mapping, or a value.
    Item,
}

/// The name that is being typed inside of `${{ }}`, and whether that is closed behind it.
pub fn quote_at(text: &str, offset: usize) -> Option<(Span, bool)> {
    let offset = floor(text, offset);
    let line = text[..offset].rfind('\n').map_or(0, |end| end + 1);
    let open = line + text[line..offset].rfind("${{")?;
    let inside = open + 3;
    if inside > offset || text[inside..offset].contains("}}") || text[..open].ends_with('$') {
        return None;
    }
    let start = inside + text[inside..offset].len() - text[inside..offset].trim_start().len();
    let word = word(text, start, offset);
    let rest = text[word.end..].lines().next().unwrap_or_default().trim_start();
    Some((word, rest.starts_with("}}")))
}

pub fn at(text: &str, offset: usize) -> Option<Cursor> {
    let offset = floor(text, offset);
    let start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
    let mut scan = Scan { frames: Vec::new(), open: Open::Nothing, last: None };
    let mut at = 0;
    for line in text[..start].split_inclusive('\n') {
        scan.line(at, line.trim_end_matches('\n'));
        at += line.len();
    }
    scan.line(start, &text[start..offset]);
    let (slot, from) = scan.last?;
    let column = from - start;
    let in_braces = matches!(scan.open, Open::Flow { .. });
    let field = scan.field(slot, column);
    let word = word(text, from.min(offset), offset);
    let siblings = match &scan.open {
        Open::Flow { stack, .. } => {
            let mut keys = stack.last().map(|top| top.keys.clone()).unwrap_or_default();
            keys.extend(keys_behind(&text[word.end..]));
            keys
        }
        _ => siblings(text, start, offset, column),
    };
    Some(Cursor { slot, field, word, column: (!in_braces).then_some(column), siblings })
}

/// From where a word begins to its end, which may lie behind the place.
fn word(text: &str, start: usize, offset: usize) -> Span {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let rest = &text[offset..];
    start..offset + rest.find(|c| !part(c)).unwrap_or(rest.len())
}

/// A line that leads to what stands below it.
struct Frame {
    column: usize,
    /// None of a dash.
    key: Option<String>,
}

/// A mapping or list in braces that is not closed.
struct Flow {
    is_map: bool,
    /// The key whose value is being read.
    key: Option<String>,
    keys: Vec<String>,
}

/// What goes on in the next line. `column` is that of the key or dash that it belongs to.
enum Open {
    Nothing,
    Block { column: usize },
    Flow { stack: Vec<Flow>, quote: Option<char>, column: usize },
    Quoted { quote: char, column: usize },
}

struct Scan {
    frames: Vec<Frame>,
    open: Open,
    /// What the end of the last line is in, and where that begins.
    last: Option<(Slot, usize)>,
}

impl Scan {
    fn line(&mut self, at: usize, line: &str) {
        self.last = None;
        let indent = line.len() - line.trim_start_matches(' ').len();
        let blank = line.trim().is_empty();
        // Nothing deeper than its key belongs to it any more.
        let ends = |column: usize| !blank && indent <= column;
        match &self.open {
            Open::Block { column } if !ends(*column) => return,
            Open::Flow { column, .. } if !(ends(*column) && begins_entry(&line[indent..])) => {
                return self.flow(at, line);
            }
            Open::Quoted { column, .. } if !(ends(*column) && begins_entry(&line[indent..])) => {
                return self.quoted(at, line);
            }
            _ => self.open = Open::Nothing,
        }
        if line[indent..].starts_with('#') {
            return;
        }
        let (mut column, mut dashed) = (indent, false);
        while line[column..].starts_with("- ") || &line[column..] == "-" {
            self.frames.retain(|frame| frame.column < column || frame.column == column && frame.key.is_some());
            self.frames.push(Frame { column, key: None });
            let rest = &line[column + 1..];
            column += 1 + rest.len() - rest.trim_start_matches(' ').len();
            dashed = true;
        }
        let rest = &line[column..];
        if let Some((key, behind)) = entry(rest) {
            self.frames.retain(|frame| frame.column < column);
            self.frames.push(Frame { column, key: Some(key) });
            let value = rest[behind..].trim_start_matches(' ');
            self.value(at + line.len() - value.len(), value, column);
        } else if dashed && rest.starts_with(['{', '[', '"', '\'']) {
            self.value(at + column, rest, column);
        } else if !rest.contains(" #") {
            self.last = Some((if dashed { Slot::Item } else { Slot::Key }, at + column));
        }
    }

    fn value(&mut self, at: usize, value: &str, column: usize) {
        match value.chars().next() {
            Some('|' | '>') => self.open = Open::Block { column },
            Some('{' | '[') => {
                self.open = Open::Flow { stack: Vec::new(), quote: None, column };
                self.flow(at, value);
            }
            Some(quote @ ('"' | '\'')) => {
                self.open = Open::Quoted { quote, column };
                self.quoted(at + 1, &value[1..]);
            }
            _ if value.starts_with('#') || value.contains(" #") => {}
            _ => self.last = Some((Slot::Value, at)),
        }
    }

    fn quoted(&mut self, at: usize, line: &str) {
        let Open::Quoted { quote, .. } = self.open else { return };
        let mut escaped = false;
        for c in line.chars() {
            if escaped {
                escaped = false;
            } else if c == '\\' && quote == '"' {
                escaped = true;
            } else if c == quote {
                self.open = Open::Nothing;
                return;
            }
        }
        self.last = Some((Slot::Value, at));
    }

    fn flow(&mut self, at: usize, line: &str) {
        let Open::Flow { stack, quote, .. } = &mut self.open else { return };
        let (mut token, mut escaped, mut before) = (0, false, ' ');
        for (place, c) in line.char_indices() {
            let next = place + c.len_utf8();
            if let Some(mark) = *quote {
                if escaped {
                    escaped = false;
                } else if c == '\\' && mark == '"' {
                    escaped = true;
                } else if c == mark {
                    *quote = None;
                }
                before = c;
                continue;
            }
            match c {
                '{' | '[' => {
                    stack.push(Flow { is_map: c == '{', key: None, keys: Vec::new() });
                    token = next;
                }
                '}' | ']' => {
                    stack.pop();
                    token = next;
                    if stack.is_empty() {
                        self.open = Open::Nothing;
                        return;
                    }
                }
                ',' => {
                    if let Some(top) = stack.last_mut() {
                        top.key = None;
                    }
                    token = next;
                }
                ':' if line[next..].is_empty() || line[next..].starts_with(' ') => {
                    if let Some(top) = stack.last_mut().filter(|top| top.is_map && top.key.is_none()) {
                        let key = line[token..place].trim().trim_matches(['"', '\'']).to_owned();
                        top.keys.push(key.clone());
                        top.key = Some(key);
                        token = next;
                    }
                }
                '"' | '\'' if line[token..place].trim().is_empty() => {
                    *quote = Some(c);
                    token = place;
                }
                '#' if before == ' ' => return,
                _ => {}
            }
            before = c;
        }
        let typed = line[token..].trim_start();
        let start = at + line.len() - typed.len() + usize::from(quote.is_some() && typed.starts_with(['"', '\'']));
        let in_key = stack.last().is_some_and(|top| top.is_map && top.key.is_none());
        self.last = Some((if in_key { Slot::Key } else { Slot::Value }, start));
    }

    fn field(&self, slot: Slot, column: usize) -> String {
        let mut keys: Vec<&str> = Vec::new();
        match &self.open {
            Open::Flow { stack, .. } => {
                keys.extend(self.frames.iter().filter_map(|frame| frame.key.as_deref()));
                let last = stack.len().saturating_sub(1);
                let inner = stack.iter().enumerate().filter(|(at, _)| *at < last || slot == Slot::Value);
                keys.extend(inner.filter_map(|(_, flow)| flow.key.as_deref()));
            }
            _ => {
                let above = self.frames.iter().filter(|frame| slot != Slot::Key || frame.column < column);
                keys.extend(above.filter_map(|frame| frame.key.as_deref()));
            }
        }
        keys.into_iter().fold(String::new(), |field, key| {
            let key = if chosen(&field) { "*" } else { key };
            if field.is_empty() { key.to_owned() } else { format!("{field}.{key}") }
        })
    }
}

/// Whether a line can only be one of its own: what was not closed above it was forgotten.
fn begins_entry(line: &str) -> bool {
    line.starts_with("- ") || entry(line).is_some_and(|(key, _)| !key.contains(' '))
}

#[cfg(test)]
mod tests;
