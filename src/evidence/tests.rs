use super::tests_support::{entry, record};
use super::*;
use crate::record::units::Scalar;

#[test]
fn what_passes_goes_on_until_it_fails() {
    let record = record("{id: a, what: A, run: probe, expect: ok}");
    let print = fingerprint(&record, &record.checks[0]);
    let at = |hour: u32| Instant::parse(&format!("2026-03-02T{hour:02}:00:00Z")).unwrap();
    let mut evidence = Evidence::default();
    let mut add = |outcome, hour, fingerprint: &str| {
        let entry = Entry { outcome, at: at(hour), fingerprint: fingerprint.into(), ..entry() };
        evidence.add(&record, "a", entry);
        evidence.get("a").unwrap().since
    };
    assert_eq!(add(Outcome::Passed, 10, &print), Some(at(10)));
    assert_eq!(add(Outcome::Passed, 11, &print), Some(at(10)));
    assert_eq!(add(Outcome::Error, 12, &print), Some(at(10)), "undecided is no failure");
    assert_eq!(add(Outcome::Passed, 13, &print), Some(at(10)));
    assert_eq!(add(Outcome::Failed, 14, &print), None);
    assert_eq!(add(Outcome::Timeout, 15, &print), None);
    assert_eq!(add(Outcome::Passed, 16, &print), Some(at(16)));
    assert_eq!(add(Outcome::Passed, 17, "another check"), Some(at(17)));
    assert_eq!(add(Outcome::Passed, 12, "another check"), Some(at(12)), "an older finding proves from its own time");
}

#[test]
fn what_was_found_before_the_incident_begins_nothing() {
    let record =
        super::tests_support::record_with("{id: a, what: A, run: probe, expect: ok}", "started: 2026-03-02T10:00:00Z");
    let fingerprint = fingerprint(&record, &record.checks[0]);
    let at = |text: &str| Instant::parse(text).unwrap();
    let mut evidence = Evidence::default();
    for time in ["2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z", "2026-03-02T12:00:00Z"] {
        evidence.add(&record, "a", Entry { at: at(time), fingerprint: fingerprint.clone(), ..entry() });
    }
    assert_eq!(evidence.get("a").unwrap().since, Some(at("2026-03-02T11:00:00Z")));
}

#[test]
fn evidence_is_worth_what_the_check_still_says() {
    let record = record("{id: a, what: A, run: probe, expect: ok}");
    let check = &record.checks[0];
    let mut evidence = Evidence::default();
    assert_eq!(evidence.standing(&record, check), Standing::Unproven);

    let current = Entry { fingerprint: fingerprint(&record, check), ..entry() };
    evidence.set("a", current.clone());
    assert_eq!(evidence.standing(&record, check), Standing::Passed(&current));

    let failed = Entry { outcome: Outcome::Failed, ..current.clone() };
    evidence.set("a", failed.clone());
    assert_eq!(evidence.standing(&record, check), Standing::Failed(&failed));

    for undecided in [Outcome::Error, Outcome::Timeout, Outcome::Skipped] {
        evidence.set("a", Entry { outcome: undecided, ..current.clone() });
        assert_eq!(evidence.standing(&record, check), Standing::Unproven);
    }
    evidence.set("a", entry());
    assert_eq!(evidence.standing(&record, check), Standing::Stale(&entry()));
}

#[test]
fn all_that_is_wrong_is_reported_where_it_stands() {
    let file =
        "format: 1\nchecks:\n  a:\n    outcome: passd\n    at: 2026-03-02\n    fingerprint: x\n    colour: red\n";
    let (source, found) = Evidence::decode("evidence.yaml", file.as_bytes()).unwrap_err();
    let places: Vec<_> = found.iter().map(|d| (source.position(d.span.start).line, d.message.as_str())).collect();
    assert_eq!(places.len(), 3, "{places:?}");
    assert!(places[0].1.starts_with("`passd` is none of"), "{places:?}");
    assert_eq!(places.iter().map(|place| place.0).collect::<Vec<_>>(), [4, 5, 7]);
}

#[test]
fn hostile_files_are_refused_and_empty_ones_are_empty() {
    assert!(Evidence::decode("e", b"# nothing yet\n").unwrap().is_empty());
    assert!(Evidence::decode("e", b"").unwrap().is_empty());
    for bad in ["format: 1\nchecks: [\n", "format: 2\n", "- a\n", "format: 1\nchecks: {a: null}\n", "x: \0\n"] {
        assert!(Evidence::decode("e", bad.as_bytes()).is_err(), "{bad:?}");
    }
    let conflict = b"format: 1\nchecks:\n<<<<<<< ours\n  a: {}\n=======\n";
    assert!(Evidence::decode("e", conflict).is_err());
    assert!(Evidence::decode("e", "[".repeat(100_000).as_bytes()).is_err());
}
