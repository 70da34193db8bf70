//! `verify --can-fail`: each check once where nothing answers. What passes there proves nothing.

use super::consent::consent;
use super::format::Format;
use crate::cli::io::{Exit, Io};
use crate::disk::Scratch;
use crate::error::Error;
use crate::evidence::Outcome;
use crate::process::{Interrupt, Shell, TEXT_TOOLS, search_path};
use crate::record::Record;
use crate::report::verify as report;
use crate::secrets::Masker;
use crate::verify::{CheckResult, Health, Report, Schedule, run_all};

/// How many run at once when nobody says: they have nothing to wait for.
const JOBS: usize = 8;
const PLACE: &str = "an empty folder, each in one of its own, where only programs that look at texts are found";

/// How `verify` was called.
pub struct Asked<'a> {
    pub yes: bool,
    pub jobs: usize,
    pub format: Format,
    pub masker: &'a Masker,
}

pub fn run(
    schedule: &Schedule,
    record: &Record,
    asked: &Asked,
    interrupt: &Interrupt,
    io: &mut Io,
) -> Result<Exit, Error> {
    let schedule = schedule.tried_once();
    if schedule.probes().next().is_some() && !asked.yes && !consent(&schedule, PLACE, io)? {
        io.message("nothing was run");
        return Ok(Exit::Failed);
    }
    let ids = schedule.probes().map(|probe| probe.id.clone());
    let scratch = Scratch::new(TEXT_TOOLS, &search_path(), ids)?;
    let shell = Shell::where_nothing_answers(scratch.folders(), scratch.tools(), interrupt.clone());
    let results = run_all(&schedule, &shell, asked.masker, asked.jobs.max(JOBS), &|_| {});
    drop(scratch);
    if interrupt.is_set() {
        io.message("interrupted: not every check was tried");
        return Ok(Exit::Failed);
    }
    let blind = results.iter().any(|result| result.outcome == Outcome::Passed);
    let runs = schedule.probes().map(|probe| probe.run.clone());
    let text = match asked.format {
        Format::Text => report::can_fail(&results.into_iter().zip(runs).collect::<Vec<_>>()),
        Format::Json => report::json_can_fail(&results.into_iter().zip(runs).collect::<Vec<_>>()),
        Format::Junit => report::junit(&turned(results, blind), record.id.as_str()),
        Format::Tap => report::tap(&turned(results, blind)),
    };
    io.stdout.write_all(text.as_bytes())?;
    Ok(if blind { Exit::Findings } else { Exit::Clean })
}

/// For formats that know only passed and failed: what could fail has passed this test.
fn turned(results: Vec<CheckResult>, blind: bool) -> Report {
    let turn = |result: CheckResult| match result.outcome {
        Outcome::Passed => CheckResult {
            outcome: Outcome::Failed,
            expected: "no success where nothing answers".into(),
            actual: format!("passed: {}", result.actual),
            ..result
        },
        _ => CheckResult { outcome: Outcome::Passed, ..result },
    };
    Report {
        status: if blind { Health::Degraded } else { Health::Healthy },
        results: results.into_iter().map(turn).collect(),
        criteria: Vec::new(),
        not_judged: Vec::new(),
    }
}
