//! Records as nobody would write them: `cargo run --example fuzz -- --seconds 60`.
//!
//! Committed records are changed at random and go through all that needs no disk: decoding, facts, lint and what
//! it would write, steps, every document with the check of its Markdown, the comparison with itself; evidence and
//! documents with conflict markers too. Whatever the input: no panic, places inside of the text, no control
//! character in what is said, a valid record becomes sound documents, what is mended can be read again.
//! The first input that breaks one of these is written to `--out`, and the exit is 1.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout)]

mod mutate;
mod properties;
#[path = "../random.rs"]
mod random;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use mutate::mutated;
use random::Random;

#[derive(Parser)]
struct Args {
    /// For how long
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// The same seed tries the same inputs in the same order
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the input that fails is written
    #[arg(long, default_value = "target/fuzz-failure")]
    out: PathBuf,
    /// Try these files as they are, and nothing else
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    // What is said of a panic stands in our own words.
    std::panic::set_hook(Box::new(|_| {}));
    for file in &args.files {
        let text = std::fs::read(file).unwrap_or_default();
        if let Err(why) = properties::hold(&text) {
            println!("{}: {why}", file.display());
            return ExitCode::FAILURE;
        }
    }
    if !args.files.is_empty() {
        return ExitCode::SUCCESS;
    }
    let corpus = corpus();
    let mut dice = Random(args.seed);
    let end = Instant::now() + Duration::from_secs(args.seconds);
    let mut ways: BTreeMap<&'static str, u64> = BTreeMap::new();
    while Instant::now() < end {
        let input = mutated(&corpus, &mut dice);
        match properties::hold(&input) {
            Ok(way) => *ways.entry(way).or_default() += 1,
            Err(why) => {
                let written = std::fs::write(&args.out, &input);
                println!("after {ways:?}: {why}\n{}: {written:?}", args.out.display());
                return ExitCode::FAILURE;
            }
        }
    }
    println!("{} executions, none failed: {ways:?}", ways.values().sum::<u64>());
    // A run in which nothing got through would prove nothing.
    if ways.contains_key(properties::RENDERED) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What is changed: all records and evidence of the repository, and two documents.
fn corpus() -> Vec<String> {
    fn below(folder: PathBuf, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                below(entry.path(), files);
            } else {
                files.push(entry.path());
            }
        }
    }
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["incidents", "tests"] {
        below(root.join(folder), &mut files);
    }
    files.retain(|file| {
        let name = file.to_string_lossy();
        name.ends_with(".yaml") || name.ends_with("2041/handoff.md") || name.ends_with("2041/roadmap.md")
    });
    files.sort();
    let texts = files.iter().filter_map(|file| std::fs::read_to_string(file).ok());
    // Small ones show more in the same time.
    texts.filter(|text| text.len() < 30_000).collect()
}
