//! What a step writes into a record.

/// A text, a list, or a mapping with its keys in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    pub fn text(text: impl ToString) -> Value {
        Value::Text(text.to_string())
    }

    /// A mapping of texts; those that are absent have no key.
    pub fn map(entries: impl IntoIterator<Item = (&'static str, Option<String>)>) -> Value {
        Value::Map(entries.into_iter().filter_map(|(key, text)| Some((key.to_owned(), Value::Text(text?)))).collect())
    }

    /// Whether some text of it has several lines.
    pub fn has_lines(&self) -> bool {
        match self {
            Value::Text(text) => text.contains('\n'),
            Value::List(items) => items.iter().any(Value::has_lines),
            Value::Map(entries) => entries.iter().any(|(_, value)| value.has_lines()),
        }
    }
}
