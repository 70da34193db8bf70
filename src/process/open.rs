//! The user's browser.

use std::io;
use std::process::{Command, Stdio};

use super::search::search_path;

/// Has the system open an address, and waits for nothing.
pub fn open(address: &str) -> io::Result<()> {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = Command::new(opener);
    command.env("PATH", search_path()).arg(address);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut opener = command.spawn()?;
    // It ends when it likes; then nothing of it is left.
    std::thread::spawn(move || opener.wait());
    Ok(())
}
