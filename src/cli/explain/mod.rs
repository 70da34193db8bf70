//! `handoff explain`: the page of a lint rule, of a field of the format, or of the guide.

mod fields;
mod guide;
mod reference;
mod rules;

use super::io::{Exit, Io};
use crate::error::Error;
use crate::nearest::nearest;

/// Print the page of a lint rule, of a field of the record, or of the guide
///
/// A field is named by its path. `guide` lists the pages of the guide, `reference` is the page of all
/// fields, facts and documents.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  handoff explain exit-empty\n  handoff explain impact.losses\n  handoff explain guide"
)]
pub struct Args {
    /// A rule, a field, or how the names of some begin; `guide`, `guide/TOPIC`, `reference`; without
    /// it all are listed
    #[arg(value_name = "RULE|FIELD|PAGE")]
    name: Option<String>,
}

/// The page of a field, by its path.
pub fn field_page(name: &str) -> Option<String> {
    fields::page(name)
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let text = match args.name.as_deref().map(str::trim) {
        None => format!("Guide:\n\n{}\nRules:\n\n{}\nFields:\n\n{}", guide::list(), rules::list(""), fields::list("")),
        Some(name) => {
            let page = guide::page(name).or_else(|| rules::page(name)).or_else(|| fields::page(name));
            page.or_else(|| search(name)).ok_or_else(|| unknown(name))?
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
    let error = Error::new(format!("there is no rule, field or page `{name}`"));
    let all: Vec<String> = rules::names().map(str::to_owned).chain(fields::names()).chain(guide::names()).collect();
    match nearest(name, all.iter().map(String::as_str)) {
        Some(near) => error.with_help(format!("did you mean `{near}`? `handoff explain` lists all")),
        None => error.with_help("`handoff explain` lists all"),
    }
}
