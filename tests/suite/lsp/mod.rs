//! `handoff lsp` as an editor sees it: over the streams of the binary.

mod actions;
mod client;
mod completion;
mod conversation;
mod findings;
mod hover;
mod neovim;
mod renames;
