//! The steps themselves: from a record and a step to its text after it, or to all that is missing.

mod close;
mod done;
mod find;
mod handoffs;
mod log;
mod missing;
mod needs;
mod take;
mod types;
mod work;

pub use missing::missing;
pub use take::{offset, take};
pub use types::{Before, Moment, Reason, Refused, Step, Taken};
