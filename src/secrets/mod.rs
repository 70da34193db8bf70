//! Secrets in text: where they are (for lint), and the text without them (for all output).
//!
//! Masking happens before anything is cut: half a key at the end of an excerpt is half a leak.

mod judge;
mod shape;
mod shapes;

use std::borrow::Cow;
use std::ops::Range;

pub use judge::MASK;

use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous;
use aho_corasick::{Anchored, PatternID};

/// Shorter values of variables would mask half of the output.
const SHORTEST: usize = 4;

/// In bytes, with what tells that it is one.
const SHORTEST_TOKEN: usize = 12;

/// The places of secrets in a text: byte ranges, in order, not overlapping. What only names a
/// secret (`$VAR`, `${{ vars.x }}`, `<password>`) is none, nor is a hash, a digest or a UUID.
pub fn find_secrets(text: &str) -> Vec<Range<usize>> {
    search(text, judge::is_secret)
}

/// Keys, ids and the like, most strings of a record: a token is longer, and what a name says to be
/// secret is parted from that name by something else.
fn is_short_word(text: &str) -> bool {
    text.len() < SHORTEST_TOKEN && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// The places that the shapes know, as far as the value that was found is held for a secret.
fn search(text: &str, is_secret: fn(&str, &str, &str) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if is_short_word(text) {
        return found;
    }
    for shape in shapes::shapes_in(text) {
        for captures in shape.regex().into_iter().flat_map(|regex| regex.captures_iter(text)) {
            let Some(secret) =
                captures.iter().skip(1).flatten().next().or_else(|| captures.get_match().map(|m| m.span()))
            else {
                continue;
            };
            let parts = text.get(..secret.start).zip(text.get(secret.range())).zip(text.get(secret.end..));
            let Some(((before, value), after)) = parts else { continue };
            if !shape.judged || is_secret(before, value, after) {
                found.push(secret.range());
            }
        }
    }
    merged(found)
}

/// Takes secrets out of text: those with a known shape, and the values given.
#[derive(Debug, Clone, Default)]
pub struct Masker {
    /// Not the automaton that the crate would take for a few: to build it takes the square of their length.
    values: Option<contiguous::NFA>,
}

impl Masker {
    /// `values` are those of environment variables that hold secrets; see [`names_a_secret`].
    pub fn new(values: Vec<String>) -> Self {
        let mut values: Vec<String> = values
            .into_iter()
            .map(|value| value.trim().to_owned())
            .filter(|value| value.len() >= SHORTEST && !judge::is_harmless(value))
            .collect();
        values.sort();
        values.dedup();
        Masker { values: if values.is_empty() { None } else { contiguous::NFA::new(&values).ok() } }
    }

    /// For what a command printed.
    pub fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.mask_up_to(text, text.len())
    }

    /// For what an author wrote, such as the command itself: names of secrets stay readable.
    pub fn mask_authored<'t>(&self, text: &'t str) -> Cow<'t, str> {
        replaced(text, text.len(), self.places(text, find_secrets(text)))
    }

    /// Whether what an author wrote holds a secret: one with a known shape, or one of the values.
    pub fn finds_in(&self, authored: &str) -> bool {
        !self.places(authored, find_secrets(authored)).is_empty()
    }

    /// The beginning of the text, up to a length in bytes; what is masked is found in all of it,
    /// so that no part of a secret stands at the cut.
    pub fn mask_up_to<'t>(&self, text: &'t str, length: usize) -> Cow<'t, str> {
        let length = (0..=length.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        replaced(text, length, self.places(text, search(text, judge::is_perhaps_secret)))
    }

    fn places(&self, text: &str, mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
        found.extend(self.values_in(text));
        merged(found)
    }

    /// Only the values given: for what our own messages quote.
    pub fn mask_values<'t>(&self, text: &'t str) -> Cow<'t, str> {
        replaced(text, text.len(), merged(self.values_in(text)))
    }

    /// Where the values given stand. Of those that end in one place the longest, which holds the others: a
    /// text in which each of a thousand values is the end of the next has no million places.
    pub fn values_in(&self, text: &str) -> Vec<Range<usize>> {
        let Some(values) = &self.values else { return Vec::new() };
        let Ok(mut state) = values.start_state(Anchored::No) else { return Vec::new() };
        let mut found = Vec::new();
        for (at, byte) in text.bytes().enumerate() {
            state = values.next_state(Anchored::No, state, byte);
            if values.is_match(state) {
                // Its own value comes first, then those that are ends of it.
                let longest: PatternID = values.match_pattern(state, 0);
                found.push(at + 1 - values.pattern_len(longest)..at + 1);
            }
        }
        found
    }
}

/// The text up to `length` with the mask in all places that begin before it.
fn replaced(text: &str, length: usize, places: Vec<Range<usize>>) -> Cow<'_, str> {
    if places.first().is_none_or(|first| first.start >= length) {
        return Cow::Borrowed(&text[..length]);
    }
    let mut out = String::with_capacity(length);
    let mut from = 0;
    for place in places.into_iter().filter(|place| place.start < length) {
        out.push_str(&text[from..place.start]);
        out.push_str(MASK);
        from = place.end;
    }
    out.push_str(text.get(from..length).unwrap_or_default());
    Cow::Owned(out)
}

/// Whether an environment variable of this name holds a secret.
pub fn names_a_secret(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    ["TOKEN", "SECRET", "PASSWORD", "KEY"].iter().any(|word| name.contains(word))
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod table;
#[cfg(test)]
mod tests;
