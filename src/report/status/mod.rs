//! Where incidents stand, for people, for programs and for a wiki or an issue.
//!
//! The columns and their words are the same in text and Markdown; only how they are kept apart,
//! and what would break out of a cell, differs.

mod columns;
mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

#[cfg(test)]
mod tests;
