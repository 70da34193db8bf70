//! `handoff schema`

use super::{Exit, Io};
use crate::error::Error;
use crate::record::schema;
use crate::report;

/// Print the JSON Schema of a record, for editors
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_: Args, io: &mut Io) -> Result<Exit, Error> {
    io.stdout.write_all(report::to_json(schema::schema()).as_bytes())?;
    Ok(Exit::Clean)
}
