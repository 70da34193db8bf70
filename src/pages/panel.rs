//! What `handoff serve` says above a page: what is wrong with the record, and what lint finds.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::markdown::escaped;

/// Where it stands in a live page. No text of a record can be a comment.
const PLACE: &str = "<!-- live -->";

/// What is to be said; texts as the terminal has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Panel {
    /// Why the page below is not the present record's.
    pub errors: String,
    /// Of lint, when there are any.
    pub findings: String,
    /// What `handoff render` would change of the package that stands beside the record.
    pub changes: String,
}

/// A page with its panel, and by what a change of both is seen.
pub fn with_panel(page: &str, panel: &Panel) -> (String, String) {
    let mut hasher = DefaultHasher::new();
    (page, panel).hash(&mut hasher);
    let version = format!("{:016x}", hasher.finish());
    let stale = if panel.errors.is_empty() { "" } else { " stale" };
    let mut html = format!("<aside id=\"live\" class=\"live{stale}\" aria-label=\"Live\" data-version=\"{version}\">");
    html += "<p class=\"lost\">handoff serve has ended, or cannot be reached.</p>";
    for (title, text) in [
        ("Not all could be read: below is what was good last", &panel.errors),
        ("Findings", &panel.findings),
        ("What handoff render would change", &panel.changes),
    ] {
        if !text.is_empty() {
            html += &format!(
                "<details open><summary>{title}</summary><pre tabindex=\"0\">{}</pre></details>",
                escaped(text.trim_end())
            );
        }
    }
    html += "</aside>";
    (page.replacen(PLACE, &html, 1), version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_tells_and_its_texts_are_texts() {
        let panel = Panel { errors: "<b>".into(), ..Panel::default() };
        let (page, version) = with_panel("a<!-- live -->b", &panel);
        assert!(page.contains("&lt;b&gt;") && page.contains("class=\"live stale\"") && page.contains(&version));
        assert!(!page.contains("Findings"));
        assert_ne!(with_panel("a<!-- live -->b", &Panel::default()).1, version);
    }
}
