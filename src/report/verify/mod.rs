//! The answer of `verify`, for people and for machines. All texts in it were masked and made
//! printable when they were made.

mod json;
mod junit;
mod tap;
mod text;

pub use json::json;
pub use junit::junit;
pub use tap::tap;
pub use text::{line, rest, schedule, text, width};

#[cfg(test)]
mod tests;
