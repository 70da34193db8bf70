//! What a mapping of the record must have besides its required keys, written where the mapping is
//! declared ([`super::model`]): keys of which one is needed, keys that exclude each other, texts
//! that must say something. Schema and decoding both take it from there.

use super::path::{FieldPath, Segment};

/// Keys of one mapping that depend on each other.
#[derive(Debug)]
pub struct Rule {
    pub kind: RuleKind,
    /// As the fields are declared; [`key_name`] gives the key.
    pub keys: &'static [&'static str],
    /// What to do about it.
    pub help: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleKind {
    /// One of the keys is there, or several.
    OneOf,
    /// No two of the keys are there.
    NotBoth,
}

/// A mapping with rules for its keys.
pub trait Ruled {
    const RULES: &'static [Rule];
}

/// A value of the record, as its rules see it.
pub trait Field {
    /// Whether it is a text without words.
    fn is_blank(&self) -> bool {
        false
    }

    /// Whether its key counts as given: `manual: false` says no more than no `manual`.
    fn is_given(&self) -> bool {
        !self.is_blank()
    }

    /// Adds what is broken in it or below; `at` is its place, and is left as it was.
    fn broken(&self, _at: &mut FieldPath, _found: &mut Vec<Broken>) {}
}

/// Something that the types alone cannot refuse.
#[derive(Debug)]
pub struct Broken {
    pub at: FieldPath,
    pub what: Breach,
}

#[derive(Debug)]
pub enum Breach {
    Rule(&'static Rule),
    /// A text that is needed says nothing.
    Blank,
}

/// The key of a field: `do` is declared as `r#do`.
pub fn key_name(field: &'static str) -> &'static str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// Looks into one field of a mapping.
pub fn look_into(field: &impl Field, name: &'static str, at: &mut FieldPath, found: &mut Vec<Broken>) {
    at.0.push(Segment::Key(key_name(name).into()));
    field.broken(at, found);
    at.0.pop();
}

/// The same for a field that must be there: a text must say something.
pub fn look_into_needed(field: &impl Field, name: &'static str, at: &mut FieldPath, found: &mut Vec<Broken>) {
    at.0.push(Segment::Key(key_name(name).into()));
    needed(field, at, found);
    at.0.pop();
}

fn needed(value: &impl Field, at: &mut FieldPath, found: &mut Vec<Broken>) {
    if value.is_blank() {
        found.push(Broken { at: at.clone(), what: Breach::Blank });
    }
    value.broken(at, found);
}

/// Holds a rule against the fields of its keys, in their order.
pub fn hold(rule: &'static Rule, fields: &[&dyn Field], at: &FieldPath, found: &mut Vec<Broken>) {
    let place = |index: usize| at.key(key_name(rule.keys[index]));
    match rule.kind {
        RuleKind::OneOf if !fields.iter().any(|field| field.is_given()) => {
            let blank = fields.iter().position(|field| field.is_blank());
            found.push(match blank {
                Some(index) => Broken { at: place(index), what: Breach::Blank },
                None => Broken { at: at.clone(), what: Breach::Rule(rule) },
            });
        }
        RuleKind::NotBoth if fields.iter().filter(|field| field.is_given()).count() > 1 => {
            let first = fields.iter().position(|field| field.is_given()).unwrap_or(0);
            found.push(Broken { at: place(first), what: Breach::Rule(rule) });
        }
        _ => {}
    }
}

impl<T: Field> Field for Option<T> {
    fn is_blank(&self) -> bool {
        self.as_ref().is_some_and(T::is_blank)
    }
    fn is_given(&self) -> bool {
        self.as_ref().is_some_and(T::is_given)
    }
    fn broken(&self, at: &mut FieldPath, found: &mut Vec<Broken>) {
        if let Some(value) = self {
            value.broken(at, found);
        }
    }
}

impl Field for bool {
    fn is_given(&self) -> bool {
        *self
    }
}

/// Looks into each item of a list; a text among them must say something.
pub fn look_into_items<T: Field>(items: &[T], at: &mut FieldPath, found: &mut Vec<Broken>) {
    for (index, item) in items.iter().enumerate() {
        at.0.push(Segment::Index(index));
        needed(item, at, found);
        at.0.pop();
    }
}

/// Declares types of which nothing is asked but that they could be read.
macro_rules! plain_fields {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::record::rules::Field for $type {}
    )*};
}
pub(crate) use plain_fields;

plain_fields!(u32, i32, std::num::NonZeroU32);

/// The rules as JSON Schema, put into the schema of the mapping.
#[cfg(test)]
pub mod schema {
    use schemars::Schema;
    use serde_json::{Value, json};

    use super::{RuleKind, Ruled, key_name};

    /// What a text needs to say something.
    const SAYS_SOMETHING: &str = "\\S";

    /// For `#[schemars(transform)]` of a mapping.
    pub fn of<T: Ruled>(schema: &mut Schema) {
        let required: Vec<String> = schema.get("required").map(strings).unwrap_or_default();
        let rules: Vec<Value> = T::RULES
            .iter()
            .map(|rule| {
                let given = |key: &&'static str| given(schema, key_name(key));
                let keys: Vec<Value> = rule.keys.iter().map(given).collect();
                match rule.kind {
                    RuleKind::OneOf => json!({"anyOf": keys}),
                    RuleKind::NotBoth => json!({"not": {"allOf": keys}}),
                }
            })
            .collect();
        if !rules.is_empty() {
            schema.insert("allOf".into(), rules.into());
        }
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            let needed = properties.iter_mut().filter(|(key, _)| required.contains(key));
            needed.for_each(|(_, property)| say_something(property));
        }
    }

    /// A schema of a text, or an item of a list: blanks are refused from now on.
    pub fn say_something(schema: &mut Value) {
        if is_text(schema)
            && let Value::Object(schema) = schema
        {
            schema.insert("pattern".into(), SAYS_SOMETHING.into());
        }
    }

    fn strings(value: &Value) -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned)).collect()
    }

    fn is_text(schema: &Value) -> bool {
        let types = schema.get("type").map(strings).unwrap_or_default();
        types.iter().any(|kind| kind == "string") && schema.get("pattern").is_none()
    }

    /// That a key is there and says something.
    fn given(schema: &Schema, key: &str) -> Value {
        let property = schema.get("properties").and_then(|all| all.get(key)).cloned().unwrap_or_default();
        let types = property.get("type").map(|one| one.as_str().map_or_else(|| strings(one), |one| vec![one.into()]));
        let is_flag = types.unwrap_or_default().iter().all(|kind| kind == "boolean" || kind == "null");
        let value = match &property {
            _ if is_text(&property) => json!({"pattern": SAYS_SOMETHING}),
            Value::Object(object) if object.contains_key("type") && is_flag => json!({"const": true}),
            _ => return json!({"required": [key]}),
        };
        json!({"required": [key], "properties": {key: value}})
    }
}
