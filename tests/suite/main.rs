//! The tests of the product through its library and its binary, as one program: linked once.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod action;
mod cli_lint;
mod decode;
mod diff;
mod diff_base;
mod discovery;
mod disk_losses;
mod disk_races;
mod disk_reads;
mod documents;
mod every_field;
mod evidence_merge;
mod facts;
mod first_contact;
mod golden;
mod guide;
mod life_edits;
mod life_steps;
mod life_walk;
mod lint;
mod lint_run;
mod lint_seeds;
mod lsp;
mod markdown_properties;
mod merges;
mod oracle;
mod packages;
mod pages;
mod printed;
mod proven;
mod readme;
mod remains;
mod render_diff;
mod render_faults;
mod render_same_bytes;
mod render_templates;
mod serve;
mod status;
mod support;
mod verify;
mod verify_1278;
mod verify_safety;
mod verify_terminal;
