//! What git leaves where two branches changed the same lines: the marks of conflicts, and both sides.

use std::ops::Range;

const OURS: &str = "<<<<<<<";
const BASE: &str = "|||||||";
const MIDDLE: &str = "=======";
const THEIRS: &str = ">>>>>>>";

/// One conflict: bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// From the first mark to behind the last.
    pub whole: Range<usize>,
    pub ours: Range<usize>,
    pub theirs: Range<usize>,
    /// What the marks call the sides, such as `HEAD` and the name of a branch.
    pub names: (String, String),
}

/// All conflicts of a text; `None` when there is none, or its marks do not belong together.
pub fn conflicts(text: &str) -> Option<Vec<Conflict>> {
    let mut found = Vec::new();
    // Where the open conflict began, where its sides end and begin.
    let mut open: Option<(usize, usize, String)> = None;
    let mut ours_end: Option<usize> = None;
    let mut theirs: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        match (mark(line), &open) {
            (Some((OURS, name)), None) => open = Some((start, end, name.to_owned())),
            (Some((BASE, _)), Some(_)) if ours_end.is_none() => ours_end = Some(start),
            (Some((MIDDLE, "")), Some(_)) if theirs.is_none() => {
                ours_end.get_or_insert(start);
                theirs = Some(end);
            }
            (Some((THEIRS, name)), Some(_)) => {
                let (begin, ours, first) = open.take()?;
                let (ours_end, theirs) = (ours_end.take()?, theirs.take()?);
                let names = (first, name.to_owned());
                found.push(Conflict { whole: begin..end, ours: ours..ours_end, theirs: theirs..start, names });
            }
            // `=======` outside of a conflict underlines a heading.
            (None | Some((MIDDLE, _)), _) => {}
            (Some(_), _) => return None,
        }
    }
    (open.is_none() && !found.is_empty()).then_some(found)
}

/// The sign at the beginning of a line, and what stands behind it.
fn mark(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_end_matches(['\n', '\r']);
    let sign = [OURS, BASE, MIDDLE, THEIRS].into_iter().find(|sign| line.starts_with(*sign))?;
    let rest = &line[sign.len()..];
    (rest.is_empty() || rest.starts_with(' ')).then(|| (sign, rest.trim()))
}

/// The two texts that were merged, put together from the marks; what git merged itself is in both.
pub fn sides(text: &str) -> Option<(String, String)> {
    let conflicts = conflicts(text)?;
    let side = |of: fn(&Conflict) -> &Range<usize>| {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for conflict in &conflicts {
            out.push_str(&text[from..conflict.whole.start]);
            out.push_str(&text[of(conflict).clone()]);
            from = conflict.whole.end;
        }
        out + &text[from..]
    };
    Some((side(|conflict| &conflict.ours), side(|conflict| &conflict.theirs)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\n<<<<<<< HEAD\nb\n=======\nc\nd\n>>>>>>> work\ne\n";

    #[test]
    fn both_sides_are_put_together() {
        assert_eq!(sides(TEXT), Some(("a\nb\ne\n".into(), "a\nc\nd\ne\n".into())));
        let base = TEXT.replace("=======", "||||||| 123abc\nx\n=======");
        assert_eq!(sides(&base), sides(TEXT), "what both came from is neither");
        let conflict = &conflicts(TEXT).unwrap()[0];
        assert_eq!(conflict.names, ("HEAD".to_owned(), "work".to_owned()));
        let crlf = sides(&TEXT.replace('\n', "\r\n")).unwrap();
        assert_eq!(crlf.0, "a\r\nb\r\ne\r\n");
    }

    #[test]
    fn half_a_conflict_is_none() {
        for text in ["", "a\n=======\nb\n", "<<<<<<< a\nb\n", "<<<<<<< a\n>>>>>>> b\n", ">>>>>>> b\n", "<<<<<<<< a\n"] {
            assert_eq!(sides(text), None, "{text:?}");
        }
        assert_eq!(sides(&TEXT.replace("b\n", "<<<<<<< x\n")), None, "one in another");
    }
}
