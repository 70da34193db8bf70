//! `handoff`: one incident record in, a consistent handoff package out.

pub mod cli;
pub mod diagnostic;
pub mod disk;
pub mod document;
pub mod edit;
pub mod error;
pub mod evidence;
pub mod facts;
pub mod lint;
pub mod markdown;
pub mod parallel;
pub mod plan;
pub mod probe;
pub mod process;
pub mod record;
pub mod render;
pub mod report;
pub mod script;
pub mod secrets;
pub mod source;
pub mod status;
pub mod verify;
