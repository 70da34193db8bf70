//! `handoff completions`

use clap_complete::Shell;

use super::{Exit, Io};
use crate::error::Error;

/// Print the completion script of a shell
#[derive(clap::Args)]
pub struct Args {
    shell: Shell,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    // Written at once: the generator panics when a write fails.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "handoff", &mut script);
    io.stdout.write_all(&script)?;
    Ok(Exit::Clean)
}
