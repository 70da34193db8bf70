//! Writes records within the limits that are extreme in one dimension each: `extremes --out DIR`.
//!
//! Each stands in a folder of its own, `DIR/<what>/incident.yaml`, as large as `--kib` says, up to the 4,096
//! that a record may have; `.ci/limits` runs every command over them. Whatever the shape of a record, no
//! command hangs and none takes all memory. `texts` are long texts, `items` many items, `mesh` items that
//! name each other, `beside` files beside a record, and many records.

#![allow(clippy::disallowed_methods)]

mod beside;
mod items;
mod mesh;
mod record;
mod texts;

use std::path::PathBuf;

use clap::Parser;

#[derive(Parser)]
struct Args {
    /// Where the folders go
    #[arg(long)]
    out: PathBuf,
    /// How large each record is, in KiB
    #[arg(long, default_value_t = 4096)]
    kib: usize,
}

/// Makes a text that grows with a number.
type Make = fn(usize) -> String;

/// A record that grows with a number.
struct Extreme {
    name: &'static str,
    /// With this power of the number its text grows: 2 where each item names all others.
    power: i32,
    make: fn(usize) -> String,
    /// More files in its folder, by their names; they grow as well.
    beside: &'static [(&'static str, Make)],
}

const fn grows(name: &'static str, make: fn(usize) -> String) -> Extreme {
    Extreme { name, power: 1, make, beside: &[] }
}

impl Extreme {
    /// The largest number with which no file is larger than `room` bytes.
    fn fit(&self, room: usize) -> usize {
        let largest = |number: usize| {
            let beside = self.beside.iter().map(|(_, make)| make(number).len());
            beside.chain([(self.make)(number).len()]).max().unwrap_or(0)
        };
        // What every record has does not grow.
        let fixed = largest(0);
        let mut number = 1_024_usize;
        for _ in 0..3 {
            let times = room.saturating_sub(fixed) as f64 / (largest(number) - fixed).max(1) as f64;
            number = ((number as f64) * times.powf(1.0 / f64::from(self.power))) as usize;
        }
        while largest(number) > room {
            number -= number / 100 + 1;
        }
        number
    }
}

fn main() -> std::io::Result<()> {
    let args = Args::parse();
    let room = args.kib << 10;
    for extreme in [texts::ALL, items::ALL, mesh::ALL, beside::ALL].into_iter().flatten() {
        let number = extreme.fit(room);
        let folder = args.out.join(extreme.name);
        write(&folder.join("incident.yaml"), (extreme.make)(number))?;
        for (file, make) in extreme.beside {
            write(&folder.join(file), make(number))?;
        }
    }
    for (at, text) in beside::many().into_iter().enumerate() {
        write(&args.out.join(format!("folder/i{at}/incident.yaml")), text)?;
    }
    Ok(())
}

#[allow(clippy::disallowed_types)]
fn write(file: &std::path::Path, text: String) -> std::io::Result<()> {
    std::fs::create_dir_all(file.parent().unwrap_or(file))?;
    std::fs::write(file, text)
}
