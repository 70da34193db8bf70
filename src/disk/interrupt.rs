//! Signals while files are written: a write that has begun is ended first, so that no temporary file
//! stays, and then the program ends as the signal would have it.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::{flag, low_level};

/// How many threads are writing.
static WRITERS: Mutex<usize> = Mutex::new(0);
static SIGNALS: OnceLock<Signals> = OnceLock::new();
/// Whether the program takes signals itself.
static TAKEN: AtomicBool = AtomicBool::new(false);

#[derive(Default)]
struct Signals {
    /// The signal that came, or 0.
    came: Arc<AtomicUsize>,
    /// Whether nobody writes: then a signal ends the program at once.
    idle: Arc<AtomicBool>,
}

/// From now on somebody else decides what an interrupt does. It must not end the program by itself.
pub fn interrupts_are_taken() {
    TAKEN.store(true, SeqCst);
}

/// Makes a write beyond the file-size limit (`ulimit -f`) an error instead of the end of the program.
pub fn survive_size_limits() {
    // The handler need not do anything: that there is one is enough.
    let _ = flag::register(SIGXFSZ, Arc::default());
}

/// As long as it lives, signals wait.
pub(super) struct Writing(Option<&'static Signals>);

impl Writing {
    pub(super) fn begin() -> Self {
        if TAKEN.load(SeqCst) {
            return Writing(None);
        }
        let signals = SIGNALS.get_or_init(Signals::listen);
        let mut writers = WRITERS.lock().unwrap_or_else(PoisonError::into_inner);
        *writers += 1;
        signals.idle.store(false, SeqCst);
        drop(writers);
        if signals.came.load(SeqCst) != 0 {
            // Nothing new begins: the last writer ends the program.
            drop(Writing(Some(signals)));
            std::thread::sleep(Duration::from_secs(60));
            return Writing(None);
        }
        Writing(Some(signals))
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        let Some(signals) = self.0 else { return };
        let mut writers = WRITERS.lock().unwrap_or_else(PoisonError::into_inner);
        *writers -= 1;
        if *writers > 0 {
            return;
        }
        signals.idle.store(true, SeqCst);
        let came = signals.came.load(SeqCst);
        if came != 0 {
            let _ = low_level::emulate_default_handler(i32::try_from(came).unwrap_or(SIGTERM));
        }
    }
}

impl Signals {
    fn listen() -> Self {
        let signals = Signals { came: Arc::default(), idle: Arc::new(AtomicBool::new(true)) };
        let ignored = ignored();
        for signal in [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0) {
            let number = usize::try_from(signal).unwrap_or_default();
            let _ = flag::register_usize(signal, Arc::clone(&signals.came), number);
            let _ = flag::register_conditional_default(signal, Arc::clone(&signals.idle));
        }
        signals
    }
}

/// The signals that whoever started us had us ignore, as `nohup` does, one bit each. Only Linux tells.
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}
