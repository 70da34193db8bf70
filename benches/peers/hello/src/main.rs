//! The floor of the benchmarks: what a program with clap costs that does nothing.

use clap::Parser;

#[derive(Parser)]
struct Args {
    #[arg(default_value = "world")]
    name: String,
}

fn main() {
    println!("hello {}", Args::parse().name);
}
