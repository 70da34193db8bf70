//! What lies beside an open record, read from the disk when it is asked for.

use std::path::Path;

use super::address;
use crate::cli::config::{Configs, Failure};
use crate::cli::explain;
use crate::cli::input::read_evidence;
use crate::cli::io::quietly;
use crate::diagnostic::{Diagnostic, INVALID_EVIDENCE};
use crate::disk::{self, Repository};
use crate::error::Error;
use crate::evidence::{self, Evidence};
use crate::lsp::{Beside, World};
use crate::record::MAX_BYTES;
use crate::source::Source;

pub struct Files;

impl World for Files {
    /// A file of the name that commands look for, or one that begins like a record, unless commands pass over it.
    fn is_record(&self, address: &str, text: &str) -> bool {
        let Some(path) = address::path(address) else { return begins_like_a_record(text) };
        if path.file_name().is_none_or(|name| name != disk::RECORD) && !begins_like_a_record(text) {
            return false;
        }
        let repository = Repository::of(&path);
        let mut configs = Configs::default();
        let config = quietly(&mut Vec::new(), |io| configs.at(repository.root(), io));
        disk::is_searched(&path, &repository, &|path| config.as_ref().is_some_and(|config| config.skips(path)))
    }

    fn beside(&self, address: &str) -> Beside {
        let mut beside = Beside { evidence: Some(Evidence::default()), ..Beside::default() };
        let Some(path) = address::path(address) else { return beside };
        let folder = disk::folder(&path);
        let mut configs = Configs::default();
        if let Some(config) = quietly(&mut Vec::new(), |io| configs.find(folder, io)) {
            beside.levels = config.levels.clone();
        }
        for failure in configs.into_failures() {
            if let Failure::Text(invalid) = failure {
                let address = address::of(Path::new(&invalid.0.name));
                beside.wrong.push((address, invalid.0, invalid.1));
            }
        }
        let address = address::beside(address, evidence::FILE_NAME);
        let found = match disk::Folder::open_if_there(folder) {
            Ok(Some(folder)) => read_evidence(&folder),
            Ok(None) => return beside,
            Err(error) => Err(error),
        };
        let wrong = match found {
            Ok(Ok((evidence, wrong))) => {
                beside.evidence = Some(evidence);
                wrong.map(|wrong| *wrong)
            }
            Ok(Err(wrong)) => Some(*wrong),
            Err(error) => Some(unread(&address, &error)),
        };
        if let Some((source, diagnostics)) = wrong {
            if beside.evidence.as_ref().is_some_and(Evidence::is_empty) {
                beside.evidence = None;
            }
            beside.wrong.push((address, source, diagnostics));
        }
        beside
    }

    fn evidence_file(&self, address: &str) -> Option<(String, String)> {
        let path = address::path(address)?;
        let folder = disk::Folder::open_if_there(disk::folder(&path)).ok()??;
        let bytes = folder.read(evidence::FILE_NAME, MAX_BYTES).ok()??;
        Some((address::beside(address, evidence::FILE_NAME), String::from_utf8(bytes).ok()?))
    }

    fn field_page(&self, field: &str) -> Option<String> {
        explain::field_page(field)
    }
}

/// Keys that a record has and hardly another file has together.
fn begins_like_a_record(text: &str) -> bool {
    let has = |key: &str| text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
    text.lines().any(|line| line.trim_end() == "format: 1") && has("severity") && has("status") && has("summary")
}

fn unread(address: &str, error: &Error) -> (Source, Vec<Diagnostic>) {
    let diagnostic = Diagnostic { rule: INVALID_EVIDENCE, ..Diagnostic::invalid(0..0, "", error.to_string()) };
    (Source::new(address, ""), vec![diagnostic])
}
