//! One realistic record: every section of the format, texts with markup, names and commands, ids that
//! refer to each other as in a record that lint has no errors for.

use std::fmt::{Display, Write};

use crate::random::Random;

/// The text of a record. `size` 1 is about the bytes of incident 1278.
pub fn record(id: &str, seed: u64, size: f64) -> String {
    let mut writer = Writer { out: String::new(), random: Random(seed ^ 0x9E37_79B9_7F4A_7C15) };
    let count = |base: f64| ((base * size).round() as usize).max(1);
    writer.head(id);
    writer.handoff(count(9.0));
    writer.cause(count(8.0));
    let components = count(9.0);
    writer.components(components);
    writer.checks(components, count(14.0));
    writer.targets(count(24.0));
    writer.criteria(count(36.0), count(14.0), count(24.0));
    writer.tests(count(4.0));
    writer.roadmap(count(4.0), components, count(36.0));
    writer.validation(count(5.0), count(14.0));
    writer.impact(count(6.0));
    writer.monitoring(count(12.0), count(24.0));
    writer.operations(count(10.0), count(4.0));
    writer.out
}

const THINGS: &[&str] = &[
    "connector",
    "instance",
    "replica",
    "queue",
    "gateway",
    "pool",
    "load balancer",
    "certificate",
    "secret",
    "proxy",
    "cache",
    "scheduler",
    "worker",
    "deployment",
    "index",
    "broker",
    "volume",
    "router",
    "session store",
    "audit log",
];
const STATES: &[&str] = &[
    "is out of capacity",
    "does not answer",
    "answers too late",
    "refuses new connections",
    "holds a stale value",
    "was changed by hand",
    "restarts in a loop",
    "cannot be reached from the subnet",
    "drops a part of its messages",
];
const ACTIONS: &[&str] =
    &["Restart", "Scale", "Replace", "Drain", "Attach", "Renew", "Move", "Isolate", "Compare", "Watch", "Restore"];
const TAILS: &[&str] = &[
    "before the next deployment",
    "while traffic is low",
    "and tell the other team",
    "as the runbook says",
    "in the primary region first",
    "and keep the old one until it is proven",
    "with a second pair of eyes",
    "since the audit found it so",
    "because the quota ends there",
    "so that sessions survive",
];
const LEVELS: &[&str] = &["critical", "high", "medium", "low"];

struct Writer {
    out: String,
    random: Random,
}

impl Writer {
    fn line(&mut self, line: impl Display) {
        let _ = writeln!(self.out, "{line}");
    }

    fn thing(&mut self) -> &'static str {
        self.random.of(THINGS)
    }

    /// A sentence without a full stop; every third has markup.
    fn text(&mut self) -> String {
        let (thing, state) = (self.thing(), self.random.of(STATES));
        let tail = self.random.of(TAILS);
        match self.random.below(9) {
            0 => format!("The `{thing}` {state}, {tail}"),
            1 => format!("The {thing} of ${{{{ vars.service }}}} {state}"),
            2 => format!("The **{thing}** {state}; see `docs/{}.md`", thing.replace(' ', "-")),
            _ => format!("The {thing} {state}, {tail}"),
        }
    }

    fn action(&mut self) -> String {
        let (action, thing) = (self.random.of(ACTIONS), self.thing());
        format!("{action} the {thing} {}", self.random.of(TAILS))
    }

    fn prose(&mut self, indent: usize, sentences: usize) {
        for _ in 0..sentences {
            let text = self.text();
            self.line(format_args!("{:indent$}{text}.", ""));
        }
    }

    fn command(&mut self, indent: usize, lines: usize) {
        for number in 0..lines {
            let more = if number + 1 < lines { " &&" } else { "" };
            let what = self.random.of(&["instances", "connectors", "services", "routes", "secrets"]);
            self.line(format_args!(
                "{:indent$}cloudctl {what} describe ${{{{ vars.service }}}} --region=${{{{ vars.region }}}} --project=${{{{ vars.project }}}} --format='value(state)'{more}",
                ""
            ));
        }
    }

    fn head(&mut self, id: &str) {
        let (thing, state) = (self.thing(), self.random.of(STATES));
        self.line(format_args!("# A made record: no incident was harmed.\n\nformat: 1\nid: {id}"));
        self.line(format_args!("title: The {thing} of the staging shop {state}\nseverity: P1\nstatus: handed-off"));
        self.line(
            "environment: staging\nstarted: 2026-03-02T08:12:00+01:00\nissue: https://example.org/shop/issues/77",
        );
        self.line("summary: >");
        self.prose(2, 3);
        self.line("  ${{ facts.revenue_at_risk }} hang on it, and the repair takes ${{ facts.duration_total }}.");
        self.line("decision: >");
        self.prose(2, 2);
        self.line("vars:\n  project: shop-staging\n  region: europe-west4\n  service: shop-api");
        self.line("teams:\n  shop: {name: Shop, lead: Shop lead, role: Deploys and validates}");
        self.line("  platform: {name: Platform, contact: \"#platform-oncall\", role: Diagnoses and repairs}");
        self.line("  leads: {name: Engineering leads}\n");
    }

    fn handoff(&mut self, items: usize) {
        self.line("handoff:\n  at: 2026-03-02T11:40:00+01:00\n  from: shop\n  to: platform");
        self.line("  acknowledged: {by: platform, at: 2026-03-02T11:55:00+01:00}");
        self.line("  next_checkpoint: 2026-03-02T13:00:00+01:00\n  reason: >");
        self.prose(4, 2);
        self.line("  done:");
        for _ in 0..items {
            let (what, evidence) = (self.text(), self.thing());
            self.line(format_args!(
                "    - {{what: \"{what}\", evidence: \"`logs/{}.txt`\"}}",
                evidence.replace(' ', "-")
            ));
        }
        for list in ["open_questions", "access", "returns"] {
            self.line(format_args!("  {list}:"));
            for _ in 0..items {
                let text = self.text();
                self.line(format_args!("    - {}", quoted(&text)));
            }
        }
        self.line("  temporary:");
        for _ in 0..items / 4 + 1 {
            let text = self.text();
            self.line(format_args!(
                "    - what: {}\n      until: 2026-03-04T11:40:00+01:00\n      undo: |",
                quoted(&text)
            ));
            self.command(8, 2);
        }
        self.line("\ntimeline:");
        for (number, kind) in ["detected", "escalated", "note", "note"].iter().enumerate() {
            let what = self.text();
            let at = format!("2026-03-02T09:{:02}:00+01:00", 10 + number * 7);
            self.line(format_args!("  - {{at: {at}, what: \"{what}\", kind: {kind}}}"));
        }
    }

    fn cause(&mut self, items: usize) {
        self.line("\nroot_cause:\n  statement: >");
        self.prose(4, 4);
        let (first, second) = (self.text(), self.text());
        self.line(format_args!(
            "  causes:\n    - {{what: \"{first}\", share: 70%}}\n    - {{what: \"{second}\", share: 30%}}"
        ));
        self.line("  hypotheses:");
        for number in 0..items {
            let (what, because) = (self.text(), self.text());
            let verdict = ["confirmed", "ruled-out", "open"][number % 3];
            self.line(format_args!(
                "    - what: {}\n      verdict: {verdict}\n      because: {}\n      evidence: [\"`logs/shop-{number}.txt`\"]\n      check: look-{}",
                quoted(&what), quoted(&because), number % 9
            ));
        }
        self.line("  chains:");
        for (number, title) in ["Why it broke", "Why nobody saw it"].iter().enumerate() {
            self.line(format_args!("    - title: {title}\n      whys:"));
            for _ in 0..5 - number {
                let (why, because) = (self.text(), self.text());
                self.line(format_args!(
                    "        - {{why: \"Why is it that the {}?\", because: \"{because}\"}}",
                    lower(&why)
                ));
            }
        }
    }

    fn components(&mut self, components: usize) {
        self.line("\ncomponents:");
        for number in 0..components {
            let (name, problem, effect) = (self.thing(), self.text(), self.text());
            let severity = LEVELS[number % LEVELS.len()];
            self.line(format_args!(
                "  - id: part-{number}\n    name: Staging {name}\n    resource: \"${{{{ vars.service }}}}\"\n    severity: {severity}\n    state: failing\n    owner: platform"
            ));
            self.line(format_args!(
                "    problem: {}\n    effect: {}\n    detail: >",
                quoted(&problem),
                quoted(&effect)
            ));
            self.prose(6, 4);
            self.line("    requires:");
            self.line(format_args!(
                "      - {{id: part-{number}-state, what: state, is: READY, not: [CREATING, UPDATING], check: part-{number}-state}}"
            ));
            self.line(format_args!(
                "      - {{id: part-{number}-size, what: instances, min: 2, max: 12, check: part-{number}-size}}"
            ));
            self.line(format_args!(
                "      - {{id: part-{number}-wait, what: time to connect, max: 35s, check: part-{number}-wait}}"
            ));
            self.line(format_args!(
                "    diagnose: [part-{number}-state, part-{number}-look, part-{number}-wait]\n    remedies:"
            ));
            for (position, (kind, sets)) in
                [("repair", "state: READY"), ("repair", "size: 3-10"), ("stop-gap", "wait: 20s")].iter().enumerate()
            {
                let (when, action, limit) = (self.text(), self.action(), sets.split(':').next().unwrap_or_default());
                self.line(format_args!(
                    "      - id: part-{number}-remedy-{position}\n        kind: {kind}\n        when: {}",
                    quoted(&when)
                ));
                self.line(format_args!("        do: {}\n        run: |", quoted(&action)));
                self.command(10, 3);
                self.line(format_args!("        sets: {{part-{number}-{sets}}}\n        check: part-{number}-{limit}"));
                if position == 1 {
                    self.line(format_args!("        after: part-{number}-remedy-0"));
                }
                self.line("        undo: |");
                self.command(10, 1);
            }
        }
        self.line("\nservices:");
        for number in 0..components.min(7) {
            let (name, purpose) = (self.thing(), self.action());
            let state = ["down", "degraded", "up"][number % 3];
            self.line(format_args!(
                "  - {{id: service-{number}, name: Public {name}, state: {state}, purpose: \"{purpose}\", priority: P1, component: part-{number}}}"
            ));
        }
    }

    fn checks(&mut self, components: usize, others: usize) {
        self.line("\nchecks:");
        for number in 0..components {
            for (what, expect, more) in [
                ("state", "READY", "    timeout: 90s\n    attempts: 5\n    every: 15s\n"),
                ("size", "{matches: '^([2-9]|1[0-2])$'}", ""),
                ("wait", "{contains: [connected], within: 35s}", ""),
                ("look", "{exit: 0, excludes: [ERROR, FATAL]}", ""),
            ] {
                let text = self.text();
                self.line(format_args!(
                    "  - id: part-{number}-{what}\n    what: {}\n    component: part-{number}\n    category: infrastructure\n    run: |",
                    quoted(&text)
                ));
                self.command(6, 2);
                let _ = write!(self.out, "    expect: {expect}\n{more}");
            }
        }
        for number in 0..others {
            let text = self.text();
            self.line(format_args!("  - id: look-{number}\n    what: {}\n    category: business", quoted(&text)));
            if number % 3 == 0 {
                let (first, second) = (self.action(), self.action());
                self.line(format_args!("    manual: true\n    steps: [\"{first}\", \"{second}\"]"));
            } else {
                self.line("    run: |");
                self.command(6, 3);
                self.line("    expect: {json: {/status: ok, /ready: true}}");
            }
        }
    }

    fn targets(&mut self, targets: usize) {
        self.line("\ntargets:");
        for number in 0..targets {
            let what = self.thing();
            let limit = ["max: 40s", "min: 95%", "max: 7 errors"][number % 3];
            let kind = ["performance", "reliability", "availability"][number % 3];
            self.line(format_args!(
                "  - {{id: goal-{number}, what: Answer of the {what}, {limit}, kind: {kind}, component: part-0, check: look-{}}}",
                1 + 3 * (number % 3)
            ));
        }
        self.line("\ninvariants:");
        let because = self.text();
        self.line(format_args!("  - {{left: part-0-wait, is: \"<=\", right: goal-0, because: \"{because}\"}}"));
    }

    fn criteria(&mut self, criteria: usize, looks: usize, targets: usize) {
        self.line("\ncriteria:");
        for number in 0..criteria {
            let what = self.text();
            let kind = ["technical", "performance", "business", "monitoring"][number % 4];
            let proof = if number < looks {
                format!("check: look-{number}")
            } else if number % 2 == 0 {
                format!("check: [part-0-state, part-0-look], target: goal-{}", number % targets.max(1))
            } else {
                format!("target: goal-{}", number % targets.max(1))
            };
            let must = if number % 9 == 8 { ", must: false" } else { "" };
            self.line(format_args!("  - {{id: done-{number}, what: \"{what}\", kind: {kind}, {proof}{must}}}"));
        }
    }

    fn tests(&mut self, suites: usize) {
        self.line("\ntests:");
        for number in 0..suites {
            let (covers, failure) = (self.text(), self.text());
            let category = ["unit", "integration", "e2e"][number % 3];
            self.line(format_args!(
                "  - id: suite-{number}\n    name: Suite of part {}\n    category: {category}\n    now: 3/14\n    after: 14/14\n    check: look-1\n    covers: {}\n    known_failures: [{}]",
                letters(number), quoted(&covers), quoted(&failure)
            ));
        }
    }

    fn roadmap(&mut self, phases: usize, components: usize, criteria: usize) {
        self.line("\nroadmap:");
        for number in 0..phases {
            let (title, goal) = (self.action(), self.text());
            self.line(format_args!(
                "  - id: phase-{number}\n    title: {}\n    owner: platform\n    takes: 1h-2h\n    effort: 2h-5h",
                quoted(&title)
            ));
            self.line(format_args!("    goal: {}\n    tasks:", quoted(&goal)));
            for component in (0..components).filter(|component| component % phases == number) {
                for remedy in 0..3 {
                    let action = self.action();
                    self.line(format_args!(
                        "      - {{do: \"{action}\", component: part-{component}, remedy: part-{component}-remedy-{remedy}, check: part-{component}-state}}"
                    ));
                }
                let action = self.action();
                self.line(format_args!("      - {}", quoted(&action)));
            }
            let exits: Vec<String> =
                (0..criteria).filter(|c| c % phases == number).map(|c| format!("done-{c}")).collect();
            self.line(format_args!("    exit: [{}]", exits.join(", ")));
        }
    }

    fn validation(&mut self, stages: usize, looks: usize) {
        self.line("\nvalidation:");
        for number in 0..stages {
            let title = self.action();
            self.line(format_args!(
                "  - id: stage-{number}\n    title: {}\n    owner: shop\n    takes: 30m\n    steps:",
                quoted(&title)
            ));
            for step in 0..4 {
                let (action, expect) = (self.action(), self.text());
                self.line(format_args!(
                    "      - do: {}\n        expect: {}\n        check: look-{}\n        run: |",
                    quoted(&action),
                    quoted(&expect),
                    (number * 4 + step) % looks
                ));
                self.command(10, 1);
            }
        }
        self.line("\non_failure:");
        for _ in 0..stages {
            let (when, action) = (self.text(), self.action());
            self.line(format_args!("  - {{when: \"{when}\", do: \"{action}\", owner: platform}}"));
        }
    }

    fn impact(&mut self, items: usize) {
        self.line("\nimpact:\n  statement: |");
        self.prose(4, 3);
        self.line("\n    - **Sales** cannot show the product\n    - **Partners** wait\n  currency: EUR\n  revenue:");
        for number in 0..items {
            let (what, effect) = (self.thing(), self.text());
            self.line(format_args!(
                "    - {{what: Orders by way of the {what}, per_year: {}k, depends: {}%, risk: {}, effect: \"{effect}\"}}",
                40 + 13 * number, 60 + number % 40, LEVELS[number % 4]
            ));
        }
        self.rows("losses", items, |_, text, _| format!("what: \"{text}\", amount: ~40 orders, recovered: partly"));
        self.rows("delays", items / 2 + 1, |_, text, _| format!("what: \"{text}\", by: 2w-3w"));
        self.line("  productivity:\n    people: 8\n    cost_per_person: 90k\n    areas:");
        for number in 0..items {
            let (what, now) = (self.thing(), self.text());
            self.line(format_args!(
                "      - {{what: Work on the {what}, now: \"{now}\", normal: Without a pause, loss: {}%}}",
                20 + number % 60
            ));
        }
        self.rows("metrics", items, |n, text, _| {
            format!("what: \"{text}\", before: 94%, now: {}%, target: 95%", n % 50)
        });
        self.rows("groups", items, |n, text, _| format!("who: Customers of kind {}, effect: \"{text}\"", letters(n)));
        self.rows("risks", items, |n, text, other| {
            format!(
                "what: \"{text}\", impact: {}, likelihood: {}%, consequence: \"{other}\", mitigation: \"{other}\"",
                LEVELS[n % 4],
                10 + n % 80
            )
        });
        self.rows("processes", items, |_, text, other| {
            format!("what: \"{text}\", disrupted: 90%, effect: \"{other}\", recovers: 24h-48h")
        });
        self.rows("continuity", items / 2 + 1, |n, text, other| {
            format!("what: \"{text}\", level: 70%, risk: {}, note: \"{other}\"", LEVELS[n % 4])
        });
        self.rows("stakeholders", items, |n, text, _| {
            format!("who: Board {}, side: internal, concern: \"{text}\"", letters(n))
        });
        self.rows("grows", items.min(9), |n, text, _| {
            format!("from: {}h, to: {}h, kind: Trust, effect: \"{text}\"", n * 4, n * 4 + 4)
        });
        self.rows("recovery", items, |n, text, other| {
            format!("what: \"{text}\", by: {}h-{}h, sign: \"{other}\", restores: Orders", 40 + n * 10, 50 + n * 10)
        });
        self.line("  priority:\n    - {what: Revenue at risk, above: 100k, actual: revenue_at_risk}");
        self.line("  repair: {effort: 8h-20h, cost: 2000}\n  alternatives:");
        let (what, note) = (self.action(), self.text());
        self.line(format_args!(
            "    - {{what: \"{what}\", effort: 40h-80h, cost: 20k, note: \"{note}\", recommended: false}}"
        ));
    }

    fn rows(&mut self, list: &str, rows: usize, row: impl Fn(usize, &str, &str) -> String) {
        self.line(format_args!("  {list}:"));
        for number in 0..rows {
            let (text, other) = (self.text(), self.text());
            self.line(format_args!("    - {{{}}}", row(number, &text, &other)));
        }
    }

    fn monitoring(&mut self, alerts: usize, targets: usize) {
        self.line("\nmonitoring:");
        self.rows("alerts", alerts, |number, text, _| {
            let target = number % targets.max(1);
            let limit = ["above: 40s", "below: 95%", "above: 7 errors"][target % 3];
            format!("what: \"{text}\", target: goal-{target}, {limit}, component: part-0")
        });
        self.line("  routines:");
        for _ in 0..alerts / 4 + 1 {
            let what = self.text();
            self.line(format_args!("    - what: {}\n      every: 1d\n      run: |", quoted(&what)));
            self.command(8, 1);
        }
        self.rows("prevention", alerts, |number, text, _| {
            let kind = ["prevent", "detect", "mitigate"][number % 3];
            format!("what: \"{text}\", kind: {kind}, by: 30d, owner: platform, state: planned")
        });
    }

    fn operations(&mut self, items: usize, phases: usize) {
        self.line("\nescalation:\n  from: handoff\n  levels:");
        for level in 0..3 {
            let (when, action) = (self.text(), self.action());
            self.line(format_args!(
                "    - {{after: {}h, when: \"{when}\", notify: [leads], do: [\"{action}\"]}}",
                2 * phases + 3 * level
            ));
        }
        self.line("\ncommunication:");
        self.rows("updates", items / 2, |_, text, _| format!("to: leads, says: \"{text}\", channel: chat, every: 2h"));
        self.rows("sent", items / 3, |_, text, _| {
            format!("at: 2026-03-02T11:41:00+01:00, to: platform, channel: issue, says: \"{text}\"")
        });
        self.line("  announcement: |");
        self.prose(4, 3);
        self.line("  post_mortem: {within: 48h, owner: shop}");
        self.line("\nlabels:\n  remove: [in-progress]\n  add: [handed-off, p1-urgent]\n\nprocess:");
        for number in 0..items {
            let (what, outcome) = (self.thing(), self.text());
            self.line(format_args!(
                "  - {{step: \"{}\", what: Read the {what}, outcome: \"{outcome}\", status: complete}}",
                number + 1
            ));
        }
        self.line("\ndeliverables:");
        for number in 0..items / 2 {
            let what = self.text();
            self.line(format_args!("  - {{what: \"{what}\", path: docs/part-{number}.md}}"));
        }
        self.line("\nnext_actions:");
        for team in ["platform", "shop"] {
            self.line(format_args!("  {team}:"));
            for number in 0..items / 2 {
                let (action, text) = (self.action(), self.action());
                self.line(format_args!(
                    "    - {{do: \"{action}\", check: look-{}}}\n    - {}",
                    number % 9,
                    quoted(&text)
                ));
            }
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn lower(text: &str) -> &str {
    text.trim_start_matches("The ")
}

/// `a`, `b` … `aa`: a number that no rule takes for a figure.
fn letters(number: usize) -> String {
    let letter = char::from(b'a' + (number % 26) as u8);
    if number < 26 { letter.to_string() } else { format!("{}{letter}", letters(number / 26 - 1)) }
}
