//! Reads a pipe to its end on a thread of its own, and keeps only the beginning.

use std::io::Read;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::verify::{KEPT_BYTES, MARGIN_BYTES, Output};

pub struct Capture {
    kept: Arc<Mutex<Vec<u8>>>,
    reader: JoinHandle<()>,
}

impl Capture {
    /// What is beyond the bound is read and dropped, so that the command never waits for us.
    pub fn of(mut pipe: impl Read + Send + 'static) -> Self {
        let kept = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&kept);
        let reader = std::thread::spawn(move || {
            let mut buffer = vec![0; 64 << 10];
            loop {
                match pipe.read(&mut buffer) {
                    Ok(0) => return,
                    Ok(read) => {
                        let mut kept = lock(&shared);
                        let room = (KEPT_BYTES + MARGIN_BYTES).saturating_sub(kept.len());
                        kept.extend_from_slice(&buffer[..read.min(room)]);
                    }
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    Err(_) => return,
                }
            }
        });
        Capture { kept, reader }
    }

    pub fn is_open(&self) -> bool {
        !self.reader.is_finished()
    }

    /// What was read until the pipe closed or the deadline passed. A process that left the group
    /// may hold the pipe open for as long as it likes; then the thread is left to itself.
    pub fn finish(self, deadline: Instant) -> Output {
        while !self.reader.is_finished() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(1));
        }
        Output { bytes: std::mem::take(&mut *lock(&self.kept)) }
    }
}

/// Nothing that holds the lock can panic halfway.
fn lock(kept: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
