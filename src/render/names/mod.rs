//! Every name that templates may use, with a line on each: what `handoff templates names` prints
//! and what templates are held to.
//!
//! [`Node`] is what may follow a name. The views of [`super::context`] describe themselves by the
//! macro of [`view`]; the record's own fields come from its schema, the facts from their list.

mod facts;
mod node;
mod record;
pub mod view;

pub use facts::facts;
pub use node::{Name, Node};
pub use record::record;
