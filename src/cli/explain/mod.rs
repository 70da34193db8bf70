//! `handoff explain`: the page of a lint rule or of a field of the format.

mod fields;
mod rules;

use super::io::{Exit, Io};
use crate::error::Error;
use crate::nearest::nearest;

/// Print the page of a lint rule or of a field of the record
///
/// A field is named by its path: `handoff explain impact.losses`, `handoff explain roadmap.tasks.done`.
#[derive(clap::Args)]
#[command(after_help = "Example: handoff explain impact.losses")]
pub struct Args {
    /// A rule or a field, or how the names of some begin; without it both are listed
    #[arg(value_name = "RULE|FIELD")]
    name: Option<String>,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let text = match args.name.as_deref().map(str::trim) {
        None => format!("Rules:\n\n{}\nFields:\n\n{}", rules::list(""), fields::list("")),
        Some(name) => {
            rules::page(name).or_else(|| fields::page(name)).or_else(|| search(name)).ok_or_else(|| unknown(name))?
        }
    };
    io.stdout.write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

/// The rules whose names begin like this, then the fields whose names hold it.
fn search(name: &str) -> Option<String> {
    let (rules, fields) = (rules::list(name), fields::list(name));
    match (rules.lines().count(), fields.lines().count()) {
        (0, 0) => None,
        (1, 0) => rules.split_whitespace().next().and_then(rules::page),
        (0, 1) => fields.split_whitespace().next().and_then(fields::page),
        _ => Some(rules + &fields),
    }
}

fn unknown(name: &str) -> Error {
    let error = Error::new(format!("there is no rule and no field `{name}`"));
    let all: Vec<String> = rules::names().map(str::to_owned).chain(fields::names()).collect();
    match nearest(name, all.iter().map(String::as_str)) {
        Some(near) => error.with_help(format!("did you mean `{near}`? `handoff explain` lists all rules and fields")),
        None => error.with_help("`handoff explain` lists all rules and fields"),
    }
}
