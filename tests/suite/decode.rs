//! Records that cannot be decoded: `tests/broken/*.yaml`, with the place and the words of each error
//! marked by hand, `#   ^ error: words`, below the line it stands in; and hostile bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use handoff::record::{decode, schema};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = ignore::WalkBuilder::new(folder)
        .build()
        .filter_map(|entry| Some(entry.ok()?.into_path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
}

/// Line, column and words of each expected error.
fn marks(text: &str) -> Vec<(usize, usize, String)> {
    let mut marks = Vec::new();
    let mut last_line = 0;
    for (index, line) in text.lines().enumerate() {
        let comment = line.trim_start().starts_with('#');
        if let (true, Some((_, words))) = (comment, line.split_once("^ error: ")) {
            marks.push((last_line, line.chars().position(|c| c == '^').unwrap() + 1, words.to_owned()));
        } else if !comment {
            last_line = index + 1;
        }
    }
    marks
}

/// How each mistake is mended.
fn help_of(text: &str) -> Vec<String> {
    let Err(bad) = decode("x", text.as_bytes()) else { return Vec::new() };
    bad.1.into_iter().filter_map(|error| error.help).collect()
}

#[test]
fn the_help_says_how_to_mend_it() {
    for (from, to, words) in [
        (
            "what: A test order is paid through the gateway",
            "what: Checkout works, all of it",
            "put the whole text into quotes",
        ),
        ("what: Synthetic checkout", "what: a: b", "quote the text: a colon"),
        ("title: Checkout times", "title: a: b", "quote the text: a colon"),
        ("title: Checkout times", "title: `x` times", "begins with a character"),
        ("title: Checkout times", "title: *x* times", "the name of an alias"),
        ("title: Checkout times", "title: [P1] times", "with a bracket in front"),
        ("title: Checkout times", "title: \"Checkout\" times", "ends at its second quote"),
        ("    severity: critical", "     severity: critical", "begin in the same column"),
        ("    severity: critical", "   severity: critical", "begin in the same column"),
        ("run: ./smoke checkout", "run: ${{ vars.a }}", "quote it"),
        ("title: Checkout times", "title: [x]\n#", "put a text that begins with `[` into quotes"),
        ("    name: Egress proxy", "\tname: Egress proxy", "put blanks in its place"),
        ("severity: P1", "sevrity: P1", "did you mean `severity`?"),
        ("exit: [checkout-works]", "exit: checkout-works", "a list, also of one: `[checkout-works]`"),
        ("exit: [checkout-works]", "exit: {id: checkout-works}", "`- ` before the first key"),
        ("shop: {name: Shop}", "shop: Shop", "such as `{name: …}`; known here: `name`, `lead`"),
        ("takes: 1h-2h", "takes: 2 hours", "write `2h`"),
        ("takes: 1h-2h", "takes: 1 hour and 30 mins", "write `1h 30m`"),
        ("takes: 1h-2h", "duration: 1h-2h", "did you mean `takes`?"),
        ("severity: critical", "severity: major", "did you mean `critical`?"),
        ("severity: critical", "severity: critical\n    state: Fixed", "did you mean `repaired`?"),
        ("check: checkout}", "check: checkout, met: true}", "`handoff verify --record`"),
        ("takes: 1h-2h", "takes: 1h-2h\n    total: 3h", "what can be computed is never written"),
    ] {
        let text = MINIMAL.replacen(from, to, 1);
        assert_ne!(text, MINIMAL, "{from} is in the record");
        let help = help_of(&text);
        assert!(help.iter().any(|help| help.contains(words)), "{to}: {help:?}");
    }
}

/// What is reported: line, column, message.
fn errors(name: &str, bytes: &[u8]) -> Vec<(usize, usize, String)> {
    let Err(bad) = decode(name, bytes) else { return Vec::new() };
    let (source, found) = *bad;
    found
        .into_iter()
        .map(|error| {
            let at = source.position(error.span.start);
            (at.line, at.column, error.message)
        })
        .collect()
}

#[test]
fn every_mistake_is_reported_at_its_place() {
    let mut wrong = String::new();
    for file in files("tests/broken") {
        let text = fs::read_to_string(&file).unwrap();
        let (mut expected, name) = (marks(&text), file.file_name().unwrap().to_string_lossy().into_owned());
        for (line, column, message) in errors(&name, text.as_bytes()) {
            // A mark under the first column of a line can only point to the third: that of its text.
            let near =
                |mark: &(usize, usize, String)| mark.0 == line && (mark.1 == column || column == 1 && mark.1 == 3);
            match expected.iter().position(|mark| near(mark) && message.contains(&mark.2)) {
                Some(at) => drop(expected.remove(at)),
                None => wrong += &format!("{name}: not expected: {line}:{column}: {message}\n"),
            }
        }
        for mark in expected {
            wrong += &format!("{name}: not reported: {mark:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Mistakes that a JSON Schema cannot express, or that YAML has before it.
const BEYOND_SCHEMA: [&str; 6] = [
    "duplicate-keys.yaml",
    "tab.yaml",
    "tags.yaml",
    "two-documents.yaml",
    "unfinished-merge.yaml",
    "unquoted-name.yaml",
];

#[test]
fn the_schema_accepts_what_the_decoder_accepts() {
    let validator = jsonschema::draft202012::new(&serde_json::from_str(schema::TEXT).unwrap()).unwrap();
    let accepts = |text: &str| {
        let value: serde_json::Value = serde_yaml::from_str(text).unwrap();
        validator.is_valid(&value)
    };
    let mut valid = files("incidents");
    valid.extend(files("tests/lint"));
    valid.extend(files("tests/packages"));
    valid.retain(|file| !file.to_string_lossy().ends_with("evidence.yaml"));
    assert!(valid.len() > 60);
    for file in valid {
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(errors("x", text.as_bytes()), [], "{} is decoded", file.display());
        assert!(accepts(&text), "{} is decoded, and the schema refuses it", file.display());
    }
    for file in files("tests/broken") {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if !BEYOND_SCHEMA.contains(&name.as_str()) {
            assert!(!accepts(&fs::read_to_string(&file).unwrap()), "{name} is refused, and the schema accepts it");
        }
    }
}

const MINIMAL: &str = include_str!("../../incidents/2041/incident.yaml");

#[test]
fn the_schema_refuses_single_slips_like_the_decoder() {
    let validator = jsonschema::draft202012::new(&serde_json::from_str(schema::TEXT).unwrap()).unwrap();
    for (from, to) in [
        ("severity: P1", "severity: P7"),
        ("format: 1", "format: 3"),
        ("takes: 1h-2h", "takes: 2"),
        ("takes: 1h-2h", "takes: 2 hours"),
        ("id: \"2041\"", "id: a/b"),
        ("id: egress", "id: Egress"),
        ("title: Checkout", "titel: Checkout"),
        ("status: handed-off\n", ""),
        ("from: shop", "from: "),
        ("at: 2026-03-02T15:40:00Z", "at: 2026-03-02T15:40:00"),
        ("exit: [checkout-works]", "exit: checkout-works"),
        ("run: ./smoke checkout, ", ""),
    ] {
        let text = MINIMAL.replacen(from, to, 1);
        assert_ne!(text, MINIMAL, "{from} is in the record");
        assert_ne!(errors("x", text.as_bytes()), [], "the decoder refuses {to}");
        let value: serde_json::Value = serde_yaml::from_str(&text).unwrap();
        assert!(!validator.is_valid(&value), "the schema refuses {to}");
    }
}

#[test]
fn a_byte_order_mark_and_crlf_change_nothing() {
    let plain = decode("x", MINIMAL.as_bytes()).ok().unwrap();
    let windows = format!("\u{feff}{}", MINIMAL.replace('\n', "\r\n"));
    let other = decode("x", windows.as_bytes()).ok().unwrap();
    assert_eq!(format!("{:?}", plain.record), format!("{:?}", other.record));
}

#[test]
fn hostile_bytes_are_refused_at_once() {
    let billion = {
        let mut text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (name, before) in "bcdefghi".chars().zip("abcdefgh".chars()) {
            let many = vec![format!("*{before}"); 10].join(", ");
            text += &format!("{name}: &{name} [{many}]\n");
        }
        text
    };
    let scalar_bomb = format!("a: &a {}\nb: [{}]\n", "x".repeat(10_000), vec!["*a"; 10_000].join(", "));
    let anchors: String = (0..50_000).map(|at| format!("- &a{at} x\n- *a{at}\n")).collect();
    for (name, bytes, words) in [
        ("brackets", "[".repeat(100_000).into_bytes(), "nests deeper"),
        ("braces", "{a: ".repeat(50_000).into_bytes(), "nests deeper"),
        ("dashes", "- ".repeat(50_000).into_bytes(), "nests deeper"),
        (
            "indent",
            (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>().into_bytes(),
            "nests deeper",
        ),
        ("billion laughs", billion.into_bytes(), "stand for more than"),
        ("aliased scalars", scalar_bomb.into_bytes(), "stand for more than"),
        ("itself", b"a: &a [*a]\n".to_vec(), "inside of what it names"),
        ("anchors", anchors.into_bytes(), ""),
        ("large", vec![b'#'; 5 << 20], "larger than 4 MiB"),
        ("nul", b"format: 1\0".to_vec(), "U+0000"),
        ("escape", b"format: 1\ntitle: \x1b[31m".to_vec(), "U+001B"),
        ("escaped escape", MINIMAL.replace("title: Checkout", r#"title: "\e[31m" # "#).into_bytes(), "U+001B"),
        ("latin1", b"title: caf\xe9".to_vec(), "not UTF-8"),
        ("utf16", b"\xff\xfef\0o\0".to_vec(), "not UTF-8"),
        ("empty", Vec::new(), ""),
        ("comment", b"# nothing\n".to_vec(), ""),
        ("a list", b"- 1\n- 2\n".to_vec(), "expected a mapping"),
        ("a text", b"hello\n".to_vec(), "expected a mapping"),
        ("null", b"~\n".to_vec(), "expected a mapping"),
        ("tabs", b"format: 1\nteams:\n\tshop: x\n".to_vec(), ""),
        ("unknown alias", b"format: *nowhere\n".to_vec(), ""),
        ("unclosed", b"title: \"never closed\n".to_vec(), ""),
        ("many errors", (0..20_000).map(|n| format!("k{n}: x\n")).collect::<String>().into_bytes(), "unknown key"),
    ] {
        let start = Instant::now();
        let found = errors(name, &bytes);
        assert!(!found.is_empty(), "{name} is refused");
        assert!(found.iter().any(|error| error.2.contains(words)), "{name}: {found:?}");
        // Not a benchmark: a hang would take minutes.
        assert!(start.elapsed().as_secs() < 20, "{name} took {:?}", start.elapsed());
    }
}

proptest::proptest! {
    /// Whatever is cut out of a record or put into it: an answer, never a panic; and what the fast
    /// decoder takes is located by the tree.
    #[test]
    fn damaged_records_get_an_answer(at in 0usize..1_000, length in 0usize..40, insert in "[\\PC\n\t]{0,12}") {
        let mut text: Vec<char> = MINIMAL.chars().collect();
        let at = at.min(text.len());
        let end = (at + length).min(text.len());
        text.splice(at..end, insert.chars());
        let text: String = text.into_iter().collect();
        let _ = decode("x", text.as_bytes());
    }
}
