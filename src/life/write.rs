//! Values as YAML text, on one line or as a block.

use super::value::Value;
use crate::record::emit;

/// Longer lines are broken where that is possible.
pub const WIDTH: usize = 120;
/// Below a key, a mapping with more keys has a line for each: more of them will come.
const SMALL: usize = 3;

/// How the surroundings are written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Keys stand in double quotes, as in JSON; then new ones and their values do too.
    pub json: bool,
    /// How far a list is indented below its key.
    pub list: usize,
}

impl Style {
    pub fn key(self, key: &str) -> String {
        if self.json { emit::json(key) } else { self.flow(&Value::text(key)) }
    }

    /// The value on one line, fit to stand inside of `{…}` and `[…]`.
    pub fn flow(self, value: &Value) -> String {
        match value {
            Value::Text(text) if self.json => emit::json(text),
            Value::Text(text) => scalar(text, true),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.flow(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Map(entries) => {
                let entries: Vec<String> = entries.iter().map(|(key, value)| self.flow_entry(key, value)).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    pub fn flow_entry(self, key: &str, value: &Value) -> String {
        format!("{}: {}", self.key(key), self.flow(value))
    }

    /// `key: value` for a block mapping whose keys stand in this column; its further lines are
    /// indented already.
    pub fn entry(self, key: &str, value: &Value, column: usize) -> String {
        let name = self.key(key);
        let one_line = || format!("{name}: {}", self.flow(value));
        match value {
            Value::Text(text) if text.contains('\n') => format!("{name}: {}", literal(text, column)),
            Value::Text(text) if self.json => format!("{name}: {}", emit::json(text)),
            Value::Text(text) => format!("{name}: {}", scalar(text, false)),
            Value::List(items) if items.is_empty() => one_line(),
            Value::List(items) => {
                let column = column + self.list;
                let items = items.iter().map(|item| format!("\n{}{}", blanks(column), self.item(item, column, true)));
                format!("{name}:{}", items.collect::<String>())
            }
            Value::Map(entries) if entries.is_empty() => one_line(),
            Value::Map(entries) if entries.len() <= SMALL && self.fits(&one_line(), value, column) => one_line(),
            Value::Map(entries) => format!("{name}:\n{}{}", blanks(column + 2), self.entries(entries, column + 2)),
        }
    }

    /// `- value` for a block list whose dashes stand in this column. Mappings stand in braces where
    /// they may and fit.
    pub fn item(self, value: &Value, column: usize, in_braces: bool) -> String {
        let flow = self.flow(value);
        match value {
            Value::Map(entries) if !(entries.is_empty() || in_braces && self.fits(&flow, value, column + 2)) => {
                format!("- {}", self.entries(entries, column + 2))
            }
            Value::Text(text) if text.contains('\n') => format!("- {}", literal(text, column)),
            Value::Text(text) if !self.json => format!("- {}", scalar(text, false)),
            _ => format!("- {flow}"),
        }
    }

    fn entries(self, entries: &[(String, Value)], column: usize) -> String {
        let lines: Vec<String> = entries.iter().map(|(key, value)| self.entry(key, value, column)).collect();
        lines.join(&format!("\n{}", blanks(column)))
    }

    fn fits(self, line: &str, value: &Value, column: usize) -> bool {
        !value.has_lines() && column + line.chars().count() <= WIDTH
    }
}

pub fn blanks(count: usize) -> String {
    " ".repeat(count)
}

/// A text on one line: plain where it can be, in double quotes where nothing has to be escaped.
pub fn scalar(text: &str, in_flow: bool) -> String {
    let emitted = emit::yaml(text);
    let emitted = emitted.trim_end_matches('\n');
    if emitted == text && !(in_flow && text.contains([',', '[', ']', '{', '}'])) {
        return text.to_owned();
    }
    let single = emitted.starts_with('\'') && !emitted.contains('\n');
    if single && text.contains(['"', '\\']) { emitted.to_owned() } else { emit::json(text) }
}

/// Several lines as a block below a key or dash in this column.
fn literal(text: &str, column: usize) -> String {
    let emitted = emit::yaml(text);
    if !emitted.starts_with('|') || text.ends_with(char::is_whitespace) {
        return emit::json(text);
    }
    let mut lines = emitted.trim_end_matches('\n').split('\n');
    let head = lines.next().unwrap_or_default().to_owned();
    lines.fold(head, |out, line| match line {
        "" => out + "\n",
        line => format!("{out}\n{}{line}", blanks(column)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_plain_where_every_reader_takes_them_so() {
        for (text, block, flow) in [
            ("2026-03-02T15:40:00Z", "2026-03-02T15:40:00Z", "2026-03-02T15:40:00Z"),
            ("Check this, then that", "Check this, then that", "\"Check this, then that\""),
            ("on `${{ vars.x }}`", "on `${{ vars.x }}`", "\"on `${{ vars.x }}`\""),
            ("true", "\"true\"", "\"true\""),
            ("12", "\"12\"", "\"12\""),
            ("a #b", "\"a #b\"", "\"a #b\""),
            ("say \"no\": it's", "'say \"no\": it''s'", "'say \"no\": it''s'"),
            ("", "\"\"", "\"\""),
            ("é 日本", "é 日本", "é 日本"),
        ] {
            assert_eq!((scalar(text, false), scalar(text, true)), (block.into(), flow.into()), "{text}");
        }
        assert_eq!(literal(" a\n\nb", 4), "|2-\n       a\n\n      b");
    }
}
