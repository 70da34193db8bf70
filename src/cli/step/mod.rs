//! The steps of an incident's life: each changes its record in place, and says what is missing.

pub mod ack;
pub mod answer;
mod args;
pub mod close;
pub mod decide;
pub mod done;
pub mod hand_over;
pub mod handed_back;
pub mod note;
pub mod take_back;
mod taken;
pub mod tried;
