//! The JSON Schema (2020-12) of a record, made from the same types that decode it.

use std::sync::OnceLock;

use serde_json::Value;

#[cfg(test)]
mod make;

/// The schema of format 1, for editors. `UPDATE=1 cargo test` writes it anew.
pub const TEXT: &str = include_str!("schema/incident.schema.json");

fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| serde_json::from_str(TEXT).unwrap_or_default())
}

/// The keys that a mapping of the type must have.
pub fn required(of: &str) -> Vec<String> {
    let schema = schema();
    let definition = if of == "Record" { Some(schema) } else { schema.get("$defs").and_then(|defs| defs.get(of)) };
    let keys = definition.and_then(|definition| definition.get("required")).and_then(Value::as_array);
    keys.into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_is_that_of_the_types() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/record/schema/incident.schema.json");
        let made = format!("{:#}\n", super::make::schema());
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(file, &made).unwrap();
        }
        assert!(std::fs::read_to_string(file).unwrap() == made, "`UPDATE=1 cargo test` writes {file} anew");
    }
}
