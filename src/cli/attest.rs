//! `handoff attest`: a person's word for a check that no command can make.

use std::io;
use std::path::PathBuf;

use clap::Parser;

use super::input;
use super::world::World;
use crate::evidence::{Entry, Outcome, fingerprint};
use crate::evidence_file::EvidenceFile;
use crate::record::units::{Instant, Scalar};
use crate::secrets::Masker;
use crate::verify::show;

/// Record in evidence.yaml what a person saw of a manual check
#[derive(Debug, Parser)]
pub struct Args {
    /// The record
    pub record: PathBuf,
    /// The id of the manual check
    pub check: String,
    /// Who saw it
    #[arg(long, value_name = "WHO", value_parser = words)]
    pub by: String,
    /// What was seen
    #[arg(long, value_name = "TEXT", value_parser = words)]
    pub saw: String,
    /// When, with its offset; default: now
    #[arg(long, value_name = "INSTANT", value_parser = Instant::parse)]
    pub at: Option<Instant>,
    /// What was seen is not what is expected
    #[arg(long)]
    pub failed: bool,
}

/// A text that says something.
fn words(text: &str) -> Result<String, String> {
    let text = show::printable(text.trim());
    if text.is_empty() { Err("nothing is said".into()) } else { Ok(text) }
}

pub fn run(args: &Args, world: &mut World<'_>) -> io::Result<u8> {
    let Some(loaded) = input::record(&args.record, world.err)? else { return Ok(2) };
    let record = &loaded.record;
    let Some(check) = record.checks.iter().find(|check| check.id.as_str() == args.check) else {
        let manual = record.checks.iter().filter(|check| check.manual == Some(true)).map(|check| check.id.as_str());
        let near =
            crate::record::nearest(&args.check, manual).map_or(String::new(), |id| format!("; did you mean `{id}`?"));
        writeln!(world.err, "error: no check has the id `{}`{near}", show::printable(&args.check))?;
        return Ok(2);
    };
    if check.manual != Some(true) {
        writeln!(world.err, "error: `{}` is proved by its command: handoff verify --check {0} --record", args.check)?;
        return Ok(2);
    }
    let masker = Masker::new(std::mem::take(&mut world.secrets));
    let entry = Entry {
        outcome: if args.failed { Outcome::Failed } else { Outcome::Passed },
        at: args.at.unwrap_or_else(world.now),
        by: Some(masker.mask(&args.by).into_owned()),
        host: None,
        seconds: None,
        exit: None,
        attempts: None,
        excerpt: None,
        saw: Some(masker.mask(&args.saw).into_owned()),
        fingerprint: fingerprint(record, check),
    };
    let file = EvidenceFile::beside(&args.record);
    let said =
        format!("{}: {} by {}, {}", args.check, entry.outcome, entry.by.as_deref().unwrap_or_default(), entry.at);
    if let Err(error) = file.add([(args.check.clone(), entry)]) {
        input::evidence_error(&error, world.err)?;
        return Ok(2);
    }
    writeln!(world.out, "{said}")?;
    Ok(0)
}
