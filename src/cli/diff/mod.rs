//! `handoff diff`: what changed in meaning.

mod base;
mod pairs;

use std::path::PathBuf;

use super::config::Configs;
use super::input::Case;
use super::io::{Exit, Io};
use crate::diff::{self, Change, Changes, What};
use crate::error::Error;
use crate::lint::{self, Context, Levels};
use crate::record::Side;
use crate::render::documents::{BUILT_IN, HEALTH_CHECK};
use crate::report::{self, Compared, RunError, failed};
use crate::secrets::Masker;
use pairs::Pair;

/// Show what changed in meaning between two records
///
/// Worst first: what will be run or counts as proof, where the incident stands, figures and why
/// they moved, work, words. Exit status 0, also when something changed; see --exit-code.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  handoff diff old.yaml incidents/2041\n  handoff diff --base main... incidents")]
pub struct Args {
    /// OLD and NEW: files, folders, or `-` for standard input; with --base the records, default `.`
    #[arg(value_name = "RECORD")]
    records: Vec<PathBuf>,
    /// Compare with what a git revision held; `main...` is where this branch left main
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Exit with 1 when something changed
    #[arg(long)]
    exit_code: bool,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Format {
    Text,
    /// For pull requests
    Markdown,
    Json,
    /// Annotations in GitHub Actions
    Github,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let format = args.format;
    let done = compare(args, io);
    if let Err(error) = &done {
        let file = error.path.as_ref().map(|path| path.display().to_string());
        let text = told(String::new(), format, &[RunError::of_world(error, file)]);
        // Who reads no more is told by the error itself.
        io.stdout.write_all(text.as_bytes()).ok();
    }
    done
}

/// A report of a run that could not compare all: it never looks like one in which nothing changed.
fn told(report: String, format: Format, errors: &[RunError]) -> String {
    match format {
        Format::Text => report,
        Format::Markdown if report.is_empty() => {
            format!("## Incident records: not compared\n{}", failed::in_markdown(errors))
        }
        Format::Markdown => report + &failed::in_markdown(errors),
        Format::Json => failed::in_json(&report, errors),
        Format::Github => report + &errors.iter().map(report::error_annotation).collect::<String>(),
    }
}

fn compare(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let mut configs = Configs::default();
    let found = match &args.base {
        Some(revision) => base::pairs(revision, &args.records, &mut configs, io)?,
        None => match args.records.as_slice() {
            [old, new] => pairs::of_two(old, new, &mut configs, io)?,
            _ => {
                let error = Error::new("`handoff diff` compares two: OLD and NEW");
                return Err(error.with_help("or `--base REV` with any number of records, such as `--base main...`"));
            }
        },
    };
    let mut exit = found.exit;
    let mut compared = Vec::new();
    for pair in &found.pairs {
        let config = configs.find(&pair.folder, io);
        let (levels, skip) =
            config.map_or_else(Default::default, |config| (config.levels.clone(), config.skip.clone()));
        compared.push(ComparedPair::new(pair, &levels, &skip));
    }
    if !configs.into_failures().is_empty() {
        exit = Exit::Failed;
    }
    let spans: Vec<_> = found.pairs.iter().map(span_of).collect();
    let views: Vec<Compared> = compared.iter().zip(&spans).map(|(judged, span)| judged.view(span)).collect();
    let text = match args.format {
        Format::Text => views.iter().map(|one| report::changes_text(one, io.color_stdout())).collect(),
        Format::Markdown => report::changes_markdown(&views),
        Format::Json => report::changes_json(&views, found.several),
        Format::Github => views.iter().map(report::change_annotations).collect(),
    };
    let nothing = args.format == Format::Markdown && views.iter().all(Compared::is_empty);
    let text = match io.failed.as_slice() {
        [] => text,
        errors if nothing => told(String::new(), args.format, errors),
        errors => told(text, args.format, errors),
    };
    io.stdout.write_all(text.as_bytes())?;
    let changed = views.iter().any(|one| !one.is_empty());
    if !changed && exit == Exit::Clean && args.format == Format::Text {
        io.message("no change in meaning");
    }
    Ok(if changed && args.exit_code { exit.max(Exit::Findings) } else { exit })
}

/// A pair with what was found of it.
struct ComparedPair<'p> {
    pair: &'p Pair,
    changes: Changes,
    masker: Masker,
    documents: Vec<String>,
}

impl<'p> ComparedPair<'p> {
    fn new(pair: &'p Pair, levels: &Levels, skip: &[String]) -> Self {
        let old = pair.old.as_ref().map(|case| Seen::new(case, levels));
        let new = pair.new.as_ref().map(|case| Seen::new(case, levels));
        let changes = match (&old, &new) {
            (Some(old), Some(new)) => diff::diff(&old.case(), &new.case()),
            _ => Changes::default(),
        };
        let secrets = [&old, &new].into_iter().flatten().flat_map(|seen| seen.secrets.iter().cloned()).collect();
        let skips = |name: &str| skip.iter().any(|skip| name == skip || name.split('.').next() == Some(skip));
        let documents = pair.new.iter().chain(&pair.old).take(1).flat_map(documents);
        let documents = documents.filter(|name| !skips(name)).collect();
        ComparedPair { pair, changes, masker: Masker::new(secrets), documents }
    }

    fn view<'a>(&'a self, span: &'a dyn Fn(&Change) -> Option<crate::source::Span>) -> Compared<'a> {
        let Pair { old, new, .. } = self.pair;
        let whole = match (old, new) {
            (None, Some(_)) => Some(What::Added),
            (Some(_), None) => Some(What::Removed),
            _ => None,
        };
        let id = new.iter().chain(old).next().map(|case| case.loaded.record.id.as_str().to_owned());
        Compared {
            file: self.pair.file.clone(),
            id: id.unwrap_or_default(),
            changes: &self.changes,
            sources: (old.as_ref().map(|case| &case.loaded.source), new.as_ref().map(|case| &case.loaded.source)),
            span,
            whole,
            masker: &self.masker,
            documents: &self.documents,
        }
    }
}

/// Where a change stands in the new record.
fn span_of(pair: &Pair) -> impl Fn(&Change) -> Option<crate::source::Span> + use<'_> {
    |change| {
        let case = pair.new.as_ref()?;
        Some(case.loaded.span(change.places.1.as_ref()?, Side::Value))
    }
}

fn documents(case: &Case) -> impl Iterator<Item = String> + use<'_> {
    let record = &case.loaded.record;
    let built_in = BUILT_IN.iter().filter(|document| (document.when)(record)).map(|document| document.name);
    built_in.chain([HEALTH_CHECK, "issue-update.sh"]).map(str::to_owned)
}

/// One side, as it is compared.
struct Seen<'c> {
    of: &'c Case,
    facts: crate::facts::Facts,
    findings: Vec<crate::diagnostic::Diagnostic>,
    secrets: Vec<String>,
}

impl<'c> Seen<'c> {
    fn new(of: &'c Case, levels: &Levels) -> Self {
        let facts = of.facts();
        let mut context = Context::new(&of.loaded, &facts);
        context.evidence = Some(&of.evidence);
        let findings = lint::run(&context, levels);
        let secrets = context.secrets().iter().map(|secret| secret.value().to_owned()).collect();
        drop(context);
        Seen { of, facts, findings, secrets }
    }

    fn case(&self) -> diff::Case<'_> {
        diff::Case {
            loaded: &self.of.loaded,
            evidence: &self.of.evidence,
            facts: &self.facts,
            findings: &self.findings,
        }
    }
}
