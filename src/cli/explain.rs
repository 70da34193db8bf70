//! `handoff explain`

use super::io::{Exit, Io};
use crate::error::Error;
use crate::lint::{self, Rule};
use crate::nearest::nearest;

/// Print the page of a lint rule, or the list of rules
#[derive(clap::Args)]
pub struct Args {
    /// A rule, or how the names of some rules begin; without it all rules are listed
    rule: Option<String>,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let text = match args.rule.as_deref() {
        None => list(&lint::rules().iter().collect::<Vec<_>>()),
        Some(name) => match lint::rule(name) {
            Some(rule) => page(rule),
            None => match other_page(name) {
                Some(page) => page,
                None => search(name)?,
            },
        },
    };
    io.stdout.write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

fn page(rule: &Rule) -> String {
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

/// The rules whose names begin like this, or the page when that is one.
fn search(name: &str) -> Result<String, Error> {
    let found: Vec<&Rule> = lint::rules().iter().filter(|rule| rule.name.starts_with(name)).collect();
    match found.as_slice() {
        [] => Err(unknown(name)),
        [rule] => Ok(page(rule)),
        several => Ok(list(several)),
    }
}

fn unknown(name: &str) -> Error {
    let error = Error::new(format!("there is no rule `{name}`"));
    match nearest(name, lint::rules().iter().map(|rule| rule.name)) {
        Some(near) => error.with_help(format!("did you mean `{near}`? `handoff explain` lists all rules")),
        None => error.with_help("`handoff explain` lists all rules"),
    }
}

fn list(rules: &[&Rule]) -> String {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let line = |rule: &&Rule| format!("{:width$}  {:7}  {}\n", rule.name, rule.severity.as_str(), rule.summary());
    rules.iter().map(line).collect()
}
