//! `handoff status`: where every incident stands, in one table.

use std::path::PathBuf;

use super::config::Configs;
use super::input::{Input, Invalid};
use super::io::{Exit, Io};
use super::{batch, load};
use crate::error::Error;
use crate::record::units::{Instant, Scalar};
use crate::report::status as report;
use crate::status::Status;

/// Show where incidents stand: severity, who has them, criteria met, what is due
///
/// This is no judgement: exit status 0, also when something is overdue; 2 when a record could not
/// be read.
#[derive(clap::Args)]
pub struct Args {
    /// Records: files, folders with `incident.yaml` below them, or `-` for standard input
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<PathBuf>,
    /// The present, with its offset: marks what is overdue and shows what comes next
    #[arg(long, value_name = "INSTANT", value_parser = Instant::parse)]
    as_of: Option<Instant>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let mut exit = Exit::Clean;
    let mut inputs = Vec::new();
    let mut configs = Configs::default();
    for input in load::inputs(&args.records, &mut configs, io) {
        match input {
            Ok(input) => inputs.push(input),
            Err(error) => exit = exit.max(io.fail(&error)),
        }
    }
    if !configs.into_failures().is_empty() {
        exit = Exit::Failed;
    }
    let mut rows: Vec<(String, Status)> = Vec::new();
    batch::in_order(
        &inputs,
        io,
        |input| read(input, args.as_of),
        |read, io| {
            match read {
                Ok(Ok(row)) => rows.push(row),
                Ok(Err(invalid)) => {
                    io.draw(&invalid.0, &invalid.1);
                    exit = Exit::Failed;
                }
                Err(error) => exit = exit.max(io.fail(&error)),
            }
            Ok(())
        },
    )?;
    let text = match args.format {
        Format::Text => report::text(&rows),
        Format::Json => report::json(&rows, args.as_of),
        Format::Markdown => report::markdown(&rows),
    };
    io.stdout.write_all(text.as_bytes())?;
    Ok(exit)
}

/// The name of the record's file, and where its incident stands.
fn read(input: &Input, as_of: Option<Instant>) -> Result<Result<(String, Status), Invalid>, Error> {
    Ok(input.load()?.map(|case| {
        let case = case.seen_at(as_of.unwrap_or_else(super::world::now));
        let status = Status::of(&case.loaded.record, &case.facts(), &case.evidence, as_of);
        (input.name(), status)
    }))
}
