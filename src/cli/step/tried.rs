//! `handoff tried`

use super::args::{Which, text_of, word, words};
use super::taken::run as run_step;
use crate::cli::io::{Exit, Io};
use crate::error::Error;
use crate::life::Step;
use crate::record::model::Outcome;

/// Record what was tried, so that nobody tries it again
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  handoff tried incidents/2041 \"Restarted the proxy\" --outcome failed --result \"Full again at once\"")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// What was tried
    #[arg(required = true, value_name = "TEXT", value_parser = words)]
    text: Vec<String>,
    /// worked, partly, failed, or undone
    #[arg(long, value_name = "OUTCOME", value_parser = outcome)]
    outcome: Option<Outcome>,
    /// What came of it
    #[arg(long, value_name = "TEXT", value_parser = words)]
    result: Option<String>,
    /// The remedy that was tried, by its id
    #[arg(long, value_name = "ID", value_parser = words)]
    remedy: Option<String>,
    /// On which component, by its id
    #[arg(long, value_name = "ID", value_parser = words)]
    component: Option<String>,
    /// Who tried it
    #[arg(long, value_name = "WHO", value_parser = words)]
    by: Option<String>,
}

fn outcome(text: &str) -> Result<Outcome, String> {
    word(text, Outcome::ALL, Outcome::as_str)
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let text = text_of(&args.text);
    let Args { outcome, result, remedy, component, .. } = args;
    run_step(&args.which, args.by, None, &Step::Tried { text, outcome, result, remedy, component }, io)
}
