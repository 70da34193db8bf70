//! `${{ vars.name }}` and `${{ facts.name }}` in texts and commands: one dotted path, nothing else.
//! `$${{` stands for a literal `${{`.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of a text, with its place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// The literal `${{`.
    Escape,
    /// The dotted path between the braces, trimmed.
    Quote {
        path: &'a str,
        at: Range<usize>,
    },
    /// An opening without an end, or with something else than a dotted path inside.
    Broken {
        at: Range<usize>,
        why: &'static str,
    },
}

const OPEN: &str = "${{";

/// Where the next quote opens. Most texts hold no `$`, and one byte is found faster than three.
fn opening(text: &str) -> Option<usize> {
    text.match_indices('$').map(|(at, _)| at).find(|&at| text[at..].starts_with(OPEN))
}

/// Splits a text into what stands as it is and what is quoted.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = 0;
    while let Some(found) = opening(&text[rest..]) {
        let start = rest + found;
        if text[rest..start].ends_with('$') {
            pieces.push(Piece::Text(&text[rest..start - 1]));
            pieces.push(Piece::Escape);
            rest = start + OPEN.len();
            continue;
        }
        pieces.push(Piece::Text(&text[rest..start]));
        let inside = &text[start + OPEN.len()..];
        let Some(length) = inside.find("}}") else {
            let why = "`${{` is not closed with `}}`";
            pieces.push(Piece::Broken { at: start..start + OPEN.len(), why });
            // Nothing that opens behind it is closed either.
            rest = start + OPEN.len();
            break;
        };
        let at = start..start + OPEN.len() + length + 2;
        rest = at.end;
        let path = inside[..length].trim();
        let good = |segment: &str| {
            !segment.is_empty() && segment.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        };
        if path.split('.').all(good) {
            pieces.push(Piece::Quote { path, at });
        } else {
            let why =
                "inside of `${{ }}` stands one name such as `vars.project` or `facts.revenue_at_risk`, nothing else";
            pieces.push(Piece::Broken { at, why });
        }
    }
    pieces.push(Piece::Text(&text[rest..]));
    pieces
}

/// The text with its quotes filled in. What `value` does not know stays as it is: lint has
/// reported it, and a record with such a name is not rendered.
pub fn expand<'a>(text: &'a str, value: impl Fn(&str) -> Option<String>) -> Cow<'a, str> {
    if opening(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Escape => out.push_str(OPEN),
            Piece::Quote { path, at } => match value(path) {
                Some(value) => out.push_str(&value),
                None => out.push_str(&text[at]),
            },
            Piece::Broken { at, .. } => out.push_str(&text[at]),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in_and_everything_else_stays() {
        let value = |path: &str| (path == "vars.project").then(|| "netra".to_owned());
        let expanded = |text| expand(text, value).into_owned();
        assert_eq!(expanded("--project=${{ vars.project }}"), "--project=netra");
        assert_eq!(expanded("${{vars.project}}${{ vars.project }}"), "netranetra");
        assert_eq!(expanded("docker ps --format '{{.Names}}' ${VAR}"), "docker ps --format '{{.Names}}' ${VAR}");
        assert_eq!(expanded("$${{ vars.project }}"), "${{ vars.project }}");
        assert_eq!(expanded("${{ vars.other }}"), "${{ vars.other }}");
    }

    #[test]
    fn only_one_dotted_path_stands_inside() {
        let broken = |text| pieces(text).into_iter().any(|piece| matches!(piece, Piece::Broken { .. }));
        assert!(broken("${{ vars.a | upper }}"));
        assert!(broken("${{ }}"));
        assert!(broken("a ${{ vars.a"));
        assert_eq!(pieces(&"${{".repeat(1_000_000)).len(), 3, "looked for the end of each");
        assert!(!broken("${{ facts.phases.first-aid.ends }}"));
    }
}
