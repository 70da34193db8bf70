//! The pages of fields: what each means and holds, where a reader meets it, which rules look at it.

use crate::lint;
use crate::record::fields::{Field, all, plain};

/// Which documents show a field; written by the test that looks (`UPDATE=1 cargo test --test suite every_field`).
const SHOWN: &str = include_str!("shown.txt");

pub fn names() -> Vec<String> {
    all().into_iter().map(|field| plain(&field.path)).collect()
}

/// One line a field whose path holds these words.
pub fn list(holds: &str) -> String {
    let holds = plain(holds);
    let fields: Vec<Field> = all().into_iter().filter(|field| plain(&field.path).contains(&holds)).collect();
    let width = fields.iter().map(|field| field.path.len()).max().unwrap_or(0);
    fields.iter().map(|field| format!("{:width$}  {}\n", field.path, field.summary())).collect()
}

pub fn page(name: &str) -> Option<String> {
    let all = all();
    let field = all.iter().find(|field| field.is_named(name))?;
    let mut page = field.page();
    let mut add = |title: &str, items: Vec<String>| {
        if !items.is_empty() {
            page.push_str(&format!("{title}: {}\n", items.join(", ")));
        }
    };
    add("Shown in", documents(&field.path));
    add("Rules that look at it", rules(&field.path));
    if !field.below.is_empty() {
        let within = |other: &&Field| other.is_in(&field.path) && !other.is_named(&field.path);
        let depth = plain(&field.path).matches('.').count() + 1;
        let direct = all.iter().filter(within).filter(|other| plain(&other.path).matches('.').count() == depth);
        let lines = direct.map(|other| {
            let key = other.path.rsplit('.').next().unwrap_or(&other.path);
            format!("- `{key}`{}: {}\n", if other.required { " (required)" } else { "" }, other.description)
        });
        page.push_str(&format!("\nFields:\n\n{}", lines.collect::<String>()));
    }
    Some(page)
}

/// The documents that show a field, in one line.
pub fn shown_in(path: &str) -> Option<String> {
    Some(documents(path).join(", ")).filter(|documents| !documents.is_empty())
}

/// Those of the field, else of what it lies in.
fn documents(path: &str) -> Vec<String> {
    let shown = |path: &str| {
        let line = SHOWN.lines().find_map(|line| line.split_once(": ").filter(|(field, _)| plain(field) == path));
        line.map(|(_, documents)| documents.split(", ").map(str::to_owned).collect())
    };
    let mut at = plain(path);
    loop {
        match (shown(&at), at.rsplit_once('.')) {
            (Some(documents), _) => return documents,
            (None, Some((parent, _))) => at = parent.to_owned(),
            (None, None) => return Vec::new(),
        }
    }
}

/// Keys that nearly every example has: a page that shows one is not about it.
const EVERYWHERE: [&str; 6] = ["id", "what", "title", "name", "do", "format"];

/// The rules whose pages show the field in its section.
fn rules(path: &str) -> Vec<String> {
    let path = plain(path);
    let section = path.split('.').next().unwrap_or(&path);
    let key = path.rsplit('.').next().unwrap_or(&path);
    if EVERYWHERE.contains(&key) {
        return Vec::new();
    }
    let shows = |page: &str, key: &str| {
        page.match_indices(&format!("{key}:"))
            .any(|(at, _)| !page[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || "_-".contains(c)))
    };
    let rules = lint::rules().iter().filter(|rule| {
        let page = rule.page();
        shows(&page, section) && shows(&page, key)
    });
    rules.map(|rule| rule.name.to_owned()).collect()
}
