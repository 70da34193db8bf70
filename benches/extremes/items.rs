//! A great many items of one list, which have nothing to do with each other.

use super::record::{COMPONENTS, CRITERIA, ROADMAP, base, list, whole};
use super::{Extreme, grows};

const NEEDED: &str = "components: [{id: c, name: C, severity: high, problem: P}]\nroadmap: [{id: fix, title: Fix, takes: 1h}]\n\
                      criteria: [{id: k, what: K}]\n";

/// With a section of a record that has what it needs.
fn section(head: &str, count: usize, item: impl Fn(usize) -> String) -> String {
    whole(&list(head, count, item))
}

/// In place of the handoff that all have.
fn handoffs(more: &str) -> String {
    whole("").replacen("handoff: {at: 2026-03-02T15:40:00Z, from: a, to: b}\n", more, 1)
}

/// Inside of the handoff that all have.
fn in_handoff(key: &str, count: usize, item: impl Fn(usize) -> String) -> String {
    let items = (0..count).map(item).collect::<Vec<_>>().join(", ");
    whole("").replacen("to: b}", &format!("to: b, {key}: [{items}]}}"), 1)
}

pub const ALL: &[Extreme] = &[
    // Names.
    grows("vars-unused", |n| section("vars:", n, |at| format!("  v{at}: x{at}"))),
    grows("vars-in-vars", |n| section("vars:", n, |at| format!("  v{at}: \"${{{{ vars.v{} }}}}\"", at / 2))),
    grows("vars-unknown", |n| section("vars:", n, |at| format!("  v{at}: \"${{{{ vars.w{at} }}}}\""))),
    grows("vars-fan", |n| section("vars:\n  a: x", n, |at| format!("  v{at}: \"${{{{ vars.a }}}}${{{{ vars.a }}}}\""))),
    grows("vars-empty", |n| {
        let times = 8.min(n / 8 + 1);
        section("vars:", 15, |at| match at {
            14 => format!("  v14: \"\"\n  y: {}", "x".repeat(n)),
            _ => format!("  v{at}: \"{}\"", format!("${{{{ vars.v{} }}}}", at + 1).repeat(times)),
        })
    }),
    grows("quotes-unknown", |n| {
        section("timeline:", n, |at| format!("- {{at: 2026-03-02, what: \"${{{{ vars.n{at} }}}}\"}}"))
    }),
    grows("quotes-facts", |n| {
        section("timeline:", n, |_| "- {at: 2026-03-02, what: \"${{ facts.duration_total }}\"}".into())
    }),
    // Keys and values.
    grows("keys-twice", |n| section("", n, |_| "zz: 1".into())),
    grows("keys-unknown", |n| section("", n, |at| format!("k{at}: 1"))),
    grows("key-long", |n| whole(&format!("k{}: 1\n", "x".repeat(n)))),
    grows("values-wrong", |n| section("timeline:", n, |_| "- {at: 2026-13-02, what: x}".into())),
    grows("value-long", |n| whole(&format!("started: {}\n", "2".repeat(n)))),
    grows("numbers-huge", |n| {
        section("impact:\n  currency: USD\n  losses:", n, |_| format!("  - {{what: L, cost: {}}}", "9".repeat(20)))
    }),
    grows("texts-short", |n| whole(&format!("labels: {{add: [{}]}}\n", "a,".repeat(n)))),
    grows("texts-empty", |n| whole(&format!("labels: {{add: [{}]}}\n", "'',".repeat(n)))),
    grows("aliases", |n| whole(&format!("labels: {{add: [&a x{}]}}\n", ", *a".repeat(n.min(500_000))))),
    grows("anchors", |n| {
        whole(&format!("labels: {{add: [{}]}}\n", (0..n).map(|at| format!("&a{at} x")).collect::<Vec<_>>().join(", ")))
    }),
    grows("lines-empty", |n| whole(&"\n".repeat(n))),
    grows("comments", |n| whole(&"# a\n".repeat(n))),
    // Lists, in the order of the format.
    grows("links", |n| section("links:", n, |at| format!("- {{what: L{at}, url: https://a.b/{at}}}"))),
    grows("decisions", |n| {
        section("decisions:", n, |at| format!("- {{at: 2026-03-02T16:00:00Z, what: D{at}, why: W, by: a}}"))
    }),
    grows("progress", |n| {
        section("progress:", n, |at| format!("- {{what: P{at}, done: 1/2, at: 2026-03-02T16:00:00Z}}"))
    }),
    grows("attempts", |n| {
        section("attempts:", n, |at| {
            format!("- {{at: 2026-03-02T16:00:00Z, what: A{at}, outcome: failed, component: c}}")
        })
    }),
    grows("teams", |n| {
        whole("").replacen(
            "teams: {a: {name: A}, b: {name: B}}\n",
            &list("teams:\n  a: {name: A}\n  b: {name: B}", n, |at| format!("  t{at}: {{name: T{at}}}")),
            1,
        )
    }),
    grows("handoffs", |n| {
        handoffs(&list("handoff:", n.max(1), |at| {
            if at % 2 == 0 {
                "- {at: 2026-03-02T15:40:00Z, from: a, to: b}".into()
            } else {
                "- {at: 2026-03-02T15:40:00Z, from: b, to: a}".into()
            }
        }))
    }),
    grows("handoffs-teams", |n| {
        let team = |at: usize| format!("t{at}");
        let handoff = |at: usize| {
            format!(
                "- {{at: 2026-03-02T15:40:00Z, from: {}, to: {}}}",
                if at == 0 { "a".into() } else { team(at - 1) },
                team(at)
            )
        };
        let all = handoffs(&list("handoff:", n.max(1), handoff));
        all.replacen(
            "teams: {a: {name: A}, b: {name: B}}\n",
            &list("teams:\n  a: {name: A}\n  b: {name: B}", n.max(1), |at| format!("  t{at}: {{name: T}}")),
            1,
        )
    }),
    grows("questions", |n| in_handoff("open_questions", n, |at| format!("Why {at}"))),
    grows("temporary", |n| {
        in_handoff("temporary", n, |at| format!("{{what: Off {at}, since: 2026-03-02, undo: turn on}}"))
    }),
    grows("access", |n| in_handoff("access", n, |at| format!("Key {at}"))),
    grows("timeline", |n| section("timeline:", n, |at| format!("- {{at: 2026-03-02, what: Note {at}}}"))),
    grows("hypotheses", |n| {
        section("root_cause:\n  statement: S\n  hypotheses:", n, |at| {
            format!("  - {{what: H{at}, verdict: ruled-out, because: B}}")
        })
    }),
    grows("whys", |n| {
        section("root_cause:\n  statement: S\n  whys:", n, |at| format!("  - {{why: W{at}, because: B}}"))
    }),
    grows("components", |n| {
        base(
            &(ROADMAP.to_owned()
                + &CRITERIA.replace(", check: s", "")
                + &list("components:", n, |at| {
                    format!(
                        "- {{id: c{at}, name: C, severity: critical, problem: P, requires: [{{id: r{at}, what: w, is: x}}]}}"
                    )
                })),
        )
    }),
    grows("remedies", |n| {
        base(&format!(
            "roadmap: [{{id: fix, title: Fix, takes: 1h}}]\ncriteria: [{{id: k, what: K}}]\ncomponents:\n- id: c\n  name: C\n  severity: high\n  problem: P\n  requires: [{{id: r, what: w, is: x}}]\n{}",
            list("  remedies:", n, |at| format!(
                "  - {{id: m{at}, do: D, run: kubectl delete pod x, sets: {{r: v{at}}}}}"
            ))
        ))
    }),
    grows("services", |n| {
        section("services:", n, |at| format!("- {{id: s{at}, name: S{at}, state: down, component: c}}"))
    }),
    grows("checks", |n| {
        base(
            &(NEEDED.to_owned()
                + &list("checks:", n, |at| format!("- {{id: s{at}, what: S, run: 'echo {at}', expect: '{at}'}}"))),
        )
    }),
    grows("checks-manual", |n| {
        base(
            &(NEEDED.to_owned()
                + &list("checks:", n, |at| format!("- {{id: s{at}, what: S, manual: true, steps: [Look]}}"))),
        )
    }),
    grows("patterns", |n| {
        base(&format!(
            "{NEEDED}{}timeline:\n{}",
            list("checks:", n, |at| format!(
                "- {{id: s{at}, what: S, run: 'true', expect: {{matches: '\\w{{5}}\\w{{{}}}'}}}}",
                at % 60 + 1
            )),
            list("", 100, |_| "- {at: 2026-13-02, what: x}".into())
        ))
    }),
    grows("patterns-plain", |n| {
        base(
            &(NEEDED.to_owned()
                + &list("checks:", n, |at| {
                    format!("- {{id: s{at}, what: S, run: 'echo x', expect: {{equals: x, matches: '^[a-z]{at}|x$'}}}}")
                })),
        )
    }),
    grows("patterns-quoting", |n| {
        base(
            &(NEEDED.to_owned()
                + "vars: {p: '\\w{40}'}\n"
                + &list("checks:", n, |at| {
                    format!(
                        "- {{id: s{at}, what: S, run: 'echo x', expect: {{equals: x, matches: '${{{{ vars.p }}}}{at}'}}}}"
                    )
                })),
        )
    }),
    grows("pattern-long", |n| {
        base(&format!(
            "{NEEDED}checks: [{{id: s, what: S, run: 'true', expect: {{matches: '{}'}}}}]\n",
            r"\w".repeat(n)
        ))
    }),
    grows("contains", |n| {
        base(&format!(
            "{NEEDED}checks: [{{id: s, what: S, run: 'true', expect: {{equals: zzzz, contains: [{0}], excludes: [{0}]}}}}]\n",
            (0..n).map(|at| format!("w{at}")).collect::<Vec<_>>().join(", ")
        ))
    }),
    grows("json-pointers", |n| {
        base(&format!(
            "{NEEDED}checks: [{{id: s, what: S, run: 'true', expect: {{json: {{{}}}}}}}]\n",
            (0..n).map(|at| format!("/a{at}: 1")).collect::<Vec<_>>().join(", ")
        ))
    }),
    grows("targets", |n| section("targets:", n, |at| format!("- {{id: t{at}, what: Same, max: {at}s, component: c}}"))),
    grows("invariants", |n| {
        section("invariants:", n, |at| format!("- {{left: {at}s, is: '<', right: {}s, because: B}}", at + 1))
    }),
    grows("criteria", |n| {
        base(&format!(
            "{COMPONENTS}roadmap: [{{id: fix, title: Fix, takes: 1h}}]\n{}",
            list("criteria:", n.max(1), |at| format!("- {{id: k{at}, what: K{at}}}"))
        ))
    }),
    grows("suites", |n| {
        section("tests:", n, |at| format!("- {{id: u{at}, name: U, category: unit, now: 1/2, after: 2/2}}"))
    }),
    grows("phases-conditions", |n| {
        base(&format!(
            "{COMPONENTS}criteria: [{{id: k, what: K}}]\n{}",
            list("roadmap:", n.max(1), |at| format!(
                "- {{id: p{at}, title: P, takes: 1h, when: w, due: 1d, not_before: 1h}}"
            ))
        ))
    }),
    grows("tasks", |n| {
        whole("").replacen(
            "exit: [k]",
            &format!("exit: [k], tasks: [{}]", (0..n).map(|at| format!("Do {at}")).collect::<Vec<_>>().join(", ")),
            1,
        )
    }),
    grows("steps", |n| {
        section("validation:\n- id: v\n  title: V\n  owner: a\n  steps:", n, |at| {
            format!("  - {{do: Look {at}, expect: E}}")
        })
    }),
    grows("revenue", |n| {
        section("impact:\n  currency: USD\n  revenue:", n, |at| {
            format!("  - {{what: R{at}, per_year: 200k, depends: 50%}}")
        })
    }),
    grows("metrics", |n| {
        section("impact:\n  metrics:", n, |at| format!("  - {{what: M{at}, before: 95%, now: 0%, target: 90%}}"))
    }),
    grows("alerts", |n| {
        section("targets: [{id: t, what: T, max: 30s, check: s}]\nmonitoring:\n  alerts:", n, |_| {
            "  - {what: Slow, target: t, above: 20s}".into()
        })
    }),
    grows("routines", |n| {
        section("monitoring:\n  routines:", n, |at| format!("  - {{what: R{at}, every: 1d, run: look}}"))
    }),
    grows("prevention", |n| {
        section("monitoring:\n  prevention:", n, |at| format!("  - {{id: p{at}, what: Guard, by: 30d}}"))
    }),
    grows("lessons", |n| section("lessons:", n, |at| format!("- {{what: L{at}, kind: went-wrong}}"))),
    grows("escalation", |n| {
        section("escalation:\n  levels:", n, |at| format!("  - {{after: {at}m, when: W, notify: [a], do: [D]}}"))
    }),
    grows("updates", |n| {
        section("communication:\n  sent:", n, |at| {
            format!("  - {{at: 2026-03-02T16:00:00Z, to: a, channel: c, says: S{at}}}")
        })
    }),
    grows("actions", |n| section("next_actions:\n  b:", n, |at| format!("  - {{do: Look {at}, by: 1h}}"))),
    grows("allows", |n| {
        section("lint:\n  allow:", n, |at| format!("  - {{rule: exit-empty, at: 'roadmap[{at}]', because: B}}"))
    }),
    grows("allows-named", |n| {
        section("lint:\n  allow:", n, |at| {
            format!("  - {{rule: exit-empty, at: 'timeline[Note {at}].what', because: B}}")
        })
    }),
];
