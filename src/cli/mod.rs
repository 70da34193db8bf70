//! The command line: one file a command, each with its `Args` and its `run`; a folder where it needs more.
//!
//! To add a command: its `mod` line and its line in the table. What a command prints goes through
//! [`Io`]; what it cannot do is an [`Error`], which becomes a message and exit status 2 here.

mod attest;
mod batch;
mod completions;
mod config;
mod diff;
mod explain;
mod export;
mod facts;
mod first;
mod init;
mod input;
mod io;
mod lint;
mod load;
mod lsp;
mod man;
mod render;
mod schema;
mod serve;
mod status;
mod step;
mod templates;
mod usage;
mod verify;
mod world;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

pub use io::{Color, Exit, Io};

use crate::disk;
use crate::error::Error;
use io::Pipe;
use step::{ack, answer, close, decide, done, hand_over, handed_back, note, take_back, tried};

macro_rules! commands {
    ($($(#[$meta:meta])* $variant:ident($module:ident $(, $more:expr)?)),* $(,)?) => {
        #[derive(clap::Subcommand)]
        enum Command {
            $($(#[$meta])* $variant($module::Args)),*
        }

        impl Command {
            fn run(self, io: &mut Io) -> Result<Exit, Error> {
                match self {
                    $(Command::$variant(args) => $module::run(args, io $(, $more)?)),*
                }
            }
        }
    };
}

// In the order of `--help`; the description is the doc comment of the command's `Args`.
commands! {
    Render(render),
    Init(init),
    Lint(lint),
    Explain(explain),
    Facts(facts),
    Diff(diff),
    Verify(verify),
    Attest(attest),
    Note(note),
    Tried(tried),
    Decide(decide),
    HandOver(hand_over),
    Ack(ack),
    Done(done),
    Answer(answer),
    Return(handed_back),
    TakeBack(take_back),
    Close(close),
    Status(status),
    Export(export),
    Serve(serve),
    Lsp(lsp),
    Schema(schema),
    Templates(templates),
    Completions(completions, Cli::command()),
    Man(man, Cli::command()),
}

/// One incident record in, a consistent handoff package out.
///
/// Exit status: 0 clean; 1 findings, drift, or a criterion not met; 2 could not run.
#[derive(Parser)]
#[command(name = "handoff", version, subcommand_required = true, arg_required_else_help = false)]
#[command(after_help = "\
Examples:
  handoff init 2041
  handoff render incidents
  handoff explain guide")]
struct Cli {
    /// When to use colour; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

/// Runs one command line.
pub fn run(args: impl Iterator<Item = OsString>, io: Io) -> Exit {
    disk::survive_size_limits();
    let mut pipe = Pipe::new(io.stdout);
    let Io { stderr, stdin, stdout_is_terminal, stderr_is_terminal, stdin_is_terminal, env, color, .. } = io;
    let stdout = &mut pipe;
    let failed = Vec::new();
    let mut io =
        Io { stdout, stderr, stdin, stdout_is_terminal, stderr_is_terminal, stdin_is_terminal, env, color, failed };
    let args: Vec<OsString> = args.collect();
    let done = match Cli::try_parse_from(&args) {
        Ok(cli) => {
            io.color = cli.color;
            cli.command.run(&mut io)
        }
        Err(answer) => {
            io.color = usage::color_asked_for(&args);
            let whole = Cli::command();
            match (answer.kind(), usage::command(&args, &whole)) {
                (ErrorKind::MissingSubcommand, None) => Ok(first::say(&mut io)),
                _ => usage::answer(answer, &args, &whole, &mut io),
            }
        }
    };
    let exit = done.unwrap_or_else(|error| io.fail(&error));
    match io.stdout.flush() {
        Ok(()) => exit,
        Err(error) => io.fail(&error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
