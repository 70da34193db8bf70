//! What all records have, and how they are written.

/// The record that all others grow from; `more` are further sections.
pub fn base(more: &str) -> String {
    format!(
        "format: 1\nid: x\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
         teams: {{a: {{name: A}}, b: {{name: B}}}}\nhandoff: {{at: 2026-03-02T15:40:00Z, from: a, to: b}}\n{more}"
    )
}

pub const COMPONENTS: &str = "components: [{id: c, name: C, severity: high, problem: P}]\n";
pub const ROADMAP: &str = "roadmap: [{id: fix, title: Fix, takes: 1h, exit: [k]}]\n";
pub const CRITERIA: &str = "criteria: [{id: k, what: K, check: s}]\n";
pub const CHECKS: &str = "checks: [{id: s, what: S, run: echo ok, expect: ok}]\n";

/// With the sections that a record must have.
pub fn whole(more: &str) -> String {
    base(&[COMPONENTS, ROADMAP, CRITERIA, CHECKS].concat()) + more
}

/// `head`, then an item for each number; nothing without one.
pub fn list(head: &str, count: usize, item: impl Fn(usize) -> String) -> String {
    if count == 0 {
        return String::new();
    }
    let items: String = (0..count).map(|at| item(at) + "\n").collect();
    format!("{head}\n{items}")
}

/// `count` ids: `p0, p1, …`.
pub fn ids(count: usize, letter: &str) -> String {
    (0..count).map(|at| format!("{letter}{at}")).collect::<Vec<_>>().join(", ")
}
