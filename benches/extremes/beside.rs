//! Files beside a record, and many records.

use super::Extreme;
use super::record::{base, list};

const NEEDED: &str =
    "components: [{id: c, name: C, severity: high, problem: P}]\nroadmap: [{id: fix, title: Fix, takes: 1h}]\n";

fn proven(count: usize) -> String {
    let checks = list("checks:", count, |at| format!("- {{id: s{at}, what: S, run: 'echo {at}', expect: '{at}'}}"));
    base(
        &(NEEDED.to_owned()
            + &checks
            + &list("criteria:", count.max(1), |at| format!("- {{id: k{at}, what: K, check: s{at}}}"))),
    )
}

fn entry(check: &str) -> String {
    format!(
        "{check}: {{outcome: failed, at: 2026-03-02T16:00:00Z, host: h, seconds: 0.1, exit: 1, attempts: 1, fingerprint: {}}}",
        "0".repeat(64)
    )
}

pub const ALL: &[Extreme] = &[
    Extreme {
        name: "evidence",
        power: 1,
        make: proven,
        beside: &[("evidence.yaml", |n| list("format: 1\nchecks:", n, |at| format!("  {}", entry(&format!("s{at}")))))],
    },
    Extreme {
        name: "evidence-unknown",
        power: 1,
        make: |_| proven(1),
        beside: &[("evidence.yaml", |n| list("format: 1\nchecks:", n, |at| format!("  {}", entry(&format!("x{at}")))))],
    },
    Extreme {
        name: "evidence-twice",
        power: 1,
        make: |_| proven(1),
        beside: &[("evidence.yaml", |n| list("format: 1\nchecks:", n, |_| format!("  {}", entry("s0"))))],
    },
    Extreme {
        name: "evidence-excerpt",
        power: 1,
        make: |_| proven(1),
        beside: &[("evidence.yaml", |n| {
            format!(
                "format: 1\nchecks:\n  {}\n",
                entry("s0").replace("exit: 1", &format!("exit: 1, excerpt: \"{}\"", "a\\n".repeat(n)))
            )
        })],
    },
    Extreme {
        name: "evidence-deep",
        power: 1,
        make: |_| proven(1),
        beside: &[("evidence.yaml", |n| format!("format: 1\nchecks: {}\n", "[".repeat(n)))],
    },
    Extreme {
        name: "evidence-conflict",
        power: 1,
        make: proven,
        beside: &[("evidence.yaml", |n| {
            let side = |from: usize| list("", n / 2, |at| format!("  {}", entry(&format!("s{}", at + from))));
            format!("format: 1\nchecks:\n<<<<<<< ours{}=======\n{}>>>>>>> theirs\n", side(0), side(1))
        })],
    },
    // A template of one's own that goes through everything for everything.
    Extreme {
        name: "templates-loops",
        power: 1,
        make: |n| proven(n.min(400)),
        beside: &[("templates/README.md.tera", |_| {
            "{% for a in incident.checks %}{% for b in incident.checks %}{{ a.id }}{{ b.id }}\n{% endfor %}{% endfor %}"
                .to_owned()
        })],
    },
];

/// A folder of small records.
pub fn many() -> Vec<String> {
    (0..2_000).map(|at| proven(3).replacen("id: x\n", &format!("id: r{at}\n"), 1)).collect()
}
