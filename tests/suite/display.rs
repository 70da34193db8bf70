//! How quantities are shown in the documents, in one table: what a record says, where, and what is read
//! there. What each kind of value looks like by itself stands in `src/record/units/show/tests.rs`.

use crate::support::{MINIMAL, folder, render};

/// The minimal record with these lines (see `with`), the document, and what it must hold.
const SHOWN: &[(&str, &str, &str)] = &[
    // Money: short where exact, minor units below 100, two digits where approximate, a quantity in the currency.
    ("impact: {currency: USD, revenue: [{what: S, per_year: 575000}]}", "README.md", "at risk: $575K a year"),
    ("impact: {currency: USD, revenue: [{what: S, per_year: 6M}]}", "issue-update.md", "at risk: $6M a year"),
    (
        "impact: {currency: USD, revenue: [{what: S, per_year: 575k}]}",
        "business-impact.md",
        "$47,917 a month, $143,750 a quarter, $65.64 an hour",
    ),
    (
        "impact: {currency: USD, revenue: [{what: S, per_month: ~41k}]}",
        "business-impact.md",
        "**~$490K** a year, ~$41K a month",
    ),
    ("impact: {currency: EUR, losses: [{what: L, cost: 0.4}]}", "business-impact.md", "Losses: **€0.40**"),
    (
        "impact: {currency: USD, losses: [{what: L, amount: 25M USD}, {what: M, cost: 2.55B}]}",
        "business-impact.md",
        "| $25M |",
    ),
    ("impact: {currency: EUR, losses: [{what: L, amount: ~25M EUR}]}", "business-impact.md", "| ~€25M |"),
    (
        "impact: {currency: EUR}\ntargets: [{id: t, what: T, min: 2500 EUR, max: 3k EUR}]",
        "success-criteria.md",
        "**€2,500 to €3K**",
    ),
    ("impact: {currency: EUR}\nmonitoring: {alerts: [{what: A, above: 0.4 EUR}]}", "validation.md", "| above €0.40 |"),
    ("impact: {currency: USD, losses: [{what: M, cost: 2.55B}]}", "README.md", "Losses: $2.55B"),
    ("impact: {currency: USD, repair: {effort: 6h-8h, cost: 2000}}", "business-impact.md", "6–8 h of work, $2K"),
    (
        "impact: {currency: USD, alternatives: [{what: A, effort: 270m-510m, cost: 20k}]}",
        "business-impact.md",
        "| 4.5–8.5 h | $20K |",
    ),
    // Durations: largest exact unit, halves, two units, days from 48 h on, a range in one unit, a column in one unit.
    ("phase: takes: 270m-510m", "roadmap.md", "1 phase, 4.5–8.5 h in all"),
    ("phase: takes: 18h 20m-3d", "README.md", "Repair: 18 h 20 min to 3 d in 1 phase"),
    ("phase: takes: 79h", "README.md", "Repair: 3 d 7 h in 1 phase"),
    ("phase: takes: 4h-4h", "README.md", "Repair: 4 h in 1 phase"),
    ("phase: takes: ~18h", "README.md", "Repair: ~18 h in 1 phase"),
    ("validation: [{id: v, title: V, takes: 90m}, {id: w, title: W, takes: 30m}]", "validation.md", "; takes 2 h."),
    ("impact: {delays: [{what: D, by: 14d}]}", "business-impact.md", "- D: 2 w"),
    ("impact: {grows: [{from: 0h, to: 48h, effect: E}]}", "business-impact.md", "- 0 h to 2 d: E"),
    (
        "impact: {alternatives: [{what: A, effort: 24h-48h}, {what: B, effort: 55h-79h}]}",
        "business-impact.md",
        "| B | 55–79 h |",
    ),
    // Between instants to the minute, less than a minute is no zero.
    (
        "started: 2026-03-02T14:05:00Z\ntimeline: [{at: 2026-03-02T14:05:00Z, what: Seen, kind: detected}]",
        "handoff.md",
        "Time to detect: under 1 min",
    ),
    // Percentages and ratios never say all or nothing of what is not; what is stated is shown as stated.
    ("progress: [{what: Done, done: 9999/10000}]", "README.md", "- Done: 9999/10000 (99.99%)"),
    ("progress: [{what: Done, done: 1706505/3048289}]", "README.md", "- Done: 1706505/3048289 (56%)"),
    (
        "tests: [{id: u, name: U, category: unit, now: 12/28, after: 28/28}]",
        "README.md",
        "12/28 (43%), expected after the repair 28/28 (100%)",
    ),
    ("impact: {productivity: {loss: 33.34%}}", "business-impact.md", "- Loss: 33.34%"),
    (
        "impact: {productivity: {areas: [{what: A, loss: 33%}, {what: B, loss: 33%}, {what: C, loss: 34%}]}}",
        "business-impact.md",
        "- Loss: 33.3%, the mean of the areas",
    ),
    ("targets: [{id: up, what: Up, min: 99.95%}]", "success-criteria.md", "Up: **at least 99.95%**"),
    // Counts from 10,000 on are grouped.
    ("impact: {losses: [{what: L, amount: ~3048289 certificates}]}", "business-impact.md", "~3,048,289 certificates"),
    ("targets: [{id: q, what: Q, max: 9999 jobs}]", "success-criteria.md", "at most 9999 jobs"),
    // Instants in ASCII and in their own offset, with the weekday where somebody must act.
    ("handoff: next_checkpoint: 2026-03-02T17:00:00+05:30", "README.md", "**Mon 2026-03-02 17:00 +05:30**"),
    (
        "handoff: acknowledged: {by: platform, at: 2026-03-02T15:50:00Z}",
        "handoff.md",
        "acknowledged 2026-03-02 15:50 UTC",
    ),
    (
        "timeline: [{at: 2026-03-02T15:50:05Z, what: Seen, about: true}]",
        "handoff.md",
        "- ~2026-03-02 15:50:05 UTC: Seen",
    ),
    ("timeline: [{at: 2026-03-02, what: Seen}]", "handoff.md", "- 2026-03-02: Seen"),
    (
        "deadlines: [{id: d, what: Report, within: 24h, from: handoff}]",
        "README.md",
        "**Tue 2026-03-03 15:40 UTC** (1 d after handoff)",
    ),
    (
        "deadlines: [{id: d, what: Report, within: 24h, from: handoff}]",
        "issue-update.md",
        "- **Tue 2026-03-03 15:40 UTC**: Report",
    ),
    ("escalation: {levels: [{after: 2h, notify: [shop]}]}", "handoff.md", "**Mon 2026-03-02 17:40 UTC** (after 2 h)"),
    ("monitoring: {prevention: [{what: P, by: 30d}]}", "roadmap.md", "by Wed 2026-04-01 (30 d after the handoff)"),
    // One and many.
    ("impact: {productivity: {people: 1}}", "business-impact.md", "- 1 person"),
    ("impact: {productivity: {people: 8}}", "business-impact.md", "- 8 people"),
    ("", "handoff.md", "runs 1 of 1 check:"),
    (
        "checks: {id: more, what: M, run: ./more, expect: ok, read_only: false}",
        "handoff.md",
        "runs 1 of 2 checks, not the 1 that changes something:",
    ),
    ("checks: {id: more, what: M, manual: true}", "validation.md", "runs 1 of 2 checks; 1 needs a person:"),
    ("", "handoff.md", "When the required [criterion](success-criteria.md#criteria) holds or is waived"),
    (
        "criteria: {id: more, what: More}",
        "handoff.md",
        "When the 2 required [criteria](success-criteria.md#criteria) hold or are waived",
    ),
    ("component: remedies: [{id: a, do: A}]", "handoff.md", "Repair: [remedy]("),
    ("component: remedies: [{id: a, do: A}, {id: b, do: B}]", "handoff.md", "Repair: [remedies]("),
];

/// `phase: takes: …` replaces what the one phase takes; behind `handoff:`, `component:`, `checks:` and
/// `criteria:` stands what comes into those; all else is a section of its own.
fn with(more: &str) -> String {
    let behind = |mark: &str, line: &str| MINIMAL.replacen(mark, &format!("{mark}{line}\n"), 1);
    match more.split_once(": ") {
        Some(("phase", line)) => MINIMAL.replace("takes: 1h-2h", line),
        Some(("handoff", line)) => behind("  to: platform\n", &format!("  {line}")),
        Some(("component", line)) => behind("    severity: critical\n", &format!("    {line}")),
        Some(("checks", item)) => behind("checks:\n", &format!("  - {item}")),
        Some(("criteria", item)) => behind("criteria:\n", &format!("  - {item}")),
        _ => format!("{MINIMAL}\n{more}\n"),
    }
}

#[test]
fn each_quantity_is_shown_as_everywhere_else() {
    let mut wrong = Vec::new();
    for (more, document, expected) in SHOWN {
        // The update needs an issue.
        let record = format!("{}issue: https://github.com/o/r/issues/1\n", with(more));
        let at = folder(&[("incident.yaml", &record)]);
        let shown = render(at.path(), &["--no-lint", "--stdout", "--only", document, "incident.yaml"]);
        if !shown.contains(expected) {
            wrong.push(format!("{more}: {document} does not hold {expected:?}:\n{shown}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
