//! What the steps are told, and how words of the command line are read.

use std::path::PathBuf;

use crate::record::units::{Instant, Scalar};

/// What all steps are told.
#[derive(clap::Args)]
pub struct Which {
    /// The record: a file, or its folder
    pub record: PathBuf,
    /// When, with its offset; default: now
    #[arg(long, value_name = "INSTANT", value_parser = Instant::parse)]
    pub at: Option<Instant>,
    /// Change nothing; show what would change
    #[arg(long)]
    pub dry_run: bool,
}

/// For steps that may be refused.
#[derive(clap::Args)]
pub struct Anyway {
    /// Do it although something is missing; the reason becomes a decision of the record
    #[arg(long, value_name = "BECAUSE", value_parser = words)]
    pub anyway: Option<String>,
}

/// A text that says something.
pub fn words(text: &str) -> Result<String, String> {
    crate::cli::attest::words(text)
}

/// Words of one text that were given as several arguments.
pub fn text_of(words: &[String]) -> String {
    words.join(" ")
}

/// One of the words that a field of a record may have.
pub fn word<T: Copy>(text: &str, all: &[T], as_str: fn(T) -> &'static str) -> Result<T, String> {
    let words: Vec<&str> = all.iter().map(|&word| as_str(word)).collect();
    let found = all.iter().copied().find(|&word| as_str(word) == text);
    found.ok_or_else(|| format!("it is one of {}", words.join(", ")))
}
