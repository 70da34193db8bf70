//! `handoff verify`: runs the checks of a record, with consent, and answers with a status.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use clap::{Parser, ValueEnum};

use super::input;
use super::world::World;
use crate::evidence::{Entry, Outcome, fingerprint};
use crate::evidence_file::{Error, EvidenceFile};
use crate::facts::{Facts, Names};
use crate::probe::Probe;
use crate::process::{Interrupt, Shell};
use crate::record::Record;
use crate::report::verify as report;
use crate::secrets::Masker;
use crate::verify::{Event, Finding, Plan, Selected, Selection, Status, decide, plan, run_all, show};

/// Run the record's checks and say whether its criteria hold
///
/// Lists the commands and asks before it runs any. Exit status: 0 HEALTHY, 1 CRITICAL or DEGRADED,
/// 2 UNKNOWN or could not run.
#[derive(Debug, Parser)]
pub struct Args {
    /// The record
    pub record: PathBuf,
    /// Only this check; may be given several times, selections add up
    #[arg(long, value_name = "ID")]
    pub check: Vec<String>,
    /// Only the checks of this component
    #[arg(long, value_name = "ID")]
    pub component: Vec<String>,
    /// Only what this phase needs to end
    #[arg(long, value_name = "ID")]
    pub phase: Vec<String>,
    /// Only the checks of this criterion
    #[arg(long, value_name = "ID")]
    pub criterion: Vec<String>,
    /// Run without asking
    #[arg(long, short)]
    pub yes: bool,
    /// Also run checks that change something
    #[arg(long)]
    pub allow_changes: bool,
    /// Write what was found to evidence.yaml beside the record
    #[arg(long = "record")]
    pub write: bool,
    /// How many checks run at once
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub jobs: u16,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Show what would run, and run nothing
    #[arg(long)]
    pub list: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Junit,
    Tap,
}

const COULD_NOT_RUN: u8 = 2;

pub fn run(args: &Args, world: &mut World<'_>) -> io::Result<u8> {
    let Some(loaded) = input::record(&args.record, world.err)? else { return Ok(COULD_NOT_RUN) };
    let record = &loaded.record;
    let file = EvidenceFile::beside(&args.record);
    let Some(evidence) = input::evidence(&file, world.err)? else { return Ok(COULD_NOT_RUN) };
    let Some(selected) = select(args, record, world.err)? else { return Ok(COULD_NOT_RUN) };
    let proven = |check: &_| matches!(evidence.standing(record, check), crate::evidence::Standing::Passed(_));
    let facts = Facts::new(record, &proven);
    let names = Names { record, facts: &facts };
    let plan = plan(record, &selected, &evidence, args.allow_changes, &|name| names.value(name));
    let masker = Masker::new(std::mem::take(&mut world.secrets));

    if args.list {
        list(&plan, &masker, world.out)?;
        return Ok(0);
    }
    if plan.probes().next().is_some() && !args.yes && !consent(&plan, &masker, world)? {
        return Ok(COULD_NOT_RUN);
    }
    let interrupt = Interrupt::listen()?;
    let shell = Shell::new(args.record.parent().unwrap_or(std::path::Path::new("")), interrupt.clone());
    let mut recorder = Recorder::new(args.write.then_some(&file), record, world);
    let findings = run_all(&plan, &shell, &masker, args.jobs.into(), &|event| recorder.watch(event));
    let unwritten = recorder.finish();
    let answer = decide(record, &evidence, &selected, findings);
    let text = match args.format {
        Format::Text => report::text(&answer),
        Format::Json => report::json(&answer),
        Format::Junit => report::junit(&answer, record.id.as_str()),
        Format::Tap => report::tap(&answer),
    };
    world.out.write_all(text.as_bytes())?;
    if interrupt.is_set() {
        writeln!(world.err, "interrupted: what had not ended was not judged")?;
    }
    if let Some(error) = unwritten {
        input::evidence_error(&error, world.err)?;
        return Ok(COULD_NOT_RUN);
    }
    Ok(if interrupt.is_set() { answer.status.exit().max(Status::Unknown.exit()) } else { answer.status.exit() })
}

fn select<'r>(args: &Args, record: &'r Record, err: &mut dyn Write) -> io::Result<Option<Selected<'r>>> {
    let selection = Selection {
        checks: args.check.clone(),
        components: args.component.clone(),
        phases: args.phase.clone(),
        criteria: args.criterion.clone(),
    };
    match selection.of(record) {
        Ok(selected) => Ok(Some(selected)),
        Err(unknown) => {
            for unknown in unknown {
                let near = unknown.nearest.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                writeln!(err, "error: no {} has the id `{}`{near}", unknown.kind, show::printable(&unknown.id))?;
            }
            Ok(None)
        }
    }
}

/// Every command as it will run, and what is not run and why.
fn list(plan: &Plan, masker: &Masker, out: &mut dyn Write) -> io::Result<()> {
    for probe in plan.probes() {
        let changes = if probe.read_only { "" } else { "  (changes something)" };
        writeln!(out, "{}{changes}", probe.id)?;
        for line in show::printable(&masker.mask_authored(&probe.run)).trim_end().lines() {
            writeln!(out, "    {line}")?;
        }
    }
    for finding in plan.known() {
        writeln!(out, "{}  not run: {}", finding.id, finding.actual)?;
    }
    Ok(())
}

/// Only a yes on a terminal is a yes.
fn consent(plan: &Plan, masker: &Masker, world: &mut World<'_>) -> io::Result<bool> {
    if !world.can_ask {
        writeln!(
            world.err,
            "error: verify runs commands, and there is no terminal to ask on; --list shows them, --yes runs them"
        )?;
        return Ok(false);
    }
    list(plan, masker, world.err)?;
    let count = plan.probes().count();
    write!(
        world.err,
        "\nRun {}? [y/N] ",
        if count == 1 { "this command".into() } else { format!("these {count} commands") }
    )?;
    world.err.flush()?;
    let mut answer = String::new();
    world.input.read_line(&mut answer)?;
    let yes = matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes");
    if !yes {
        writeln!(world.err, "nothing was run")?;
    }
    Ok(yes)
}

/// Writes each finding as soon as it is there, and shows how far the run is.
struct Recorder<'a> {
    file: Option<&'a EvidenceFile>,
    record: &'a Record,
    now: fn() -> crate::record::units::Instant,
    host: Option<String>,
    unwritten: Mutex<Option<Error>>,
    progress: indicatif::ProgressBar,
}

impl<'a> Recorder<'a> {
    fn new(file: Option<&'a EvidenceFile>, record: &'a Record, world: &World<'_>) -> Self {
        let progress = if world.err_is_terminal {
            indicatif::ProgressBar::new_spinner()
        } else {
            indicatif::ProgressBar::hidden()
        };
        if world.err_is_terminal {
            progress.enable_steady_tick(std::time::Duration::from_millis(100));
        }
        Recorder { file, record, now: world.now, host: world.host.clone(), unwritten: Mutex::new(None), progress }
    }

    fn watch(&self, event: Event<'_>) {
        match event {
            Event::Started(Probe { id, .. }) => self.progress.set_message(format!("{id} …")),
            Event::Finished(finding) => self.keep(finding),
        }
    }

    /// What was not run to its end says nothing, and must not replace what was found before.
    fn keep(&self, finding: &Finding) {
        let check = self.record.checks.iter().find(|check| check.id.as_str() == finding.id);
        let (Some(file), Some(check)) = (self.file, check) else { return };
        if finding.outcome == Outcome::Skipped {
            return;
        }
        let entry = Entry {
            outcome: finding.outcome,
            at: (self.now)(),
            by: None,
            host: self.host.clone(),
            seconds: finding.seconds,
            exit: finding.exit,
            attempts: Some(finding.attempts),
            excerpt: finding.excerpt.clone(),
            saw: None,
            fingerprint: fingerprint(self.record, check),
        };
        if let Err(error) = file.add([(finding.id.clone(), entry)]) {
            self.unwritten.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        }
    }

    /// The first finding that could not be written, if any.
    fn finish(&mut self) -> Option<Error> {
        self.progress.finish_and_clear();
        self.unwritten.get_mut().unwrap_or_else(PoisonError::into_inner).take()
    }
}
