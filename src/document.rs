//! A rendered document: its name in the package and its text, sealed by a first line that tells
//! what made it and by a checksum that tells whether anybody changed it since.

use std::ops::Range;

use sha2::{Digest, Sha256};

/// One file of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// A plain file name, such as `roadmap.md`.
    pub name: String,
    /// The whole text, with its marker.
    pub text: String,
}

/// The words by which a file is known to be ours.
const MADE_BY: &str = "Made by `handoff render` from";

impl Document {
    /// Seals `body`: Markdown gets the marker as its first line, a script below its `#!`.
    pub fn seal(name: impl Into<String>, body: &str, record: &str) -> Self {
        let name = name.into();
        let line = |open: &str, close: &str| {
            format!("{open}{MADE_BY} {record}. Edit the record, not this file. checksum: {}{close}\n", checksum(body))
        };
        let text = match body.strip_prefix("#!") {
            Some(script) => {
                let (interpreter, rest) = script.split_once('\n').unwrap_or((script, ""));
                format!("#!{interpreter}\n{}{rest}", line("# ", ""))
            }
            None => format!("{}{body}", line("<!-- ", " -->")),
        };
        Document { name, text }
    }
}

/// What a file on disk is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Made by us and not changed since.
    Ours,
    /// Two of ours that git could not merge, both whole: put together from the marks, each has its checksum.
    Merged,
    /// Made by us and edited by hand.
    Edited,
    /// Without our marker.
    Foreign,
}

/// Tells who wrote a file. Line ends do not count: git may have changed them.
pub fn origin(text: &str) -> Origin {
    let text = text.replace("\r\n", "\n");
    match crate::merge::sides(&text).map(|(ours, theirs)| (origin_of(&ours), origin_of(&theirs))) {
        None | Some((Origin::Foreign, Origin::Foreign)) => origin_of(&text),
        Some((Origin::Ours, Origin::Ours)) => Origin::Merged,
        Some(_) => Origin::Edited,
    }
}

/// Whether a text, or its beginning, has our marker: [`origin`] is not [`Origin::Foreign`]. Nothing is summed up.
pub fn is_marked(text: &str) -> bool {
    let text = text.replace("\r\n", "\n");
    let side = |(ours, theirs): (String, String)| marker(&ours).is_some() || marker(&theirs).is_some();
    crate::merge::sides(&text).is_some_and(side) || marker(&text).is_some()
}

/// Where the line of our marker stands, with its end.
fn marker(text: &str) -> Option<Range<usize>> {
    let first_two = text.match_indices('\n').nth(1).map_or(text.len(), |(at, _)| at);
    let at = text[..first_two].find(MADE_BY)?;
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1);
    let line = &text[start..end];
    (line.starts_with("<!-- ") || line.starts_with("# ")).then_some(start..end)
}

/// Of a text without conflicts.
fn origin_of(text: &str) -> Origin {
    let Some(at) = marker(text) else { return Origin::Foreign };
    let Some((_, sum)) = text[at.clone()].rsplit_once("checksum: ") else { return Origin::Edited };
    let sum = sum.trim_end().trim_end_matches("-->").trim_end();
    let body = format!("{}{}", &text[..at.start], &text[at.end..]);
    if sum == checksum(&body) { Origin::Ours } else { Origin::Edited }
}

/// The record from which a file of ours was made, as its marker says.
pub fn record_of(text: &str) -> Option<&str> {
    let start = text.find(MADE_BY)? + MADE_BY.len();
    let rest = &text[start..];
    rest.find(". Edit the record").map(|end| rest[..end].trim())
}

/// The first 64 bits of SHA-256, in hexadecimal: it guards against oversight, not against malice.
fn checksum(body: &str) -> String {
    Sha256::digest(body.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A record's name for the marker: nothing in it can end the comment or the line.
pub fn marker_name(id: &str, file: &str) -> String {
    let file: String = file.chars().map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let file = file.replace("--", "__");
    if file.is_empty() { id.to_owned() } else { format!("{file} ({id})").replace("--", "__") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_document_is_ours_until_somebody_edits_it() {
        for body in ["# A\n\ntext\n", "#!/usr/bin/env bash\necho\n"] {
            let document = Document::seal("a", body, "incident.yaml (1)");
            assert_eq!(origin(&document.text), Origin::Ours, "{body}");
            assert_eq!(origin(&document.text.replace('\n', "\r\n")), Origin::Ours);
            assert_eq!(origin(&format!("{}more\n", document.text)), Origin::Edited);
            assert_eq!(origin(body), Origin::Foreign);
            assert!(is_marked(&document.text) && is_marked(&format!("{}more\n", document.text)) && !is_marked(body));
        }
        let sides = ["one\n", "two\n"].map(|body| Document::seal("a", body, "incident.yaml (1)").text);
        let merge = |ours: &str, theirs: &str| format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> work\n");
        assert_eq!(origin(&merge(&sides[0], &sides[1])), Origin::Merged);
        let edited = sides[1].replace("two", "three");
        assert_eq!(origin(&merge(&sides[0], &edited)), Origin::Edited);
        assert!(is_marked(&merge(&sides[0], &sides[1])));
        assert_eq!(origin(&(merge(&sides[0], &sides[1]) + "more\n")), Origin::Edited, "behind the conflict");
        assert_eq!(origin(""), Origin::Foreign);
        assert_eq!(origin("# About\n\nMade by `handoff render` from x"), Origin::Foreign);
    }

    #[test]
    fn a_file_name_cannot_end_the_comment() {
        assert_eq!(marker_name("1", "a-->b\n.yaml"), "a___b_.yaml (1)");
    }
}
