//! A step from the record's file to its file: taken or refused, shown or written, and told.

use std::path::Path;

use super::args::{Anyway, Which};
use crate::cli::config::Configs;
use crate::cli::input::Case;
use crate::cli::io::{Exit, Io};
use crate::cli::load::{self, Job};
use crate::cli::render::{is_current, render_again};
use crate::cli::world;
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::disk;
use crate::error::Error;
use crate::life::{Before, Draft, Moment, Reason, Refused, Step, missing, offset, take};
use crate::lint::{self, Context};
use crate::record::units::Instant;
use crate::record::{Loaded, MAX_BYTES, decode};
use crate::report::{self, visible};

/// More lines than anybody reads after each step.
const MOST_MISSING: usize = 8;

/// Takes a step and says what came of it.
pub fn run(which: &Which, by: Option<String>, anyway: Option<Anyway>, step: &Step, io: &mut Io) -> Result<Exit, Error> {
    let input = load::one_input(&which.record, io)?;
    let Some(config) = Configs::default().find(input.folder(), io) else { return Ok(Exit::Failed) };
    let job = Job { input, config };
    let Some(path) = job.input.path() else {
        return Err(Error::new("standard input cannot be changed in place").with_help("name the record's file"));
    };
    let case = match job.input.load()? {
        Ok(case) => case,
        Err(invalid) => {
            io.draw(&invalid.0, &invalid.1);
            return Ok(Exit::Failed);
        }
    };
    let file = file_of(path, &case)?;
    let now = world::now();
    let at = which.at.unwrap_or_else(|| Instant(now.0.with_timezone(&offset(&case.loaded, now))));
    let moment = Moment { at, by, anyway: anyway.and_then(|anyway| anyway.anyway) };
    let facts = case.facts();
    let levels = &job.config.levels;
    let before = Before { loaded: &case.loaded, facts: &facts, evidence: &case.evidence, levels };
    let taken = match take(&before, &file, step, &moment) {
        Ok(taken) => taken,
        Err(refused) => return refuse(refused, &job.input.name(), moment.anyway.is_some(), io),
    };
    let after = match decode(&job.input.name(), taken.draft.file().as_bytes()) {
        Ok(loaded) => loaded,
        Err(invalid) => return refuse(Refused::Invalid(invalid), &job.input.name(), false, io),
    };
    if which.dry_run {
        let plain = |text: &str| text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let masker = Context::new(&after, &case.evidence.facts(&after.record)).masker();
        let (old, new) = (plain(&file), plain(taken.draft.file()));
        let diff = report::diff(&job.input.name(), Some(&old), Some(&new), &masker, io.color_stdout());
        io.stdout.write_all(diff.as_bytes())?;
        return Ok(Exit::Clean);
    }
    let current = is_current(&job);
    io.patiently(|patience| disk::replace_file(path, &file, taken.draft.file(), patience))?;
    writeln!(io.stdout, "changed {}", visible(&job.input.name()))?;
    for line in &taken.changed {
        writeln!(io.stdout, "  {}", visible(line))?;
    }
    tell(&before, &after, taken.draft.file(), at, io)?;
    if current { render_again(&job, io) } else { Ok(Exit::Clean) }
}

/// The text of the file, which must still be the one that was decoded.
fn file_of(path: &Path, case: &Case) -> Result<String, Error> {
    let file = String::from_utf8(disk::read_file(path, MAX_BYTES)?).map_err(|_| changed(path))?;
    if Draft::new(&file).text() == case.loaded.source.text { Ok(file) } else { Err(changed(path)) }
}

fn changed(path: &Path) -> Error {
    Error::at(path, "changed while it was read, so it was not written").with_help("run the command again")
}

/// What is still missing: first what contradicts itself since this step, then what the next one needs.
fn tell(before: &Before, after: &Loaded, file: &str, now: Instant, io: &mut Io) -> Result<(), Error> {
    let facts = before.evidence.facts(&after.record);
    let after = Before { loaded: after, facts: &facts, ..*before };
    let (when, reasons) = missing(&after, file, now);
    let (old, new) = (errors(before), errors(&after));
    let is_new = |new: &&Diagnostic| !old.iter().any(|old| (old.rule, &old.message) == (new.rule, &new.message));
    let contradictions = new.iter().filter(is_new).map(|new| format!("`{}`: {} [{}]", new.path, new.message, new.rule));
    let mut lines: Vec<String> = contradictions.collect();
    for reason in reasons {
        // A rule may say the same of the record as it is and as it would be.
        let told = |line: &String| line.split(": ").next() == reason.text.split(": ").next() && line.starts_with('`');
        if !lines.iter().any(told) {
            lines.push(reason.text);
        }
    }
    if !lines.is_empty() {
        writeln!(io.stdout, "still missing {when}:")?;
        for line in lines.iter().take(MOST_MISSING) {
            writeln!(io.stdout, "  - {}", visible(line))?;
        }
        if let Some(more @ 1..) = lines.len().checked_sub(MOST_MISSING) {
            writeln!(io.stdout, "  and {more} more")?;
        }
    }
    Ok(())
}

fn errors(of: &Before) -> Vec<Diagnostic> {
    let mut context = Context::new(of.loaded, of.facts);
    context.evidence = Some(of.evidence);
    let mut found = lint::run(&context, of.levels);
    found.retain(|finding| finding.severity == Severity::Error);
    found
}

/// Says why a step is not taken; nothing was changed.
fn refuse(refused: Refused, record: &str, anyway: bool, io: &mut Io) -> Result<Exit, Error> {
    match refused {
        Refused::Missing { step, reasons } => {
            let mut text = format!("error: {}: not {step}", visible(record));
            for reason in &reasons {
                text += &format!("\n  - {}", visible(&reason.text));
            }
            let firm = reasons.iter().any(|reason: &Reason| reason.firm);
            text += match (firm, anyway) {
                (false, _) => {
                    "\n  = help: mend this, or go on with `--anyway \"BECAUSE\"`, which becomes a decision of the record"
                }
                (true, true) => "\n  = help: `--anyway` does not help here",
                (true, false) => "",
            };
            io.message(&text);
            Ok(Exit::Findings)
        }
        Refused::Ambiguous { asked, found } => {
            let mut text = format!("error: {}: `{}` may be one of", visible(record), visible(&asked));
            for item in found {
                text += &format!("\n  - {}", visible(&item));
            }
            io.message(&(text + "\n  = help: give more of its words, its id, or its place as shown here"));
            Ok(Exit::Findings)
        }
        Refused::Unknown { what, asked, near } => {
            let error = Error::new(format!("{record}: there is no {what} `{asked}`"));
            Err(Error { help: near.as_deref().map(did_you_mean), ..error })
        }
        Refused::Stuck(stuck) => {
            let error = Error::new(format!("{record}: {stuck}"));
            Err(error.with_help("nothing was changed; write it there by hand, or write out what is shared"))
        }
        Refused::Invalid(invalid) => {
            io.draw(&invalid.0, &invalid.1);
            io.message(&format!("{}: not changed: it would be no valid record", visible(record)));
            Ok(Exit::Failed)
        }
    }
}
