//! The fields of the format as their pages tell them: what each means, what it may hold, what lies
//! below it. All of it comes from the schema, which comes from the types and their doc comments.

use std::collections::HashSet;
use std::fmt::Write;

use serde_json::{Map, Value};

use super::schema::{forms, schema};

/// One field of the format.
pub struct Field {
    /// Such as `roadmap[].tasks[].done` or `teams.<id>.name`.
    pub path: String,
    /// Its doc comment.
    pub description: &'static str,
    /// Whether the mapping that holds it must have it.
    pub required: bool,
    /// What it may hold, in words.
    pub kind: String,
    /// The keys of the mapping that it holds.
    pub below: Vec<String>,
}

impl Field {
    /// What the description says first.
    pub fn summary(&self) -> &'static str {
        self.description.split_inclusive(". ").next().unwrap_or_default().trim_end()
    }

    /// The words of which it may be one.
    pub fn words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self
            .kind
            .split("; or ")
            .filter_map(|kind| kind.strip_prefix("one of "))
            .flat_map(|of| of.split(", "))
            .collect();
        words.dedup();
        words
    }

    /// The field's own page, as Markdown.
    pub fn page(&self) -> String {
        let mut page = format!("# {}\n\n{}\n\n", self.path, self.description);
        let required = if self.required { "yes" } else { "no" };
        _ = writeln!(page, "Holds: {}\nRequired: {required}", self.kind);
        page
    }

    /// Whether a person means this field by a path, with or without the marks of lists.
    pub fn is_named(&self, name: &str) -> bool {
        plain(&self.path) == plain(name)
    }

    /// Whether it lies below a field, or is it.
    pub fn is_in(&self, name: &str) -> bool {
        let (path, name) = (plain(&self.path), plain(name));
        path.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// The path without the marks of lists and of keys that the record chooses.
pub fn plain(path: &str) -> String {
    let path = path.replace("[]", "");
    let steps = path.split('.').filter(|step| !step.starts_with('<') && *step != "*" && !step.is_empty());
    steps.collect::<Vec<_>>().join(".")
}

/// Every field, in the order of the format.
pub fn all() -> Vec<Field> {
    let mut found = Vec::new();
    below(schema(), "", &mut Vec::new(), &mut found);
    // What may be written alone or in a list is one field.
    let mut seen = HashSet::new();
    found.retain(|field| seen.insert(field.path.clone()));
    found
}

/// `within` are the types around it: a type inside itself is not told again.
fn below(of: &'static Value, path: &str, within: &mut Vec<&'static str>, found: &mut Vec<Field>) {
    let names = within.len();
    within.extend(of.get("$ref").and_then(Value::as_str));
    if within[..names].iter().any(|name| within[names..].contains(name)) {
        return within.truncate(names);
    }
    for form in forms(of) {
        let required = form.get("required").and_then(Value::as_array);
        let required = |key: &str| required.is_some_and(|keys| keys.iter().any(|of| of == key));
        for (key, field) in form.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            found.push(Field {
                description: text(field, "description").unwrap_or_default(),
                required: required(key),
                kind: kind(field),
                below: keys(field).into_iter().cloned().collect(),
                path: marked(field, path.clone()),
            });
            below(field, &marked(field, path), within, found);
        }
        if let Some(items) = form.get("items").filter(|_| path.ends_with("[]")) {
            below(items, path, within, found);
        }
        if let Some(entry) = form.get("additionalProperties").filter(|entry| entry.is_object()) {
            below(entry, &marked(entry, format!("{path}.<id>")), within, found);
        }
    }
    within.truncate(names);
}

/// With `[]` behind what is a list of mappings.
fn marked(field: &'static Value, path: String) -> String {
    let list = forms(field).iter().any(|form| form.get("items").is_some_and(|items| !keys(items).is_empty()));
    if list { format!("{path}[]") } else { path }
}

fn keys(of: &'static Value) -> Vec<&'static String> {
    let forms = forms(of).into_iter().flat_map(|form| match form.get("items") {
        Some(items) => self::forms(items),
        None => vec![form],
    });
    let maps = forms.filter_map(|form| form.get("properties").and_then(Value::as_object));
    maps.flat_map(Map::keys).collect()
}

fn text(of: &'static Value, key: &str) -> Option<&'static str> {
    of.get(key).and_then(Value::as_str)
}

/// In words: `a list of durations`, `one of a, b, c`.
fn kind(field: &'static Value) -> String {
    let mut kinds: Vec<String> = Vec::new();
    for form in forms(field) {
        let said = match (form.get("items"), form.get("properties"), form.get("enum").and_then(Value::as_array)) {
            (Some(items), ..) => format!("a list, each {}", kind(items)),
            (_, Some(_), _) => "a mapping".to_owned(),
            (_, _, Some(words)) => {
                let mut words: Vec<String> = words.iter().map(|word| word.to_string().replace('"', "")).collect();
                words.dedup();
                if words.len() > 1 { format!("one of {}", words.join(", ")) } else { words.concat() }
            }
            _ if form.get("additionalProperties").is_some_and(Value::is_object) => "a mapping by id".to_owned(),
            _ if std::ptr::eq(form, field) && form.get("$ref").is_some() => continue,
            _ => match (form.get("pattern").or(form.get("type")), text(form, "description"), text(form, "type")) {
                (Some(_), Some(described), _) if !std::ptr::eq(form, field) => described.to_owned(),
                (_, _, Some("boolean")) => "true or false".to_owned(),
                (_, _, Some("object")) => "a mapping".to_owned(),
                (_, _, Some("integer" | "number")) => "a number".to_owned(),
                (_, _, Some("string")) => "a text".to_owned(),
                _ => match text(form, "description").filter(|_| !std::ptr::eq(form, field)) {
                    Some(described) => described.to_owned(),
                    // Scalars that YAML tells apart are one text here.
                    None if form.get("type").is_some_and(|types| types.is_array()) => "a text".to_owned(),
                    None => continue,
                },
            },
        };
        if !kinds.contains(&said) {
            kinds.push(said);
        }
    }
    // What an id or a quantity may be is said once, not once for each way to write it.
    if kinds.len() > 1 && kinds.iter().any(|kind| kind.starts_with("an ") || kind.contains(" such as ")) {
        kinds.retain(|kind| kind != "a text" && kind != "a number");
    }
    if kinds.is_empty() { "a value".to_owned() } else { kinds.join("; or ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str) -> Field {
        all().into_iter().find(|field| field.is_named(name)).unwrap_or_else(|| panic!("no field {name}"))
    }

    #[test]
    fn every_field_says_what_it_means() {
        let silent: Vec<String> = all().into_iter().filter(|f| f.description.len() < 10).map(|f| f.path).collect();
        assert!(silent.is_empty(), "no doc comment in the model: {silent:#?}");
        assert!(all().len() > 350, "{}", all().len());
    }

    #[test]
    fn every_field_is_told_once_and_says_what_it_holds() {
        let mut paths: Vec<String> = all().into_iter().map(|field| field.path).collect();
        let told = paths.len();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), told);
        let vague: Vec<String> = all()
            .into_iter()
            .filter(|f| f.kind.contains("a value") && !f.kind.contains("such as"))
            .map(|f| f.path)
            .collect();
        assert!(vague.is_empty(), "{vague:?}");
    }

    #[test]
    fn paths_are_found_with_and_without_the_marks_of_lists() {
        assert_eq!(field("roadmap.tasks.done").path, "roadmap[].tasks[].done");
        assert_eq!(field("impact.losses[]").path, "impact.losses[]");
        assert_eq!(field("teams.name").path, "teams.<id>.name");
        assert_eq!(field("next_actions.do").path, "next_actions.<id>[].do");
        assert!(field("title").required && !field("environment").required);
    }

    #[test]
    fn what_it_holds_is_told_in_words() {
        assert_eq!(field("status").kind, "one of investigating, handed-off, remediating, handed-back, closed");
        assert!(field("title").words().is_empty() && field("status").words().contains(&"closed"));
        assert!(field("roadmap.takes").kind.starts_with("a duration or a range"), "{}", field("roadmap.takes").kind);
        assert!(field("roadmap.owner").kind.contains("a list, each an id"), "{}", field("roadmap.owner").kind);
        assert!(field("checks.manual").kind.contains("true or false"));
        assert_eq!(field("impact").kind, "a mapping");
        assert_eq!((field("format").kind.as_str(), field("title").kind.as_str()), ("1", "a text"));
    }
}
