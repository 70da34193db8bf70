//! Trackers refuse comments beyond a size. A document that would be longer ends at a section, and
//! says where the rest stands.

use std::borrow::Cow;

/// GitHub takes 65,536 characters; what is shorter than that by one is taken by all.
pub(super) const MOST_CHARACTERS: usize = 65_535;

/// What stands in place of the rest.
const REST: &str = "\nThis is not all: the rest stands in [README.md](README.md) of the package.\n";

/// The text, or as many of its first sections as fit with a pointer to the rest. A beginning that
/// alone is too long ends behind a paragraph: half a paragraph could end within its markup.
pub(super) fn fit(text: &str, most: usize) -> Cow<'_, str> {
    if text.chars().count() <= most {
        return Cow::Borrowed(text);
    }
    let room = most.saturating_sub(REST.chars().count());
    let end = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    let Ends { section, block } = ends(text, end);
    let kept = text[..section.or(block).unwrap_or(0)].trim_end();
    Cow::Owned(if kept.is_empty() { REST.to_owned() } else { format!("{kept}\n{REST}") })
}

/// The last places before a limit at which a text can end.
struct Ends {
    /// Before a heading of the second level.
    section: Option<usize>,
    /// Before a blank line.
    block: Option<usize>,
}

fn ends(text: &str, limit: usize) -> Ends {
    let mut ends = Ends { section: None, block: None };
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > limit {
            break;
        }
        let bare = line.trim();
        let run = &bare[..bare.len() - bare.trim_start_matches(['`', '~']).len()];
        match fence {
            Some(open) if run.len() >= open.len() && run == bare && run.starts_with(open) => fence = None,
            Some(_) => {}
            None if run.len() >= 3 => fence = Some(run),
            None if line.starts_with("## ") => ends.section = Some(at),
            None if bare.is_empty() => ends.block = Some(at),
            None => {}
        }
        at += line.len();
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "\n# T\n\nSummary.\n\n## One\n\n```text\n## no heading\n\n```\n\n## Two\n\nText é.\n\n## Three\n\nEnd.\n";

    /// The text cut to so many characters beyond those of the pointer.
    fn cut(text: &str, most: usize) -> String {
        let fitted = fit(text, most + REST.chars().count()).into_owned();
        assert!(fitted.chars().count() <= most + REST.chars().count(), "{fitted}");
        fitted.strip_suffix(REST).map_or(fitted.clone(), str::to_owned)
    }

    #[test]
    fn what_fits_is_whole_and_the_rest_ends_at_a_section() {
        let long = format!("{TEXT}{}", "x ".repeat(200));
        assert_eq!(fit(TEXT, TEXT.chars().count()), TEXT);
        let before = |heading: &str| format!("{}\n", long[..long.find(heading).unwrap()].trim_end());
        let until = |heading: &str| long[..long.find(heading).unwrap()].chars().count();
        assert_eq!(cut(&long, until("## Three")), before("## Three"));
        assert_eq!(cut(&long, until("## Three") - 1), before("## Two"));
        assert_eq!(cut(&long, until("## no heading") + 12), before("## One"), "a fence holds no headings");
    }

    #[test]
    fn a_beginning_that_is_too_long_ends_behind_a_paragraph() {
        let long = format!("\n# T\n\nFirst.\n\n**{}**\n\n## One\n", "second ".repeat(50));
        assert_eq!(cut(&long, 100), "\n# T\n\nFirst.\n");
        assert_eq!(cut(&format!("**{}**\n", "x ".repeat(300)), 100), "", "no part of one paragraph");
        let fenced = format!("\n# T\n\n```text\n\n{}\n```\n", "line\n\n".repeat(50));
        assert_eq!(cut(&fenced, 100), "\n# T\n", "a fence is never left open");
    }
}
