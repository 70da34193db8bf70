//! `handoff decide`

use super::args::{Which, text_of, words};
use super::taken::run as run_step;
use crate::cli::io::{Exit, Io};
use crate::error::Error;
use crate::life::Step;

/// Record a decision with its reason
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  handoff decide incidents/2041 \"The deploy stays\" --because \"It carries a security fix\"")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// What was decided
    #[arg(required = true, value_name = "TEXT", value_parser = words)]
    text: Vec<String>,
    /// Why
    #[arg(long, value_name = "WHY", value_parser = words)]
    because: String,
    /// What was considered and not done; may be given several times
    #[arg(long, value_name = "TEXT", value_parser = words)]
    rejected: Vec<String>,
    /// Who decided
    #[arg(long, value_name = "WHO", value_parser = words)]
    by: Option<String>,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let step = Step::Decide { text: text_of(&args.text), because: args.because, rejected: args.rejected };
    run_step(&args.which, args.by, None, &step, io)
}
