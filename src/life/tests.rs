//! Changes in texts of every style.

use super::*;
use crate::record::{FieldPath, Segment};

fn path(text: &str) -> FieldPath {
    let segments = text.split('.').filter(|part| !part.is_empty());
    FieldPath(
        segments
            .map(|part| part.parse().map_or_else(|_| Segment::Key(part.to_owned().into()), Segment::Index))
            .collect(),
    )
}

fn set(file: &str, at: &str, key: &str, value: Value) -> String {
    let mut draft = Draft::new(file);
    draft.set(&path(at), key, value).unwrap_or_else(|stuck| panic!("{stuck}: {file}"));
    draft.file().to_owned()
}

fn append(file: &str, at: &str, value: Value) -> String {
    let mut draft = Draft::new(file);
    draft.append(&path(at), value).unwrap_or_else(|stuck| panic!("{stuck}: {file}"));
    draft.file().to_owned()
}

fn mark(file: &str, at: &str) -> String {
    let mut draft = Draft::new(file);
    let done = vec![("done", Value::text("2026-03-02"))];
    draft.mark(&path(at), "do", done).unwrap_or_else(|stuck| panic!("{stuck}: {file}"));
    draft.file().to_owned()
}

fn entry() -> Value {
    Value::map([("at", Some("2026-03-02T15:40:00Z".to_owned())), ("what", Some("It is back".to_owned()))])
}

#[test]
fn a_key_goes_where_the_format_has_it() {
    for (before, after) in [
        ("status: handed-off # c\n", "status: closed # c\n"),
        ("status: \"handed-off\"\n", "status: \"closed\"\n"),
        ("status: 'handed-off'", "status: 'closed'"),
        ("{\"status\": \"handed-off\"}", "{\"status\": \"closed\"}"),
        ("\u{feff}status: handed-off\r\nsummary: S\r\n", "\u{feff}status: closed\r\nsummary: S\r\n"),
        ("a: &s handed-off\nstatus: *s\n", "a: &s handed-off\nstatus: closed\n"),
        ("severity: P1 # c\n\n# d\nsummary: S", "severity: P1 # c\nstatus: closed\n\n# d\nsummary: S"),
        ("severity: P1\r\nsummary: S\r\n", "severity: P1\r\nstatus: closed\r\nsummary: S\r\n"),
        ("summary: |\n  a\n\n  b\n\n\nteams: {}\n", "summary: |\n  a\n\n  b\n\n\nteams: {}\nstatus: closed\n"),
        ("summary: |+\n  a\n\n", "summary: |+\n  a\n\nstatus: closed\n"),
        ("{title: T, summary: S}", "{title: T, status: closed, summary: S}"),
        ("{ summary: S }", "{ summary: S, status: closed }"),
        ("{}", "{status: closed}"),
        ("{\n  title: T, # c\n  summary: S\n}\n", "{\n  title: T, # c\n  status: closed,\n  summary: S\n}\n"),
        ("{\n  title: T # c\n}\n", "{\n  title: T, # c\n  status: closed\n}\n"),
        ("{\n  \"title\": \"T\"\n}\n", "{\n  \"title\": \"T\",\n  \"status\": \"closed\"\n}\n"),
        ("---\ntitle: T\n...\n", "---\ntitle: T\nstatus: closed\n...\n"),
    ] {
        assert_eq!(set(before, "", "status", Value::text("closed")), after);
    }
}

#[test]
fn a_mapping_below_takes_the_style_of_its_place() {
    let acknowledged = || Value::map([("by", Some("Ana, on call".to_owned())), ("at", Some("2026-03-02".to_owned()))]);
    for (before, after) in [
        (
            "handoff:\n    at: x\n    to: b  # c\n    # about b\n\n    reason: R\n",
            "handoff:\n    at: x\n    to: b  # c\n    acknowledged: {by: \"Ana, on call\", at: 2026-03-02}\n    # about b\n\n    reason: R\n",
        ),
        (
            "handoff: {at: x, to: b}\n",
            "handoff: {at: x, to: b, acknowledged: {by: \"Ana, on call\", at: 2026-03-02}}\n",
        ),
        ("handoff:\n- at: x\n", "handoff:\n- at: x\n  acknowledged: {by: \"Ana, on call\", at: 2026-03-02}\n"),
    ] {
        let at = if before.contains("- at") { "handoff.0" } else { "handoff" };
        assert_eq!(set(before, at, "acknowledged", acknowledged()), after);
    }
    let reason = Value::text("first\n\nsecond: line");
    assert_eq!(
        set("handoff:\n  at: x", "handoff", "reason", reason.clone()),
        "handoff:\n  at: x\n  reason: |-\n    first\n\n    second: line"
    );
    assert_eq!(
        set("handoff: {at: x}\r\n", "handoff", "reason", reason),
        "handoff: {at: x, reason: \"first\\n\\nsecond: line\"}\r\n"
    );
}

#[test]
fn an_item_goes_to_the_end_of_its_list() {
    let new = "{at: 2026-03-02T15:40:00Z, what: It is back}";
    for (before, after) in [
        ("timeline:\n  - {at: x} # c\n  # - {at: y}\n\n# d\n", format!("timeline:\n  - {{at: x}} # c\n  - {new}\n  # - {{at: y}}\n\n# d\n")),
        ("timeline:\n- {at: x}\nlint: {}\n", format!("timeline:\n- {{at: x}}\n- {new}\nlint: {{}}\n")),
        (
            "timeline:\n  - at: x\n    what: |\n      long\n\n      text\n    # of x\n\nlint: {}",
            "timeline:\n  - at: x\n    what: |\n      long\n\n      text\n    # of x\n  - at: 2026-03-02T15:40:00Z\n    what: It is back\n\nlint: {}".to_owned(),
        ),
        ("timeline: []\n", format!("timeline: [{new}]\n")),
        ("timeline: [{at: x}]\n", format!("timeline: [{{at: x}}, {new}]\n")),
        ("timeline: [\n  {at: x}, # c\n  # d\n]\n", format!("timeline: [\n  {{at: x}}, # c\n  {new},\n  # d\n]\n")),
        ("timeline: [\n  {at: x} # c\n]\n", format!("timeline: [\n  {{at: x}}, # c\n  {new}\n]\n")),
        ("{\"timeline\": [{\"at\": \"x\"}]}", "{\"timeline\": [{\"at\": \"x\"}, {\"at\": \"2026-03-02T15:40:00Z\", \"what\": \"It is back\"}]}".to_owned()),
        ("a:\n- b\n\nroadmap:\n- c\n", format!("a:\n- b\n\nroadmap:\n- c\n\ntimeline:\n- {new}\n")),
        ("handoff: {}\n\nroadmap:\n  - c\n", format!("handoff: {{}}\n\ntimeline:\n  - {new}\n\nroadmap:\n  - c\n")),
        ("handoff: {}", format!("handoff: {{}}\ntimeline:\n  - {new}")),
        ("x: &t [{at: x}]\ntimeline: &u\n- 1", format!("x: &t [{{at: x}}]\ntimeline: &u\n- 1\n- {new}")),
    ] {
        assert_eq!(append(before, "timeline", entry()), after);
    }
    let long = format!("timeline: [{{at: x, what: {}}}]", "x".repeat(90));
    let appended = append(&long, "timeline", entry());
    assert_eq!(appended, long.replace("}]", &format!("}},\n  {new}]")));
}

#[test]
fn an_item_goes_before_another() {
    for (before, after) in [
        ("a:\n  # of b\n  - b # c\n  - d", "a:\n  # of b\n  - x\n  - b # c\n  - d"),
        ("a:\n- - b\n  - c\n", "a:\n- x\n- - b\n  - c\n"),
        ("a: [b, c]", "a: [x, b, c]"),
        ("a: [\n  b,\n]", "a: [\n  x, b,\n]"),
        ("a: []", "a: [x]"),
    ] {
        let mut draft = Draft::new(before);
        draft.insert(&path("a"), 0, Value::text("x")).unwrap();
        assert_eq!(draft.file(), after);
    }
    let mut draft = Draft::new("a:\n- b:\n    |\n    c\n  # of b\n# of d\n- d\n");
    draft.insert(&path("a"), 1, Value::text("x")).unwrap();
    assert_eq!(draft.file(), "a:\n- b:\n    |\n    c\n  # of b\n- x\n# of d\n- d\n");
}

#[test]
fn a_mapping_becomes_the_first_of_two() {
    for (before, after) in [
        (
            "handoff:\n  # c\n  at: x\n\n  reason: |\n    r\n",
            "handoff:\n  # c\n- at: x\n\n  reason: |\n    r\n- at: 2026-03-02T15:40:00Z\n  what: It is back\n",
        ),
        (
            "handoff:\n at: x\n reason: >2\n    r\n",
            "handoff:\n - at: x\n   reason: >2\n      r\n - at: 2026-03-02T15:40:00Z\n   what: It is back\n",
        ),
        ("handoff: {at: x}\n", "handoff: [{at: x}, {at: 2026-03-02T15:40:00Z, what: It is back}]\n"),
        ("handoff: &h {at: x}\n", "handoff: [&h {at: x}, {at: 2026-03-02T15:40:00Z, what: It is back}]\n"),
    ] {
        assert_eq!(append(before, "handoff", entry()), after);
    }
}

#[test]
fn a_text_that_is_marked_keeps_its_bytes() {
    for (before, after) in [
        ("- Check x # c\n", "- {do: Check x, done: 2026-03-02} # c\n"),
        ("- \"Check: {x}\"\n", "- {do: \"Check: {x}\", done: 2026-03-02}\n"),
        ("-   'a'\n", "-   {do: 'a', done: 2026-03-02}\n"),
        ("- Check x, then y # c\n- b", "- do: Check x, then y # c\n  done: 2026-03-02\n- b"),
        ("- Check x\n  and y # c\n- b", "- do: Check x\n    and y # c\n  done: 2026-03-02\n- b"),
        (
            "- |\n  Check x\n\n  # no comment\n# c\n",
            "- do: |\n    Check x\n\n    # no comment\n  done: 2026-03-02\n# c\n",
        ),
        ("- >2-\n   Check x\n- b", "- do: >2-\n     Check x\n  done: 2026-03-02\n- b"),
        ("- &a Check x\n- *a\n", "- {do: &a Check x, done: 2026-03-02}\n- *a\n"),
        ("- # c\n  Check x\n", "- do: # c\n    Check x\n  done: 2026-03-02\n"),
        ("[Check x, \"b\"]", "[{do: Check x, done: 2026-03-02}, \"b\"]"),
        ("[\"Check x\"]", "[{do: \"Check x\", done: 2026-03-02}]"),
        ("- {do: Check x}\n", "- {do: Check x, done: 2026-03-02}\n"),
        ("- do: Check x\n  by: |\n    x\n- b", "- do: Check x\n  by: |\n    x\n  done: 2026-03-02\n- b"),
    ] {
        assert_eq!(mark(before, "0"), after);
        if !before.starts_with('[') {
            let deep = |text: &str| {
                format!(
                    "next_actions:\r\n  a:\r\n{}",
                    text.lines().fold(String::new(), |all, line| all + "    " + line + "\r\n")
                )
            };
            assert_eq!(mark(&deep(before), "next_actions.a.0"), deep(after));
        }
    }
}

#[test]
fn what_another_place_shows_is_not_changed() {
    for (file, at) in [
        ("a: &h {at: x}\nhandoff: *h\n", "handoff"),
        ("handoff: &h\n  at: x\nb: *h\n", "handoff"),
        ("roadmap: [&p {id: a}, {id: b}]\nx: *p\n", "roadmap.0"),
    ] {
        let mut draft = Draft::new(file);
        let stuck = draft.set(&path(at), "reason", Value::text("R")).unwrap_err();
        assert!(stuck.shared && stuck.to_string().contains(&format!("`{}`", stuck.path)), "{stuck}");
        assert_eq!(draft.file(), file);
    }
}
