//! `handoff`: one incident record in, a consistent handoff package out.

pub mod diagnostic;
pub mod facts;
pub mod lint;
pub mod markdown;
pub mod record;
pub mod source;
