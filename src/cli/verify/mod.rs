//! `handoff verify`: runs the checks of a record, with consent, and answers with a status.

mod can_fail;
mod consent;
mod format;
mod progress;
mod recorder;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::io::{Exit, Io};
use super::{load, world};
use crate::disk;
use crate::error::Error;
use crate::facts::Names;
use crate::process::{Interrupt, Shell, status_file};
use crate::record::Record;
use crate::record::model::RelativeFolder;
use crate::report::verify as report;
use crate::report::{RunError, visible};
use crate::verify::{Health, Selected, Selection, decide, run_all, schedule};

use consent::consent;
use format::Format;
use progress::Progress;
use recorder::Recorder;

/// Run the record's checks and say whether its criteria hold
///
/// Lists the commands and asks before it runs any. They run in the folder that the record names as
/// `run_in`, else in its own. A selection judges only criteria whose checks all lie in it. Exit status: 0 HEALTHY; 1 CRITICAL or DEGRADED;
/// 2 UNKNOWN, or could not run.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  handoff verify --list incidents/2041
  handoff verify --can-fail --yes incidents/2041
  handoff verify --yes --record incidents/2041")]
pub struct Args {
    /// The record: a file, its folder, or `-` for standard input
    record: PathBuf,
    /// Only this check; selections add up
    #[arg(long, value_name = "ID")]
    check: Vec<String>,
    /// Only the checks of this component
    #[arg(long, value_name = "ID")]
    component: Vec<String>,
    /// Only what this phase needs to end
    #[arg(long, value_name = "ID")]
    phase: Vec<String>,
    /// Only the checks of this criterion
    #[arg(long, value_name = "ID")]
    criterion: Vec<String>,
    /// Run without asking
    #[arg(long, short)]
    yes: bool,
    /// Also run checks that change something
    #[arg(long)]
    allow_changes: bool,
    /// Write what was found to evidence.yaml beside the record
    #[arg(long = "record")]
    write: bool,
    /// How many checks run at once
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: u16,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Show what would run, and run nothing
    #[arg(long)]
    list: bool,
    /// Try each check where nothing answers: one that passes there proves nothing
    ///
    /// In an empty folder, with programs that only look at texts. Exit status: 0 every check can fail;
    /// 1 some pass.
    #[arg(long, conflicts_with_all = ["list", "write", "allow_changes"])]
    can_fail: bool,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let (format, mut answered) = (args.format, false);
    let done = judge(args, &mut answered, io);
    let mut errors = std::mem::take(&mut io.failed);
    if let Err(error) = &done {
        errors.push(RunError::of_world(error, error.path.as_ref().map(|path| path.display().to_string())));
    }
    if !answered && !errors.is_empty() {
        let text = match format {
            Format::Text => String::new(),
            Format::Json => report::failed_json(&errors),
            Format::Junit => report::failed_junit(&errors),
            Format::Tap => report::failed_tap(&errors),
        };
        // Who reads no more is told by the error itself.
        io.stdout.write_all(text.as_bytes()).ok();
    }
    done
}

/// `answered` once the answer is on its way to standard output.
fn judge(args: Args, answered: &mut bool, io: &mut Io) -> Result<Exit, Error> {
    let input = load::one_input(&args.record, io)?;
    let case = match input.load()? {
        Ok(case) => case.seen_at(world::now()),
        Err(invalid) => {
            io.draw(&invalid.0, &invalid.1);
            return Ok(Exit::Failed);
        }
    };
    let record = &case.loaded.record;
    let evidence_folder = args.write.then(|| case.evidence_folder()).transpose()?;
    let selected = select(&args, record)?;
    let facts = case.facts();
    let names = Names { record, facts: &facts };
    let masker = world::masker();
    let schedule = schedule(record, &selected, &case.evidence, args.allow_changes, &masker, &|name| names.value(name));
    let run_in = record.run_in.as_ref().map(|run_in| names.expand(run_in.0.as_str()).into_owned());
    let folder = folder(input.folder(), run_in.as_deref())?;
    let place = place(&folder, run_in.as_deref());
    if args.list {
        let listed = || decide(record, &case.evidence, &selected, schedule.not_run("not run: only listed", &masker));
        let text = match args.format {
            Format::Text => report::schedule(&schedule, &place),
            Format::Json => report::json_list(schedule.listed(), run_in.as_deref().unwrap_or(".")),
            Format::Junit => report::junit(&listed(), record.id.as_str()),
            Format::Tap => report::tap(&listed()),
        };
        *answered = true;
        io.stdout.write_all(text.as_bytes())?;
        return Ok(Exit::Clean);
    }
    if !args.can_fail && schedule.probes().next().is_some() && !args.yes && !consent(&schedule, &place, io)? {
        io.message("nothing was run");
        return Ok(Exit::Failed);
    }
    let cannot_listen = |error: std::io::Error| Error::new(format!("cannot listen for Ctrl-C: {error}"));
    let status = disk::read_file(&status_file(), 1 << 16).ok();
    let status = status.as_deref().map(String::from_utf8_lossy);
    let interrupt = Interrupt::listen(status.as_deref()).map_err(cannot_listen)?;
    disk::interrupts_are_taken();
    if args.can_fail {
        *answered = true;
        let asked = can_fail::Asked { yes: args.yes, jobs: args.jobs.into(), format: args.format, masker: &masker };
        return can_fail::run(&schedule, record, &asked, &interrupt, io);
    }
    let shell = Shell::new(&folder, interrupt.clone());
    let lock_wait = io.lock_wait()?;
    // Whoever looks at a terminal sees each result once, when it is there.
    let live = matches!(args.format, Format::Text) && io.stdout_is_terminal && io.stderr_is_terminal;
    let mut progress = match io.stderr_is_terminal {
        true => Progress::on_terminal(schedule.probes().count()),
        false => Progress::hidden(),
    };
    progress.stderr = Some(Mutex::new(&mut *io.stderr));
    progress.live = live.then(|| report::width(&schedule));
    let recorder = Recorder::new(evidence_folder, record, world::now, progress, interrupt.clone(), lock_wait);
    let run = || run_all(&schedule, &shell, &masker, args.jobs.into(), &|event| recorder.watch(event));
    let (results, recorded) = recorder.during(run);
    drop(recorder);
    let answer = decide(record, &case.evidence, &selected, results);
    let text = match args.format {
        Format::Text if live => report::rest(&answer, &schedule),
        Format::Text => report::text(&answer),
        Format::Json => report::json(&answer),
        Format::Junit => report::junit(&answer, record.id.as_str()),
        Format::Tap => report::tap(&answer),
    };
    *answered = true;
    io.stdout.write_all(text.as_bytes())?;
    recorded?;
    if interrupt.is_set() {
        io.message("interrupted: what had not ended was not judged");
        return Ok(Exit::Failed);
    }
    Ok(match answer.status {
        Health::Healthy => Exit::Clean,
        Health::Critical | Health::Degraded => Exit::Findings,
        Health::Unknown => Exit::Failed,
    })
}

/// Where the commands run.
fn folder(record: &Path, run_in: Option<&str>) -> Result<PathBuf, Error> {
    let Some(run_in) = run_in else { return Ok(record.to_owned()) };
    if let Some(flaw) = RelativeFolder::flaw(run_in) {
        return Err(Error::new(format!("`run_in: {}`: {flaw}", visible(run_in))));
    }
    disk::folder_inside(record, run_in)
}

/// The same for people.
fn place(folder: &Path, run_in: Option<&str>) -> String {
    match run_in {
        Some(run_in) => format!("{} (`run_in: {run_in}`)", folder.display()),
        None if folder.as_os_str().is_empty() || folder == Path::new(".") => "the folder of the record, .".to_owned(),
        None => format!("the folder of the record, {}", folder.display()),
    }
}

fn select<'r>(args: &Args, record: &'r Record) -> Result<Selected<'r>, Error> {
    let selection = Selection {
        checks: args.check.clone(),
        components: args.component.clone(),
        phases: args.phase.clone(),
        criteria: args.criterion.clone(),
    };
    selection.of(record).map_err(|unknown| {
        let all: Vec<_> = unknown.iter().map(|u| format!("no {} has the id `{}`", u.kind, visible(&u.id))).collect();
        let near: Vec<_> = unknown.iter().filter_map(|u| u.nearest.as_ref().map(|id| format!("`{id}`"))).collect();
        let help = (!near.is_empty()).then(|| format!("did you mean {}?", near.join(", ")));
        Error { help, ..Error::new(all.join("; ")) }
    })
}
