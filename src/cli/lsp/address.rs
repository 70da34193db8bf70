//! Files as editors call them: `file:///home/ana/incident.yaml`.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// The path of a file; `None` for what is no file of this machine.
pub fn path(address: &str) -> Option<PathBuf> {
    let rest = address.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let rest = rest.split(['?', '#']).next().filter(|rest| rest.starts_with('/'))?;
    let mut bytes = Vec::with_capacity(rest.len());
    let mut left = rest.as_bytes();
    while let Some((&first, behind)) = left.split_first() {
        let hex = |at: usize| behind.get(at).and_then(|&byte| (byte as char).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                left = &behind[2..];
            }
            _ => {
                bytes.push(first);
                left = behind;
            }
        }
    }
    (!bytes.contains(&0)).then(|| PathBuf::from(OsString::from_vec(bytes)))
}

/// The address of a file by its absolute path.
pub fn of(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let bytes = path.as_os_str().as_bytes().iter();
    let escaped = bytes.map(|&byte| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") });
    format!("file://{}", escaped.collect::<String>())
}

/// The address of another file in the same folder.
pub fn beside(address: &str, name: &str) -> String {
    match address.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_an_address_and_back() {
        for file in ["/a/incident.yaml", "/b c/é%20/#1?.yaml"] {
            assert_eq!(path(&of(Path::new(file))).as_deref(), Some(Path::new(file)), "{file}");
        }
        assert_eq!(path("file:///a%3Ab/%zz"), Some("/a:b/%zz".into()));
        for other in ["untitled:1", "file://server/share", "file:a", "https://x.y/incident.yaml", "file:///a%00"] {
            assert_eq!(path(other), None, "{other}");
        }
        assert_eq!(beside("file:///a/incident.yaml", "evidence.yaml"), "file:///a/evidence.yaml");
    }
}
