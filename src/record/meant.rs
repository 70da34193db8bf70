//! The key or word that an author most likely meant: a slip of spelling, or what other tools call it.

use crate::nearest::nearest;

/// What people write for a key of another name; of several, the first that is known at its place.
const KEYS: &[(&[&str], &[&str])] = &[
    (&["depends_on", "depends", "needs", "requires", "blocked_by", "previous"], &["after"]),
    (&["duration", "estimate", "eta", "time"], &["takes", "within", "at"]),
    (
        &["description", "text", "summary", "message", "details", "action"],
        &["what", "do", "problem", "says", "detail", "statement"],
    ),
    (&["name", "title", "label"], &["title", "name", "what", "who", "role"]),
    (&["command", "cmd", "script", "shell"], &["run"]),
    (&["expected", "expects", "equals", "output"], &["expect"]),
    (&["status"], &["state", "outcome", "verdict", "done"]),
    (&["state"], &["status", "verdict"]),
    (&["priority", "level", "impact"], &["severity", "priority"]),
    (&["deadline", "due_date", "due", "until", "when"], &["due", "by", "until", "at"]),
    (&["date", "timestamp", "time", "when"], &["at"]),
    (&["start", "began", "start_time", "started_at"], &["started"]),
    (&["end", "finish", "resolved", "end_time", "ended_at"], &["ended", "finished"]),
    (&["finished", "completed", "complete", "done_at"], &["done", "finished", "met", "delivered"]),
    (&["link", "href", "address"], &["url"]),
    (&["reason", "why", "cause"], &["because", "why", "reason"]),
    (&["assignee", "team", "responsible", "by", "who"], &["owner", "by", "who"]),
    (&["rollback", "revert"], &["undo"]),
    (&["criteria", "exit_criteria", "done_when"], &["exit"]),
    (&["proof", "test", "verify", "checks", "criterion"], &["check", "exit"]),
    (&["actions", "steps"], &["tasks", "steps"]),
    (&["fix", "fixes", "remedy", "repairs"], &["remedies", "remedy"]),
    (&["type", "category"], &["kind"]),
    (&["phases", "plan", "steps"], &["roadmap"]),
    (&["metrics"], &["targets"]),
    (&["events", "log", "history"], &["timeline"]),
    (&["cause", "rca", "root-cause"], &["root_cause"]),
    (&["users", "people", "contacts"], &["roles", "teams"]),
];

/// What people write for a word of another name.
const WORDS: &[(&[&str], &[&str])] = &[
    (&["down", "broken", "failed", "dead", "offline", "unavailable"], &["failing", "down", "failed"]),
    (&["fixed", "resolved", "healthy", "ok", "restored", "working"], &["repaired", "up", "closed", "worked", "done"]),
    (&["up", "available", "online"], &["repaired", "up"]),
    (&["slow", "impaired", "partial", "partially"], &["degraded", "partly"]),
    (&["open", "new", "ongoing", "triage", "active"], &["investigating", "open", "running"]),
    (&["in-progress", "started", "fixing", "mitigating", "repairing", "doing"], &["remediating", "running", "open"]),
    (&["handed-over", "transferred"], &["handed-off"]),
    (&["returned"], &["handed-back"]),
    (&["done", "complete", "completed", "finished", "success", "succeeded"], &["closed", "done", "complete", "worked"]),
    (&["bad", "wrong", "failed"], &["went-wrong"]),
    (&["good", "well"], &["went-well"]),
    (&["luck"], &["lucky"]),
    (&["major", "severe", "blocker"], &["critical", "high"]),
    (&["minor", "trivial"], &["low"]),
    (&["moderate", "normal"], &["medium"]),
    (&["reverted", "rolled-back"], &["undone"]),
    (&["excluded", "rejected", "false", "no"], &["ruled-out"]),
    (&["proven", "true", "yes"], &["confirmed"]),
    (&["workaround", "temporary", "mitigation"], &["stop-gap"]),
    (&["end", "recovered", "fixed"], &["resolved"]),
    (&["begin", "start", "beginning"], &["started"]),
];

/// What people write and the program computes.
const COMPUTED: &[(&[&str], &str)] = &[
    (
        &["met", "proven", "passed", "satisfied", "verified"],
        "its checks decide that: `handoff verify --record` or `handoff attest` keeps the proof in evidence.yaml",
    ),
    (
        &["total", "sum", "count", "percent", "percentage", "progress", "weighted", "overdue", "elapsed"],
        "what can be computed is never written: `handoff facts` prints it, texts quote it as `${{ facts.NAME }}`",
    ),
];

/// What to do instead of writing a key that no record has, since its value follows from others.
pub fn computed(given: &str) -> Option<&'static str> {
    let given = given.to_lowercase();
    COMPUTED.iter().find(|(keys, _)| keys.contains(&given.as_str())).map(|(_, how)| *how)
}

/// The key among those known here.
pub fn key<'k>(given: &str, known: &[&'k str]) -> Option<&'k str> {
    nearest(given, known.iter().copied()).or_else(|| other_name(KEYS, &given.replace('-', "_").to_lowercase(), known))
}

/// The word among those known here.
pub fn word<'k>(given: &str, known: &[&'k str]) -> Option<&'k str> {
    let plain = given.trim().replace(['_', ' '], "-").to_lowercase();
    // What the word means goes before what it looks like: `fixed` is nearer to `failing`.
    other_name(WORDS, &plain, known).or_else(|| nearest(given, known.iter().copied()))
}

fn other_name<'k>(table: &[(&[&str], &[&str])], given: &str, known: &[&'k str]) -> Option<&'k str> {
    let rows = table.iter().filter(|(others, _)| others.contains(&given));
    rows.flat_map(|(_, names)| names.iter()).find_map(|name| known.iter().copied().find(|known| known == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_lead_to_those_known_at_the_place() {
        let phase = ["id", "title", "owner", "takes", "due", "after", "tasks", "exit", "finished"];
        for (given, meant) in [
            ("depends_on", Some("after")),
            ("depends-on", Some("after")),
            ("duration", Some("takes")),
            ("criteria", Some("exit")),
            ("deadline", Some("due")),
            ("taks", Some("takes")),
            ("colour", None),
        ] {
            assert_eq!(key(given, &phase), meant, "{given}");
        }
        let states = ["failing", "degraded", "repaired", "unknown"];
        for (given, meant) in
            [("down", Some("failing")), ("Fixed", Some("repaired")), ("degrded", Some("degraded")), ("x", None)]
        {
            assert_eq!(word(given, &states), meant, "{given}");
        }
        assert_eq!(word("bad", &["went-well", "went-wrong", "lucky"]), Some("went-wrong"));
        assert_eq!(word("in progress", &["investigating", "handed-off", "remediating", "closed"]), Some("remediating"));
    }
}
