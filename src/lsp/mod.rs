//! What an editor asks of a record that is being typed: diagnostics, and answers to questions about a place.
//!
//! Pure: a message goes in, messages come out; what lies beside the text is asked of a [`World`]. The text in the
//! editor is the truth. While it is no record, its places are those of what can be read of it (`mend`), and its
//! facts those of the last time that it was one.
//!
//! The types of the protocol come from gen-lsp-types, which is made from its published model; lsp-types waits for
//! a maintainer. Messages are framed by who owns the streams.

mod actions;
mod capabilities;
mod client;
mod complete;
mod cursor;
mod document;
mod encoding;
mod findings;
mod goto;
mod hover;
mod kind;
mod mend;
mod message;
mod names;
mod nodes;
mod questions;
mod rename;
mod server;
mod symbols;
mod tell;
mod text;
mod workspace;
mod world;

#[cfg(test)]
mod tests;

pub use gen_lsp_types::json_rpc::RequestObject;
pub use message::Outgoing;
pub use server::Server;
pub use world::{Beside, World};
