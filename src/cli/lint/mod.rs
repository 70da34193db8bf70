//! `handoff lint`

mod fix;
mod judged;

use std::path::PathBuf;

use chrono::NaiveDate;

use super::batch;
use super::io::{Exit, Io};
use super::load::{self, Job};
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk;
use crate::error::Error;
use crate::lint::{self, Context, Levels};
use crate::report;
use crate::source::Source;
use fix::Mended;
use judged::{Judged, Shown, Tally};

/// Find contradictions in records
#[derive(clap::Args)]
pub struct Args {
    /// Records: files, folders with `incident.yaml` below them, or `-` for standard input
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<PathBuf>,
    /// For people, for programs, for code scanning, for annotations in GitHub Actions
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Mend what is mechanical, such as a figure typed out that is a fact; then judge the rest
    #[arg(long)]
    fix: bool,
    /// With --fix: write nothing, show what would change, and exit with 1 if anything would
    #[arg(long, requires = "fix", conflicts_with = "format")]
    check: bool,
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
    let fix = match (args.fix, args.check) {
        (true, true) => Fix::Show,
        (true, false) => Fix::Write,
        (false, _) => Fix::No,
    };
    let linter = Linter { format: args.format, as_of: args.as_of, root: args.root, color: io.color_stdout(), fix };
    let mut tally = Tally { failed: usize::from(exit == Exit::Failed), only_fixes: args.check, ..Tally::default() };
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
                Shown::Message(text) => io.message(text.trim_end()),
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
    fix: Fix,
}

/// What to do about findings that bring their remedy along.
#[derive(Clone, Copy, PartialEq)]
enum Fix {
    No,
    /// Show it as a diff.
    Show,
    Write,
}

impl Linter {
    fn judge(&self, job: &Job) -> Result<Judged, Error> {
        let case = match job.input.load()? {
            Ok(case) => case,
            // Beside a diff, what else there is to say is a message.
            Err(invalid) if self.fix == Fix::Show => {
                let text = report::draw_all(&invalid.0, &invalid.1, false);
                let judged = self.show(&invalid.0, &invalid.1, false);
                return Ok(Judged { shown: Shown::Message(text), ..judged });
            }
            Err(invalid) => return Ok(self.show(&invalid.0, &invalid.1, false)),
        };
        let levels = &job.config.levels;
        let mended = if self.fix == Fix::No { None } else { Mended::new(&job.input, &case, levels)? };
        match (mended, self.fix) {
            (None, Fix::Show) => Ok(Judged::default()),
            (Some(mended), Fix::Show) => {
                // Line ends and the byte order mark stay as they are, and would only be seen as `U+000D`.
                let plain = |text: &str| text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
                let (old, new) = (plain(&mended.old), plain(&mended.new));
                let diff = report::diff(&job.input.name(), Some(&old), Some(&new), &mended.masker, self.color);
                Ok(Judged { shown: Shown::Text(diff), mended: mended.places, drift: true, ..Judged::default() })
            }
            (Some(mended), _) => {
                mended.write(&job.input)?;
                // The rest is judged as it stands now; that it can be read was proven before.
                let judged = match job.input.load()? {
                    Ok(case) => self.show(&case.loaded.source, &self.lint(&case, levels), true),
                    Err(invalid) => self.show(&invalid.0, &invalid.1, false),
                };
                Ok(Judged { mended: mended.places, ..judged })
            }
            (None, _) => Ok(self.show(&case.loaded.source, &self.lint(&case, levels), true)),
        }
    }

    fn lint(&self, case: &load::Case, levels: &Levels) -> Vec<Diagnostic> {
        let facts = case.facts();
        let mut context = Context::new(&case.loaded, &facts);
        context.as_of = self.as_of;
        context.evidence = Some(&case.evidence);
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
        let warnings = diagnostics.len() - errors;
        Judged { shown, invalid: !valid, errors, warnings, ..Judged::default() }
    }
}
