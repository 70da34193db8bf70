//! The clock and the environment, for the commands that may ask them.

use crate::record::units::Instant;
use crate::secrets::{Masker, names_a_secret};

/// Masks what has the shape of a secret, and what the environment calls one.
#[expect(clippy::disallowed_methods, reason = "this is where commands ask for the environment")]
pub fn masker() -> Masker {
    let secret = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        names_a_secret(&name.to_string_lossy()).then(|| value.to_string_lossy().into_owned())
    };
    Masker::new(std::env::vars_os().filter_map(secret).collect())
}

/// The present in UTC, to the second: evidence from two machines compares.
#[expect(clippy::disallowed_methods, reason = "this is where commands ask for the time")]
pub fn now() -> Instant {
    Instant(chrono::SubsecRound::trunc_subsecs(chrono::Utc::now(), 0).fixed_offset())
}
