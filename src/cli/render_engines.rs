//! The template engines of one run: one for each folder of templates, loaded once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Io;
use crate::disk;
use crate::render::{Engine, Template};
use crate::report::visible;

#[derive(Default)]
pub struct Engines {
    loaded: HashMap<Option<PathBuf>, Option<Arc<Engine>>>,
}

impl Engines {
    /// The engine with the templates of this folder over the built-in ones. `None`: they cannot be
    /// loaded, which was said when it was first met.
    pub fn get(&mut self, folder: Option<&Path>, io: &mut Io) -> Option<Arc<Engine>> {
        let key = folder.map(Path::to_owned);
        if let Some(known) = self.loaded.get(&key) {
            return known.clone();
        }
        let engine = load(folder, io).map(Arc::new);
        self.loaded.insert(key, engine.clone());
        engine
    }
}

fn load(folder: Option<&Path>, io: &mut Io) -> Option<Engine> {
    let own = match folder.map(disk::templates) {
        None => Vec::new(),
        Some(Ok(own)) => own.into_iter().map(|(name, text)| Template { name, text }).collect(),
        Some(Err(error)) => {
            let _ = io.fail(&error);
            return None;
        }
    };
    match Engine::new(&own) {
        Ok(engine) => Some(engine),
        Err(errors) => {
            for error in errors {
                let lines: Vec<_> = error.to_string().lines().map(|line| visible(line).into_owned()).collect();
                io.message(&lines.join("\n"));
            }
            None
        }
    }
}
