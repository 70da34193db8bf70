//! Facts: every value that is derived from a record, computed once.
//!
//! A fact has a stable dotted name, a typed value, the one text by which all documents show it, a
//! formula in words, and the fields that went in. A fact whose inputs are absent does not exist.
//! Nothing here depends on the clock, the locale or the machine.
//!
//! [`table`] names them all; the files beside it compute them; [`set`] holds those of one record.
//! [`criteria`] is the home of what is needed, met and next, [`due`] of what is to be done and by when.

mod counts;
pub mod criteria;
mod deadlines;
pub mod due;
pub mod impact;
mod input;
mod names;
mod needs;
mod order;
mod phases;
pub mod priority;
pub mod proving;
mod row;
pub mod schedule;
mod set;
mod table;
pub mod times;
pub mod told;
mod value;

pub use names::{Names, missing_input};
pub use row::{Row, Topic};
pub use set::{Fact, Facts};
pub use table::ROWS;
pub use value::Value;
