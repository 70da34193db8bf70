//! How the findings of a run leave it, in the form that was asked for.

use std::path::{Path, PathBuf};

use super::judged::Shown;
use crate::cli::config::Failure;
use crate::cli::io::Io;
use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::error::Error;
use crate::report::{self, Located, RunError};
use crate::source::Source;

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
pub enum Format {
    Text,
    Json,
    Sarif,
    Github,
    Gitlab,
}

/// What workers need to make findings ready.
pub struct Form {
    pub format: Format,
    /// From where paths count when there is no repository.
    pub root: Option<PathBuf>,
    pub color: bool,
}

impl Form {
    /// A file as the format speaks of it: people see what they typed, programs a path from the
    /// repository's root, whatever the working folder.
    pub fn file(&self, path: &Path) -> String {
        let typed = || path.display().to_string();
        match self.format {
            Format::Text => typed(),
            _ => disk::from_root(path, self.root.as_deref()).unwrap_or_else(typed),
        }
    }

    /// The findings in one file; standard input has no path.
    pub fn show(&self, source: &Source, is_file: bool, diagnostics: &[Diagnostic]) -> Shown {
        if diagnostics.is_empty() {
            return Shown::default();
        }
        let file = || if is_file { self.file(Path::new(&source.name)) } else { source.name.clone() };
        match self.format {
            Format::Text => Shown::Text(report::draw_all(source, diagnostics, self.color)),
            _ => Shown::Findings(report::locate(source, &file(), diagnostics)),
        }
    }
}

/// What is told at the end.
#[derive(Default)]
pub struct Collected {
    found: Vec<Located>,
    errors: Vec<RunError>,
}

impl Collected {
    /// Takes the findings of a record, or passes them on at once.
    pub fn take(&mut self, findings: Vec<Located>, form: &Form, io: &mut Io) -> Result<(), Error> {
        if form.format == Format::Github {
            io.stdout.write_all(report::annotations(&findings).as_bytes())?;
        } else {
            self.found.extend(findings);
        }
        Ok(())
    }

    /// A record that is not valid: its findings say why, and where there is a place to say so, the
    /// run says that it was not judged.
    pub fn not_judged(&mut self, file: &str, form: &Form) {
        if matches!(form.format, Format::Json | Format::Sarif) {
            let message = format!("{file}: is not valid, so it was not judged");
            self.errors.push(RunError::new(Some(file.to_owned()), message, None));
        }
    }

    /// What was said already, for programs.
    pub fn fail(&mut self, failure: &Failure, form: &Form) {
        match failure {
            Failure::World(error) => {
                let file = error.path.as_deref().map(|path| form.file(path));
                self.errors.push(RunError::of_world(error, file));
            }
            Failure::Text(wrong) => {
                let (source, diagnostics) = wrong.as_ref();
                let file = form.file(Path::new(&source.name));
                self.errors.extend(RunError::of_text(source, &file, diagnostics));
            }
        }
    }

    /// The report of the run.
    pub fn write(&self, form: &Form, failed: bool, io: &mut Io) -> Result<(), Error> {
        let text = match form.format {
            Format::Text => return Ok(()),
            Format::Json => report::findings(&self.found, failed, &self.errors),
            Format::Sarif => report::sarif(&self.found, failed, &self.errors),
            Format::Github => self.errors.iter().map(report::error_annotation).collect(),
            Format::Gitlab => report::code_quality(&self.found, &self.errors),
        };
        io.stdout.write_all(text.as_bytes())?;
        Ok(())
    }
}
