//! One kind of secret: its pattern, and what tells cheaply that a text has none of it.

use std::sync::OnceLock;

use regex_automata::meta::Regex;
use regex_automata::util::syntax;

/// A pattern, and what tells without it that a text has no match: most texts have no match of any,
/// and most runs never need most patterns, which take long to compile.
pub struct Shape {
    /// In lower case: one of them is in each match.
    pub hints: &'static [&'static str],
    /// Of a token: the characters that follow its hint, at least. The hint begins a word.
    token: Option<usize>,
    /// What stands behind the hint of a match.
    behind: fn(&str) -> bool,
    /// This is somewhere in a text with a match.
    pub besides: &'static str,
    /// A group is what is masked; without one, all of it.
    pattern: &'static str,
    /// Whether what was found must look like a value and not like a name for one.
    pub judged: bool,
    regex: OnceLock<Option<Regex>>,
}

impl Shape {
    /// A token that tells what it is.
    pub const fn token(hints: &'static [&'static str], least: usize, pattern: &'static str) -> Self {
        let token = Some(least);
        Shape { hints, token, behind: |_| true, besides: "", pattern, judged: false, regex: OnceLock::new() }
    }

    /// A value that is secret because of what stands before it.
    pub const fn named(
        hints: &'static [&'static str],
        behind: fn(&str) -> bool,
        besides: &'static str,
        pattern: &'static str,
    ) -> Self {
        Shape { hints, token: None, behind, besides, pattern, judged: true, regex: OnceLock::new() }
    }

    /// Whether a match may be where a hint was found.
    pub fn is_likely(&self, before: &str, behind: &str) -> bool {
        let of_token = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./+=".contains(&byte);
        let token = self.token.is_none_or(|least| {
            let begins = before.bytes().next_back().is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'_');
            begins && behind.bytes().take(least).filter(|byte| of_token(*byte)).count() == least
        });
        token && (self.behind)(behind)
    }

    /// Compiled when first asked for. Without a prefilter of its own, since the hints are one, and for
    /// bytes: these two are what takes long. Every match begins and ends beside ASCII. A pattern that
    /// did not compile would find nothing; a test compiles them all.
    pub fn regex(&self) -> Option<&Regex> {
        let build = || {
            Regex::builder()
                .configure(Regex::config().auto_prefilter(false).utf8_empty(false))
                .syntax(syntax::Config::new().unicode(false).utf8(false))
                .build(self.pattern)
                .ok()
        };
        self.regex.get_or_init(build).as_ref()
    }
}
