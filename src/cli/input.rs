//! A record and its evidence from disk, or messages that say why not.

use std::io::{self, Read, Write};
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::evidence::Evidence;
use crate::evidence_file::{Error, EvidenceFile};
use crate::record::Loaded;
use crate::source::Source;

/// The record at a path, decoded. `None` when that failed and was said.
pub fn record(path: &Path, err: &mut dyn Write) -> io::Result<Option<Loaded>> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let regular = std::fs::metadata(path)
        .and_then(|metadata| if metadata.is_file() { Ok(()) } else { Err(io::Error::other("not a regular file")) });
    let most = crate::record::MAX_BYTES as u64 + 1;
    let read =
        regular.and_then(|()| std::fs::File::open(path)).and_then(|file| file.take(most).read_to_end(&mut bytes));
    if let Err(error) = read {
        writeln!(err, "error: {name}: {error}")?;
        return Ok(None);
    }
    match crate::record::decode(&name, &bytes) {
        Ok(loaded) => Ok(Some(loaded)),
        Err(wrong) => {
            diagnostics(&wrong.0, &wrong.1, err)?;
            Ok(None)
        }
    }
}

/// The evidence beside the record. `None` when it cannot be read, which was said.
pub fn evidence(file: &EvidenceFile, err: &mut dyn Write) -> io::Result<Option<Evidence>> {
    match file.read() {
        Ok(evidence) => Ok(Some(evidence)),
        Err(error) => {
            evidence_error(&error, err)?;
            Ok(None)
        }
    }
}

pub fn evidence_error(error: &Error, err: &mut dyn Write) -> io::Result<()> {
    match error {
        Error::Undecodable(wrong) => diagnostics(&wrong.0, &wrong.1, err),
        other => writeln!(err, "error: {other}"),
    }
}

fn diagnostics(source: &Source, found: &[Diagnostic], err: &mut dyn Write) -> io::Result<()> {
    for diagnostic in found {
        let at = source.position(diagnostic.span.start);
        let message = crate::verify::show::printable(&diagnostic.message);
        writeln!(err, "{}:{}:{}: error: {message}", source.name, at.line, at.column)?;
        if let Some(help) = &diagnostic.help {
            writeln!(err, "  help: {help}")?;
        }
    }
    Ok(())
}
