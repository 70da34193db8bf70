//! What changed in a text, word by word: `the [-old-]{+new+} text`.

use similar::{ChangeTag, TextDiff};

/// What differs is compared word by word up to so many bytes: beyond, it is one change.
const MOST: usize = 2_000;
/// Words that stay around a change.
const AROUND: usize = 8;
/// What a text could forge changes with.
const SIGNS: [&str; 4] = ["[-", "-]", "{+", "+}"];

/// `None`: the texts are too long, too different, or hold what marks changes.
pub fn words(before: &str, after: &str) -> Option<String> {
    let forged = |text: &str| SIGNS.iter().any(|sign| text.contains(sign));
    if forged(before) || forged(after) {
        return None;
    }
    // Most of a long text stays: only what is between the first and the last difference is compared.
    let head = common(before.split_inclusive(' ').zip(after.split_inclusive(' ')));
    let (a, b) = (&before[head..], &after[head..]);
    let tail = common(a.rsplit_inclusive_words().zip(b.rsplit_inclusive_words()));
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let kept = head + tail;
    if a.len() > MOST || b.len() > MOST {
        return None;
    }
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    let mut push = |tag: ChangeTag, text: &str| match runs.last_mut().filter(|(last, _)| *last == tag) {
        _ if text.is_empty() => {}
        Some((_, run)) => run.push_str(text),
        None => runs.push((tag, text.to_owned())),
    };
    push(ChangeTag::Equal, &before[..head]);
    let diff = TextDiff::from_words(a, b);
    if 3 * kept < before.len() && diff.ratio() < 0.3 {
        return None;
    }
    for change in diff.iter_all_changes() {
        push(change.tag(), change.value());
    }
    push(ChangeTag::Equal, &before[before.len() - tail..]);
    let count = runs.len();
    let shown = runs.iter().enumerate().map(|(at, (tag, text))| match tag {
        ChangeTag::Delete => format!("[-{text}-]"),
        ChangeTag::Insert => format!("{{+{text}+}}"),
        ChangeTag::Equal => folded(text, at == 0, at + 1 == count),
    });
    Some(shown.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// How many bytes two rows of words have in common from their beginning.
fn common<'t>(words: impl Iterator<Item = (&'t str, &'t str)>) -> usize {
    words.take_while(|(a, b)| a == b).map(|(word, _)| word.len()).sum()
}

trait FromTheEnd {
    /// The words from the last, each with the blank in front of it.
    fn rsplit_inclusive_words(&self) -> impl Iterator<Item = &str>;
}

impl FromTheEnd for str {
    fn rsplit_inclusive_words(&self) -> impl Iterator<Item = &str> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let at = rest.rfind(' ').unwrap_or(0);
            let (head, word) = rest.split_at(at);
            rest = head;
            (!word.is_empty()).then_some(word)
        })
    }
}

/// What stays, without its middle.
fn folded(text: &str, first: bool, last: bool) -> String {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let (head, tail) = (if first { 0 } else { AROUND }, if last { 0 } else { AROUND });
    if words.len() <= head + tail + 1 {
        return text.to_owned();
    }
    format!("{}… {}", words[..head].concat(), words[words.len() - tail..].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_and_what_stays_is_folded() {
        assert_eq!(
            words("every third checkout ends", "every second checkout ends").unwrap(),
            "every [-third-]{+second+} checkout ends"
        );
        let long = format!("start {} end", "word ".repeat(50));
        let shown = words(&long, &long.replace("end", "finish")).unwrap();
        assert!(shown.starts_with("… word") && shown.ends_with("[-end-]{+finish+}") && shown.len() < 80, "{shown}");
        let long = "word ".repeat(20_000);
        let shown = words(&format!("{long}end {long}"), &format!("{long}finish {long}")).unwrap();
        assert!(shown.contains("[-end-]{+finish+}") && shown.len() < 200, "{shown}");
        assert_eq!(words(&long, &"other ".repeat(20_000)), None);
        assert_eq!(words("a", "b"), None);
        assert_eq!(words("a {+b+} c d e f", "a {+b+} c d e g"), None, "forged");
    }
}
