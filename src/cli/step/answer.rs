//! `handoff answer`

use super::args::{Which, words};
use super::taken::run as run_step;
use crate::cli::io::{Exit, Io};
use crate::error::Error;
use crate::life::Step;

/// Answer an open question
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  handoff answer incidents/2041 \"close its connections\" \"No: it keeps one for each call\"")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// The question: some of its words, or its place
    #[arg(value_parser = words)]
    question: String,
    /// The answer
    #[arg(value_parser = words)]
    text: String,
    /// Who answered
    #[arg(long, value_name = "WHO", value_parser = words)]
    by: Option<String>,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let step = Step::Answer { question: args.question, text: args.text };
    run_step(&args.which, args.by, None, &step, io)
}
