//! A sentence, and the fact that it speaks of.

/// A sentence as written and in lower case. Where that moves bytes, only whole sentences count.
pub struct Sentence<'a> {
    pub text: &'a str,
    pub lower: &'a str,
    pub start: usize,
}

/// A fact that a sentence speaks of: its name (none for a suite), and what it is.
pub struct SpokenFact {
    pub name: Option<String>,
    pub shown: String,
}
