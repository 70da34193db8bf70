//! `handoff lsp` as an editor sees it: over the streams of the binary.

mod client;
mod conversation;
mod findings;
mod hover;
