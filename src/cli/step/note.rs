//! `handoff note`

use super::args::{Which, text_of, word, words};
use super::taken::run as run_step;
use crate::cli::io::{Exit, Io};
use crate::error::Error;
use crate::life::Step;
use crate::record::model::TimelineKind;

/// Add an entry to the timeline
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff note incidents/2041 \"The pool is doubled\" --kind mitigated")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// What happened
    #[arg(required = true, value_name = "TEXT", value_parser = words)]
    text: Vec<String>,
    /// started, detected, escalated, mitigated, resolved; default: note
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<TimelineKind>,
}

fn kind(text: &str) -> Result<TimelineKind, String> {
    word(text, TimelineKind::ALL, TimelineKind::as_str)
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let step = Step::Note { text: text_of(&args.text), kind: args.kind };
    run_step(&args.which, None, None, &step, io)
}
