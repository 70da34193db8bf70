//! `handoff attest`: a person's word for a check that no command can make.

use std::path::PathBuf;

use super::io::{Exit, Io};
use super::{load, world};
use crate::diagnostic::did_you_mean;
use crate::disk::add_evidence;
use crate::error::Error;
use crate::evidence::{Entry, Outcome, fingerprint, time_flaw};
use crate::record::Record;
use crate::record::units::{Instant, Scalar};
use crate::report::visible;

/// Record in evidence.yaml what a person saw of a manual check
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  handoff attest incidents/2041 no-complaints --by shop --saw \"No complaint since 14:00\"")]
pub struct Args {
    /// The record: a file, or its folder
    record: PathBuf,
    /// The id of the manual check
    check: String,
    /// Who saw it
    #[arg(long, value_name = "WHO", value_parser = words)]
    by: String,
    /// What was seen
    #[arg(long, value_name = "TEXT", value_parser = words)]
    saw: String,
    /// When, with its offset; default: now
    #[arg(long, value_name = "INSTANT", value_parser = Instant::parse)]
    at: Option<Instant>,
    /// What was seen is not what is expected
    #[arg(long)]
    failed: bool,
}

/// A text that says something.
pub fn words(text: &str) -> Result<String, String> {
    let text = crate::verify::show::printable(text.trim());
    if text.is_empty() { Err("it says nothing".into()) } else { Ok(text) }
}

/// What is from no time at which it can have been seen would prove nothing.
fn time(record: &Record, given: Option<Instant>, now: Instant) -> Result<Instant, Error> {
    let Some(at) = given else { return Ok(now) };
    if at > now {
        let error = Error::new(format!("--at {at} is in the future: it is {now}"));
        return Err(error.with_help("say when it was seen, with the offset from UTC; leave --at out for now"));
    }
    match time_flaw(record, at, Some(now)) {
        None => Ok(at),
        Some(flaw) => Err(Error::new(format!("--at {at} proves nothing: {flaw}"))
            .with_help("look again, and say when; or correct `started` in the record")),
    }
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let input = load::one_input(&args.record, io)?;
    let case = match input.load()? {
        Ok(case) => case,
        Err(invalid) => {
            io.draw(&invalid.0, &invalid.1);
            return Ok(Exit::Failed);
        }
    };
    let record = &case.loaded.record;
    let manual = |check: &&crate::record::model::Check| check.manual == Some(true);
    let Some(check) = record.checks.by_id(&args.check) else {
        let ids = record.checks.iter().filter(manual).map(|check| check.id.as_str());
        let near = crate::nearest::nearest(&args.check, ids).map(did_you_mean);
        let error = Error::new(format!("no check has the id `{}`", visible(&args.check)));
        return Err(Error { help: near, ..error });
    };
    if !manual(&check) {
        let error = Error::new(format!("`{}` is proved by its command, not by a person", check.id));
        return Err(error.with_help(format!("handoff verify --check {} --record", check.id)));
    }
    let at = time(record, args.at, world::now())?;
    let masker = world::masker();
    let entry = Entry {
        outcome: if args.failed { Outcome::Failed } else { Outcome::Passed },
        at,
        since: None,
        by: Some(masker.mask(&args.by).into_owned()),
        host: None,
        seconds: None,
        exit: None,
        attempts: None,
        excerpt: None,
        saw: Some(masker.mask(&args.saw).into_owned()),
        fingerprint: fingerprint(record, check),
    };
    let said = format!("{}: {} by {}, {}", check.id, entry.outcome, entry.by.as_deref().unwrap_or_default(), entry.at);
    let folder = case.evidence_folder()?;
    let found = [(check.id.as_str().to_owned(), entry)];
    io.patiently(|patience| add_evidence(folder, record, found, patience))?;
    writeln!(io.stdout, "{}", visible(&said))?;
    Ok(Exit::Clean)
}
