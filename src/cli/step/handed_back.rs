//! `handoff return`

use super::args::{Anyway, Which, words};
use super::taken::run as run_step;
use crate::cli::io::{Exit, Io};
use crate::error::Error;
use crate::life::Step;

/// Hand the incident back to the team that sent it
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff return incidents/2041 --by platform")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Who hands it back: a team or a person
    #[arg(long, value_name = "WHO", value_parser = words)]
    by: String,
    #[command(flatten)]
    anyway: Anyway,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    run_step(&args.which, Some(args.by), Some(args.anyway), &Step::Return, io)
}
