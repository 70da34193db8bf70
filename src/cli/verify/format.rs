//! How `verify` answers.

#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Format {
    Text,
    Json,
    Junit,
    Tap,
}
