//! `handoff`: one incident record in, a consistent handoff package out.

pub mod cli;
pub mod diagnostic;
pub mod disk;
pub mod error;
pub mod facts;
pub mod lint;
pub mod record;
pub mod report;
pub mod source;
