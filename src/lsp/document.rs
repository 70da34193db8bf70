//! An open file, and what was made out of its text.

use std::sync::Arc;

use super::mend;
use super::names::Names;
use super::text::Text;
use super::world::{Beside, World};
use crate::diagnostic::Diagnostic;
use crate::evidence::Evidence;
use crate::facts::Facts;
use crate::lint::{self, Context, Levels};
use crate::record::tree::Tree;
use crate::record::{self, Loaded};
use crate::source::Source;

pub struct Document {
    pub address: String,
    pub version: i32,
    pub text: Text,
    /// What was made out of the text, once it was asked for.
    reading: Option<Arc<Reading>>,
    /// The last that was valid.
    good: Option<Arc<Good>>,
    is_record: Option<bool>,
}

/// What a text says.
pub struct Reading {
    /// What is wrong with it, in the order of the file.
    pub found: Vec<Diagnostic>,
    /// The tree of the text, or of what is left of it; none where nothing can be read.
    pub tree: Option<Tree>,
    /// Whether the tree is that of all of the text.
    pub whole: bool,
    pub names: Names,
    /// The record: that of the text where it is valid, else the last that was, else what can be read of it.
    pub good: Option<Arc<Good>>,
    /// Whether `good` is that of the text.
    pub current: bool,
    /// What is wrong with the files beside it, by their addresses.
    pub wrong: Vec<(String, Source, Vec<Diagnostic>)>,
    pub levels: Levels,
}

/// A record with all that is known of it.
pub struct Good {
    pub loaded: Loaded,
    pub facts: Facts,
    pub evidence: Evidence,
}

impl Document {
    pub fn new(address: String, version: i32, text: Text) -> Document {
        Document { address, version, text, reading: None, good: None, is_record: None }
    }

    pub fn change(&mut self, version: i32, text: Text) {
        (self.version, self.text) = (version, text);
        self.forget();
    }

    /// Something beside it changed.
    pub fn forget(&mut self) {
        (self.reading, self.is_record) = (None, None);
    }

    /// Whether it is a record, as far as its name and its text tell.
    pub fn is_record(&mut self, world: &dyn World) -> bool {
        *self.is_record.get_or_insert_with(|| world.is_record(&self.address, self.text.source()))
    }

    pub fn reading(&mut self, world: &dyn World) -> Arc<Reading> {
        if let Some(reading) = &self.reading {
            return reading.clone();
        }
        let reading = Arc::new(self.read(world.beside(&self.address)));
        if reading.current {
            self.good = reading.good.clone();
        }
        self.reading = Some(reading.clone());
        reading
    }

    fn read(&self, beside: Beside) -> Reading {
        let Beside { evidence, levels, wrong } = beside;
        let text = self.text.source();
        let mended = mend::tree(text);
        let names = mended.as_ref().map(|mended| Names::of(&mended.text, &mended.tree)).unwrap_or_default();
        let whole = mended.as_ref().is_some_and(|mended| mended.text == text);
        let known = evidence.clone().unwrap_or_default();
        let good = |loaded: Loaded| {
            let facts = known.facts(&loaded.record);
            Arc::new(Good { loaded, facts, evidence: known.clone() })
        };
        let (good, current, found) = match record::decode(&self.address, text.as_bytes()) {
            Ok(loaded) => {
                let good = good(loaded);
                let mut context = Context::new(&good.loaded, &good.facts);
                context.evidence = evidence.as_ref();
                let found = lint::run(&context, &levels);
                (Some(good), true, found)
            }
            Err(invalid) => {
                let rest = || record::decode_rest(&self.address, &mended.as_ref()?.text).map(good);
                (self.good.clone().or_else(rest), false, invalid.1)
            }
        };
        Reading { found, tree: mended.map(|mended| mended.tree), whole, names, good, current, wrong, levels }
    }
}
