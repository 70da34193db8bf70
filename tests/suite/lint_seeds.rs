//! One slip at a time, put into the clean records of `tests/lint/clean/`: flow style, block and folded scalars, quotes, other
//! alphabets, through an alias, deep inside. It must be found once, where it stands, and nothing else with it.
//!
//! A seed is a record (by the number of its file), a rule, and edits: what stands there once, and what is put in its place.
//! `▶` marks the first character that is to blame.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use handoff::facts::Facts;
use handoff::lint::{self, Context};
use handoff::record::decode;
use handoff::record::units::{Scalar, When};

pub type Seed = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

#[rustfmt::skip]
pub const SEEDS: &[Seed] = &[
    ("01", "unknown-reference", &[("component: proxy, run: \"kubectl", "component: ▶proxi, run: \"kubectl")]),
    ("03", "unknown-reference", &[("after: [raise-full]", "after: [▶raise-ful]")]),
    ("04", "unknown-reference", &[("remedy: keep-rule}", "remedy: ▶keep-rules}")]),
    ("08", "unknown-reference", &[("The feature store returned", "The feature store of ▶${{ vars.modle }} returned")]),
    ("14", "unknown-reference", &[("--group ${{ vars.group }}", "--group ▶${{ vars.grop }}")]),
    ("10", "unknown-reference", &[("in time, target: wait}", "in time, target: ▶waits}")]),
    ("14", "unknown-reference", &[("{from: drain,", "{from: ▶drian,")]),
    ("06", "unknown-reference", &[("Plan – 14 Fälle", "Plan – ▶${{ facts.criteria.totl }} Fälle")]),
    ("12", "duplicate-id", &[("{id: cdn, name: CDN", "{id: ▶shop, name: CDN")]),
    ("05", "duplicate-id", &[("{id: load-time, what: Load", "{id: ▶lateness, what: Load"), ("target: load-time", "target: lateness")]),
    ("09", "phase-cycle", &[("takes: 4h-1d,", "takes: 4h-1d, after: [▶ship],")]),
    ("03", "phase-cycle", &[("by one point, run", "by one point, after: ▶rebalance, run")]),
    ("02", "time-disorder", &[("at: 2026-04-08T22:40:00-04:00", "at: ▶2026-04-08T21:40:00-04:00")]),
    ("10", "time-disorder", &[("next_checkpoint: 2026-08-23T00:00:00Z", "next_checkpoint: ▶2026-08-22T23:00:00Z")]),
    ("12", "time-disorder", &[("ended: 2026-11-02T16:30:00Z", "ended: ▶2026-11-02T11:30:00Z")]),
    ("12", "time-disorder", &[("{by: Mia, at: 2026-11-02T13:05:00Z}", "{by: Mia, at: ▶2026-11-02T13:05:00+02:00}")]),
    ("12", "time-twice", &[("{at: 2026-11-02T16:30:00Z, what: All", "{at: ▶2026-11-02T17:30:00Z, what: All")]),
    ("06", "time-twice", &[("{at: 2026-09-03T05:50:00+02:00, what: Erste", "{at: ▶2026-09-03T05:20:00+02:00, what: Erste")]),
    ("13", "overdue", &[("format: 1", "deadlines: [{id: early, what: Early, at: ▶2025-12-01}]\nformat: 1")]),
    ("10", "overdue", &[("{what: Rehearse the reset, by: 90d, owner: matchmaking}", "{what: Rehearse the reset, by: ▶2026-01-30, owner: matchmaking}")]),
    ("12", "waiver-weak", &[("check: fresh, must: false}", "check: fresh, waived: {because: Few, by: Mia, until: ▶2026-12-30}}")]),
    ("13", "waiver-weak", &[("check: login}", "check: login, waived: {because: Later}}"), ("criteria: [{id: fast", "criteria: [{id: ▶fast")]),
    ("12", "lesson-without-action", &[("lint:\n", "lessons: [{▶what: Nobody looked, kind: went-wrong}]\nlint:\n")]),
    ("12", "lesson-without-action", &[("lint:\n", "root_cause: {whys: [{why: A}, {▶why: B}]}\nlint:\n")]),
    ("13", "attempt-open", &[("format: 1", "attempts: [{at: 2026-03-02, what: A, outcome: worked}, {▶at: 2026-03-02, what: B}]\nformat: 1")]),
    ("04", "attempt-open", &[("format: 1", "attempts:\n  - ▶at: 2026-06-18\n    what: Rolled back\nformat: 1")]),
    ("02", "severity-below-impact", &[("severity: P0", "severity: ▶P2"), ("severity: high\n    state: failing", "severity: critical\n    state: failing")]),
    ("01", "severity-below-impact", &[("severity: P1", "severity: ▶SEV2"), ("state: degraded, component: proxy", "state: down, component: proxy")]),
    ("13", "exit-owner-mismatch", &[("check: login}", "check: login, owner: a}"), ("exit: [fast]", "exit: [▶fast]")]),
    ("10", "exit-owner-mismatch", &[("{id: warm,", "{owner: [live-ops], id: warm,"), ("exit: [match-found, warm]", "exit: [match-found, ▶warm]")]),
    ("04", "task-without-means", &[("{do: Add the rule, remedy: keep-rule}", "{▶do: Add the rule, check: starts}")]),
    ("13", "task-without-means", &[("exit: [fast]", "exit: [fast], tasks: [Look, {▶do: Mend it, check: login}]")]),
    ("10", "unstable-allow", &[("by: 90d, owner: matchmaking}", "by: 90d}"), ("format: 1", "lint: {allow: [{rule: owner-missing, at: ▶\"monitoring.prevention[0]\", because: Nobody yet}]}\nformat: 1")]),
    ("02", "unstable-allow", &[("owner: dns, state: planned}", "state: planned}"), ("format: 1", "lint:\n  allow:\n    - rule: owner-missing\n      at: ▶monitoring.prevention[0]\n      because: Nobody yet\nformat: 1")]),
    ("01", "share-sum", &[("causes: [{what: Pool size, share: 66.7%}", "▶causes: [{what: Pool size, share: 60%}")]),
    ("06", "share-sum", &[("causes: [{what: Update 7.4, share: 100%}]", "▶causes: [{what: Update 7.4, share: 100%}, {what: Netz}]")]),
    ("01", "figure-differs", &[("  ${{ facts.revenue_at_risk }} is at risk", "  ▶$1.2M is at risk")]),
    ("14", "figure-differs", &[("The warehouse works at three quarters of its speed.", "The team's productivity fell by ▶60%.")]),
    ("10", "figure-differs", &[("Queues are short again.", "Queues are short again; the repair took ▶45 minutes.")]),
    ("04", "figure-typed-out", &[("312 of them name the crash.", "Of the UI tests ▶40 of 46 pass.")]),
    ("11", "figure-typed-out", &[("the fee is £35,", "▶£420K a year are at risk, the fee is £35,")]),
    ("12", "figure-differs", &[("what: First byte is late,", "what: First byte above ▶900 ms,")]),
    ("09", "var-in-text", &[("fleetctl unpin ${{ vars.ring }}", "fleetctl unpin ▶ring-0")]),
    ("14", "var-in-text", &[("--bootstrap-server ${{ vars.brokers }}", "--bootstrap-server ▶kafka-1:9092,kafka-2:9092")]),
    ("08", "var-in-text", &[("problem: Answers with", "problem: ▶rec-v12 answers with")]),
    ("06", "var-in-text", &[("psql ${{ vars.db }} -Atc", "psql ▶op-plan-sued -Atc")]),
    ("05", "alert-inside-target", &[("target: freshness, above: 26h", "target: freshness, above: ▶1d")]),
    ("08", "alert-inside-target", &[("below: 0.35", "below: ▶0.45")]),
    ("08", "alert-inside-target", &[("above: 400 ms}", "above: ▶600 ms}")]),
    ("09", "alert-inside-target", &[("below: 97%", "below: ▶95%")]),
    ("01", "alert-inside-target", &[("target: pay-success, below: 99.5%", "target: pay-success, above: ▶99.5%")]),
    ("09", "target-conflict", &[("max: 5 min, check: boots", "max: 5 min, min: ▶6 min, check: boots")]),
    ("12", "target-conflict", &[("what: First byte of the origin, max: 2s, component: rules", "what: \" first BYTE \", max: ▶2s")]),
    ("14", "invariant-broken", &[("max: 10s, check: stable", "max: 15s, check: stable"), ("{left: heartbeat * 3", "{▶left: heartbeat * 3")]),
    ("01", "invariant-broken", &[("{left: pool-size, is: \"<=\", right: \"16 * 4\"", "{▶left: pool-size, is: \"<=\", right: \"16 * 3\"")]),
    ("09", "invariant-broken", &[("{left: reconnect, is: \"<\", right: 10 min", "{▶left: reconnect, is: \"<\", right: 10 devices")]),
    ("03", "remedy-breaks-requirement", &[("fill: 60%-85%", "fill: ▶60%-90%")]),
    ("01", "remedy-breaks-requirement", &[("sets: {pool-size: 64}", "sets: {pool-size: 64, image: ▶\"egress:4.18.2\"}")]),
    ("10", "remedy-breaks-requirement", &[("sets: {bucket-width: 150}", "sets: {bucket-width: ▶250}")]),
    ("01", "remedy-conflict", &[("{id: shrink-pool, when: The acquirer throttles,", "{id: shrink-pool,"), ("sets: {pool-size: 32}", "sets: {pool-size: ▶32}")]),
    ("09", "remedy-conflict", &[("unpin ${{ vars.ring }}\"}", "unpin ${{ vars.ring }}\", sets: {boot-ok: ▶99.9%}}")]),
    ("10", "remedy-missing", &[("- id: cache\n", "- id: ▶cache\n"), ("severity: low", "severity: high")]),
    ("08", "remedy-missing", &[("- id: model\n", "- id: ▶model\n"), ("severity: low", "severity: critical"), ("kind: stop-gap, do", "kind: inspect, do")]),
    ("08", "remedy-inspects-only", &[("{id: reload, run: \"kubectl -n ${{ vars.namespace }} rollout restart", "{id: ▶reload, run: \"kubectl -n ${{ vars.namespace }} rollout status")]),
    ("04", "remedy-inspects-only", &[("{id: keep-rule, do: \"Add `-keepclassmembers class * { @androidx.** *; }`\", sets: {min-sdk: 28},", "{id: ▶keep-rule, run: \"git log -3 && grep -n keep proguard-rules.pro\",")]),
    ("14", "requirement-unchecked", &[("{id: heartbeat, what: heartbeat, max: 10s, check: stable}", "{id: ▶heartbeat, what: heartbeat, max: 10s}")]),
    ("08", "requirement-unchecked", &[("{id: replicas, what: replicas, min: 3, max: 12, check: features}", "{id: ▶replicas, what: replicas, min: 3, max: 12}")]),
    ("12", "criterion-unproven", &[("{id: fresh-everywhere, what: All PoPs serve the new script, check: fresh,", "{id: ▶fresh-everywhere, what: All PoPs work properly,")]),
    ("08", "criterion-unproven", &[("{id: features-back, what: Features are back in all three zones, check: features, target: score}", "{id: ▶features-back, what: Features are back}")]),
    ("08", "check-asserts-nothing", &[("matches: \"^zeros: 0(\\\\.0\\\\d)?%$\"", "matches: ▶\".*\"")]),
    ("14", "check-asserts-nothing", &[("expect: {matches: \"^\\\\d{1,3}$\"}", "expect: ▶{}")]),
    ("03", "check-asserts-nothing", &[("put probe /etc/hostname\"", "put probe /etc/hostname▶; true\"")]),
    ("11", "check-asserts-nothing", &[("-o /dev/null\"", "-o /dev/null ▶|| :\"")]),
    ("02", "check-asserts-nothing", &[("excludes: [SERVFAIL]", "excludes: [▶\"\"]")]),
    ("04", "check-unused", &[("bad build, check: halted}", "bad build, check: starts}"), ("{id: halted,", "{id: ▶halted,")]),
    ("13", "check-unused", &[("what: Login, manual: true}", "what: Login, manual: true}, {id: ▶logout, what: Logout, run: ./logout}")]),
    ("09", "exit-empty", &[("{id: letter, title: Write to customers, owner: fleet, takes: 2h, after: [], exit: [back-online]}", "{id: ▶letter, title: Write to customers, owner: fleet, takes: 2h, after: []}")]),
    ("12", "exit-empty", &[("{id: purge, title: Purge, owner: edge, takes: 1h, exit: [fresh-everywhere]}", "{id: ▶purge, title: Purge, owner: edge, takes: 1h, exit: []}")]),
    ("10", "criterion-unscheduled", &[("exit: [match-found, warm]", "exit: [match-found]"), ("{id: warm,", "{id: ▶warm,")]),
    ("14", "criterion-unscheduled", &[("  - {id: calm, what: No", "  - {id: ▶quiet, what: No page at night, check: stable}\n  - {id: calm, what: No")]),
    ("07", "placeholder", &[("says: \"No personal", "says: \"▶TBD: no personal")]),
    ("02", "placeholder", &[("rndc reload ${{ vars.zone }}", "rndc reload ▶<ZONE>")]),
    ("06", "placeholder", &[("contact: \"-4411\"", "contact: \"▶[PHONE]\"")]),
    ("04", "placeholder", &[("run: \"./store track", "run: \"▶/path/to/store track")]),
    ("13", "check-changes-something", &[("manual: true}", "run: ▶systemctl restart slapd}")]),
    ("08", "check-changes-something", &[("run: \"./eval --model", "run: \"▶rm -f x && ./eval --model")]),
    ("13", "no-way-back", &[("problem: Slow}", "problem: Slow, remedies: [{id: ▶bounce, run: systemctl restart slapd}]}")]),
    ("11", "no-way-back", &[("{id: longer, do: Let tokens live for as long as the session,", "{id: ▶longer, run: kubectl apply -f a,")]),
    ("13", "check-cannot-pass", &[("manual: true}", "run: ./login, expect: ▶\"< 1s\"}")]),
    ("13", "check-cannot-pass", &[("manual: true}", "run: \"./logs | grep -c slow\", expect: {equals: ▶\"0\"}}")]),
    ("13", "check-passes-on-silence", &[("manual: true}", "run: \"./logs | grep slow | ▶wc -l\", expect: 0}")]),
    ("13", "check-passes-on-silence", &[("manual: true}", "run: \"./logs || ▶true\", expect: {excludes: slow}}")]),
    ("13", "requirement-check-differs", &[("problem: Slow}", "problem: Slow, requires: [{id: size, what: size, is: 4, check: login}]}"), ("manual: true}", "run: ./size, expect: ▶5}")]),
    ("13", "requirement-check-differs", &[("problem: Slow}", "problem: Slow, requires: [{id: size, what: size, max: 4, check: login}]}"), ("manual: true}", "run: ./size, expect: {equals: ▶\"5\"}}")]),
    ("01", "text-cut-by-comment", &[("name: Shop, contact: \"#shop-oncall\"}", "name: ▶Shop #42\n    }")]),
    ("14", "text-cut-by-comment", &[("format: 1", "decisions:\n  - at: 2026-12-24\n    what: ▶Keep the fix of #77\nformat: 1")]),
    ("13", "text-flattened", &[("problem: Slow}", "problem: \"Slow:\\n▶- reads\\n- writes\"}")]),
    ("10", "text-flattened", &[("what: Rehearse the reset,", "what: \"Rehearse the reset.\\n\\n▶Twice.\",")]),
    ("07", "secret-in-record", &[("event 3f9a2c1d", "made with ▶ghp_0123456789abcdefghijABCDEFGHIJ012345")]),
    ("14", "secret-in-record", &[("\"kafka-1:9092,kafka-2:9092\"", "\"amqps://app:▶hunter2x@mq-1\"")]),
    ("10", "secret-in-record", &[("note: \"$10 each\"", "note: \"api_key=▶9f8a7Zq1LmN0pQ2r\"")]),
    ("02", "owner-missing", &[("{what: Alarm on the age of signatures, by: 2026-05-01, owner: dns, state: planned}", "{▶what: Alarm on the age of signatures, by: 2026-05-01, state: planned}")]),
    ("10", "owner-missing", &[("{what: Rehearse the reset, by: 90d, owner: matchmaking}", "{▶what: Rehearse the reset, by: 90d}")]),
    ("14", "owner-missing", &[("[{after: 6h, notify: [streaming]}]", "[{▶after: 6h}]")]),
    ("06", "escalation-disorder", &[("{after: 4h, notify:", "{after: ▶2h, notify:")]),
    ("14", "escalation-disorder", &[("levels: [{after: 6h,", "levels: [{after: ▶5h,")]),
    ("04", "tests-regress", &[("now: 40/46, after: 46/46", "now: 40/46, after: ▶46/47")]),
    ("01", "tests-regress", &[("now: 212/212, after: 212/212", "now: 212/212, after: ▶210/212")]),
    ("01", "recovery-before-repair", &[("by: 2h-3h", "by: ▶90m, after: watch")]),
    ("09", "recovery-before-repair", &[("by: 3d-5d", "by: ▶3h")]),
    ("12", "percent-mismatch", &[("level: 66.7%", "level: ▶60%")]),
    ("03", "percent-mismatch", &[("level: 42%", "level: ▶34%")]),
    ("01", "label-conflict", &[("add: [p1], remove: [triage]", "add: [p1, Triage], remove: [▶triage]")]),
    ("13", "label-conflict", &[("format: 1", "labels: {remove: [slow], add: [▶\" Slow \"]}\nformat: 1")]),
    ("11", "complete-with-open-items", &[("status: handed-off", "status: ▶closed\nended: 2026-10-02"), ("to: identity, reason", "to: identity, acknowledged: {by: Ida}, reason"), ("service: [\"Extend the deadline by 14 days for those who ask\"]", "service: [{do: Extend the deadline, done: 2026-10-02}]")]),
    ("12", "complete-with-open-items", &[("status: handed-back", "status: ▶handed-back"), ("check: fresh, must: false}", "check: fresh}")]),
    ("12", "complete-with-open-items", &[("to: edge, acknowledged", "to: edge, open_questions: [▶Who pays?], acknowledged")]),
    ("09", "due-before-possible", &[("due: 5d", "due: ▶3d")]),
    ("11", "due-before-possible", &[("takes: 1d, due: 2026-10-02", "takes: 3d, due: ▶2026-10-02")]),
    ("12", "target-unproven", &[("{id: ttfb, what: First byte, max: 800ms, check: fresh}", "{id: ▶ttfb, what: First byte, max: 800ms}")]),
    ("08", "target-unproven", &[("{id: latency, what: Answer, max: 250 ms, check: features}", "{id: ▶latency, what: Answer, max: 250 ms}")]),
    ("12", "state-contradiction", &[("name: CDN, state: up", "name: CDN, state: ▶down")]),
    ("02", "state-contradiction", &[("started: 2026-04-09T02:11:00Z\n", "started: 2026-04-09T02:11:00Z\nended: 2026-04-10T02:11:00Z\n"), ("state: failing", "state: repaired"), ("state: down", "state: ▶down"), ("name: Mail, state: degraded", "name: Mail, state: up")]),
    ("08", "priority-unmet", &[("above: 10%, actual: 37%", "above: 40%, actual: ▶37%")]),
    ("01", "priority-unmet", &[("above: 1M, actual: revenue_at_risk", "above: 2M, actual: ▶revenue_at_risk")]),
    ("03", "goal-below-baseline", &[("now: 900 ms, target: 12 ms", "now: 900 ms, target: ▶50 ms")]),
    ("08", "goal-below-baseline", &[("now: 340, target: 12", "now: 340, target: ▶40")]),
    ("10", "timeout-too-short", &[("timeout: 2m, component", "timeout: ▶60s, component")]),
    ("09", "timeout-too-short", &[("timeout: 4h, read_only", "timeout: ▶4m, read_only")]),
    ("01", "timeout-too-short", &[("timeout: 10s", "timeout: ▶5s")]),
    ("07", "unused-var", &[("vars: {repo:", "vars: {▶region: eu-1, repo:")]),
    ("03", "unused-var", &[("  pool: media-ec42", "  ▶pool_old: media-ec41\n  pool: media-ec42")]),
    ("12", "unused-allow", &[("allow: []", "allow: [{rule: ▶exit-empty, at: \"roadmap[purge]\", because: Nobody waits}]")]),
    ("12", "unused-allow", &[("allow: []", "allow: [{rule: ▶exit-emty, at: roadmap, because: Nobody waits}]")]),
    ("12", "expired-allow", &[("allow: []", "allow: [{rule: exit-empty, at: roadmap, because: Nobody waits, until: ▶2026-12-01}]")]),
    ("13", "expired-allow", &[("format: 1", "lint: {allow: [{rule: owner-missing, at: roadmap, because: Soon, until: ▶2026-12-30}]}\nformat: 1")]),
    ("04", "missing-path", &[("evidence: https://issuetracker.example.com/8812", "evidence: \"see ▶docs/gone.md:12\"")]),
    ("08", "missing-path", &[("run: \"./eval --model", "run: \"python ▶tools/gone.py --model")]),
    ("06", "prose-breaks-document", &[("concern: Zwei Pläne an der Wand", "concern: Zwei Pläne ▶<br> an der Wand")]),
    ("14", "prose-breaks-document", &[("```text", "▶```text"), ("orders-v2  1800000\n  ```\n", "orders-v2  1800000\n")]),
    ("02", "prose-breaks-document", &[("says: \"Wait for the cache", "says: \"▶@oncall wait for the cache")]),
    ("05", "prose-breaks-document", &[("Reports to 12 of 40 partners are late.", "▶## Partners\n\n    Reports to 12 of 40 partners are late.")]),
    ("07", "unverified-exclusion", &[("[{what: A person leaked it, verdict: ruled-out, evidence:", "[{▶what: A person leaked it, verdict: ruled-out, because:")]),
    ("08", "unverified-exclusion", &[("- {what: Training data, verdict: ruled-out, check: offline-eval}", "- {▶what: Training data, verdict: ruled-out}")]),
];

pub fn records() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint/clean");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let number = |path: &Path| path.file_name().unwrap().to_str().unwrap()[..2].to_owned();
    paths.map(|path| (number(&path), fs::read_to_string(&path).unwrap())).collect()
}

/// The record with its slip, and the line and column of the mark.
pub fn seeded(record: &str, edits: &[(&str, &str)]) -> Result<(String, usize, usize), String> {
    let mut text = record.to_owned();
    for (from, to) in edits {
        match text.matches(from).count() {
            1 => text = text.replacen(from, to, 1),
            count => return Err(format!("{from:?} stands there {count} times")),
        }
    }
    let at = text.find('▶').ok_or("no place is marked")?;
    let line = text[..at].matches('\n').count() + 1;
    let column = text[..at].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Ok((text.replacen('▶', "", 1), line, column))
}

/// Rule, line and column of each finding.
pub fn findings(rule: &str, text: &str) -> Vec<(String, usize, usize)> {
    let loaded = decode("seed", text.as_bytes()).unwrap_or_else(|bad| panic!("invalid: {:?}", bad.1));
    let facts = Facts::without_evidence(&loaded.record);
    let exists = |path: &str| !path.contains("gone");
    let mut context = Context::new(&loaded, &facts);
    // The clean records hold promises for all of 2026.
    let present = match rule {
        "expired-allow" | "waiver-weak" => Some("2026-12-31"),
        "overdue" => Some("2026-01-31"),
        _ => None,
    };
    context.as_of = present.map(|present| When::parse(present).unwrap());
    context.path_exists = Some(&exists);
    let found = lint::run(&context, &lint::Levels::new()).into_iter();
    let place = |span: std::ops::Range<usize>| loaded.source.position(span.start);
    found
        .map(|finding| (finding.rule.to_owned(), place(finding.span.clone()).line, place(finding.span).column))
        .collect()
}

#[test]
fn each_slip_is_found_once_where_it_stands() {
    let records = records();
    let mut wrong = String::new();
    for (number, rule, edits) in SEEDS {
        let (text, line, column) = match seeded(&records[*number], edits) {
            Ok(seed) => seed,
            Err(why) => {
                wrong += &format!("{number} {rule}: {why}\n");
                continue;
            }
        };
        let found = findings(rule, &text);
        if found != [((*rule).to_owned(), line, column)] {
            wrong += &format!("{number} {rule}: expected at {line}:{column}, found {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_rule_has_two_seeds() {
    // These speak of what was proven, or of another record, not of a slip in this one.
    let others = ["stale-evidence", "unfounded-evidence", "failed-evidence", "duplicate-record"];
    for rule in lint::rules().iter().filter(|rule| !others.contains(&rule.name)) {
        let seeds = SEEDS.iter().filter(|(_, name, _)| *name == rule.name).count();
        assert!(seeds >= 2, "{}: {seeds} seeds", rule.name);
    }
    let seeds: BTreeSet<_> = SEEDS.iter().collect();
    assert!(seeds.len() == SEEDS.len() && SEEDS.len() >= 80, "{} seeds", SEEDS.len());
}
