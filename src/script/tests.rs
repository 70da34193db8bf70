use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::*;
use crate::evidence::tests_support::entry;
use crate::evidence::{Entry, Evidence, Outcome, fingerprint};
use crate::facts::{Facts, Names};
use crate::process::{Interrupt, Shell};
use crate::record::Record;
use crate::secrets::Masker;
use crate::tests::has;
use crate::verify::{Health, Selection, decide, run_all, schedule};

fn record(checks: &str, criteria: &str) -> Record {
    let text = format!(
        "format: 1\nid: '1'\ntitle: \"T `$(touch pwned)` é\"\nseverity: P1\nstatus: handed-off\nsummary: S\n\
         teams: {{a: {{name: A}}, b: {{name: B}}}}\nhandoff: {{at: 2026-03-02T15:40:00Z, from: a, to: b}}\n\
         components:\n- {{id: net, name: N, severity: high, problem: P}}\n\
         roadmap: [{{id: fix, title: Fix, takes: 1h}}]\ncriteria:\n{criteria}\nchecks:\n{checks}\n"
    );
    crate::record::decode("incident.yaml", text.as_bytes()).unwrap_or_else(|e| panic!("{text}{:?}", e.1)).record
}

fn script(record: &Record) -> String {
    script_with(record, &Evidence::default())
}

fn script_with(record: &Record, evidence: &Evidence) -> String {
    let facts = Facts::without_evidence(record);
    health_check(&Names { record, facts: &facts }, evidence).unwrap()
}

fn run(script: &str, folder: &Path, args: &[&str]) -> Output {
    let path = folder.join("health-check.sh");
    std::fs::write(&path, script).unwrap();
    let search = format!("PATH={}", std::env::var("PATH").unwrap());
    Command::new("env").args(["-i", &search, "bash"]).arg(path).args(args).output().unwrap()
}

/// The same checks by `handoff verify`.
fn verified(record: &Record, evidence: &Evidence, folder: &Path) -> (Value, u8) {
    let selected = Selection::default().of(record).unwrap();
    let schedule = schedule(record, &selected, evidence, false, &Masker::default(), &|_| None);
    let results = run_all(&schedule, &Shell::new(folder, Interrupt::default()), &Masker::default(), 8, &|_| {});
    let report = decide(record, evidence, &selected, results);
    (serde_json::from_str(&crate::report::verify::json(&report)).unwrap(), exit(report.status))
}

/// The exit status that both promise.
fn exit(health: Health) -> u8 {
    match health {
        Health::Healthy => 0,
        Health::Critical | Health::Degraded => 1,
        Health::Unknown => 2,
    }
}

/// Status, exit, outcomes and criteria, without times and words.
fn gist(answer: &Value) -> String {
    let of = |key: &str, parts: [&str; 4]| {
        let items = answer[key].as_array().unwrap().iter();
        items.map(|item| parts.map(|part| item[part].to_string()).join(" ")).collect::<Vec<_>>().join("\n")
    };
    let checks = of("checks", ["id", "outcome", "attempts", ""]);
    format!("{}\n{checks}\n{}", answer["status"], of("criteria", ["id", "met", "waived", ""]))
}

#[test]
fn the_script_answers_as_verify_does() {
    if !has("jq") {
        return;
    }
    let checks = r#"
- {id: eq, what: "E 'q' $(touch pwned)", component: net, run: "echo ' READY '", expect: READY}
- {id: eq-not, what: E, run: echo CREATING, expect: READY}
- {id: eq-lines, what: E, run: "printf 'a\\nb\\n\\n'", expect: "a\nb"}
- {id: eq-empty, what: E, run: "true", expect: {equals: ""}}
- {id: eq-nul, what: E, run: "printf 'a\\0b'", expect: ab}
- {id: has, what: C, run: "echo 'it''s $HOME `x`'", expect: {contains: ["it", "$HOME", "`x`"], excludes: "*"}}
- {id: has-not, what: C, run: echo abc, expect: {contains: [a, x]}}
- {id: ex-not, what: C, run: echo an ERROR, expect: {excludes: [ERROR]}}
- {id: match, what: M, run: echo v12.3, expect: {matches: '^v\d+\.\d+\s*$'}}
- {id: match-not, what: M, run: echo x12, expect: {matches: '^v\d+'}}
- {id: json, what: J, run: "echo '{\"a/b\": [{\"c\": 1.0}], \"t\": true}'", expect: {json: {"/a~1b/0/c": 1, /t: true}}}
- {id: json-not, what: J, run: "echo '{\"t\": 1}'", expect: {json: {/t: true}}}
- {id: json-none, what: J, run: "echo '[]'", expect: {json: {/t: true}}}
- {id: json-text, what: J, run: "echo '{\"v\": \"3.10\", \"l\": [\"1\", true]}'", expect: {json: {/v: 3.10, /l: [1, True]}}}
- {id: json-text-not, what: J, run: "echo '{\"v\": \"3.1\"}'", expect: {json: {/v: 3.10}}}
- {id: json-quoted-not, what: J, run: "echo '{\"v\": 3.10}'", expect: {json: {/v: '3.10'}}}
- {id: json-each, what: J, run: "echo '{\"p\": [{\"f\": 5, \"s\": \"up\"}, {\"f\": \"7 GB\", \"s\": \"up\"}]}'", expect: {json: {"/p/*/f": {min: 5 GB, below: 8 GB}, "/p/*/s": up}}}
- {id: json-each-not, what: J, run: "echo '{\"p\": {\"a\": 5, \"b\": 4}}'", expect: {json: {"/p/*": {min: 5}}}}
- {id: json-each-other, what: J, run: "echo '[\"a\", \"b\"]'", expect: {json: {"/*": a}}}
- {id: json-each-none, what: J, run: "echo '[]'", expect: {json: {"/*": {min: 5}}}}
- {id: json-each-hole, what: J, run: "echo '[{\"a\": 1}, {}]'", expect: {json: {"/*/a": 1}}}
- {id: json-number-not, what: J, run: "echo '[true, 1]'", expect: {json: {"/*": {min: 1}}}}
- {id: json-tiny, what: J, run: "echo '{\"a\": 1e-7, \"b\": 18446744073709551615}'", expect: {json: {/a: {max: 0.001, above: 0}, /b: {min: 1}}}}
- {id: crlf, what: E, run: "printf 'a\\r\\nREADY\\r\\n'", expect: {equals: "a\nREADY", contains: "a\nREADY", matches: 'READY$'}}
- {id: crlf-not, what: E, run: "printf 'a\\r\\nb\\r\\n'", expect: {excludes: "a\nb"}}
- {id: last-line, what: E, run: "echo READY", expect: {matches: '^READY$'}}
- {id: last-lines, what: E, run: "printf 'READY\\n\\n'", expect: {matches: '^READY$'}}
- {id: json-bad, what: J, run: "echo oops", expect: {json: {/t: true}}}
- {id: exit, what: X, run: exit 3, expect: {exit: 3}}
- {id: exit-not, what: X, run: exit 3}
- {id: missing, what: X, run: no-such-command-here, expect: ok, attempts: 3}
- {id: not-executable, what: X, run: /etc/passwd, expect: ok}
- {id: killed, what: X, run: "k=kill; $k -9 $$", expect: ok}
- {id: slow, what: X, run: "trap '' TERM; sleep 61.23", timeout: 0.5s, expect: ok}
- {id: late, what: X, run: "sleep 0.3; echo ok", expect: {equals: ok, within: 0.1s}}
- {id: in-time, what: X, run: "echo ok", expect: {equals: ok, within: 20s}}
- {id: leaves, what: X, run: "sleep 62.34 & echo ok", expect: ok}
- {id: big, what: X, run: "head -c 3000000 /dev/zero | tr '\\0' x", expect: {contains: x}}
- {id: big-not, what: X, run: "head -c 3000000 /dev/zero | tr '\\0' x", expect: {excludes: y}}
- {id: big-exit, what: X, run: "head -c 3000000 /dev/zero; exit 4"}
- {id: big-blank, what: X, run: "head -c 900000 /dev/zero | tr '\\0' ' '; echo ok; head -c 90000 /dev/zero | tr '\\0' ' '", expect: ok}
- {id: big-crlf, what: X, run: "yes \"$(printf 'a\\r')\" | head -c 600000", expect: {excludes: "\ta", contains: "a\na\na"}}
- {id: big-number, what: X, run: "head -c 500000 /dev/zero | tr '\\0' 0", expect: {number: {max: 1}}}
- {id: stdin, what: X, run: "cat; echo done", expect: done}
- {id: again, what: X, run: "[ -e flag ] || { python3 -c \"open('flag', 'w')\"; exit 1; }", attempts: 3, every: 0.01s, read_only: true}
- {id: dash, what: X, run: "-x", expect: ok}
- {id: change, what: X, run: touch changed, read_only: false}
- {id: login, what: X, manual: true}
"#;
    let criteria = "- {id: one, what: O, check: [eq, has], component: net}\n- {id: mixed, what: O, check: [eq, login]}\n\
        - {id: mixed-bad, what: O, check: [eq-not, login]}\n- {id: unsure, what: O, check: [eq, killed]}\n\
        - {id: wanted, what: O, check: has-not, must: false}\n- {id: by-hand, what: O, check: login}";
    let record = record(checks, criteria);
    let (ours, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (wanted, exit) = verified(&record, &Evidence::default(), ours.path());
    let output = run(&script(&record), theirs.path(), &["--json"]);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let answer: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stdout)));
    assert_eq!(gist(&answer), gist(&wanted));
    assert_eq!(output.status.code(), Some(exit.into()));
    let left: Vec<_> = std::fs::read_dir(theirs.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "the script and what `again` touched: {left:?}");
    for word in ["sleep 61.23", "sleep 62.34"] {
        assert!(!Command::new("pgrep").args(["-f", word]).output().unwrap().status.success(), "{word}");
    }
}

/// The same numbers against the same limits: the program counts, the script compares digits.
#[test]
fn numbers_are_compared_as_verify_compares_them() {
    let limits = [
        "{max: 300}",
        "{min: 300}",
        "{above: 0}",
        "{below: 0}",
        "{max: 0.3, min: -0.3}",
        "{min: -20, below: -5}",
        "{max: 500ms}",
        "{min: 2h}",
        "{below: 1h 30m}",
        "{max: 5%}",
        "{max: 3 instances}",
        "{max: 3 GB per day}",
        "{max: 2k}",
        "t-max",
        "t-is",
        "t-none",
    ];
    let texts = [
        "0",
        "-0",
        "+0.0",
        "3",
        "-3",
        "300",
        "300.0",
        "0300",
        "300.00000000000000000001",
        "3e2",
        "3.0E+2",
        "3e-1",
        ".3",
        "0.30",
        "-.3",
        "5.",
        "1e-30",
        "1e400",
        "1e-400",
        "0e999",
        "-5",
        "-5.01",
        "-20",
        "1999.99",
        "2e3",
        "120",
        "0.5s",
        "0.501 s",
        "501ms",
        "2 hours",
        "119 min",
        "120m",
        "0.1 d",
        "1w",
        "90 min",
        "1h 30m",
        "5%",
        "4.99 %",
        "5.1%",
        "3 Instances",
        "1 instance",
        "4instances",
        "1k instances",
        "3 gb per days",
        "3 GB",
        "1 2",
        "1,200",
        "1.2.3",
        "0x10",
        "NaN",
        "inf",
        "two",
        "",
        "-",
        ".",
        "e5",
        "5 e",
        "12345678901234567890123456789",
        "0.1234567890123456789012345678",
        "1234567890123456 h",
        "9 9",
        " 7 ",
        "\\t8\\n",
        "1\\n2",
    ];
    let targets = "targets: [{id: t-max, what: T, max: 35s, min: 5ms}, {id: t-is, what: T, is: 3}, {id: t-none, what: T, is: READY}]";
    let mut seen = std::collections::BTreeSet::new();
    for limit in limits {
        let check = |(number, text): (usize, &&str)| {
            let text = text.replace('%', "%%").replace('\\', "\\\\");
            format!("- {{id: c{number}, what: C, run: \"printf -- '{text}'\", expect: {{number: {limit}}}}}\n")
        };
        let checks: String = texts.iter().enumerate().map(check).collect();
        let record = record(&format!("{checks}{targets}"), "- {id: k, what: K, check: c0}");
        let folder = tempfile::tempdir().unwrap();
        let (wanted, _) = verified(&record, &Evidence::default(), folder.path());
        // Only what decides is asked of the script: to run all that takes minutes.
        let whole = script(&record);
        let run_once = "    run_once \"${commands[i]}\" \"${timeouts[i]}\"\n";
        let asked = whole.replace(
            run_once,
            "    late=in-time code=0 took=0 out=$(eval \"${commands[i]}\"; printf .) out=${out%.}\n",
        );
        assert_ne!(asked, whole);
        let output = run(&asked, folder.path(), &["--json"]);
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        for (at, text) in texts.iter().enumerate() {
            let outcome = |of: &Value| of["checks"][at]["outcome"].as_str().unwrap().to_owned();
            assert_eq!(outcome(&answer), outcome(&wanted), "{text:?} against {limit}: {}", wanted["checks"][at]);
            seen.insert(outcome(&wanted));
        }
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

#[test]
fn the_status_and_the_exit_agree() {
    for (run_line, must, status, exit) in [
        ("echo ok", true, "HEALTHY", 0),
        ("echo no", true, "CRITICAL", 1),
        ("echo no", false, "DEGRADED", 1),
        ("no-such-command", true, "UNKNOWN", 2),
    ] {
        let checks = format!("- {{id: a, what: A, run: {run_line}, expect: ok}}");
        let record = record(&checks, &format!("- {{id: k, what: K, check: a, must: {must}}}"));
        let folder = tempfile::tempdir().unwrap();
        let output = run(&script(&record), folder.path(), &[]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!((text.lines().last(), output.status.code()), (Some(status), Some(exit)), "{text}");
    }
}

#[test]
fn a_selection_is_a_check_or_a_component() {
    let record = record(
        "- {id: a, what: A, run: echo ok, expect: ok, component: net}\n- {id: b, what: B, run: echo no, expect: ok}",
        "- {id: k, what: K, check: a}\n- {id: l, what: L, check: [a, b]}",
    );
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| run(&script(&record), folder.path(), args);
    for only in ["a", "net"] {
        let output = run(&["--only", only, "--json"]);
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (answer["criteria"].to_string().as_str(), output.status.code()),
            (r#"[{"id":"k","met":true}]"#, Some(0))
        );
    }
    assert_eq!(run(&["--only", "nobody"]).status.code(), Some(2));
    assert_eq!(run(&["--frob"]).status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&run(&["--list"]).stdout),
        "The commands run in ., from the folder of this script.\na: A\n    echo ok\nb: B\n    echo no\n"
    );
    assert!(String::from_utf8_lossy(&run(&["--help"]).stdout).contains("--only ID|COMPONENT"));
}

#[test]
fn shellcheck_has_nothing_to_say() {
    if !has("shellcheck") {
        return;
    }
    let checks = r#"
- {id: a, what: "it's $x", run: "echo '$HOME' \"$(id)\" `id`; # '", expect: {contains: "'"}}
- {id: c, what: 'done ’x’ ~', run: '~/x \', expect: {contains: ['~/x', 'a\', ’]}}
- {id: b, what: B, run: "cat <<'EOF'\n$x\nEOF\n", expect: {json: {/a: "it's"}, matches: "it's \\d", within: 1s}}"#;
    let record = record(checks, "- {id: k, what: K, check: [a, b]}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.sh");
    std::fs::write(&path, script(&record)).unwrap();
    let output = Command::new("shellcheck").arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn nothing_automatic_needs_no_script() {
    let record = record("- {id: a, what: A, manual: true}", "- {id: k, what: K, check: a}");
    let facts = Facts::without_evidence(&record);
    assert_eq!(health_check(&Names { record: &record, facts: &facts }, &Evidence::default()), None);
}

/// One check of each kind, one must-criterion and one that is only wanted, over all that evidence can
/// say: the script and the program come to the same answer.
#[test]
fn one_verdict_whatever_the_evidence_says() {
    let says: [&dyn Fn(Entry) -> Option<Entry>; 8] = [
        &|_| None,
        &Some,
        &|e| Some(Entry { outcome: Outcome::Failed, ..e }),
        &|e| Some(Entry { outcome: Outcome::Error, ..e }),
        &|e| Some(Entry { fingerprint: "old".into(), ..e }),
        &|e| Some(Entry { fingerprint: "old".into(), outcome: Outcome::Failed, ..e }),
        &|e| Some(Entry { by: None, ..e }),
        &|e| Some(Entry { at: crate::record::units::Scalar::parse("9999-01-01T00:00:00Z").unwrap(), ..e }),
    ];
    let automatic = ["echo ok", "echo no", "no-such-command-here", "k=kill; $k -9 $$"];
    let mut seen = std::collections::BTreeMap::new();
    for (number, run_line) in automatic.iter().enumerate() {
        let checks = format!(
            "- {{id: auto, what: A, run: {run_line}, expect: ok}}\n- {{id: hand, what: H, manual: true}}\n\
             - {{id: change, what: C, run: touch changed, read_only: false}}\n- {{id: loose, what: L, manual: true}}"
        );
        for (criteria, combinations) in [
            ("- {id: k, what: K, check: [auto, hand]}\n- {id: l, what: L, check: change, must: false}", 0..64),
            ("- {id: k, what: K, check: change}\n- {id: l, what: L, check: [hand, auto], must: false}", 0..32),
            ("- {id: k, what: K, check: auto}\n- {id: l, what: L, check: hand}\n- {id: m, what: M}", 0..8),
            (
                "- {id: k, what: K, check: auto, waived: {because: B}}\n- {id: l, what: L, check: hand}\n\
                 - {id: m, what: M, check: change, waived: {because: B}}",
                0..64,
            ),
            (
                "- {id: k, what: K, check: [auto, hand], waived: {because: B}}\n\
                 - {id: l, what: L, check: change, must: false, waived: {because: B}}\n- {id: m, what: M, check: auto, must: false}",
                0..64,
            ),
            ("- {id: k, what: K, waived: {because: B}}\n- {id: l, what: L, check: [auto, change], must: false}", 0..16),
        ] {
            // A clean run of the automatic check meets all that evidence can say; a bad one each kind once.
            for combination in combinations.step_by(if number == 0 { 3 } else { 13 }) {
                let record = record(&checks, criteria);
                let mut evidence = Evidence::default();
                for (id, says) in [("hand", says[combination % 8]), ("change", says[combination / 8])] {
                    let check = record.checks.iter().find(|check| check.id.as_str() == id).unwrap();
                    let by = (Some("Ana".to_owned()), Some("it".to_owned()));
                    let whole = Entry { fingerprint: fingerprint(&record, check), by: by.0, saw: by.1, ..entry() };
                    says(whole).into_iter().for_each(|entry| evidence.set(id, entry));
                }
                let (ours, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
                let (wanted, exit) = verified(&record, &evidence, ours.path());
                let output = run(&script_with(&record, &evidence), theirs.path(), &["--json"]);
                let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
                assert_eq!(gist(&answer), gist(&wanted), "{run_line} {criteria} {combination}");
                assert_eq!(output.status.code(), Some(exit.into()));
                *seen.entry(answer["status"].to_string()).or_insert(0) += 1;
            }
        }
    }
    assert_eq!(seen.len(), 4, "every status comes up: {seen:?}");
}

#[test]
fn what_is_not_run_is_named_with_what_is_known_of_it() {
    let record = record(
        "- {id: a, what: A, run: echo ok, expect: ok}\n- {id: login, what: Login, manual: true}\n\
         - {id: change, what: C, run: touch changed, read_only: false}",
        "- {id: k, what: K, check: [a, login]}",
    );
    let mut evidence = Evidence::default();
    let (by, saw) = (Some("Ana".to_owned()), Some("$(touch pwned) 'no' chat".to_owned()));
    let print = fingerprint(&record, &record.checks[1]);
    evidence.set("login", Entry { outcome: Outcome::Failed, fingerprint: print, by, saw, ..entry() });
    let folder = tempfile::tempdir().unwrap();
    let text = |args: &[&str]| {
        let output = run(&script_with(&record, &evidence), folder.path(), args);
        (String::from_utf8(output.stdout).unwrap(), output.status.code())
    };
    let (shown, exit) = text(&[]);
    assert_eq!(exit, Some(1), "{shown}");
    for line in [
        "failed   login: Login\n         not run here: attested 2026-03-02 15:40 UTC by Ana: $(touch pwned) 'no' chat\n",
        "skipped  change: C\n         not run here: changes something: runs only with --allow-changes\n",
        "not met: k\nnot run here, known from the evidence: 2 (login, change)\nCRITICAL\n",
    ] {
        assert!(shown.contains(line), "{line}{shown}");
    }
    assert!(text(&["--list"]).0.contains("login: Login\n    not run here: attested"));
    assert!(std::fs::read_dir(folder.path()).unwrap().count() == 1);
}

#[test]
fn what_has_to_hold_is_tried_for_so_long() {
    let checks = "- {id: steady, what: S, run: echo ok, expect: ok, holds: 0.5s, every: 0.2s}\n\
        - {id: once, what: O, run: \"[ ! -e flag ] && python3 -c 'open(\\\"flag\\\", \\\"w\\\")'\", holds: 5s, every: 0.1s}";
    let record = record(checks, "- {id: k, what: K, check: steady}");
    let (ours, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (wanted, _) = verified(&record, &Evidence::default(), ours.path());
    let output = run(&script(&record), theirs.path(), &["--json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    for answer in [&wanted, &answer] {
        assert_eq!(
            (&answer["checks"][0]["outcome"], &answer["checks"][1]["outcome"]),
            (&"passed".into(), &"failed".into()),
            "{answer}"
        );
        let tries = answer["checks"][0]["attempts"].as_u64().unwrap();
        assert!((3..=4).contains(&tries), "{answer}");
        assert_eq!(answer["checks"][1]["attempts"], 2, "{answer}");
        assert!(answer["checks"][1]["actual"].as_str().unwrap().starts_with("at try 2, after "), "{answer}");
    }
}

#[test]
fn the_commands_run_where_the_record_says() {
    let record =
        record("- {id: a, what: A, run: cat here, expect: root}\nrun_in: ../..", "- {id: k, what: K, check: a}");
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("incidents/1");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(root.path().join("here"), "root").unwrap();
    let output = run(&script(&record), &folder, &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(
        String::from_utf8(run(&script(&record), &folder, &["--list"]).stdout)
            .unwrap()
            .starts_with("The commands run in ../.., ")
    );
}

/// What the script was rendered with is looked at again with its own clock.
#[test]
fn evidence_from_the_future_is_no_proof_when_the_script_runs() {
    let record = record(
        "- {id: a, what: A, run: echo ok, expect: ok}\n- {id: hand, what: H, manual: true}",
        "- {id: k, what: K, check: [a, hand]}",
    );
    let soon = chrono::Utc::now() + chrono::TimeDelta::days(2);
    for (at, code) in [("2026-03-02T15:40:00Z".to_owned(), 0), (soon.to_rfc3339(), 2)] {
        let (by, saw) = (Some("Ana".to_owned()), Some("it".to_owned()));
        let at = crate::record::units::Scalar::parse(&at).unwrap();
        let mut evidence = Evidence::default();
        evidence.set("hand", Entry { at, by, saw, fingerprint: fingerprint(&record, &record.checks[1]), ..entry() });
        let folder = tempfile::tempdir().unwrap();
        let output = run(&script_with(&record, &evidence), folder.path(), &[]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(code), "{text}");
        assert_eq!(text.contains("it is from the future"), code == 2, "{text}");
        assert!(text.contains("not run here, known from the evidence: 1 (hand)"), "{text}");
    }
}

#[test]
fn who_ends_the_script_ends_its_check() {
    let record = record("- {id: a, what: A, run: sleep 64.7; echo ok, expect: ok}", "- {id: k, what: K, check: a}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("health-check.sh");
    std::fs::write(&path, script(&record)).unwrap();
    let is_running = || Command::new("pgrep").args(["-f", "sleep 64[.]7"]).output().unwrap().status.success();
    for signal in ["TERM", "HUP", "KILL"] {
        let mut child = Command::new("bash").arg(&path).stdout(std::process::Stdio::null()).spawn().unwrap();
        let wait_for = |wanted: bool| {
            let until = std::time::Instant::now() + std::time::Duration::from_secs(10);
            while is_running() != wanted && std::time::Instant::now() < until {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            assert_eq!(is_running(), wanted, "{signal}");
        };
        wait_for(true);
        Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
        assert!(!child.wait().unwrap().success());
        wait_for(false);
    }
}

/// What the script says where EPOCHREALTIME is not, with these programs and this clock.
fn without_clock(script: &str, folder: &Path, path: &str, args: &[&str]) -> Output {
    let file = folder.join("health-check.sh");
    std::fs::write(&file, script).unwrap();
    let line = "unset EPOCHREALTIME; . ./health-check.sh";
    let bash = String::from_utf8(Command::new("sh").args(["-c", "command -v bash"]).output().unwrap().stdout).unwrap();
    let mut command = Command::new("env");
    command.current_dir(folder).args(["-i", &format!("PATH={path}"), bash.trim(), "-c", line, "x"]);
    command.args(args).output().unwrap()
}

/// A folder with the tools that the script names, made of busybox; nothing where that is not there.
fn busybox() -> Option<tempfile::TempDir> {
    let found = Command::new("sh").args(["-c", "command -v busybox"]).output().unwrap().stdout;
    let found = String::from_utf8(found).unwrap();
    if found.is_empty() {
        eprintln!("skipped: busybox is not here");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    for tool in ["cat", "head", "tr", "sleep", "date", "env", "sh", "echo", "true", "setsid", "seq", "yes", "rm"] {
        std::os::unix::fs::symlink(found.trim(), folder.path().join(tool)).unwrap();
    }
    let bash = String::from_utf8(Command::new("sh").args(["-c", "command -v bash"]).output().unwrap().stdout).unwrap();
    std::os::unix::fs::symlink(bash.trim(), folder.path().join("bash")).unwrap();
    Some(folder)
}

#[test]
fn time_limits_hold_to_a_tenth_of_a_second_with_any_clock() {
    let checks = "- {id: near, what: N, run: sleep 0.5, timeout: 1s}\n- {id: over, what: O, run: sleep 63.4, timeout: 0.7s}\n\
        - {id: deaf, what: D, run: \"trap '' TERM; sleep 63.4\", timeout: 0.6s}\n\
        - {id: quick, what: Q, run: \"true\", expect: {within: 5s}}\n- {id: tardy, what: T, run: sleep 3.2, expect: {within: 1s}}";
    let record = record(checks, "- {id: k, what: K, check: near}");
    let whole = script(&record);
    let no_uptime = whole.replace("uptime=/proc/uptime", "uptime=/nowhere");
    let path = std::env::var("PATH").unwrap();
    let tools = busybox();
    let tools = tools.as_ref().map(|folder| folder.path().display().to_string());
    let coarse = no_uptime.replace("date +%s%N", "echo N").replace("perl -M", "no-perl -M");
    let mut ways =
        vec![("uptime", &whole, path.clone()), ("date", &no_uptime, path.clone()), ("coarse", &coarse, path)];
    if let Some(tools) = tools {
        ways.extend([("busybox", &whole, tools.clone()), ("busybox, coarse", &coarse, tools)]);
    }
    for (way, script, path) in ways {
        let folder = tempfile::tempdir().unwrap();
        let started = std::time::Instant::now();
        let output = without_clock(script, folder.path(), &path, &["--json"]);
        let took = started.elapsed();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{way}: {e} {output:?}"));
        let outcomes: Vec<_> = answer["checks"].as_array().unwrap().iter().map(|c| c["outcome"].as_str()).collect();
        let expected = ["passed", "timeout", "timeout", "passed", "failed"].map(Some);
        assert_eq!(outcomes, expected, "{way}: {answer}");
        assert!(took.as_millis() < 9_000, "{way}: {took:?}");
        if !way.contains("coarse") {
            for (check, limit) in [(1, 0.7), (2, 0.6)] {
                let seconds = answer["checks"][check]["seconds"].as_f64().unwrap();
                assert!(seconds >= limit - 0.02 && seconds < limit + 0.35, "{way}: {answer}");
            }
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{way}");
    }
    assert!(!Command::new("pgrep").args(["-f", "sleep 63.4"]).output().unwrap().status.success());
}

#[test]
fn half_a_second_passes_within_one_every_time() {
    let record = record("- {id: near, what: N, run: sleep 0.5, timeout: 1s}", "- {id: k, what: K, check: near}");
    let script = script(&record).replace("uptime=/proc/uptime", "uptime=/nowhere").replace("date +%s%N", "echo N");
    let script = script.replace("perl -M", "no-perl -M");
    let folder = tempfile::tempdir().unwrap();
    for time in 0..5 {
        let output = without_clock(&script, folder.path(), &std::env::var("PATH").unwrap(), &[]);
        assert_eq!(output.status.code(), Some(0), "{time}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

/// What a check prints, or leaves behind, is never the script's own words.
#[test]
fn no_check_can_speak_for_the_script() {
    let forged = "ended 0 1\\npump 1\\nin-time 0       1              \\n";
    let daemon = |body: &str| format!("setsid sh -c \"{body}\" </dev/null & echo bad; exit 1");
    let lines = [
        format!("printf '{forged}'; exit 1"),
        format!("printf '{forged}' >&2; exit 1"),
        daemon(&format!("sleep 0.1; printf '{forged}'")),
        daemon("sleep 6.45"),
        daemon("while :; do echo x; sleep 0.01; done & sleep 2; k=kill; \\$k 0"),
        // Descriptors that the script could have left open.
        format!(
            "for fd in 3 4 5 6 7 8 9 10 63 255; do {{ eval \"printf '{forged}' >&$fd\"; }} 2>/dev/null; done; exit 1"
        ),
        "yes | head -c 3000000; exit 1".to_owned(),
        "setsid sh -c 'sleep 6.45' & head -c 3000000 /dev/zero; exit 1".to_owned(),
        "exec >&-; exit 1".to_owned(),
        "k=kill; $k -STOP $$; exit 1".to_owned(),
        "echo \"$((1))\"; k=kill; $k -TERM $$".to_owned(),
        "printf '\\x31\\n%31s\\n' 0; exit 1".to_owned(),
    ];
    let tools = busybox();
    let mut paths = vec![std::env::var("PATH").unwrap()];
    paths.extend(tools.as_ref().map(|folder| format!("{}:/usr/bin:/bin", folder.path().display())));
    for line in &lines {
        let check = serde_json::to_string(line).unwrap();
        let record = record(
            &format!("- {{id: a, what: A, run: {check}, timeout: 3s}}\n- {{id: b, what: B, run: echo ok, expect: ok}}"),
            "- {id: k, what: K, check: a}\n- {id: l, what: L, check: b}",
        );
        for path in &paths {
            let folder = tempfile::tempdir().unwrap();
            let started = std::time::Instant::now();
            let output = without_clock(&script(&record), folder.path(), path, &["--json"]);
            let took = started.elapsed();
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{line}");
            let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{line}: {e}"));
            let is_bad = matches!(answer["checks"][0]["outcome"].as_str(), Some("failed" | "error" | "timeout"));
            assert!(is_bad && answer["checks"][1]["outcome"] == "passed", "{line}: {answer}");
            assert!(took.as_secs_f64() < 5.5, "{line}: {took:?}");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{line}");
        }
    }
}

#[test]
fn programs_of_the_record_s_folder_are_not_run() {
    use std::os::unix::fs::PermissionsExt;
    let record = record("- {id: a, what: A, run: cat /dev/null; echo ok, expect: ok}", "- {id: k, what: K, check: a}");
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("bin")).unwrap();
    for name in ["bash", "cat", "head", "tr", "sleep", "date"] {
        let path = folder.path().join("bin").join(name);
        std::fs::write(&path, "#!/bin/sh\ntouch ran; echo ok\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    for search in ["./bin:", "bin:", ":bin:"] {
        let path = format!("{search}{}", std::env::var("PATH").unwrap());
        let output = without_clock(&script(&record), folder.path(), &path, &[]);
        assert_eq!(output.status.code(), Some(0), "{search} {output:?}");
        assert!(!folder.path().join("ran").exists(), "{search}");
    }
}

#[test]
fn what_cannot_be_seen_is_spelt_out_and_runs_the_same() {
    let line = "printf %s 'a\u{202E}b\\\u{200B}''c'; echo \"it's\"";
    let check = format!(
        "- {{id: a, what: A, run: {}, expect: {{contains: \"a\u{202E}b\"}}}}",
        serde_json::to_string(line).unwrap()
    );
    let record = record(&check, "- {id: k, what: K, check: a}");
    let script = script(&record);
    assert!(!script.contains('\u{202E}') && !script.contains('\u{200B}'), "{script}");
    let folder = tempfile::tempdir().unwrap();
    let output = run(&script, folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    let listed = String::from_utf8(run(&script, folder.path(), &["--list"]).stdout).unwrap();
    assert!(listed.contains("'aU+202Eb\\U+200B''c'"), "{listed}");
}
