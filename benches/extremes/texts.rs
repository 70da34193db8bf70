//! Long texts of every kind of markup, and what stands in texts.

use super::record::{COMPONENTS, CRITERIA, ROADMAP, base, list, whole};
use super::{Extreme, grows};

/// A note of one text.
fn note(text: &str) -> String {
    whole(&format!("timeline:\n  - at: 2026-03-02\n    what: \"{text}\"\n"))
}

/// A summary of several lines.
fn summary(lines: &str) -> String {
    let lines: String = lines.lines().map(|line| format!("  {line}\n")).collect();
    whole("").replacen("summary: S\n", &format!("summary: |\n  S\n{lines}"), 1)
}

/// A check with one command.
fn command(lines: &str) -> String {
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    let checks = format!("checks:\n- id: s\n  what: S\n  expect: ok\n  run: |\n    echo ok\n{lines}");
    base(&[COMPONENTS, ROADMAP, CRITERIA, &checks].concat())
}

pub const ALL: &[Extreme] = &[
    grows("text-password", |n| note(&format!("password={}", "a".repeat(n)))),
    grows("text-passwords", |n| note(&"password=a ".repeat(n))),
    grows("text-secrets", |n| note(&"ghp_0123456789abcdefghijABCDEFGHIJ012345 ".repeat(n))),
    grows("text-address", |n| note(&format!("http://x.y/{}", ")".repeat(n)))),
    grows("text-addresses", |n| note(&"www.a.b ".repeat(n))),
    grows("text-mentions", |n| note(&"@ab ".repeat(n))),
    grows("text-stars", |n| note(&"*a ".repeat(n))),
    grows("text-emphasis", |n| note(&"**a _b_** ".repeat(n))),
    grows("text-opened-emphasis", |n| note(&format!("{}x", "*a **b ".repeat(n)))),
    grows("text-brackets", |n| note(&"[".repeat(n))),
    grows("text-links", |n| note(&"[a](".repeat(n))),
    grows("text-linked", |n| note(&"[a](https://b.c/d) ".repeat(n))),
    grows("text-images", |n| note(&"![a](b.png) ".repeat(n))),
    grows("text-entities", |n| note(&"&amp; &#42; &x ".repeat(n))),
    grows("text-html", |n| note(&"<b><!-- ".repeat(n))),
    grows("text-quotes", |n| note(&"> ".repeat(n))),
    grows("text-pipes", |n| note(&"| ".repeat(n))),
    grows("text-escapes", |n| note(&r"\\\\* \\\\_ ".repeat(n))),
    grows("text-money", |n| note(&"$575K at risk, 12/28, 3 h. ".repeat(n))),
    grows("text-numbers", |n| note(&"1".repeat(n))),
    grows("text-opened", |n| note(&"${{ ".repeat(n))),
    grows("text-escaped", |n| note(&"$${{ ".repeat(n))),
    grows("text-quoted", |n| {
        whole(&format!("vars: {{b: x}}\ntimeline:\n- at: 2026-03-02\n  what: \"{}\"\n", "${{ vars.b }}".repeat(n)))
    }),
    grows("text-invisible", |n| note(&"\\u202e".repeat(n))),
    grows("text-unicode", |n| note(&"\u{1F468}\u{200D}\u{1F469}é漢 ".repeat(n))),
    Extreme { power: 2, ..grows("text-ticks", |n| note(&(1..n).map(|at| "`".repeat(at) + " ").collect::<String>())) },
    grows("text-word", |n| note(&"a".repeat(n))),
    grows("summary-paragraphs", |n| summary(&"a\n\n".repeat(n))),
    grows("summary-items", |n| summary(&"- a\n\n".repeat(n))),
    grows("summary-nested", |n| summary(&format!("{}x\n", "> - ".repeat(n)))),
    Extreme {
        power: 2,
        ..grows("summary-stairs", |n| {
            summary(&(0..n).map(|at| format!("{}- a\n", "  ".repeat(at))).collect::<String>())
        })
    },
    grows("summary-callouts", |n| summary(&"> [!NOTE]\n> a\n\n".repeat(n))),
    grows("summary-table", |n| summary(&format!("| a | b |\n| - | - |\n{}", "| 1 | 2 |\n".repeat(n)))),
    grows("summary-wide-table", |n| summary(&format!("{}\n{}\n", "|a".repeat(n), "|-".repeat(n)))),
    grows("summary-fences", |n| summary(&"```sh\na\n```\n\n".repeat(n))),
    grows("summary-references", |n| {
        summary(&(0..n).map(|at| format!("[r{at}]: https://a.b\n\n[r{at}]\n\n")).collect::<String>())
    }),
    grows("command", |n| command(&"echo a | grep b && sed -n 1p; cat <<X\n".repeat(n))),
    grows("command-quotes", |n| command(&format!("echo {}\n", "\"$(a '\" ".repeat(n)))),
    grows("command-nested", |n| command(&format!("echo {}\n", "$(".repeat(n)))),
    // What all quotes fill in is limited: many of a short one, a few of the longest.
    grows("vars-filled", |n| quoting((8_000_000 / (n + 1)).min(n), n)),
    grows("vars-longest", |n| quoting(n.min(1_000_000), 7)),
];

/// A var of so many letters, quoted so often.
fn quoting(letters: usize, times: usize) -> String {
    let note = |_| "- {at: 2026-03-02, what: \"${{ vars.b }}\"}".to_owned();
    whole(&format!("vars: {{b: \"{}\"}}\n{}", "x".repeat(letters.min(1_000_000)), list("timeline:", times, note)))
}
