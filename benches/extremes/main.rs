//! Writes records within the limits that are extreme in one dimension each: `extremes --out DIR`.
//!
//! Each stands in a folder of its own, `DIR/<what>/incident.yaml`. `.ci/limits` runs every command over
//! them: whatever the shape of a record, no command hangs and none takes all memory.

#![allow(clippy::disallowed_methods)]

use std::path::PathBuf;

use clap::Parser;

#[derive(Parser)]
struct Args {
    /// Where the folders go
    #[arg(long)]
    out: PathBuf,
}

#[allow(clippy::disallowed_methods, clippy::disallowed_types)]
fn main() -> std::io::Result<()> {
    let args = Args::parse();
    for (name, text) in all() {
        let folder = args.out.join(name);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("incident.yaml"), text)?;
    }
    Ok(())
}

/// The record that all others grow from; `more` are further sections.
fn base(more: &str) -> String {
    format!(
        "format: 1\nid: x\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
         teams: {{a: {{name: A}}, b: {{name: B}}}}\nhandoff: {{at: 2026-03-02T15:40:00Z, from: a, to: b}}\n{more}"
    )
}

/// With the sections that a record must have.
fn whole(more: &str) -> String {
    let needed = "components: [{id: c, name: C, severity: high, problem: P}]\n\
         roadmap: [{id: fix, title: Fix, takes: 1h, exit: [k]}]\ncriteria: [{id: k, what: K, check: s}]\n\
         checks: [{id: s, what: S, run: echo ok, expect: ok}]\n";
    base(needed) + more
}

/// `head`, then an item for each number.
fn list(head: &str, count: usize, item: impl Fn(usize) -> String) -> String {
    let items: String = (0..count).map(|at| item(at) + "\n").collect();
    format!("{head}\n{items}")
}

/// A note of one text.
fn text(text: &str) -> String {
    whole(&format!("timeline:\n  - at: 2026-03-02\n    what: \"{text}\"\n"))
}

fn all() -> Vec<(&'static str, String)> {
    let quote = "${{ vars.b }}";
    let ids = |count: usize, letter: &str| (0..count).map(|at| format!("{letter}{at}")).collect::<Vec<_>>().join(", ");
    vec![
        // Texts.
        ("text-password", text(&format!("password={}", "a".repeat(1_000_000)))),
        ("text-passwords", text(&"password=a ".repeat(90_000))),
        ("text-secrets", text(&"ghp_0123456789abcdefghijABCDEFGHIJ012345 ".repeat(9_500))),
        ("text-address", text(&format!("http://x.y/{}", ")".repeat(1_000_000)))),
        ("text-addresses", text(&"www.a.b ".repeat(120_000))),
        ("text-mentions", text(&"@ab ".repeat(250_000))),
        ("text-stars", text(&"*a ".repeat(300_000))),
        ("text-brackets", text(&"[".repeat(900_000))),
        ("text-links", text(&"[a](".repeat(250_000))),
        ("text-ticks", text(&(1..1_300).map(|at| "`".repeat(at) + " ").collect::<String>())),
        ("text-quotes", text(&"> ".repeat(400_000))),
        ("text-money", text(&"$575K at risk, 12/28, 3 h. ".repeat(35_000))),
        ("text-opened", text(&"${{ ".repeat(250_000))),
        ("text-escaped", text(&"$${{ ".repeat(200_000))),
        ("text-invisible", text(&"\\u202e".repeat(150_000))),
        ("summary-blocks", whole("").replacen("summary: S\n", &format!("summary: |\n{}", "  - a\n\n".repeat(200_000)), 1)),
        ("summary-nested", whole("").replacen("summary: S\n", &format!("summary: |\n  {}x\n", "> - ".repeat(20_000)), 1)),
        // Names.
        ("vars-long", whole(&format!("vars: {{b: \"{}\"}}\n{}", "x".repeat(50_000), list("timeline:", 5_000, |_| format!("- {{at: 2026-03-02, what: \"{quote}\"}}"))))),
        ("vars-unused", whole(&list("vars:", 200_000, |at| format!("  v{at}: x{at}")))),
        ("vars-in-vars", whole(&list("vars:", 60_000, |at| format!("  v{at}: \"${{{{ vars.v{} }}}}\"", at / 2)))),
        ("vars-empty", whole(&list("vars:", 15, |at| if at == 14 { "  v14: \"\"".into() } else { format!("  v{at}: \"{}\"", format!("${{{{ vars.v{} }}}}", at + 1).repeat(8)) }))),
        ("quotes-unknown", whole(&list("timeline:", 40_000, |at| format!("- {{at: 2026-03-02, what: \"${{{{ vars.n{at} }}}}\"}}")))),
        ("quotes-facts", whole(&list("timeline:", 40_000, |_| "- {at: 2026-03-02, what: \"${{ facts.duration_total }}\"}".into()))),
        // Keys and values.
        ("keys-twice", whole(&"zz: 1\n".repeat(600_000))),
        ("keys-unknown", whole(&list("", 250_000, |at| format!("k{at}: 1")))),
        ("values-wrong", whole(&list("timeline:", 60_000, |_| "- {at: 2026-13-02, what: x}".into()))),
        ("texts-short", whole(&format!("labels: {{add: [{}]}}\n", "a,".repeat(1_900_000)))),
        ("texts-empty", whole(&format!("labels: {{add: [{}]}}\n", "'',".repeat(1_000_000)))),
        ("aliases", whole(&format!("labels: {{add: [&a x{}]}}\n", ", *a".repeat(500_000)))),
        // Items that refer to each other.
        ("phases-chain", base(&format!("components: [{{id: c, name: C, severity: high, problem: P}}]\ncriteria: [{{id: k, what: K}}]\n{}", list("roadmap:", 30_000, |at| format!("- {{id: p{at}, title: P, takes: 1h}}"))))),
        ("phases-mesh", base(&format!("components: [{{id: c, name: C, severity: high, problem: P}}]\ncriteria: [{{id: k, what: K}}]\n{}", list("roadmap:", 900, |at| format!("- {{id: p{at}, title: P, takes: 1h, after: [{}]}}", ids(at, "p")))))),
        ("phases-exits", base(&format!("components: [{{id: c, name: C, severity: high, problem: P}}]\n{}{}", list("criteria:", 3_000, |at| format!("- {{id: k{at}, what: K}}")), list("roadmap:", 150, |at| format!("- {{id: p{at}, title: P, takes: 1h, exit: [{}]}}", ids(3_000, "k")))))),
        ("phases-conditions", base(&format!("components: [{{id: c, name: C, severity: high, problem: P}}]\ncriteria: [{{id: k, what: K}}]\n{}", list("roadmap:", 20_000, |at| format!("- {{id: p{at}, title: P, takes: 1h, when: w, due: 1d, not_before: 1h}}"))))),
        ("criteria-checks", base(&format!("components: [{{id: c, name: C, severity: high, problem: P}}]\nroadmap: [{{id: fix, title: Fix, takes: 1h}}]\n{}{}", list("checks:", 16_000, |at| format!("- {{id: s{at}, what: S, run: 'true'}}")), list("criteria:", 16_000, |at| format!("- {{id: k{at}, what: K, check: s{at}}}"))))),
        ("criteria-mesh", base(&format!("components: [{{id: c, name: C, severity: high, problem: P}}]\nroadmap: [{{id: fix, title: Fix, takes: 1h}}]\n{}{}", list("checks:", 800, |at| format!("- {{id: s{at}, what: S, run: 'true'}}")), list("criteria:", 800, |at| format!("- {{id: k{at}, what: K, check: [{}]}}", ids(800, "s")))))),
        ("targets", whole(&list("targets:", 25_000, |at| format!("- {{id: t{at}, what: Same, max: {at}s, component: c}}")))),
        ("invariants", whole(&list("invariants:", 25_000, |at| format!("- {{left: {at}s, is: '<', right: {}s, because: B}}", at + 1)))),
        ("components", base(&format!("roadmap: [{{id: fix, title: Fix, takes: 1h}}]\ncriteria: [{{id: k, what: K}}]\n{}", list("components:", 20_000, |at| format!("- {{id: c{at}, name: C, severity: critical, problem: P, requires: [{{id: r{at}, what: w, is: x}}]}}"))))),
        ("remedies", base(&format!("roadmap: [{{id: fix, title: Fix, takes: 1h}}]\ncriteria: [{{id: k, what: K}}]\ncomponents:\n- id: c\n  name: C\n  severity: high\n  problem: P\n  requires: [{{id: r, what: w, is: x}}]\n{}", list("  remedies:", 12_000, |at| format!("  - {{id: m{at}, do: D, run: kubectl delete pod x, sets: {{r: v{at}}}}}"))))),
        ("patterns", base(&format!("components: [{{id: c, name: C, severity: high, problem: P}}]\nroadmap: [{{id: fix, title: Fix, takes: 1h}}]\ncriteria: [{{id: k, what: K}}]\n{}timeline:\n{}", list("checks:", 200, |at| format!("- {{id: s{at}, what: S, run: 'true', expect: {{matches: '\\w{{5}}\\w{{{}}}'}}}}", at + 1)), list("", 100, |_| "- {at: 2026-13-02, what: x}".into())))),
        ("deadlines-chain", whole(&list("deadlines:", 40_000, |at| format!("- {{id: d{at}, what: D, within: 1h, from: {}}}", if at == 0 { "handoff".into() } else { format!("d{}", at - 1) })))),
        ("deadlines-back", whole(&list("deadlines:", 40_000, |at| format!("- {{id: d{at}, what: D, within: 1h, from: d{}}}", at + 1)))),
        ("handoffs", base(&list("components: [{id: c, name: C, severity: high, problem: P}]\nroadmap: [{id: fix, title: Fix, takes: 1h, owner: a}]\ncriteria: [{id: k, what: K}]\nlinks:", 1, |_| "- {what: x}".into())).replacen("handoff: {at: 2026-03-02T15:40:00Z, from: a, to: b}\n", &list("handoff:", 30_000, |at| if at % 2 == 0 { "- {at: 2026-03-02T15:40:00Z, from: a, to: b}".into() } else { "- {at: 2026-03-02T15:40:00Z, from: b, to: a}".into() }), 1)),
        ("questions", whole("").replacen("to: b}", &format!("to: b, open_questions: [{}]}}", (0..100_000).map(|at| format!("Why {at}")).collect::<Vec<_>>().join(", ")), 1)),
        ("tasks", whole("").replacen("exit: [k]", &format!("exit: [k], tasks: [{}]", (0..100_000).map(|at| format!("Do {at}")).collect::<Vec<_>>().join(", ")), 1)),
        ("actions", whole(&list("next_actions:\n  b:", 80_000, |at| format!("  - {{do: Look {at}, by: 1h}}")))),
        ("prevention", whole(&list("monitoring:\n  prevention:", 50_000, |at| format!("  - {{id: p{at}, what: Guard, by: 30d}}")))),
        ("alerts", whole(&list("targets: [{id: t, what: T, max: 30s, check: s}]\nmonitoring:\n  alerts:", 40_000, |_| "  - {what: Slow, target: t, above: 20s}".into()))),
        ("revenue", whole(&list("impact:\n  currency: USD\n  revenue:", 40_000, |at| format!("  - {{what: R{at}, per_year: 200k, depends: 50%}}")))),
        ("timeline", whole(&list("timeline:", 80_000, |at| format!("- {{at: 2026-03-02, what: Note {at}}}")))),
        ("teams", whole(&list("", 1, |_| String::new())).replacen("teams: {a: {name: A}, b: {name: B}}\n", &list("teams:\n  a: {name: A}\n  b: {name: B}", 100_000, |at| format!("  t{at}: {{name: T{at}}}")), 1)),
        ("allows", whole(&list("lint:\n  allow:", 30_000, |at| format!("  - {{rule: exit-empty, at: 'roadmap[{at}]', because: B}}")))),
        ("commands", base(&format!("components: [{{id: c, name: C, severity: high, problem: P}}]\nroadmap: [{{id: fix, title: Fix, takes: 1h}}]\ncriteria: [{{id: k, what: K, check: s}}]\nchecks:\n- id: s\n  what: S\n  expect: ok\n  run: |\n{}", "    echo a | grep b && sed -n 1p; cat <<X\n".repeat(80_000)))),
    ]
}
