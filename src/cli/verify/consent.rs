//! What will run is shown in full, and somebody says yes.

use crate::cli::io::Io;
use crate::error::Error;
use crate::report::verify as report;
use crate::verify::Schedule;

/// Only a yes on a terminal is a yes. `place` says where the commands run.
pub fn consent(schedule: &Schedule, place: &str, io: &mut Io) -> Result<bool, Error> {
    if !io.stdin_is_terminal || !io.stderr_is_terminal {
        let error = Error::new("verify runs commands, and there is no terminal to ask on");
        return Err(error.with_help("--list shows the commands, --yes runs them"));
    }
    let count = schedule.probes().count();
    let these = if count == 1 { "this command".to_owned() } else { format!("these {count} commands") };
    io.message(&format!("{}\nRun {these}? [y/N]", report::schedule(schedule, place)));
    let mut answer = String::new();
    let cannot_read = |error: std::io::Error| Error::new(format!("cannot read the answer: {error}"));
    io.stdin.read_line(&mut answer).map_err(cannot_read)?;
    Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}
