//! Ctrl-C and its kin as a flag, so that running groups are ended and what was found is kept.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

/// Set once somebody wants the program to end.
#[derive(Debug, Clone, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// From now on the signals set the flag instead of ending the program at once. Those that whoever
    /// started us ignores, as `nohup` does, go on being ignored; `status` is the text of
    /// `/proc/self/status`, which tells, where there is one.
    pub fn listen(status: Option<&str>) -> io::Result<Self> {
        let interrupt = Interrupt::default();
        let ignored = status.map_or(0, ignored);
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            if ignored >> (signal - 1) & 1 == 0 {
                signal_hook::flag::register(signal, Arc::clone(&interrupt.0))?;
            }
        }
        Ok(interrupt)
    }

    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// As if somebody had pressed Ctrl-C.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The signals that are ignored, one a bit, the first one lowest.
fn ignored(status: &str) -> u128 {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u128::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_tells_what_is_ignored() {
        let status = "Name:\tcat\nSigBlk:\t0000000000000002\nSigIgn:\t0000000000001001\nSigCgt:\t0\n";
        assert_eq!(ignored(status), 1 << (SIGHUP - 1) | 1 << 12);
        for odd in ["", "SigIgn:", "SigIgn:\tx"] {
            assert_eq!(ignored(odd), 0);
        }
    }
}
