//! The pages of lint rules, and of what is reported like a rule and is none.

use crate::lint::{self, Rule};

pub fn page(name: &str) -> Option<String> {
    lint::rule(name).map(of_rule).or_else(|| other_page(name))
}

pub fn names() -> impl Iterator<Item = &'static str> {
    lint::rules().iter().map(|rule| rule.name)
}

/// One line a rule whose name begins like this.
pub fn list(begins: &str) -> String {
    let rules: Vec<&Rule> = lint::rules().iter().filter(|rule| rule.name.starts_with(begins)).collect();
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let line = |rule: &&Rule| format!("{:width$}  {:7}  {}\n", rule.name, rule.severity.as_str(), rule.summary());
    rules.iter().map(line).collect()
}

fn of_rule(rule: &Rule) -> String {
    let page = rule.page();
    let (title, rest) = page.split_once('\n').unwrap_or((&page, ""));
    format!("{title}\n\nSeverity: {}\n{rest}", rule.severity.as_str())
}

/// What is reported like a rule and is none: it cannot be silenced.
fn other_page(name: &str) -> Option<String> {
    let (what, then) = match name {
        "invalid-record" => (
            "The file is no record of format 1: YAML that cannot be read, an unknown or missing key, a value of\n\
             another type.",
            "`handoff schema` describes the format to editors, `handoff init ID` writes a record to begin with.",
        ),
        "invalid-evidence" => (
            "`evidence.yaml` beside the record cannot be read.",
            "`handoff verify --record` writes it; restore it from the history, or remove it and verify again.",
        ),
        "invalid-config" => (
            "`handoff.toml` cannot be read, or names something that does not exist.",
            "It holds `templates = \"DIR\"`, `[lint]` with severities by rule, `[render]` and `[records]` with `skip = [...]`.",
        ),
        _ => return None,
    };
    Some(format!("# {name}\n\n{what}\nSuch a file is not judged any further, and the exit status is 2.\n\n{then}\n"))
}
