//! A section of somebody's document that is kept current: what stands between two comments is ours,
//! every other byte is theirs.

use std::fmt;
use std::ops::Range;

/// Which of the tables a section holds; a document may have both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Incidents,
    Actions,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Incidents => "handoff status",
            Part::Actions => "handoff status --actions",
        }
    }

    fn begin(self) -> String {
        format!("<!-- begin {}: written by the program, changes between these lines are lost -->", self.name())
    }

    fn end(self) -> String {
        format!("<!-- end {} -->", self.name())
    }

    fn begins(self, line: &str) -> bool {
        line.strip_prefix("<!-- begin ")
            .and_then(|rest| rest.strip_prefix(self.name()))
            .is_some_and(|rest| (rest.starts_with(':') || rest.starts_with(" -->")) && rest.ends_with("-->"))
    }
}

/// Why a document cannot be kept current: its markers do not stand in pairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub message: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The document with a body in its section, which comes to its end when there is none; its line ends
/// are kept.
pub fn with_section(document: &str, part: Part, body: &str) -> Result<String, Broken> {
    let end_of_line = if document.contains("\r\n") { "\r\n" } else { "\n" };
    let body = format!("{}\n\n{}\n{}", part.begin(), if body.is_empty() { "" } else { body }, part.end());
    let section = body.replace('\n', end_of_line);
    Ok(match place(document, part)? {
        Some(place) => format!("{}{section}{}", &document[..place.start], &document[place.end..]),
        None => {
            let gap = match document {
                "" => "",
                ends if ends.ends_with(&end_of_line.repeat(2)) => "",
                ends if ends.ends_with('\n') => end_of_line,
                _ => &end_of_line.repeat(2),
            };
            format!("{document}{gap}{section}{end_of_line}")
        }
    })
}

/// From the beginning of the first marker to the end of the last.
fn place(document: &str, part: Part) -> Result<Option<Range<usize>>, Broken> {
    let mut at = 0;
    let (mut begins, mut ends) = (Vec::new(), Vec::new());
    for line in document.split_inclusive('\n') {
        let text = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        if part.begins(text) {
            begins.push(start);
        } else if text == part.end() {
            ends.push(start + text.len());
        }
        at += line.len();
    }
    let broken = |message: String| Err(Broken { message });
    match (begins.as_slice(), ends.as_slice()) {
        ([], []) => Ok(None),
        (&[begin], &[end]) if begin < end => Ok(Some(begin..end)),
        ([], _) => broken(format!("`{}` has no line `<!-- begin {} -->` before it", part.end(), part.name())),
        (_, []) => broken(format!("`<!-- begin {} … -->` has no line `{}` after it", part.name(), part.end())),
        _ => broken(format!("the markers of `{}` do not stand in one pair", part.name())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_outside_of_the_markers_stays_as_it_is() {
        let made = with_section("# Incidents\n\nOurs.", Part::Incidents, "| a |\n").unwrap();
        assert!(made.starts_with("# Incidents\n\nOurs.\n\n<!-- begin handoff status: ") && made.ends_with(" -->\n"));
        let around = format!("{made}\nBehind  \n\n  it\t");
        let changed = with_section(&around, Part::Incidents, "| b |\n").unwrap();
        assert_eq!(changed, around.replace("| a |", "| b |"));
        assert_eq!(with_section(&changed, Part::Incidents, "| b |\n").unwrap(), changed);
        let both = with_section(&changed, Part::Actions, "| c |\n").unwrap();
        assert!(both.starts_with(&changed), "{both}");
        assert_eq!(with_section(&both, Part::Incidents, "| a |\n").unwrap(), both.replace("| b |", "| a |"));
    }

    #[test]
    fn line_ends_and_gaps_are_those_of_the_document() {
        let made = with_section("a\r\n", Part::Actions, "| a |\n").unwrap();
        assert_eq!(made.matches('\n').count(), made.matches("\r\n").count());
        assert!(made.starts_with("a\r\n\r\n<!-- begin"));
        assert!(with_section("", Part::Actions, "").unwrap().starts_with("<!-- begin handoff status --actions:"));
        assert!(with_section("a\n\n", Part::Actions, "").unwrap().starts_with("a\n\n<!-- begin"));
    }

    #[test]
    fn markers_that_are_no_pair_are_named_and_nothing_is_made() {
        let (begin, end) = (Part::Incidents.begin(), Part::Incidents.end());
        for (text, says) in [
            (format!("{begin}\n"), "after it"),
            (format!("{end}\n"), "before it"),
            (format!("{end}\n{begin}\n"), "one pair"),
            (format!("{begin}\n{begin}\n{end}\n"), "one pair"),
            (format!("{begin}\n{end}\n{begin}\n{end}\n"), "one pair"),
        ] {
            let broken = with_section(&text, Part::Incidents, "x").unwrap_err();
            assert!(broken.message.contains(says), "{text}{broken}");
        }
        // A marker in the middle of a line is only spoken of.
        let spoken = format!("See `{begin}`.\n");
        assert!(with_section(&spoken, Part::Incidents, "x").unwrap().starts_with(&spoken));
    }
}
