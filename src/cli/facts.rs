//! `handoff facts`

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::io::{Exit, Io};
use super::load;
use crate::error::Error;
use crate::facts::Facts;
use crate::report::{self, visible};

/// Print every computed value with its formula and the fields that went in
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff facts incidents/2041")]
pub struct Args {
    /// The record: a file, its folder, or `-` for standard input
    record: PathBuf,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let case = match load::one(&args.record, io)? {
        Ok(case) => case,
        Err(exit) => return Ok(exit),
    };
    let facts = case.facts();
    let text = match args.format {
        Format::Text => text(&facts),
        Format::Json => json(&facts),
    };
    io.stdout.write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

/// Name and value in columns, below them the formula and the inputs.
fn text(facts: &Facts) -> String {
    let width = facts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let shown = facts.iter().map(|(name, fact)| {
        let inputs = if fact.inputs.is_empty() { String::new() } else { format!(" <- {}", fact.inputs.join(", ")) };
        let value = visible(&fact.text).into_owned();
        format!("{name:width$}  {value}\n{:width$}  = {}{}\n", "", fact.formula, visible(&inputs))
    });
    shown.collect()
}

fn json(facts: &Facts) -> String {
    let entries = facts.iter().map(|(name, fact)| {
        let fact = json!({
            "value": fact.value.to_json(),
            "text": fact.text,
            "formula": fact.formula,
            "inputs": fact.inputs[..],
        });
        (name.to_owned(), fact)
    });
    report::to_json(&Value::Object(entries.collect::<Map<_, _>>()))
}
