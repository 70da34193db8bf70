//! What unit tests share: the tools that a machine may lack.

use std::io::Write;

/// Whether this machine has a command; if not, the test that asks is skipped and says so. `.ci/run`
/// names a file in `HANDOFF_SKIPPED` and fails when anything stands in it.
pub fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    if !found {
        println!("skipped: there is no `{program}` here");
        if let Some(file) = std::env::var_os("HANDOFF_SKIPPED") {
            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
            writeln!(file, "skipped: there is no `{program}` here").unwrap();
        }
    }
    found
}
