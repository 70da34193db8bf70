//! Limits and patterns that were written where a text is compared.

use std::sync::LazyLock;

use regex::Regex;

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::Expect;

static LIMIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(<=|>=|<|>|≤|≥|==?|!=|at most|at least|less than|more than|under|over|below|above|up to|max\.?|min\.?) *[0-9][0-9.,]* *[A-Za-z%/µ ]{0,20}|between [0-9.]+ and [0-9.]+ *[A-Za-z%/µ]*)$",
    )
    .ok()
});

/// `<= 300`, `at most 5%`, `^READY$`: nothing prints that.
pub fn taken_literally(context: &Context, at: &FieldPath, run: &str, expect: &Expect) -> Option<Finding> {
    let expectation = &expect.expectation;
    let equals = expectation.equals.iter().map(|text| {
        let at = if expect.long { at.key("equals") } else { at.clone() };
        (at, text.as_str())
    });
    let contains = expectation.contains.iter().flat_map(|texts| texts.iter().enumerate());
    let contains = contains.map(|(index, text)| (at.key("contains").index(index), text.as_str()));
    let mut texts = equals.chain(contains);
    texts.find_map(|(at, written)| {
        let text = context.names().expand(written);
        let text = text.trim();
        // A command may well print it: `echo "> 5"`.
        if run.contains(text) {
            return None;
        }
        // Most texts hold nothing like a limit: they need no regex.
        let likely = text.contains(|c: char| c.is_ascii_digit())
            && text.starts_with(|c: char| "<>≤≥=!".contains(c) || c.is_ascii_lowercase());
        if likely && LIMIT.as_ref()?.is_match(text) {
            let message = format!("no output is `{text}`, which is compared literally");
            return Some(
                Finding::new(at, message)
                    .help("a limit is written `expect: {number: {max: 300}}`, also `min`, `above`, `below`"),
            );
        }
        let pattern = text.len() > 2 && (text.starts_with('^') && text.ends_with('$') || text == ".*" || text == ".+");
        pattern.then(|| {
            let message = format!("`{text}` is compared literally, not as a pattern");
            Finding::new(at, message).help(format!("write `expect: {{matches: '{text}'}}`"))
        })
    })
}
