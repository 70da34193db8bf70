//! The only room that parses Markdown: texts of the record made safe for a place in a document,
//! finished documents checked, and written as HTML.

mod address;
mod alike;
mod as_is;
mod block;
mod check;
mod escape;
mod html;
mod inline;
mod layout;
mod outline;
mod pieces;
mod place;
pub mod prose;
mod writer;

pub use alike::reads_alike;
pub use block::block;
pub use check::{ANCHORS_ALLOWED, CONTENTS, Examined, Flaw, check, examine};
pub use escape::code_span;
pub use html::{Html, Page, escaped, html};
pub use inline::{inline, plain};
pub use layout::fence;
pub use outline::{Heading, Link, Outline, anchor, outline, slug};
pub use place::Place;
