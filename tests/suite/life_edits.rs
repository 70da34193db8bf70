//! Edits of records in every style of YAML: one change, and no other byte. What an edit says is
//! judged by serde_yaml, which is not the parser that finds its place.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use handoff::life::{Draft, Value};
use handoff::record::{FieldPath, Segment};
use proptest::prelude::*;
use serde_yaml::Value as Yaml;

use crate::support::repository;

/// The committed records and the clean ones of the tests.
pub fn records() -> &'static [String] {
    static RECORDS: OnceLock<Vec<String>> = OnceLock::new();
    RECORDS.get_or_init(|| {
        let mut found = Vec::new();
        let mut left: Vec<_> = ["incidents", "tests/packages", "tests/lint/clean"].map(repository).into();
        while let Some(folder) = left.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    left.push(path);
                } else if is_record(&path) {
                    found.push(fs::read_to_string(path).unwrap());
                }
            }
        }
        // The large ones make a case slow, and have nothing that others lack.
        found.retain(|text| text.len() < 24_000);
        found.sort();
        assert!(found.len() > 5, "{}", found.len());
        found
    })
}

fn is_record(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml") && !path.ends_with("evidence.yaml")
}

pub fn said(text: &str) -> Option<Yaml> {
    serde_yaml::from_str(text.trim_start_matches('\u{feff}')).ok()
}

/// Another way to write the same record.
#[derive(Debug, Clone)]
pub enum Restyle {
    CarriageReturns,
    ByteOrderMark,
    NoLastLineEnd,
    Json {
        pretty: bool,
    },
    /// All by serde_yaml: lists stand in the column of their keys.
    Plain,
    /// Some sections in braces and brackets.
    Braces {
        one_in: usize,
        pretty: bool,
    },
    /// Twice as deep.
    Deeper,
    /// Behind some lines.
    Lines {
        at: Vec<prop::sample::Index>,
        line: &'static str,
    },
    /// At the end of some lines.
    Trailing {
        at: Vec<prop::sample::Index>,
    },
    /// On some values.
    Anchors {
        at: Vec<prop::sample::Index>,
    },
}

pub fn restyles() -> impl Strategy<Value = Vec<Restyle>> {
    let some = || prop::collection::vec(any::<prop::sample::Index>(), 1..12);
    let lines = prop::sample::select(vec!["", "# c", "  # c: d", "    # - e", "      # f", "\t", "   "]);
    let one = prop_oneof![
        Just(Restyle::CarriageReturns),
        Just(Restyle::ByteOrderMark),
        Just(Restyle::NoLastLineEnd),
        any::<bool>().prop_map(|pretty| Restyle::Json { pretty }),
        Just(Restyle::Plain),
        (1usize..4, any::<bool>()).prop_map(|(one_in, pretty)| Restyle::Braces { one_in, pretty }),
        Just(Restyle::Deeper),
        (some(), lines).prop_map(|(at, line)| Restyle::Lines { at, line }),
        some().prop_map(|at| Restyle::Trailing { at }),
        some().prop_map(|at| Restyle::Anchors { at }),
    ];
    prop::collection::vec(one, 0..6)
}

impl Restyle {
    /// Tried on each place by itself, since many do not allow it.
    pub fn of(&self, text: &str) -> String {
        let each = |at: &[prop::sample::Index], change: &dyn Fn(&str, usize) -> Option<String>| {
            at.iter().enumerate().fold(text.to_owned(), |text, (turn, index)| {
                let lines: Vec<&str> = text.split('\n').collect();
                let line = index.index(lines.len());
                let new = change(lines[line], turn);
                let mut lines = lines.clone();
                new.as_deref().inspect(|new| lines[line] = new);
                let new = lines.join("\n");
                if said(&new) == said(&text) { new } else { text }
            })
        };
        match self {
            Restyle::CarriageReturns => text.replace("\r\n", "\n").replace('\n', "\r\n"),
            Restyle::ByteOrderMark => format!("\u{feff}{}", text.trim_start_matches('\u{feff}')),
            Restyle::NoLastLineEnd => text.trim_end_matches(['\r', '\n']).to_owned(),
            Restyle::Json { pretty: true } => serde_json::to_string_pretty(&said(text)).unwrap(),
            Restyle::Json { pretty: false } => serde_json::to_string(&said(text)).unwrap(),
            Restyle::Plain => serde_yaml::to_string(&said(text)).unwrap(),
            Restyle::Braces { one_in, pretty } => braces(text, *one_in, *pretty),
            Restyle::Deeper => {
                let deeper =
                    |line: &str| format!("{}{line}", " ".repeat(line.len() - line.trim_start_matches(' ').len()));
                text.split('\n').map(deeper).collect::<Vec<_>>().join("\n")
            }
            Restyle::Lines { at, line } => each(at, &|before, _| Some(format!("{before}\n{line}"))),
            Restyle::Trailing { at } => each(at, &|line, _| Some(format!("{line}  # c"))),
            Restyle::Anchors { at } => each(at, &|line, turn| {
                let (key, value) = line.split_once(": ").or_else(|| line.split_once("- "))?;
                let value_at = line.len() - value.len();
                Some(format!("{key}{}&a{turn} {value}", &line[key.len()..value_at]))
            }),
        }
    }
}

/// A record in other styles, as far as they fit it.
pub fn restyled(record: &str, restyles: &[Restyle]) -> String {
    restyles.iter().fold(record.to_owned(), |file, restyle| {
        let styled = restyle.of(&file);
        if said(&styled) == said(&file) { styled } else { file }
    })
}

fn braces(text: &str, one_in: usize, pretty: bool) -> String {
    let Some(Yaml::Mapping(sections)) = said(text) else { return text.to_owned() };
    let mut out = String::new();
    for (at, (key, value)) in sections.iter().enumerate() {
        let key = key.as_str().unwrap();
        if at % one_in > 0 {
            let mut section = serde_yaml::Mapping::new();
            section.insert(key.into(), value.clone());
            out += &serde_yaml::to_string(&section).unwrap();
        } else if pretty {
            // What is inside of braces must be indented deeper than the key.
            out += &format!("{key}: {}\n", serde_json::to_string_pretty(value).unwrap().replace('\n', "\n  "));
        } else {
            out += &format!("{key}: {}\n", serde_json::to_string(value).unwrap());
        }
    }
    out
}

/// Every place of a record, by its path.
fn places(value: &Yaml, at: &FieldPath, found: &mut Vec<(FieldPath, Yaml)>) {
    found.push((at.clone(), value.clone()));
    match value {
        Yaml::Sequence(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &at.index(index), found))
        }
        Yaml::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            if let Some(key) = key.as_str() {
                places(value, &at.key(key.to_owned()), found);
            }
        }),
        _ => {}
    }
}

fn place_in<'y>(value: &'y mut Yaml, at: &[Segment]) -> &'y mut Yaml {
    at.iter().fold(value, |value, segment| match segment {
        Segment::Key(key) => value.get_mut(key.as_ref()).unwrap(),
        Segment::Index(index) => value.get_mut(*index).unwrap(),
    })
}

fn yaml(value: &Value) -> Yaml {
    match value {
        Value::Text(text) => text.as_str().into(),
        Value::List(items) => Yaml::Sequence(items.iter().map(yaml).collect()),
        Value::Map(entries) => {
            Yaml::Mapping(entries.iter().map(|(key, value)| (key.as_str().into(), yaml(value))).collect())
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Op {
    Set,
    Replace,
    Insert,
    Mark,
}

fn values() -> impl Strategy<Value = Value> {
    let text = prop::sample::select(vec![
        "closed",
        "2026-03-02T15:40:00Z",
        "Check this, then {that}",
        "a: b # c",
        "it's \"so\"",
        "on `${{ vars.x }}`",
        "- x",
        "true",
        "12",
        "~",
        "  blanks ",
        "é 日本 \u{a0}",
        "two\nlines",
        " first\n\n  second: x\n# third\n",
        "\n",
        "trailing \nblank",
        "\ttab\n\ttab",
        "%x",
        "@y",
        "*z",
        "&z",
        "!t",
        "|",
        "",
        "\\n",
    ]);
    let text = text.prop_map(|text| Value::Text(text.to_owned()));
    let list = prop::collection::vec(text.clone(), 0..3).prop_map(Value::List);
    let small = prop_oneof![text.clone(), list];
    let map = prop::collection::vec(small.clone(), 0..3)
        .prop_map(|values| Value::Map(["by", "at", "because"].map(str::to_owned).into_iter().zip(values).collect()));
    prop_oneof![3 => text, 1 => small, 3 => map]
}

/// Whether the bytes of one stand in the other, in their order.
pub fn is_kept(old: &str, new: &str) -> bool {
    let mut new = new.bytes();
    old.bytes().all(|byte| new.any(|other| other == byte))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(std::env::var("CASES").map_or(120, |n| n.parse().unwrap())) })]

    #[test]
    fn one_change_and_no_other_byte(
        record in any::<prop::sample::Index>(),
        restyles in restyles(),
        op in prop::sample::select(vec![Op::Set, Op::Replace, Op::Insert, Op::Mark]),
        (place, turn) in any::<(prop::sample::Index, prop::sample::Index)>(),
        value in values(),
    ) {
        let file = restyled(record.get(records()).as_str(), &restyles);
        let old = said(&file).unwrap();
        let mut all = Vec::new();
        places(&old, &FieldPath::default(), &mut all);
        all.retain(|(at, value)| match op {
            Op::Set => value.is_mapping(),
            Op::Replace => value.is_string() && matches!(at.0.last(), Some(Segment::Key(_))),
            Op::Insert => value.is_sequence(),
            Op::Mark => value.is_string() && matches!(at.0.last(), Some(Segment::Index(_))),
        });
        prop_assume!(!all.is_empty());
        let (at, before) = place.get(&all).clone();
        let mut wanted = old;
        let mut draft = Draft::new(&file);
        let done = match op {
            Op::Set => {
                let Yaml::Mapping(entries) = place_in(&mut wanted, &at.0) else { unreachable!() };
                let key = ["acknowledged", "done", "zz"].into_iter().find(|key| !entries.contains_key(key)).unwrap();
                entries.insert(key.into(), yaml(&value));
                draft.set(&at, key, value.clone())
            }
            Op::Replace => {
                let value = if matches!(value, Value::Text(_)) { value.clone() } else { Value::text("other") };
                *place_in(&mut wanted, &at.0) = yaml(&value);
                let (Some(Segment::Key(key)), parent) = (at.0.last(), FieldPath(at.0[..at.0.len() - 1].to_vec())) else { unreachable!() };
                draft.set(&parent, key, value)
            }
            Op::Insert => {
                let items = place_in(&mut wanted, &at.0).as_sequence_mut().unwrap();
                let index = turn.index(items.len() + 1);
                items.insert(index, yaml(&value));
                draft.insert(&at, index, value.clone())
            }
            Op::Mark => {
                let entries = [("do", before.clone()), ("done", yaml(&value))];
                *place_in(&mut wanted, &at.0) = Yaml::Mapping(entries.map(|(key, value)| (key.into(), value)).into_iter().collect());
                draft.mark(&at, "do", vec![("done", value.clone())])
            }
        };
        // Only a block of lines as a whole is not replaced.
        if let (Op::Replace, Err(_)) = (op, &done) {
            prop_assert!(before.as_str().unwrap().contains('\n') || file.contains(['|', '>']), "{at}\n{file}");
            prop_assert_eq!(draft.file(), &file);
            return Ok(());
        }
        prop_assert!(done.is_ok(), "{op:?} {at}: {done:?}\n{file}");
        let new = draft.file();
        // Mappings compare without their order.
        prop_assert_eq!(said(new), Some(wanted), "{:?} {}\n{}", op, at, new);
        if !matches!(op, Op::Replace) {
            prop_assert!(is_kept(&file, new), "{op:?} {at}\n{file}\n--- became\n{new}");
        }
        let bare = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
        let crlf = file.find('\n').is_some_and(|at| file[..at].ends_with('\r'));
        prop_assert!(bare(new) == bare(&file) || !crlf, "{}", new);
        prop_assert!(new.matches('\r').count() == file.matches('\r').count() || crlf, "{}", new);
        prop_assert_eq!(new.starts_with('\u{feff}'), file.starts_with('\u{feff}'));
    }
}
