//! `handoff completions`

use clap_complete::Shell;

use super::io::{Exit, Io};
use crate::error::Error;

/// Print the completion script of a shell
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff completions zsh > _handoff")]
pub struct Args {
    shell: Shell,
}

/// `whole` is the command line.
pub fn run(args: Args, io: &mut Io, mut whole: clap::Command) -> Result<Exit, Error> {
    // Written at once: the generator panics when a write fails.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut whole, "handoff", &mut script);
    io.stdout.write_all(&script)?;
    Ok(Exit::Clean)
}
