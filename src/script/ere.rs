//! A Rust regex as a POSIX extended regex, where both mean the same.
//!
//! Both are asked one question only, whether there is a match, so that greediness does not count.
//! In the C locale an extended regex sees bytes: classes that reach beyond ASCII mean the same
//! only on output that is ASCII, which the script then insists on.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// The largest count that a POSIX regex must know is 255.
const MOST_REPEATS: u32 = 255;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ere {
    pub pattern: String,
    /// It decides only on output without other characters.
    pub ascii_only: bool,
    /// It uses `\b`, which not every system has.
    pub boundary: bool,
}

/// `None` where there is no equal.
pub fn translate(pattern: &str) -> Option<Ere> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut ere = Ere { pattern: String::new(), ascii_only: false, boundary: false };
    write(&hir, &mut ere)?;
    Some(ere)
}

fn write(hir: &Hir, ere: &mut Ere) -> Option<()> {
    match hir.kind() {
        HirKind::Empty => ere.pattern.push_str("()"),
        HirKind::Literal(literal) => {
            for c in std::str::from_utf8(&literal.0).ok()?.chars() {
                push_literal(c, ere)?;
            }
        }
        HirKind::Class(class) => push_class(class, ere)?,
        HirKind::Look(look) => match look {
            Look::Start => ere.pattern.push('^'),
            Look::End => ere.pattern.push('$'),
            Look::WordAscii | Look::WordUnicode => push_boundary("\\b", ere),
            Look::WordAsciiNegate | Look::WordUnicodeNegate => push_boundary("\\B", ere),
            _ => return None,
        },
        HirKind::Repetition(repetition) => {
            if matches!(repetition.sub.kind(), HirKind::Look(_)) {
                return None;
            }
            group(&repetition.sub, ere)?;
            let suffix = match (repetition.min, repetition.max) {
                (0, None) => "*".to_owned(),
                (1, None) => "+".to_owned(),
                (0, Some(1)) => "?".to_owned(),
                (min, max) if min.max(max.unwrap_or(0)) > MOST_REPEATS => return None,
                (min, None) => format!("{{{min},}}"),
                (min, Some(max)) if min == max => format!("{{{min}}}"),
                (min, Some(max)) => format!("{{{min},{max}}}"),
            };
            ere.pattern.push_str(&suffix);
        }
        HirKind::Capture(capture) => group(&capture.sub, ere)?,
        HirKind::Concat(parts) => {
            for part in parts {
                if matches!(part.kind(), HirKind::Alternation(_)) { group(part, ere)? } else { write(part, ere)? }
            }
        }
        HirKind::Alternation(parts) => {
            ere.pattern.push('(');
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    ere.pattern.push('|');
                }
                write(part, ere)?;
            }
            ere.pattern.push(')');
        }
    }
    Some(())
}

fn group(hir: &Hir, ere: &mut Ere) -> Option<()> {
    ere.pattern.push('(');
    write(hir, ere)?;
    ere.pattern.push(')');
    Some(())
}

fn push_boundary(look: &str, ere: &mut Ere) {
    ere.pattern.push_str(look);
    ere.boundary = true;
    ere.ascii_only = true;
}

/// Standing alone in brackets, a sign is itself in every dialect.
fn push_literal(c: char, ere: &mut Ere) -> Option<()> {
    match c {
        '\0' => return None,
        '^' | '\\' => ere.pattern.push_str(&format!("\\{c}")),
        '.' | '[' | ']' | '(' | ')' | '{' | '}' | '*' | '+' | '?' | '|' | '$' => {
            ere.pattern.push_str(&format!("[{c}]"));
        }
        c => ere.pattern.push(c),
    }
    Some(())
}

fn push_class(class: &Class, ere: &mut Ere) -> Option<()> {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|r| (r.start().into(), r.end().into())).collect(),
        Class::Bytes(class) => class.ranges().iter().map(|r| (r.start().into(), r.end().into())).collect(),
    };
    let holds = |byte: u8| ranges.iter().any(|&(start, end)| (start..=end).contains(&byte.into()));
    // The script turns NUL into 1 before it looks; so 0 is left out here.
    let (inside, outside): (Vec<u8>, Vec<u8>) = (1..=127).partition(|&byte| holds(byte));
    ere.ascii_only |= ranges.iter().any(|&(_, end)| end > 127);
    if inside.is_empty() {
        return None;
    }
    if outside.is_empty() {
        ere.pattern.push('.');
    } else if outside.len() < inside.len() {
        // Bytes beyond ASCII are outside too, but the bracket would take them.
        ere.ascii_only = true;
        ere.pattern.push_str(&format!("[^{}]", bracket(&outside)));
    } else {
        match bracket(&inside).as_str() {
            "^" => ere.pattern.push_str("\\^"),
            members => ere.pattern.push_str(&format!("[{members}]")),
        }
    }
    Some(())
}

/// The members of a bracket, with `]` first, and `[`, `^` and `-` last, where they mean themselves.
fn bracket(bytes: &[u8]) -> String {
    let special = |byte: &u8| matches!(byte, b']' | b'[' | b'^' | b'-' | b'\\');
    let mut out = String::new();
    let has = |byte: u8| bytes.contains(&byte);
    if has(b']') {
        out.push(']');
    }
    let plain: Vec<u8> = bytes.iter().copied().filter(|byte| !special(byte)).collect();
    for run in plain.chunk_by(|a, b| a + 1 == *b) {
        match run {
            [first, .., last] if run.len() > 3 => out.push_str(&format!("{}-{}", *first as char, *last as char)),
            few => out.extend(few.iter().map(|&byte| byte as char)),
        }
    }
    for last in [b'\\', b'[', b'^', b'-'] {
        if has(last) {
            out.push(last as char);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What bash answers, for each text.
    fn bash(pattern: &str, texts: &[&str]) -> Vec<bool> {
        let script = "LC_ALL=C; re=$1; shift; for t; do [[ $t =~ $re ]] && echo 1 || echo 0; done";
        let out =
            std::process::Command::new("bash").args(["-c", script, "bash", pattern]).args(texts).output().unwrap();
        String::from_utf8(out.stdout).unwrap().lines().map(|line| line == "1").collect()
    }

    #[test]
    fn both_dialects_answer_alike() {
        let texts = [
            "",
            "a",
            "READY",
            "v12",
            "v12\n",
            "a.b",
            "axb",
            "a-b]",
            "[x]",
            "^",
            "\\",
            "ready now",
            "a\nb",
            "aaa",
            "$5 {x}",
            "state: RUNNABLE",
            "error 12",
            "xREADYx",
            "\t",
            "a|b",
            "(a)",
            "-",
            "A_b9",
            "12:34:56",
            "é",
            "naïve",
        ];
        let patterns = [
            "READY",
            "^READY$",
            "a.b",
            r"a\.b",
            "(?i)ready",
            r"^v\d+$",
            r"[\]\[^-]",
            "[^a]",
            r"^\S+$",
            "a{2,3}",
            "^(a|b)*$",
            r"\bREADY\b",
            r"\^",
            r"\\",
            "(?s)a.b",
            r"\$5 \{x\}",
            "state: (RUNNABLE|READY)",
            "^$",
            "a|^b",
            r"\w+-\w+",
            r"[\w-]",
            r"^[^\n]+$",
            r"\(a\)",
            r"[|]",
            r"\d{2}(:\d{2}){2}",
            "é",
            "[é]|a",
            "(?:)",
            "a??",
            "x*?y|READY",
            r"[\\^]",
            "[-a]",
            r"[[:alpha:]]+",
            r"^\s*$",
        ];
        for pattern in patterns {
            let Some(ere) = translate(pattern) else { panic!("{pattern} has an equal") };
            let answers = bash(&ere.pattern, &texts);
            let rust = regex::Regex::new(pattern).unwrap();
            for (text, answer) in texts.iter().zip(answers) {
                if text.is_ascii() || !ere.ascii_only {
                    assert_eq!(answer, rust.is_match(text), "{pattern} as {} on {text:?}", ere.pattern);
                }
            }
        }
    }

    #[test]
    fn what_has_no_equal_is_not_translated() {
        for pattern in ["(?m)^a$", "a{300}", r"\b{start-half}a", "[éè]"] {
            assert_eq!(translate(pattern), None, "{pattern}");
        }
    }
}
