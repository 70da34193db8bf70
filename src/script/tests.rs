use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::*;
use crate::evidence::Evidence;
use crate::process::{Interrupt, Shell};
use crate::record::Record;
use crate::secrets::Masker;
use crate::tests::has;
use crate::verify::{Selection, decide, plan, run_all};

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
    health_check(record, &|text| text.to_owned()).unwrap()
}

fn run(script: &str, folder: &Path, args: &[&str]) -> Output {
    let path = folder.join("health-check.sh");
    std::fs::write(&path, script).unwrap();
    let search = format!("PATH={}", std::env::var("PATH").unwrap());
    Command::new("env").args(["-i", &search, "bash"]).arg(path).args(args).output().unwrap()
}

/// The same checks by `handoff verify`.
fn verified(record: &Record, folder: &Path) -> (Value, u8) {
    let checks = record.checks.iter().filter(|c| c.run.is_some() && c.read_only != Some(false));
    let selection = Selection { checks: checks.map(|c| c.id.as_str().to_owned()).collect(), ..Selection::default() };
    let selected = selection.of(record).unwrap();
    let plan = plan(record, &selected, &Evidence::default(), false, &|_| None);
    let findings = run_all(&plan, &Shell::new(folder, Interrupt::default()), &Masker::default(), 8, &|_| {});
    let report = decide(record, &Evidence::default(), &selected, findings);
    (serde_json::from_str(&crate::report::verify::json(&report)).unwrap(), report.status.exit())
}

/// Status, exit, outcomes and criteria, without times and words.
fn gist(answer: &Value) -> String {
    let of = |key: &str, parts: [&str; 4]| {
        let items = answer[key].as_array().unwrap().iter();
        items.map(|item| parts.map(|part| item[part].to_string()).join(" ")).collect::<Vec<_>>().join("\n")
    };
    let checks = of("checks", ["id", "outcome", "attempts", ""]);
    format!("{}\n{checks}\n{}", answer["status"], of("criteria", ["id", "met", "", ""]))
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
- {id: json-bad, what: J, run: "echo oops", expect: {json: {/t: true}}}
- {id: exit, what: X, run: exit 3, expect: {exit: 3}}
- {id: exit-not, what: X, run: exit 3}
- {id: missing, what: X, run: no-such-command-here, expect: ok, attempts: 3}
- {id: not-executable, what: X, run: /etc/passwd, expect: ok}
- {id: killed, what: X, run: "kill -9 $$", expect: ok}
- {id: slow, what: X, run: "trap '' TERM; sleep 61.23", timeout: 0.5s, expect: ok}
- {id: late, what: X, run: "sleep 0.3; echo ok", expect: {equals: ok, within: 0.1s}}
- {id: in-time, what: X, run: "echo ok", expect: {equals: ok, within: 20s}}
- {id: leaves, what: X, run: "sleep 62.34 & echo ok", expect: ok}
- {id: big, what: X, run: "head -c 3000000 /dev/zero | tr '\\0' x", expect: {contains: x}}
- {id: big-not, what: X, run: "head -c 3000000 /dev/zero | tr '\\0' x", expect: {excludes: y}}
- {id: big-exit, what: X, run: "head -c 3000000 /dev/zero; exit 4"}
- {id: stdin, what: X, run: "cat; echo done", expect: done}
- {id: again, what: X, run: "[ -e flag ] || { touch flag; exit 1; }", attempts: 3, every: 0.01s, read_only: true}
- {id: dash, what: X, run: "-x", expect: ok}
- {id: change, what: X, run: touch changed, read_only: false}
- {id: login, what: X, manual: true}
"#;
    let criteria = "- {id: one, what: O, check: [eq, has], component: net}\n- {id: mixed, what: O, check: [eq, login]}\n\
        - {id: mixed-bad, what: O, check: [eq-not, login]}\n- {id: unsure, what: O, check: [eq, killed]}\n\
        - {id: wanted, what: O, check: has-not, must: false}\n- {id: by-hand, what: O, check: login}";
    let record = record(checks, criteria);
    let (ours, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (wanted, exit) = verified(&record, ours.path());
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
    assert_eq!(String::from_utf8_lossy(&run(&["--list"]).stdout), "a: A\n    echo ok\nb: B\n    echo no\n");
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
    assert_eq!(health_check(&record, &|text| text.to_owned()), None);
}
