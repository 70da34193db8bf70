//! The pages as they are at this moment, by their addresses.

use std::collections::BTreeMap;

use crate::pages::{Panel, REGISTER, with_panel};
use crate::serve::Reply;

#[derive(Default)]
pub struct Site {
    pages: BTreeMap<String, Page>,
}

struct Page {
    text: String,
    version: String,
}

impl Site {
    /// Of these pages by file name, with what is to be said above each.
    pub fn new(pages: impl IntoIterator<Item = (String, String, Panel)>) -> Site {
        let page = |(name, text, panel): (String, String, Panel)| {
            let (text, version) = with_panel(&text, &panel);
            (name, Page { text, version })
        };
        Site { pages: pages.into_iter().map(page).collect() }
    }

    /// `/` and `/NAME` are pages, `/version/NAME` is by what a change of one is seen.
    pub fn answer(&self, path: &str) -> Option<Reply> {
        let page = |name: &str| self.pages.get(if name.is_empty() { REGISTER } else { name });
        if let Some(name) = path.strip_prefix("/version/") {
            return page(name).map(|page| Reply { kind: "text/plain; charset=utf-8", text: page.version.clone() });
        }
        page(path.strip_prefix('/')?).map(|page| Reply { kind: "text/html; charset=utf-8", text: page.text.clone() })
    }
}
