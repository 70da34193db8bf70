//! `handoff status`: the register, where every incident stands and what is to be done.

mod written;

use std::path::{Path, PathBuf};

use self::written::Document;
use super::config::Configs;
use super::input::{Case, Input, Invalid};
use super::io::{Exit, Io};
use super::{batch, load, world};
use crate::error::Error;
use crate::lint::{Context, Places};
use crate::record::FieldPath;
use crate::record::units::{Instant, Scalar};
use crate::report::failed;
use crate::report::status::{self as report, Part, RecordFile, Row};
use crate::status::{Status, open_first};

/// Show where incidents stand, who has them, and what is overdue or to be done
///
/// Open ones first. Overdue are deadlines, checkpoints, phases, next actions, prevention, temporary
/// measures and post-mortems past their time; a date is past from the next day on. This is no
/// judgement: exit status 0, also when something is overdue; 2 when a record could not be read.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  handoff status incidents
  handoff status incidents --actions
  handoff status incidents --write incidents/README.md")]
pub struct Args {
    /// Records: files, folders with `incident.yaml` below them, or `-` for standard input
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<PathBuf>,
    /// Only incidents that are not closed
    #[arg(long)]
    open: bool,
    /// List what is to be done: who owns it, by when, where it stands
    #[arg(long)]
    actions: bool,
    /// The present, with its offset, or `now`. Default: now; with --write none, so that a file does not
    /// change by itself
    #[arg(long, value_name = "INSTANT|now", value_parser = present)]
    as_of: Option<Present>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Keep a section of FILE current: a Markdown table between two comments, which come to its end
    /// when they are missing. The rest of FILE stays as it is. Without --as-of nothing is overdue there
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    write: Option<PathBuf>,
    /// With --write: change nothing; show what would change, and exit with 1
    #[arg(long, requires = "write")]
    check: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
    Csv,
}

/// A time to compare with.
#[derive(Debug, Clone, Copy)]
pub enum Present {
    Now,
    At(Instant),
}

/// `now`, or an instant with its offset.
pub fn present(text: &str) -> Result<Present, String> {
    if text == "now" { Ok(Present::Now) } else { Instant::parse(text).map(Present::At) }
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let present = match (args.as_of, &args.write) {
        (Some(Present::At(at)), _) => Some(at),
        (Some(Present::Now), _) | (None, None) => Some(world::now()),
        (None, Some(_)) => None,
    };
    let document = args.write.as_deref().map(Document::open).transpose()?;
    let link = |record: &Path| document.as_ref().map(|document| document.link_to(record));
    let (mut rows, exit) = rows(&args.records, present, &link, io)?;
    if args.open {
        rows.retain(|(_, status)| status.is_open());
    }
    open_first(&mut rows);
    let part = if args.actions { Part::Actions } else { Part::Incidents };
    let table = || match part {
        Part::Incidents => report::incidents(&rows, present.is_some()),
        Part::Actions => report::actions(&rows),
    };
    if let Some(document) = document {
        if exit != Exit::Clean {
            io.message("note: nothing was written: a register without these records would not be true");
            return Ok(exit);
        }
        return document.keep(part, &report::markdown(&table()), args.check, io);
    }
    let text = match (args.format, part) {
        (Format::Text, _) => report::text(&table()),
        (Format::Markdown, _) => report::markdown(&table()),
        (Format::Json, _) => report::json(&rows),
        (Format::Csv, Part::Incidents) => report::incidents_csv(&rows, &failed::files(&io.failed)),
        (Format::Csv, Part::Actions) => report::actions_csv(&rows),
    };
    let text = match args.format {
        _ if io.failed.is_empty() => text,
        Format::Json => failed::in_json(&text, &io.failed),
        Format::Markdown => text + &failed::in_markdown(&io.failed),
        Format::Text | Format::Csv => text,
    };
    if text.is_empty() && !rows.is_empty() {
        io.message("note: nothing is to be done");
    }
    io.stdout.write_all(text.as_bytes())?;
    Ok(exit)
}

/// What can be read, in the order of the arguments; the rest was said.
fn rows(
    records: &[PathBuf],
    present: Option<Instant>,
    link: &(dyn Fn(&Path) -> Option<String> + Sync),
    io: &mut Io,
) -> Result<(Vec<Row>, Exit), Error> {
    let mut exit = Exit::Clean;
    let mut inputs = Vec::new();
    let mut configs = Configs::default();
    for input in load::inputs(records, &mut configs, io) {
        match input {
            Ok(input) => inputs.push(input),
            Err(error) => exit = exit.max(io.fail(&error)),
        }
    }
    if !configs.into_failures().is_empty() {
        exit = Exit::Failed;
    }
    let mut rows = Vec::new();
    batch::in_order(
        &inputs,
        io,
        |input| read(input, present, link),
        |read, io| {
            match read {
                Ok(Ok(row)) => rows.push(row),
                Ok(Err(invalid)) => {
                    io.draw(&invalid.0, &invalid.1);
                    exit = Exit::Failed;
                }
                Err(error) => exit = exit.max(io.fail(&error)),
            }
            Ok(())
        },
    )?;
    Ok((rows, exit))
}

fn read(
    input: &Input,
    present: Option<Instant>,
    link: &dyn Fn(&Path) -> Option<String>,
) -> Result<Result<Row, Invalid>, Error> {
    Ok(input
        .load()?
        .map(|case| (RecordFile { path: input.name(), link: input.path().and_then(link) }, status(case, present))))
}

/// Where an incident stands. Evidence from the future proves nothing; without a present there is no future.
pub fn status(case: Case, present: Option<Instant>) -> Status {
    let case = if let Some(present) = present { case.seen_at(present) } else { case };
    let facts = case.facts();
    let context = Context::new(&case.loaded, &facts);
    let mut places = Places::of(&context);
    let shown = |path: &FieldPath| places.shown(path);
    Status::of(&case.loaded.record, &facts, &case.evidence, present, shown)
}
