//! Findings, outcomes and drift -> text. Nothing here prints.

pub mod verify;
