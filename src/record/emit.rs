//! Texts as YAML scalars, written by serde_yaml: nothing is escaped by hand.

/// The text as a block of lines or on one line, as serde_yaml sees fit: plain where that reads as
/// the same text to every reader of YAML, else in quotes. Ends with a line end.
pub fn yaml(text: &str) -> String {
    // A text cannot fail to be written; should it, JSON is YAML too.
    serde_yaml::to_string(text).unwrap_or_else(|_| json(text) + "\n")
}

/// The text in double quotes, on one line.
pub fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
