//! `handoff schema`

use super::io::{Exit, Io};
use crate::error::Error;
use crate::record::schema;

/// Print the JSON Schema of a record, for editors
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff schema > incidents/incident.schema.json")]
pub struct Args {}

pub fn run(_: Args, io: &mut Io) -> Result<Exit, Error> {
    io.stdout.write_all(schema::TEXT.as_bytes())?;
    Ok(Exit::Clean)
}
