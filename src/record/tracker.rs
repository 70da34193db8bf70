//! What reaches a tracker by name: the labels and the address of the issue. Programs take these as words of
//! their command line and as lists with commas, so a name that would be more than a name is refused.

use super::loaded::Loaded;
use super::path::FieldPath;
use crate::diagnostic::Diagnostic;

/// What is wrong with the labels and the issue, each at its place.
pub fn wrong(loaded: &Loaded) -> Vec<Diagnostic> {
    let record = &loaded.record;
    let mut found = Vec::new();
    let lists = record.labels.iter().flat_map(|labels| [("remove", &labels.remove), ("add", &labels.add)]);
    for (key, list) in lists {
        for (at, name) in list.iter().enumerate() {
            if let Some((what, help)) = label(name.as_str()) {
                let at = FieldPath::new("labels").key(key).index(at);
                found.push(loaded.invalid(&at, format!("a label {what}")).with_help(help));
            }
        }
    }
    if let Some(what) = record.issue.as_ref().and_then(|issue| no_issue(issue.as_str())) {
        let help = "give its address, as in `https://github.com/OWNER/REPO/issues/1278`, or its number";
        found.push(loaded.invalid(&FieldPath::new("issue"), format!("the issue {what}")).with_help(help));
    }
    found
}

fn label(name: &str) -> Option<(&'static str, &'static str)> {
    let name = name.trim();
    if name.starts_with('-') {
        Some(("begins with `-`, as an option does", "name it without the `-` in front"))
    } else if name.contains(',') {
        Some(("has a comma, which ends it where labels are listed", "write two labels, or name it without the comma"))
    } else if name.contains(char::is_control) {
        Some(("has more than one line", "name it in one line"))
    } else {
        None
    }
}

/// Why a text is no issue. A word such as `OPS-12` names one of another tracker.
fn no_issue(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let scheme = text.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
    if text.starts_with('-') {
        Some("begins with `-`, as an option does")
    } else if text.contains(char::is_control) || text.contains(['"', '\'', '`', '<', '>', '\\']) {
        Some("has characters that no address has")
    } else if scheme.is_some_and(|scheme| scheme != "https" && scheme != "http") {
        Some("is no address of the web")
    } else if text.contains("://") && text.contains(char::is_whitespace) && !text.contains("${{") {
        Some("has a blank in its address")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_would_be_more_are_refused() {
        for name in ["--repo=evil/x", "-h", " -x", "a,b", "a\nb"] {
            assert!(label(name).is_some(), "{name:?}");
        }
        for name in ["P1", "area: signing", "needs triage", "a-b", "good first issue", "a/b", "100%", "${{ vars.x }}"] {
            assert!(label(name).is_none(), "{name:?}");
        }
        for text in [
            "--web",
            "javascript:alert(1)",
            "https://x.example/issues/1\nX",
            "https://x/issues/1 --web",
            "a`b`",
            "file:///etc/passwd",
        ] {
            assert!(no_issue(text).is_some(), "{text:?}");
        }
        for text in [
            "https://github.com/a/b/issues/1",
            "#12",
            "12",
            "OPS-12",
            "http://git.example/a/b/-/issues/3",
            "${{ vars.issue }}",
        ] {
            assert!(no_issue(text).is_none(), "{text:?}");
        }
    }
}
