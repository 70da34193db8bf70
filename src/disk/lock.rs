//! The lock of a folder: no other run of ours writes to it meanwhile. Where it is held by somebody
//! else we say so, and wait no longer than allowed; where the file system has none, we go on without.

use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::folder::Folder;
use super::litter;
use crate::error::Error;

/// A pause between two tries.
const PAUSE: Duration = Duration::from_millis(20);
/// A wait shorter than this is nothing to speak of.
const SILENCE: Duration = Duration::from_millis(500);

/// How a run waits for a folder.
pub struct Patience<'a> {
    /// The longest wait.
    pub limit: Duration,
    /// Told once, when the wait turns out to take its time.
    pub say: &'a dyn Fn(&str),
    /// Whether to give up at once.
    pub stop: &'a dyn Fn() -> bool,
}

impl Patience<'_> {
    pub const DEFAULT: Duration = Duration::from_secs(30);

    /// Waits as long as usual, without a word.
    pub fn silent() -> Patience<'static> {
        Patience { limit: Self::DEFAULT, say: &|_| (), stop: &|| false }
    }
}

/// A folder that is ours as long as this lives.
pub struct Locked<'f> {
    pub(super) folder: &'f Folder,
    held: bool,
}

#[derive(Debug, PartialEq)]
enum Granted {
    Held,
    Busy,
    /// There are no locks here.
    None,
}

impl Folder {
    /// The folder's lock, when nobody else has it.
    pub fn try_lock(&self) -> Option<Locked<'_>> {
        let held = match ask(self) {
            Granted::Held => true,
            Granted::None => false,
            Granted::Busy => return None,
        };
        let locked = Locked { folder: self, held };
        // Whoever died here left its temporary files: nobody is writing now.
        litter::clean(self, held);
        Some(locked)
    }

    /// The folder's lock, waited for.
    pub fn lock(&self, patience: &Patience) -> Result<Locked<'_>, Error> {
        let started = Instant::now();
        let mut said = false;
        loop {
            if let Some(locked) = self.try_lock() {
                return Ok(locked);
            }
            if (patience.stop)() {
                return Err(Error::at(self.path(), "interrupted while waiting for the folder's lock"));
            }
            if started.elapsed() >= patience.limit {
                let cause = format!("another program has held the folder's lock for {:?}", patience.limit);
                return Err(Error::at(self.path(), cause).with_help(
                    "`fuser` or `lsof` on the folder names it; end it and run this again, or set HANDOFF_LOCK_WAIT to the seconds to wait",
                ));
            }
            if !said && started.elapsed() >= SILENCE {
                (patience.say)(&format!(
                    "{}: waiting for another program that holds the folder's lock",
                    self.path().display()
                ));
                said = true;
            }
            sleep(PAUSE.min(patience.limit));
        }
    }
}

impl Locked<'_> {
    /// What is to be said when there are no locks here.
    pub fn note(&self) -> Option<String> {
        let note = || {
            format!(
                "{}: the file system has no locks: let no other run write to this folder now",
                self.folder.path().display()
            )
        };
        (!self.held).then(note)
    }
}

impl Drop for Locked<'_> {
    /// Not left to the closing of the handle: a child may have been born with a copy of it.
    fn drop(&mut self) {
        if self.held {
            let _ = flock(self.folder.fd(), FlockOperation::Unlock);
        }
    }
}

fn ask(folder: &Folder) -> Granted {
    loop {
        match flock(folder.fd(), FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::INTR) => {}
            other => return answer(other),
        }
    }
}

/// Network drives without locks answer in many ways; none of them is a reason not to write.
fn answer(answer: Result<(), Errno>) -> Granted {
    match answer {
        Ok(()) => Granted::Held,
        Err(Errno::WOULDBLOCK) => Granted::Busy,
        Err(_) => Granted::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_are_no_locks_we_go_on() {
        assert_eq!(answer(Ok(())), Granted::Held);
        assert_eq!(answer(Err(Errno::WOULDBLOCK)), Granted::Busy);
        for errno in [Errno::NOLCK, Errno::NOTSUP, Errno::OPNOTSUPP, Errno::NOSYS, Errno::INVAL, Errno::BADF] {
            assert_eq!(answer(Err(errno)), Granted::None);
        }
    }

    #[test]
    fn a_lock_is_waited_for_and_then_given_up() {
        let at = tempfile::tempdir().unwrap();
        let [one, two] = [(); 2].map(|()| Folder::open(at.path()).unwrap());
        let held = one.try_lock().unwrap();
        let patience = Patience { limit: Duration::from_millis(50), ..Patience::silent() };
        let error = two.lock(&patience).err().unwrap();
        assert!(error.cause.contains("another program has held"), "{error}");
        let stopped = Patience { stop: &|| true, ..Patience::silent() };
        assert!(two.lock(&stopped).err().unwrap().cause.contains("interrupted"));
        drop(held);
        assert!(two.try_lock().is_some(), "the handle is open, the lock is not held any more");
    }
}
