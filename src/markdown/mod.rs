//! The only room that parses Markdown: texts of the record made safe for a place in a document,
//! and finished documents checked.

mod block;
mod check;
mod escape;
mod inline;
mod outline;
pub mod prose;
mod visible;

pub use block::{block, fence};
pub use check::{Flaw, check};
pub use escape::{code_span, link_target};
pub use inline::{Place, inline, plain};
pub use outline::{Outline, outline, slug};
pub use visible::visible;
