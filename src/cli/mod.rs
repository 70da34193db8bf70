//! One file a command: its arguments and its run.

pub mod attest;
mod input;
pub mod verify;
pub mod world;
