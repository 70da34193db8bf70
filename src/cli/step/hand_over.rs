//! `handoff hand-over`

use super::args::{Anyway, Which, words};
use super::taken::run as run_step;
use crate::cli::io::{Exit, Io};
use crate::error::Error;
use crate::life::Step;

/// Hand the incident over to another team
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff hand-over incidents/2041 --to platform --reason \"The proxy is theirs\"")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// The receiving team
    #[arg(long, value_name = "TEAM", value_parser = words)]
    to: String,
    /// Why it is handed over
    #[arg(long, value_name = "TEXT", value_parser = words)]
    reason: String,
    /// The sending team; default: who has the incident
    #[arg(long, value_name = "TEAM", value_parser = words)]
    from: Option<String>,
    /// What the receiving team does first; may be given several times
    #[arg(long, value_name = "TEXT", value_parser = words)]
    first: Vec<String>,
    /// Who decided to go on, with --anyway
    #[arg(long, value_name = "WHO", value_parser = words)]
    by: Option<String>,
    #[command(flatten)]
    anyway: Anyway,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let step = Step::HandOver { from: args.from, to: args.to, reason: args.reason, first: args.first };
    run_step(&args.which, args.by, Some(args.anyway), &step, io)
}
