//! The words by which a sentence speaks of a fact, and those that show that a figure is something else.

use crate::lint::figure::Figure;

/// Where a sentence in lower case holds one of some words or phrases, whole: their byte offsets.
pub fn places(lower: &str, words: &[&str]) -> Vec<usize> {
    let mut found = Vec::new();
    for word in words {
        for (at, _) in lower.match_indices(word) {
            let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
            let starts = !lower[..at].ends_with(joins);
            let ends = !lower[at + word.len()..].starts_with(joins);
            if starts && ends {
                found.push(at);
            }
        }
    }
    found
}

pub fn holds(lower: &str, words: &[&str]) -> bool {
    !places(lower, words).is_empty()
}

pub const REVENUE: &[&str] = &["revenue", "revenues", "arr", "at risk"];
pub const REPAIR_COST: &[&str] = &["cost of the repair", "costs of the repair", "repair cost", "repair costs"];
pub const COST: &[&str] = &["cost", "costs"];
/// Words by which a sentence may mean the whole plan.
pub const REPAIR: &[&str] = &["repair", "total", "take", "takes", "took", "eta"];
/// Phrases by which it surely does.
pub const TOTAL: &[&str] = &[
    "in total",
    "eta",
    "total is",
    "total of",
    "total time",
    "total repair",
    "total duration",
    "repair time",
    "time to repair",
    "repair is expected to take",
    "repair should take",
    "repair needs",
    "repair lasts",
    "repair takes",
    "repair to take",
    "repair will take",
    "repair took",
];
pub const PRODUCTIVITY: &[&str] = &["productivity"];
pub const TESTS: &[&str] = &["test", "tests"];

/// The words right before a figure.
fn before(text: &str, figure: &Figure) -> (String, String) {
    let head = &text[..figure.at.start];
    let from = head.len().saturating_sub(60);
    let from = (from..=head.len()).find(|&at| head.is_char_boundary(at)).unwrap_or(0);
    let mut words =
        head[from..].split_whitespace().rev().map(|word| word.trim_matches(['(', '~', '*', '_']).to_lowercase());
    let words: Vec<String> = words.by_ref().filter(|word| !word.is_empty()).take(2).collect();
    let mut words = words.into_iter();
    let last = words.next().unwrap_or_default();
    let one_before = words.next().unwrap_or_default();
    (one_before, last)
}

/// Whether a duration or percentage may be a limit or a total: not how long something is watched,
/// how often it happens, or when.
pub fn may_be_limit(text: &str, figure: &Figure) -> bool {
    let (one_before, last) = before(text, figure);
    let window =
        ["for", "every", "each", "during", "last", "past", "after", "next", "first", "per", "since", "by", "another"];
    let window_of = matches!(last.as_str(), "of" | "least")
        && matches!(one_before.as_str(), "window" | "windows" | "period" | "average" | "at");
    let tail = text[figure.at.end..].trim_start_matches('+').trim_start();
    let behind =
        ["ago", "later", "before", "after", "window", "windows", "period", "interval", "earlier", "average", "long"];
    let next = tail.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let watched = one_before == "for" && matches!(last.as_str(), "about" | "least");
    !window.contains(&last.as_str()) && !window_of && !watched && !behind.contains(&next.as_str())
}

/// `every 30 s`, `the last 10 min`, `a 30 s window`, and `for 30 s` where `watched` says that it counts.
pub fn is_window(text: &str, figure: &Figure, watched: bool) -> bool {
    let (_, last) = before(text, figure);
    let tail = text[figure.at.end..].trim_start();
    let next = tail.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(last.as_str(), "every" | "each" | "last" | "past" | "next" | "another")
        || watched && last == "for"
        || matches!(next, "ago" | "window" | "windows" | "interval" | "intervals")
}

/// `at most`, `up to`, `within`: an end of the range says the same as the range.
pub fn is_bound(text: &str, figure: &Figure) -> bool {
    let (one_before, last) = before(text, figure);
    matches!(last.as_str(), "within" | "under" | "until" | "over" | "below" | "above")
        || matches!(
            (one_before.as_str(), last.as_str()),
            ("at", "most" | "least") | ("up", "to") | ("less" | "more" | "longer", "than")
        )
}

/// Whether `n of m` may count tests: what is counted behind it is tests, or is not named there.
pub fn may_count_tests(text: &str, figure: &Figure) -> bool {
    let (one_before, last) = before(text, figure);
    let dated = matches!(
        last.as_str(),
        "on" | "since" | "until" | "by" | "from" | "step" | "phase" | "attempt" | "part" | "run"
    );
    if dated || one_before == "on" {
        return false;
    }
    let tail = text[figure.at.end..].trim_start_matches('+');
    // A sentence that goes on behind a mark counts nothing more.
    if !tail.starts_with(' ') {
        return true;
    }
    let known = [
        "tests",
        "test",
        "cases",
        "specs",
        "suites",
        "suite",
        "pass",
        "passes",
        "passed",
        "passing",
        "green",
        "red",
        "ok",
        "succeed",
        "succeeded",
        "succeeding",
        "fail",
        "fails",
        "failed",
        "failing",
        "work",
        "run",
        "ran",
        "now",
        "today",
        "before",
        "after",
        "again",
        "and",
        "or",
        "but",
        "in",
        "at",
        "on",
        "with",
        "while",
        "when",
        "since",
        "to",
        "as",
        "is",
        "are",
        "was",
        "were",
        "overall",
        "instead",
        "still",
        "only",
        "then",
        "of",
        "the",
        "unit",
        "integration",
        "e2e",
        "end",
        "business",
        "infrastructure",
        "smoke",
        "regression",
        "all",
        "so",
        "because",
        "although",
        "if",
        "once",
        "have",
        "has",
        "had",
        "will",
        "should",
        "must",
        "would",
    ];
    let next = tail.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    next.is_empty() || known.contains(&next.as_str())
}

/// The period that money is counted in, told by what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Year,
    Quarter,
    Month,
    Hour,
    /// A week or a day: no fact is counted in these.
    Other,
}

pub fn period(text: &str, figure: &Figure) -> Period {
    let tail: String = text[figure.at.end..].chars().take(24).collect::<String>().to_lowercase();
    let tail = tail.trim_start_matches(['+', ' ']);
    let tail = ["/ ", "/", "a ", "an ", "per ", "each ", "every "]
        .iter()
        .find_map(|joint| tail.strip_prefix(joint))
        .unwrap_or(
            if tail.starts_with(['m', 'q', 'h', 'd', 'w'])
                && ["monthly", "quarterly", "hourly", "daily", "weekly"].iter().any(|word| tail.starts_with(word))
            {
                tail
            } else {
                ""
            },
        );
    let begins = |words: &[&str]| words.iter().any(|word| tail.starts_with(word));
    if begins(&["month", "mo"]) {
        Period::Month
    } else if begins(&["quarter"]) {
        Period::Quarter
    } else if begins(&["hour", "h "]) || tail == "h" {
        Period::Hour
    } else if begins(&["day", "dai", "week", "minute", "second"]) {
        Period::Other
    } else {
        Period::Year
    }
}
