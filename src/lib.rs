//! `handoff`: one incident record in, a consistent handoff package out.
//!
//! The map of the house. A room uses those of lower floors only (`tests/architecture.rs` holds it):
//!
//! ```text
//! 9 cli         one file a command: its Args and its run; batches; the only clap
//! 8 pages       packages and the register as HTML pages (pure)
//! 7 report      findings, outcomes, tables -> text, JSON, SARIF, JUnit, TAP, GitHub, diffs
//! 7 disk        the only std::fs: read, list, write all or nothing
//! 7 serve       the only std::net: pages from memory, for this machine; the only httparse
//! 7 process     the only std::process: one command line with its limits
//! 6 plan        documents + what is on disk -> what would change (pure)
//! 5 lsp         what an editor asks of a record that is being typed (pure); the only gen-lsp-types
//! 5 render      the table of documents, the only Tera, what templates see
//! 4 script      health-check.sh and issue-update.sh
//! 4 life        the steps of an incident, as edits of its record's text (pure)
//! 3 lint        the table of rules, rules/NAME.rs, --fix
//! 3 diff        two cases of one record -> what changed in meaning (pure)
//! 3 verify      checks + a runner passed in -> outcomes -> criteria -> status (pure)
//! 3 status      where an incident stands
//! 2 evidence    what was found when checks ran; evidence.yaml
//! 2 markdown    the only pulldown-cmark: safe texts, finished documents checked
//! 1 facts       record -> every derived value, computed once
//! 1 probe       a check as it is run
//! 1 document    name, text, marker and checksum
//! 0 record      types, units, decoding with places, schema; the only serde_yaml
//! 0 commands    what a shell command does: reads, changes something, nobody can tell
//! 0 diagnostic, source, edit, error, merge, nearest, parallel, secrets, visible
//! ```
//!
//! ```text
//! bytes -disk-> Source -decode-> Record -Facts::new-> Facts -render-> Vec<Document>
//!               +- Vec<Diagnostic> -+- lint                    + on disk -Plan::new-> Plan
//! Plan -+ disk: applied, all or nothing -> written
//!       + report::diff                  -> checked
//! ```
//!
//! Two kinds of failure, never mixed: a [`diagnostic::Diagnostic`] is the author's, located and
//! collected, many at once; an [`error::Error`] is the world's, a path and a cause.

// Tests make files and run programs; the walls are for the product (`clippy.toml`).
#![cfg_attr(test, allow(clippy::disallowed_methods, clippy::disallowed_types))]

pub mod cli;
pub mod commands;
pub mod diagnostic;
pub mod diff;
#[expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "owns the file system")]
pub mod disk;
pub mod document;
pub mod edit;
pub mod error;
pub mod evidence;
pub mod facts;
pub mod life;
pub mod lint;
pub mod lsp;
pub mod markdown;
pub mod merge;
pub mod nearest;
pub mod pages;
pub mod parallel;
pub mod plan;
pub mod probe;
#[expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "owns processes and their clocks")]
pub mod process;
pub mod record;
pub mod render;
pub mod report;
pub mod script;
pub mod secrets;
#[expect(clippy::disallowed_types, reason = "owns the network")]
pub mod serve;
pub mod source;
pub mod status;
pub mod verify;
pub mod visible;

#[cfg(test)]
mod tests;
