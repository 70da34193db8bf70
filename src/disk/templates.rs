//! The templates of a project.

use std::path::Path;

use super::folder::Folder;
use crate::error::Error;
use crate::record::MAX_BYTES;

/// The names of a project's templates: `*.tera` in its folder, sorted.
pub fn template_names(folder: &Path) -> Result<Vec<String>, Error> {
    let help = "check `--templates`, or `templates` in handoff.toml";
    let opened = Folder::open(folder).map_err(|error| {
        let cause = error.cause.replacen("open the folder", "read the templates' folder", 1);
        Error { cause, ..error }.with_help(help)
    })?;
    let mut names = opened.names()?;
    names.retain(|name| name.ends_with(".tera"));
    names.sort();
    Ok(names)
}

/// The templates of a project, with their texts.
pub fn templates(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let read = |name: String| {
        let path = folder.join(&name);
        let bytes = super::read_file(&path, MAX_BYTES)?;
        if bytes.len() > MAX_BYTES {
            return Err(Error::at(&path, format!("is larger than {} MiB", MAX_BYTES >> 20)));
        }
        let text = String::from_utf8(bytes).map_err(|_| Error::at(&path, "is not UTF-8"))?;
        Ok((name, text))
    };
    template_names(folder)?.into_iter().map(read).collect()
}
