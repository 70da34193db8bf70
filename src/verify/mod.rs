//! Checks and a runner passed in -> outcomes -> criteria -> status. Nothing here touches the world.

mod run;

pub use run::{End, KEPT_BYTES, MARGIN_BYTES, Output, Run, Runner};
