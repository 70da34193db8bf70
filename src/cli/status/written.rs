//! A document in which a section is kept current.

use std::path::{Component, Path, PathBuf};

use crate::cli::io::{Exit, Io};
use crate::disk;
use crate::document::is_marked;
use crate::error::Error;
use crate::report::status::{Part, with_section};
use crate::report::{diff, visible};
use crate::secrets::Masker;

/// More than any register of incidents is long.
const MAX_BYTES: usize = 16 << 20;

pub struct Document {
    path: PathBuf,
    /// Its folder without links, to find the way to records.
    folder: PathBuf,
    /// `None`: there is no such file yet.
    text: Option<String>,
}

impl Document {
    pub fn open(path: &Path) -> Result<Document, Error> {
        let folder = disk::same_file(disk::folder(path));
        let text = match disk::read_optional(path, MAX_BYTES)? {
            Some(bytes) => Some(String::from_utf8(bytes).map_err(|_| Error::at(path, "is not UTF-8"))?),
            None => None,
        };
        if text.as_deref().is_some_and(is_marked) {
            let error = Error::at(path, "is a document that `handoff render` makes: it would no longer be current");
            return Err(error.with_help("name a document of your own, such as the README of the folder above"));
        }
        Ok(Document { path: path.to_owned(), folder, text })
    }

    /// The way to the folder of a record, or to its file where that has a name of its own.
    pub fn link_to(&self, record: &Path) -> String {
        let folder = disk::same_file(disk::folder(record));
        let mut way = relative(&self.folder, &folder);
        let name = record.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        if way.is_empty() || name != disk::RECORD {
            way.push_str(&name);
        }
        way
    }

    /// Writes the section, or with `check` shows what would change.
    pub fn keep(self, part: Part, table: &str, check: bool, io: &mut Io) -> Result<Exit, Error> {
        let body = match (table, part) {
            ("", Part::Incidents) => "No incidents.\n",
            ("", Part::Actions) => "Nothing is to be done.\n",
            (table, _) => table,
        };
        // A heading of its own: a document of which the first line is a comment would look like one of a package.
        let old = self.text.as_deref();
        let new = with_section(old.unwrap_or("# Incidents\n"), part, body).map_err(|broken| {
            let help = "mend the two lines, or remove them: then a new section comes to the end";
            Error::at(&self.path, broken.to_string()).with_help(help)
        })?;
        let name = self.path.display().to_string();
        if old == Some(new.as_str()) {
            writeln!(io.stdout, "unchanged {}", visible(&name))?;
            return Ok(Exit::Clean);
        }
        if check {
            let diff = diff(&name, old, Some(&new), &Masker::default(), io.color_stdout());
            io.stdout.write_all(diff.as_bytes())?;
            io.message(&format!("{} is not current: run the command without `--check`", visible(&name)));
            return Ok(Exit::Findings);
        }
        match old {
            Some(old) => io.patiently(|patience| disk::replace_file(&self.path, old, &new, patience))?,
            None => io.patiently(|patience| {
                let folder = disk::Folder::open(disk::folder(&self.path))?;
                let name = self.path.file_name().and_then(|name| name.to_str());
                let name = name.ok_or_else(|| Error::at(&self.path, "has a name that is not UTF-8"))?;
                disk::create_all(&folder, &[(name, &new)], patience)
            })?,
        }
        writeln!(io.stdout, "{} {}", if old.is_some() { "updated" } else { "created" }, visible(&name))?;
        Ok(Exit::Clean)
    }
}

/// From one folder to another, both without links: `../x/`; empty for the same.
fn relative(from: &Path, to: &Path) -> String {
    let (from, to): (Vec<Component>, Vec<Component>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[common..].iter().map(|_| "../".to_owned());
    let down = to[common..].iter().map(|part| format!("{}/", part.as_os_str().to_string_lossy()));
    up.chain(down).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_from_folder_to_folder() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(way("/a/b", "/a/b/c/d"), "c/d/");
        assert_eq!(way("/a/b", "/a/c"), "../c/");
        assert_eq!(way("/a/b", "/a/b"), "");
    }
}
