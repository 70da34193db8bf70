//! The folder of a package: where it is, and what stands in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::error::Error;
use crate::plan::Existing;
use crate::record::MAX_BYTES;

/// Files that could be ours: documents and scripts.
const EXTENSIONS: [&str; 2] = ["md", "sh"];
/// A document larger than this is none of ours.
const MAX_DOCUMENT: usize = 16 * MAX_BYTES;

/// What stands in a folder under the names of documents and scripts, and under `names`. A folder that
/// does not exist holds nothing.
pub fn existing(folder: &Path, names: &[String]) -> Result<BTreeMap<String, Existing>, Error> {
    let mut found = BTreeMap::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(Error::io(folder, "read the folder", &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(folder, "read the folder", &error))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let wanted = names.contains(&name);
        let extension = Path::new(&name).extension().and_then(|extension| extension.to_str());
        if !wanted && !extension.is_some_and(|extension| EXTENSIONS.contains(&extension)) {
            continue;
        }
        let kind = entry.file_type().map_err(|error| Error::io(&entry.path(), "look at", &error))?;
        let existing = match kind {
            kind if kind.is_symlink() => Existing::NotAFile("a symbolic link"),
            kind if kind.is_dir() => Existing::NotAFile("a folder"),
            kind if !kind.is_file() => Existing::NotAFile("no plain file"),
            _ => read(&entry.path(), wanted)?,
        };
        found.insert(name, existing);
    }
    Ok(found)
}

/// A file that is only perhaps ours and cannot be read is not: somebody else's matter.
fn read(path: &Path, wanted: bool) -> Result<Existing, Error> {
    match super::read_file(path, MAX_DOCUMENT) {
        Ok(bytes) => Ok(String::from_utf8(bytes).map_or(Existing::Binary, Existing::Text)),
        Err(_) if !wanted => Ok(Existing::Binary),
        Err(error) => Err(error),
    }
}

/// Makes the folder of a package below `--out`; not through a symbolic link that stands there.
pub fn make_folder(folder: &Path) -> Result<(), Error> {
    if fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_symlink()) {
        return Err(Error::at(folder, "is a symbolic link").with_help("remove it, or choose another folder"));
    }
    fs::create_dir_all(folder).map_err(|error| {
        Error::io(folder, "make the folder", &error)
            .with_help("check its parent's permissions, or choose another folder")
    })
}

/// Makes a new file, never over one that is there.
pub fn create_new(path: &Path, text: &str) -> Result<(), Error> {
    use std::io::Write;
    let folder = super::folder(path);
    let fail = |error: std::io::Error| Error::io(path, "write", &error);
    let mut builder = tempfile::Builder::new();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    let mut file = builder.prefix(".handoff-").suffix(".tmp").permissions(mode).tempfile_in(folder).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Error::at(path, "exists already").with_help("choose another id, or edit the file that is there"))
        }
        Err(error) => Err(fail(error.error)),
    }
}

/// The names of a project's templates: `*.tera` in its folder, sorted.
pub fn template_names(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = fs::read_dir(folder).map_err(|error| {
        Error::io(folder, "read the templates' folder", &error)
            .with_help("check `--templates`, or `templates` in handoff.toml")
    })?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| Error::io(folder, "read the templates' folder", &error))?.file_name();
        names.extend(name.to_str().filter(|name| name.ends_with(".tera")).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// The templates of a project, with their texts.
pub fn templates(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let read = |name: String| {
        let path = folder.join(&name);
        let bytes = super::read_file(&path, MAX_BYTES)?;
        let text = String::from_utf8(bytes).map_err(|_| Error::at(&path, "is not UTF-8"))?;
        Ok((name, text))
    };
    template_names(folder)?.into_iter().map(read).collect()
}
