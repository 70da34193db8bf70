//! What changed in a text, word by word: `the [-old-]{+new+} text`.

use similar::{ChangeTag, TextDiff};

/// Longer texts are compared by their lines.
const MOST: usize = 8_000;
/// Words that stay around a change.
const AROUND: usize = 8;
/// What a text could forge changes with.
const SIGNS: [&str; 4] = ["[-", "-]", "{+", "+}"];

/// `None`: the texts are too long, too different, or hold what marks changes.
pub fn words(before: &str, after: &str) -> Option<String> {
    let forged = |text: &str| SIGNS.iter().any(|sign| text.contains(sign));
    if before.len() > MOST || after.len() > MOST || forged(before) || forged(after) {
        return None;
    }
    let diff = TextDiff::from_words(before, after);
    if diff.ratio() < 0.3 {
        return None;
    }
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut().filter(|(tag, _)| *tag == change.tag()) {
            Some((_, text)) => text.push_str(change.value()),
            None => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    let count = runs.len();
    let shown = runs.iter().enumerate().map(|(at, (tag, text))| match tag {
        ChangeTag::Delete => format!("[-{text}-]"),
        ChangeTag::Insert => format!("{{+{text}+}}"),
        ChangeTag::Equal => folded(text, at == 0, at + 1 == count),
    });
    Some(shown.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
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
        assert_eq!(words("a", "b"), None);
        assert_eq!(words("a {+b+} c d e f", "a {+b+} c d e g"), None, "forged");
    }
}
