//! Typed values: every quantity of a record carries its unit.
//!
//! Each type parses from the text that the author wrote ([`Scalar::parse`]) and prints itself the
//! one way in which every document shows it. Numbers are decimals, never binary floating point.

mod duration;
mod instant;
mod money;
mod number;
mod percent;
mod quantity;
mod range;
mod ratio;
mod scalar;
mod setting;
pub(crate) mod show;
mod span;

pub use duration::{Duration, DurationRange, column, in_letters};
pub use instant::{Due, Instant, When};
pub use money::{Currency, Money};
pub use number::Decimal;
pub(crate) use number::rounded;
pub use percent::Percent;
pub use quantity::{Quantity, QuantityRange, Unit};
pub use range::{About, Positive, Range};
pub use ratio::Ratio;
pub(crate) use scalar::scalar;
pub use scalar::{Scalar, not_null, raw_text};
pub use setting::Setting;
pub use span::InstantRange;
