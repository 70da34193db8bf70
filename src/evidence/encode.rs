//! [`Evidence`] -> `evidence.yaml`: one block a check, sorted, so that two people's evidence
//! merges, and a new finding changes only the lines of its check. A comment names each check of the
//! record, also where nothing was found yet: two new findings that stood side by side would be one
//! conflict to git, which needs a line between them that neither side touched.

use std::fmt::Write;

use chrono::SecondsFormat;

use super::{Entry, Evidence};
use crate::record::Record;
use crate::visible::{code_point, is_invisible};

const HEAD: &str = "\
# Written by `handoff verify --record` and `handoff attest`: the latest finding of each check.
format: 1
checks:
";

/// How much there may be before excerpts are shortened: what is written must be read again, and two
/// people's findings may be merged.
const ROOM: usize = crate::record::MAX_BYTES / 4 * 3;

impl Evidence {
    /// The text of the file. Where there is too much, the excerpts are shortened, all alike, in the
    /// end to nothing: they help to understand a finding, and decide nothing.
    pub fn encode(&self, record: &Record) -> String {
        let excerpts = self.entries.values().filter_map(|entry| entry.excerpt.as_deref());
        let mut most = excerpts.map(|excerpt| excerpt.chars().count()).max().unwrap_or(0);
        loop {
            let text = self.encode_with(record, most);
            if text.len() <= ROOM || most == 0 {
                return text;
            }
            most /= 2;
        }
    }

    /// With excerpts of at most so many characters.
    fn encode_with(&self, record: &Record, most: usize) -> String {
        let mut out = String::from(HEAD);
        if self.is_empty() {
            out.truncate(HEAD.len() - "checks:\n".len());
            return out;
        }
        let mut known: Vec<&str> = record.checks.iter().map(|check| check.id.as_str()).collect();
        known.sort_unstable();
        let mut known = known.into_iter().peekable();
        for (check, entry) in self.iter() {
            while let Some(id) = known.next_if(|id| *id <= check) {
                out.push_str(&format!("  # {id}\n"));
            }
            // Quoted where YAML would read a number or a boolean; an id needs it nowhere else.
            let plain = check.starts_with(|c: char| c.is_ascii_alphabetic())
                && !matches!(check, "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n");
            let quote = if plain { "" } else { "\"" };
            out.push_str(&format!("  {quote}{check}{quote}:\n"));
            entry.encode(most, &mut out);
        }
        out.extend(known.map(|id| format!("  # {id}\n")));
        out
    }
}

impl Entry {
    fn encode(&self, most: usize, out: &mut String) {
        let mut field = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                // Writing into a String cannot fail.
                let _ = writeln!(out, "    {key}: {value}");
            }
        };
        field("outcome", Some(self.outcome.to_string()));
        field("at", Some(self.at.0.to_rfc3339_opts(SecondsFormat::AutoSi, true)));
        field("since", self.since.map(|since| since.0.to_rfc3339_opts(SecondsFormat::AutoSi, true)));
        field("by", self.by.as_deref().map(quoted));
        field("host", self.host.as_deref().map(quoted));
        field("seconds", self.seconds.map(|seconds| format!("{seconds:.3}")));
        field("exit", self.exit.map(|exit| exit.to_string()));
        field("attempts", self.attempts.map(|attempts| attempts.to_string()));
        let excerpt = self.excerpt.as_deref().map(|excerpt| shortened(excerpt, most));
        field("excerpt", excerpt.map(block));
        field("saw", self.saw.as_deref().map(block));
        field("fingerprint", Some(quoted(&self.fingerprint)));
    }
}

/// At most so many characters.
fn shortened(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}

/// Several lines as a block, so that they read and diff as lines; everything else quoted.
fn block(text: &str) -> String {
    let literal = text.contains('\n') && !text.ends_with('\n') && text.chars().all(|c| c == '\n' || !needs_escape(c));
    if !literal {
        return quoted(text);
    }
    let mut out = String::from("|2-");
    for line in text.split('\n') {
        out.push_str(if line.is_empty() { "\n" } else { "\n      " });
        out.push_str(line);
    }
    out
}

/// A double-quoted YAML scalar on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // No record text holds these, escaped or not: they are named, as in documents.
            c if c.is_control() => out.push_str(&code_point(c)),
            c if needs_escape(c) => out.push_str(&format!("\\U{:08X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// What YAML does not allow, takes for a line end or a byte order mark, or what reorders the lines
/// of a diff.
fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') || is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::super::tests_support::{entry, record};
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let texts = [
            "one line",
            "two\nlines",
            " indented\n  more\n\nend",
            "#\n---\n...",
            "\"quotes\" \\ 'and'",
            "",
            "\n",
            "a\n",
            "tab\tin\n\tlines",
            "\u{202E}bidi\u{feff}",
            "\u{2028}",
            ": - [ {",
            "  \n x \n  ",
            "null",
            "é\n日本",
        ];
        for text in texts {
            let mut evidence = Evidence::default();
            let saw = Some(text.to_owned());
            evidence.set("a", Entry { excerpt: saw.clone(), saw, ..entry() });
            let written = evidence.encode(&record(""));
            let read =
                Evidence::decode("evidence.yaml", written.as_bytes()).unwrap_or_else(|e| panic!("{written}{e:?}"));
            assert_eq!(read, evidence, "{written}");
        }
    }

    #[test]
    fn any_number_of_excerpts_can_be_read_again() {
        for (count, excerpt) in
            [(1_060, "😀".repeat(1_000)), (3_000, "\u{200D}x\n".repeat(330)), (9_000, "a".repeat(999))]
        {
            let mut evidence = Evidence::default();
            for number in 0..count {
                evidence.set(format!("c{number}"), Entry { excerpt: Some(excerpt.clone()), ..entry() });
            }
            let written = evidence.encode(&record(""));
            assert!(written.len() <= ROOM, "{}", written.len());
            let read = Evidence::decode("e", written.as_bytes()).unwrap();
            assert_eq!(read.iter().count(), count);
            assert_eq!(read.encode(&record("")), written, "and is stable");
        }
    }

    #[test]
    fn control_characters_are_named() {
        let mut evidence = Evidence::default();
        evidence.set("a", Entry { excerpt: Some("\u{1b}[31mred\nline".into()), ..entry() });
        let read = Evidence::decode("e", evidence.encode(&record("")).as_bytes()).unwrap();
        assert_eq!(read.get("a").unwrap().excerpt.as_deref(), Some("U+001B[31mred\nline"));
    }

    #[test]
    fn blocks_are_sorted_and_stable() {
        let mut evidence = Evidence::default();
        for id in ["b", "10", "a-1", "true"] {
            evidence.set(id, entry());
        }
        let record = record("{id: zz, what: Z, manual: true}, {id: a, what: A, manual: true}");
        let written = evidence.encode(&record);
        let ids: Vec<&str> =
            written.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")).collect();
        assert_eq!(ids, ["  \"10\":", "  # a", "  a-1:", "  b:", "  \"true\":", "  # zz"]);
        assert_eq!(Evidence::decode("e", written.as_bytes()).unwrap().encode(&record), written);
        assert!(written.starts_with("# Written by `handoff"));
    }
}
