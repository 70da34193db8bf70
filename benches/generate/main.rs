//! Writes records for benchmarks: `generate --out DIR [--records N] [--size S] [--seed N]`.
//!
//! Each stands in a folder of its own, `DIR/g00001/incident.yaml`. The same arguments write the same
//! bytes. Size 1 is about the record of incident 1278; 10 is ten times as much of everything.

#![allow(clippy::disallowed_methods)]

#[path = "../random.rs"]
mod random;
#[path = "record.rs"]
mod record;

use std::path::PathBuf;

use clap::Parser;

#[derive(Parser)]
struct Args {
    /// Where the folders go
    #[arg(long)]
    out: PathBuf,
    #[arg(long, default_value_t = 1)]
    records: usize,
    #[arg(long, default_value_t = 1.0)]
    size: f64,
    #[arg(long, default_value_t = 1278)]
    seed: u64,
}

#[allow(clippy::disallowed_methods, clippy::disallowed_types)]
fn main() -> std::io::Result<()> {
    let args = Args::parse();
    for number in 1..=args.records {
        let id = format!("g{number:05}");
        let folder = args.out.join(&id);
        std::fs::create_dir_all(&folder)?;
        let text = record::record(&id, args.seed.wrapping_add(number as u64), args.size);
        std::fs::write(folder.join("incident.yaml"), text)?;
    }
    Ok(())
}
