//! `handoff take-back`

use super::args::{Anyway, Which, words};
use super::taken::run as run_step;
use crate::cli::io::{Exit, Io};
use crate::error::Error;
use crate::life::Step;

/// Take the incident back: the sending team agrees that the repair is done
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff take-back incidents/2041 --by shop")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Who takes it back: a team or a person
    #[arg(long, value_name = "WHO", value_parser = words)]
    by: String,
    #[command(flatten)]
    anyway: Anyway,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    run_step(&args.which, Some(args.by), Some(args.anyway), &Step::TakeBack, io)
}
