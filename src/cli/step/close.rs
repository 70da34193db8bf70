//! `handoff close`

use super::args::{Anyway, Which, words};
use super::taken::run as run_step;
use crate::cli::io::{Exit, Io};
use crate::error::Error;
use crate::life::Step;
use crate::record::units::{Instant, Scalar};

/// Close the incident
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff close incidents/2041 --by shop")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Who closes it: a team or a person
    #[arg(long, value_name = "WHO", value_parser = words)]
    by: String,
    /// When service was restored, with its offset; written as `ended`
    #[arg(long, value_name = "INSTANT", value_parser = Instant::parse)]
    ended: Option<Instant>,
    #[command(flatten)]
    anyway: Anyway,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let step = Step::Close { ended: args.ended };
    run_step(&args.which, Some(args.by), Some(args.anyway), &step, io)
}
