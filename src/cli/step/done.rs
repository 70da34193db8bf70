//! `handoff done`

use super::args::{Anyway, Which, text_of, words};
use super::taken::run as run_step;
use crate::cli::io::{Exit, Io};
use crate::error::Error;
use crate::life::Step;

/// Mark something as done, with its time
///
/// A phase, task, next action, return, prevention, temporary measure, deadline, validation step,
/// component (repaired) or service (up).
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  handoff done incidents/2041 diagnose\n  handoff done incidents/2041 \"Enlarge the pool\""
)]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// What is done: its id, its place such as `roadmap[fix].tasks[0]`, or some of its words
    #[arg(required = true, value_name = "ITEM", value_parser = words)]
    item: Vec<String>,
    /// Who decided to go on, with --anyway
    #[arg(long, value_name = "WHO", value_parser = words)]
    by: Option<String>,
    #[command(flatten)]
    anyway: Anyway,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let step = Step::Done { item: text_of(&args.item) };
    run_step(&args.which, args.by, Some(args.anyway), &step, io)
}
