//! How one part of an expectation came out.

/// How one requirement of an expectation came out.
pub enum Held {
    Yes,
    No {
        expected: String,
        actual: String,
    },
    /// It cannot be told, which is no reason to call the check passed or failed.
    Unclear {
        expected: String,
        actual: String,
    },
}
