//! What would change in a file, as a unified diff.

use std::borrow::Cow;

use similar::TextDiff;

use crate::secrets::Masker;
use crate::visible::shown;

/// The diff of a text as it is and as it would be; empty when they are equal. A file that is not
/// there yet, or no more, is `/dev/null` on that side. The masker takes out what only the caller knows to be secret.
pub fn diff(name: &str, old: Option<&str>, new: Option<&str>, masker: &Masker, color: bool) -> String {
    // Masked before they are compared, in whole texts: a line alone may not look like a secret.
    let (before, after) = (masker.mask_authored(old.unwrap_or("")), masker.mask_authored(new.unwrap_or("")));
    let side = |letter: &str, text: Option<&str>| match text {
        Some(_) => one_line(&format!("{letter}/{}", name.strip_prefix("./").unwrap_or(name).trim_start_matches('/')))
            .into_owned(),
        None => "/dev/null".to_owned(),
    };
    let (from, to) = (side("a", old), side("b", new));
    let text = TextDiff::from_lines(before.as_ref(), after.as_ref()).unified_diff().header(&from, &to).to_string();
    text.split_terminator('\n').map(|line| draw(line, color)).collect()
}

fn draw(line: &str, color: bool) -> String {
    let style = match line.as_bytes().first() {
        Some(b'+') => "\u{1b}[32m",
        Some(b'-') => "\u{1b}[31m",
        Some(b'@') => "\u{1b}[36m",
        _ => "",
    };
    let line = one_line(line);
    if color && !style.is_empty() { format!("{style}{line}\u{1b}[0m\n") } else { format!("{line}\n") }
}

/// Tabs stay, so that the diff can be applied.
fn one_line(line: &str) -> Cow<'_, str> {
    shown(line, |c| c == '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_shown_with_its_surroundings() {
        let (old, new) = ("1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\nfive\u{1b}[2J\n6\n");
        let expected = "--- a/x.md\n+++ b/x.md\n@@ -2,5 +2,5 @@\n 2\n 3\n 4\n-5\n+fiveU+001B[2J\n 6\n";
        assert_eq!(diff("./x.md", Some(old), Some(new), &Masker::default(), false), expected);
        assert_eq!(diff("x.md", Some(old), Some(old), &Masker::default(), false), "");
        assert!(
            diff("x.md", None, Some("a\n"), &Masker::default(), false).starts_with("--- /dev/null\n+++ b/x.md\n@@")
        );
        assert!(diff("x.md", Some(old), Some(new), &Masker::default(), true).contains("\u{1b}[31m-5\u{1b}[0m\n"));
    }

    #[test]
    fn secrets_and_forged_lines_are_not_shown() {
        let old = "token: ghp_0123456789abcdefghijABCDEFGHIJ012345\na\n";
        let shown = diff("x\n+++ y", Some(old), Some(&old.replace("\na\n", "\nb")), &Masker::default(), false);
        assert!(!shown.contains("0123456789") && shown.contains("a/xU+000A+++ y\n"), "{shown}");
        assert!(shown.contains("+b\n"), "{shown}");
    }
}
