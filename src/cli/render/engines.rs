//! The template engines of one run: one for each folder of templates, loaded when the first record
//! needs it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::io::Io;
use crate::disk;
use crate::error::Error;
use crate::pages::Frame;
use crate::render::{Engine, Template, TemplateError};
use crate::report::visible_lines;

/// They live as long as the process: to take loaded templates apart is a tenth of a small record's time.
#[derive(Default)]
pub struct Engines {
    known: HashMap<Option<PathBuf>, &'static LazyEngine>,
}

impl Engines {
    /// The engine with the templates of this folder over the built-in ones.
    pub fn of(&mut self, folder: Option<PathBuf>) -> &'static LazyEngine {
        self.known
            .entry(folder)
            .or_insert_with_key(|folder| Box::leak(Box::new(LazyEngine::new(folder.clone(), false))))
    }
}

pub struct LazyEngine {
    folder: Option<PathBuf>,
    engine: OnceLock<Result<Engine, Failure>>,
    /// For pages only, which most runs do not make.
    frame: OnceLock<Result<Frame, Failure>>,
    /// Whether the pages are served.
    live: bool,
    said: AtomicBool,
}

/// Why there is no engine.
pub enum Failure {
    Unreadable(Error),
    Faulty(Vec<TemplateError>),
}

impl LazyEngine {
    fn new(folder: Option<PathBuf>, live: bool) -> Self {
        LazyEngine { folder, engine: OnceLock::new(), frame: OnceLock::new(), live, said: AtomicBool::default() }
    }

    /// For pages that are served: it goes when the templates change.
    pub fn live(folder: Option<PathBuf>) -> Self {
        LazyEngine::new(folder, true)
    }

    pub fn get(&self) -> Result<&Engine, &Failure> {
        self.engine.get_or_init(|| self.load()).as_ref()
    }

    /// What stands around documents that become pages.
    pub fn frame(&self) -> Result<&Frame, &Failure> {
        let load = || Frame::new(&self.own()?, self.live).map_err(Failure::Faulty);
        self.frame.get_or_init(load).as_ref()
    }

    fn load(&self) -> Result<Engine, Failure> {
        Engine::new(&self.own()?).map_err(Failure::Faulty)
    }

    /// The templates of the project.
    fn own(&self) -> Result<Vec<Template>, Failure> {
        let own = match &self.folder {
            Some(folder) => disk::templates(folder).map_err(Failure::Unreadable)?,
            None => Vec::new(),
        };
        Ok(own.into_iter().map(|(name, text)| Template { name, text }).collect())
    }

    fn failure(&self) -> Option<&Failure> {
        let of_pages = self.frame.get().and_then(|frame| frame.as_ref().err());
        self.get().err().or(of_pages)
    }

    /// Why there is no engine, as a text.
    pub fn complaint(&self) -> String {
        match self.failure() {
            Some(Failure::Unreadable(error)) => format!("error: {error}"),
            Some(Failure::Faulty(errors)) => errors.iter().map(|error| format!("{error}\n")).collect(),
            None => String::new(),
        }
    }

    /// Says why there is no engine, at the first record that would need it.
    pub fn complain(&self, io: &mut Io) {
        let Some(failure) = self.failure() else { return };
        if self.said.swap(true, Ordering::Relaxed) {
            return;
        }
        match failure {
            Failure::Unreadable(error) => {
                let _ = io.fail(error);
            }
            Failure::Faulty(errors) => {
                errors.iter().for_each(|error| io.message(&visible_lines(&error.to_string())));
            }
        }
    }
}
