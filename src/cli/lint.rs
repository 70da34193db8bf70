//! `handoff lint`

use std::path::PathBuf;

use chrono::NaiveDate;

use super::load::{self, Job};
use super::{Exit, Io, batch};
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk;
use crate::error::Error;
use crate::lint::{self, Context, Levels};
use crate::report::{self, Finding};
use crate::source::Source;

/// Find contradictions in records
#[derive(clap::Args)]
pub struct Args {
    /// Records: files, folders with `incident.yaml` below them, or `-` for standard input
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<PathBuf>,
    /// For people, for programs, for code scanning, for annotations in GitHub Actions
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Exit with 1 on warnings too
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
    /// The date by which allows expire; without it none does
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// The checkout in which the paths that records name must exist
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
    Github,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Deny {
    Warnings,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    if let Some(root) = args.root.as_deref().filter(|root| !disk::is_folder(root)) {
        return Err(Error::at(root, "is no folder").with_help("`--root` is the folder of the checkout"));
    }
    let (jobs, mut exit) = load::jobs(&args.records, io);
    let linter = Linter { format: args.format, as_of: args.as_of, root: args.root, color: io.color_stdout() };
    let mut tally = Tally { failed: usize::from(exit == Exit::Failed), ..Tally::default() };
    let mut found = Vec::new();
    let keep = matches!(args.format, Format::Json | Format::Sarif);
    batch::in_order(
        &jobs,
        io,
        |job| linter.judge(job),
        |judged, io| {
            let judged = match judged {
                Ok(judged) => judged,
                Err(error) => {
                    tally.failed += 1;
                    exit = exit.max(io.fail(&error));
                    return Ok(());
                }
            };
            tally.add(&judged);
            exit = exit.max(judged.exit(args.deny.is_some()));
            match judged.shown {
                Shown::Text(text) => io.stdout.write_all(text.as_bytes())?,
                Shown::Findings(findings) if keep => found.extend(findings),
                Shown::Findings(findings) => io.stdout.write_all(report::annotations(&findings).as_bytes())?,
            }
            Ok(())
        },
    )?;
    match args.format {
        Format::Json => io.stdout.write_all(report::findings(&found).as_bytes())?,
        Format::Sarif => io.stdout.write_all(report::sarif(&found).as_bytes())?,
        Format::Text | Format::Github => {}
    }
    io.message(&tally.to_string());
    Ok(exit)
}

/// What every worker needs to judge a record.
struct Linter {
    format: Format,
    as_of: Option<NaiveDate>,
    root: Option<PathBuf>,
    color: bool,
}

impl Linter {
    fn judge(&self, job: &Job) -> Result<Judged, Error> {
        Ok(match job.input.load()? {
            Ok(case) => {
                let diagnostics = self.lint(&case, &job.config.levels);
                self.show(&case.loaded.source, &diagnostics, true)
            }
            Err(invalid) => self.show(&invalid.0, &invalid.1, false),
        })
    }

    fn lint(&self, case: &load::Case, levels: &Levels) -> Vec<Diagnostic> {
        let facts = case.facts();
        let mut context = Context::new(&case.loaded, &facts);
        context.as_of = self.as_of;
        let exists = |path: &str| self.root.as_ref().is_some_and(|root| disk::exists_below(root, path));
        if self.root.is_some() {
            context.path_exists = Some(&exists);
        }
        lint::run(&context, levels)
    }

    fn show(&self, source: &Source, diagnostics: &[Diagnostic], valid: bool) -> Judged {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        let shown = match self.format {
            Format::Text => Shown::Text(report::draw_all(source, diagnostics, self.color)),
            Format::Json | Format::Sarif | Format::Github => Shown::Findings(report::locate(source, diagnostics)),
        };
        Judged { shown, valid, errors, warnings: diagnostics.len() - errors }
    }
}

/// One record's findings, made ready by the worker so that its text need not be kept.
struct Judged {
    shown: Shown,
    valid: bool,
    errors: usize,
    warnings: usize,
}

enum Shown {
    Text(String),
    Findings(Vec<Finding>),
}

impl Judged {
    fn exit(&self, deny_warnings: bool) -> Exit {
        match self {
            Judged { valid: false, .. } => Exit::Failed,
            Judged { errors: 1.., .. } => Exit::Findings,
            Judged { warnings: 1.., .. } if deny_warnings => Exit::Findings,
            _ => Exit::Clean,
        }
    }
}

/// The last line.
#[derive(Default)]
struct Tally {
    records: usize,
    errors: usize,
    warnings: usize,
    failed: usize,
}

impl Tally {
    fn add(&mut self, judged: &Judged) {
        self.records += 1;
        self.errors += judged.errors;
        self.warnings += judged.warnings;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let many = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        match (self.errors, self.warnings) {
            (0, 0) => f.write_str("no findings")?,
            (errors, 0) => f.write_str(&many(errors, "error"))?,
            (0, warnings) => f.write_str(&many(warnings, "warning"))?,
            (errors, warnings) => write!(f, "{}, {}", many(errors, "error"), many(warnings, "warning"))?,
        }
        write!(f, " in {}", many(self.records, "record"))?;
        if self.failed > 0 {
            f.write_str("; not all could be read")?;
        }
        Ok(())
    }
}
