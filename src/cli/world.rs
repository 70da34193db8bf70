//! What a command sees of the world, passed in so that tests can be the world.

use std::io::{BufRead, Write};

use crate::record::units::Instant;

pub struct World<'w> {
    /// Results.
    pub out: &'w mut dyn Write,
    /// Messages.
    pub err: &'w mut (dyn Write + Send),
    pub input: &'w mut dyn BufRead,
    /// Whether somebody can be asked: standard input and standard error are terminals.
    pub can_ask: bool,
    /// Whether progress may be drawn.
    pub err_is_terminal: bool,
    pub now: fn() -> Instant,
    /// Values of environment variables that are named like secrets.
    pub secrets: Vec<String>,
    pub host: Option<String>,
}

impl World<'_> {
    /// The values to mask in everything that is shown or kept.
    pub fn secrets_of_environment() -> Vec<String> {
        let named = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            let secret = crate::secrets::names_a_secret(&name.to_string_lossy());
            secret.then(|| value.to_string_lossy().into_owned())
        };
        std::env::vars_os().filter_map(named).collect()
    }

    /// The present in UTC, to the second: evidence from two machines compares.
    pub fn clock() -> Instant {
        let now = chrono::Utc::now();
        Instant(chrono::SubsecRound::trunc_subsecs(now, 0).fixed_offset())
    }
}
