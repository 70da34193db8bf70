//! Items that name each other: chains, fans, and all with all.

use super::record::{COMPONENTS, base, ids, list, whole};
use super::{Extreme, grows};

const PHASE: &str = "roadmap: [{id: fix, title: Fix, takes: 1h}]\n";
const CRITERION: &str = "criteria: [{id: k, what: K}]\n";

const fn meshes(name: &'static str, make: fn(usize) -> String) -> Extreme {
    Extreme { power: 2, ..grows(name, make) }
}

/// `- {id: s0, …}` and what more is said of each.
fn checks(count: usize, more: impl Fn(usize) -> String) -> String {
    list("checks:", count, |at| format!("- {{id: s{at}, what: S, run: 'true'{}}}", more(at)))
}

fn phases(count: usize, more: impl Fn(usize) -> String) -> String {
    list("roadmap:", count.max(1), |at| format!("- {{id: p{at}, title: P, takes: 1h{}}}", more(at)))
}

fn criteria(count: usize, more: impl Fn(usize) -> String) -> String {
    list("criteria:", count.max(1), |at| format!("- {{id: k{at}, what: K{}}}", more(at)))
}

fn targets(count: usize, more: impl Fn(usize) -> String) -> String {
    list("targets:", count, |at| format!("- {{id: t{at}, what: T, max: 5s{}}}", more(at)))
}

fn components(count: usize, more: impl Fn(usize) -> String) -> String {
    list("components:", count.max(1), |at| format!("- {{id: c{at}, name: C, severity: high, problem: P{}}}", more(at)))
}

fn none(_: usize) -> String {
    String::new()
}

fn with(parts: &[&str]) -> String {
    base(&parts.concat())
}

pub const ALL: &[Extreme] = &[
    // Phases.
    grows("phases-chain", |n| with(&[COMPONENTS, CRITERION, &phases(n, none)])),
    grows("phases-loop", |n| with(&[COMPONENTS, CRITERION, &phases(n, |at| format!(", after: [p{}]", at + 1))])),
    grows("phases-on-last", |n| {
        with(&[
            COMPONENTS,
            CRITERION,
            &phases(n, |at| if at == 0 { ", after: []".into() } else { ", after: [p0]".into() }),
        ])
    }),
    meshes("phases-mesh", |n| with(&[COMPONENTS, CRITERION, &phases(n, |at| format!(", after: [{}]", ids(at, "p")))])),
    meshes("phases-mesh-loops", |n| {
        with(&[COMPONENTS, CRITERION, &phases(n, |_| format!(", after: [{}]", ids(n, "p")))])
    }),
    meshes("phases-exits", |n| {
        with(&[COMPONENTS, &criteria(n, none), &phases(n, |_| format!(", exit: [{}]", ids(n, "k")))])
    }),
    grows("phases-owners", |n| {
        let teams = list("teams:\n  a: {name: A}\n  b: {name: B}", n, |at| format!("  o{at}: {{name: O}}"));
        let handoffs = list("handoff:\n- {at: 2026-03-02T15:40:00Z, from: a, to: b}", n, |at| {
            format!("- {{at: 2026-03-03T15:40:00Z, from: b, to: o{at}}}")
        });
        let all = with(&[COMPONENTS, CRITERION, &phases(n, |at| format!(", owner: o{at}"))]);
        let all = all.replacen("teams: {a: {name: A}, b: {name: B}}\n", &teams, 1);
        all.replacen("handoff: {at: 2026-03-02T15:40:00Z, from: a, to: b}\n", &handoffs, 1)
    }),
    grows("phases-tasks-checks", |n| {
        with(&[COMPONENTS, CRITERION, &checks(n, none), &phases(n, |at| format!(", tasks: [{{do: D, check: s{at}}}]"))])
    }),
    // Criteria, checks and targets.
    grows("criteria-checks", |n| {
        with(&[COMPONENTS, PHASE, &checks(n, none), &criteria(n, |at| format!(", check: s{at}"))])
    }),
    meshes("criteria-mesh", |n| {
        with(&[COMPONENTS, PHASE, &checks(n, none), &criteria(n, |_| format!(", check: [{}]", ids(n, "s")))])
    }),
    grows("criteria-targets", |n| {
        with(&[
            COMPONENTS,
            PHASE,
            &checks(n, none),
            &targets(n, |at| format!(", check: s{at}")),
            &criteria(n, |at| format!(", target: t{at}")),
        ])
    }),
    meshes("criteria-targets-mesh", |n| {
        with(&[
            COMPONENTS,
            PHASE,
            &checks(n, none),
            &targets(n, |at| format!(", check: s{at}")),
            &criteria(n, |_| format!(", target: [{}]", ids(n, "t"))),
        ])
    }),
    grows("criterion-joins", |n| {
        with(&[
            COMPONENTS,
            PHASE,
            &checks(n, none),
            &targets(n, none),
            &format!("criteria: [{{id: k, what: K, check: [{}], target: [{}]}}]\n", ids(n, "s"), ids(n, "t")),
        ])
    }),
    grows("criteria-join", |n| {
        with(&[
            COMPONENTS,
            PHASE,
            &checks(100, none),
            &targets(100, none),
            &criteria(n, |at| {
                format!(", check: [s{}, s{}], target: [t{}, t{}]", at % 100, (at + 1) % 100, at % 100, (at + 7) % 100)
            }),
        ])
    }),
    grows("targets-within", |n| {
        with(&[
            COMPONENTS,
            PHASE,
            CRITERION,
            &targets(n, none),
            &checks(n, |at| format!(", expect: {{within: t{at}}}")),
        ])
    }),
    grows("targets-numbers", |n| {
        with(&[
            COMPONENTS,
            PHASE,
            CRITERION,
            &targets(n, none),
            &checks(n, |at| format!(", expect: {{number: t{at}}}")),
        ])
    }),
    grows("invariants-ids", |n| {
        with(&[
            COMPONENTS,
            PHASE,
            CRITERION,
            &targets(n, none),
            &list("invariants:", n, |at| format!("- {{left: t{at}, is: '<=', right: t{}, because: B}}", n - at - 1)),
        ])
    }),
    grows("invariants-product", |n| {
        with(&[
            COMPONENTS,
            PHASE,
            CRITERION,
            &format!(
                "targets: [{{id: t, what: T, max: 2}}]\ninvariants: [{{left: {}, is: '<', right: t, because: B}}]\n",
                vec!["t"; n + 1].join(" * ")
            ),
        ])
    }),
    // Components.
    grows("components-checks", |n| {
        with(&[
            PHASE,
            CRITERION,
            &checks(n, |at| format!(", component: c{at}")),
            &components(n, |at| {
                format!(", state: repaired, requires: [{{id: r{at}, what: w, is: x, check: s{at}}}], diagnose: [s{at}]")
            }),
        ])
    }),
    meshes("components-mesh", |n| {
        with(&[PHASE, CRITERION, &components(n, none), &checks(n, |_| format!(", component: [{}]", ids(n, "c")))])
    }),
    grows("components-services", |n| {
        with(&[
            PHASE,
            CRITERION,
            &components(n, none),
            &list("services:", n, |at| format!("- {{id: s{at}, name: S, state: down, component: c{at}}}")),
        ])
    }),
    meshes("components-diagnose", |n| {
        with(&[PHASE, CRITERION, &checks(n, none), &components(n, |_| format!(", diagnose: [{}]", ids(n, "s")))])
    }),
    grows("components-attempts", |n| {
        with(&[
            PHASE,
            CRITERION,
            &components(n, |at| format!(", remedies: [{{id: m{at}, do: D}}]")),
            &list("attempts:", n, |at| {
                format!("- {{at: 2026-03-02T16:00:00Z, what: A, outcome: failed, component: c{at}, remedy: m{at}}}")
            }),
        ])
    }),
    grows("remedies-chain", |n| {
        with(&[
            PHASE,
            CRITERION,
            &format!(
                "components:\n- id: c\n  name: C\n  severity: high\n  problem: P\n{}",
                list("  remedies:", n, |at| format!("  - {{id: m{at}, do: D, after: [m{}]}}", at + 1))
            ),
        ])
    }),
    meshes("remedies-mesh", |n| {
        with(&[
            PHASE,
            CRITERION,
            &format!(
                "components:\n- id: c\n  name: C\n  severity: high\n  problem: P\n{}",
                list("  remedies:", n, |at| format!("  - {{id: m{at}, do: D, after: [{}]}}", ids(n, "m")))
            ),
        ])
    }),
    // Others.
    grows("deadlines-chain", |n| {
        whole(&list("deadlines:", n, |at| {
            format!(
                "- {{id: d{at}, what: D, within: 1h, from: {}}}",
                if at == 0 { "handoff".into() } else { format!("d{}", at - 1) }
            )
        }))
    }),
    grows("deadlines-back", |n| {
        whole(&list("deadlines:", n, |at| format!("- {{id: d{at}, what: D, within: 1h, from: d{}}}", at + 1)))
    }),
    grows("actions-teams", |n| {
        whole(&list("next_actions:", n, |at| format!("  t{at}: [{{do: Look, by: 1h}}]"))).replacen(
            "teams: {a: {name: A}, b: {name: B}}\n",
            &list("teams:\n  a: {name: A}\n  b: {name: B}", n, |at| format!("  t{at}: {{name: T}}")),
            1,
        )
    }),
    grows("temporary-after", |n| {
        let measures = (0..n)
            .map(|at| format!("{{what: Off {at}, since: 2026-03-02, after: [k{at}], undo: on}}"))
            .collect::<Vec<_>>()
            .join(", ");
        with(&[COMPONENTS, PHASE, &criteria(n, none)]).replacen(
            "to: b}",
            &format!("to: b, temporary: [{measures}]}}"),
            1,
        )
    }),
    grows("lessons-actions", |n| {
        whole(
            &(list("monitoring:\n  prevention:", n, |at| format!("  - {{id: p{at}, what: G}}"))
                + &list("lessons:", n, |at| format!("- {{what: L, kind: went-wrong, action: p{at}}}"))),
        )
    }),
    grows("alerts-targets", |n| {
        whole(
            &(targets(n, none)
                + &list("monitoring:\n  alerts:", n, |at| format!("  - {{what: Slow, target: t{at}, above: 20s}}"))),
        )
    }),
    grows("commands-vars", |n| {
        with(&[
            COMPONENTS,
            PHASE,
            CRITERION,
            &list("vars:", n, |at| format!("  v{at}: x{at}")),
            &list("checks:", n, |at| format!("- {{id: s{at}, what: S, run: \"echo ${{{{ vars.v{at} }}}}\"}}")),
        ])
    }),
    grows("phases-facts", |n| {
        with(&[
            COMPONENTS,
            CRITERION,
            &phases(n, |at| format!(", goal: \"ends ${{{{ facts.phases.p{}.ends }}}}\"", n - at - 1)),
        ])
    }),
    grows("figures", |n| {
        with(&[
            COMPONENTS,
            CRITERION,
            &phases(n, |at| format!(", goal: 'It takes {at} h and the phase p{at} ends at {at} h'")),
        ])
    }),
];
