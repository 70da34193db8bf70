//! `handoff ack`

use super::args::{Anyway, Which, words};
use super::taken::run as run_step;
use crate::cli::io::{Exit, Io};
use crate::error::Error;
use crate::life::Step;

/// Acknowledge the handoff: the receiving team has taken the incident over
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff ack incidents/2041 --by platform")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Who acknowledges: a team or a person
    #[arg(long, value_name = "WHO", value_parser = words)]
    by: String,
    #[command(flatten)]
    anyway: Anyway,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    run_step(&args.which, Some(args.by), Some(args.anyway), &Step::Acknowledge, io)
}
