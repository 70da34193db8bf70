//! A package with evidence of every kind, kept as files: `tests/packages/proven/` holds a record, its
//! `evidence.yaml`, and every document as it was reviewed. `UPDATE=1 cargo test proven` writes
//! them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn handoff(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_handoff")).args(args).current_dir(folder).output().unwrap()
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text =
        |path: PathBuf| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap());
    entries.map(text).collect()
}

/// The kept package, rendered again elsewhere.
fn rendered(kept: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    for name in ["incident.yaml", "evidence.yaml"] {
        fs::write(folder.path().join(name), &kept[name]).unwrap();
    }
    let output = handoff(&["render", "incident.yaml"], folder.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    files(folder.path())
}

#[test]
fn the_package_is_as_reviewed() {
    let new = rendered(&proven());
    if std::env::var_os("UPDATE").is_some() {
        let output = handoff(&["render", "--force", "--prune", "incident.yaml"], &folder());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let kept = proven();
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&kept), names(&new), "UPDATE=1 cargo test proven");
    for (name, text) in &kept {
        assert_eq!(text, &new[name], "{name}: UPDATE=1 cargo test proven");
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packages/proven")
}

fn proven() -> BTreeMap<String, String> {
    files(&folder())
}

/// What a reader looks for, so that a golden file cannot freeze a wrong one.
#[test]
fn what_is_proven_is_ticked_with_date_and_source_and_nothing_else() {
    let documents = rendered(&proven());
    let ticked = |name: &str| documents[name].lines().filter(|line| line.starts_with("- [x]")).collect::<Vec<_>>();
    let proven = ticked("success-criteria.md");
    assert_eq!(proven.len(), 2, "{proven:?}");
    assert!(proven[0].starts_with("- [x] **The pool has room**<a id=\"criterion-pool-has-room\""), "{proven:?}");
    assert!(proven[1].starts_with("- [x] **Customers can log in**"), "{proven:?}");
    let exits = ticked("roadmap.md");
    assert_eq!(exits.len(), 2);
    assert!(exits[0].ends_with("proven 2026-03-02 17:05 UTC on `ci-1`"), "{exits:?}");
    assert!(exits[1].ends_with("proven 2026-03-02 17:10 UTC by Ana Silva"), "{exits:?}");
    let criteria = &documents["success-criteria.md"];
    for line in [
        "- Required for the [handback](#criteria): 2 of 5 proven",
        "- **Failed: 1**",
        "- Stale, to be proven again: 1",
        "- Proven 2026-03-02 17:05 UTC on `ci-1`",
        "- Seen: Logged in as the test customer, saw *two* open orders",
        "- `checkout`: **Failed** 2026-03-02 17:06 UTC on `ci-1`",
        "- `pages`: Proven 2026-03-02 18:12 +01:00 by Ana Silva",
        "- **Stale**: the check changed since 2026-03-02 16:30 UTC on `ci-1`",
        "- **Undecided** 2026-03-02 17:07 UTC on `ci-1`: the check did not end in time",
        "- [ ] Platform: every criterion required for the handback is proven",
    ] {
        assert!(criteria.lines().any(|found| found.trim_start() == line), "{line}\n{criteria}");
    }
    assert!(criteria.contains("\n  ```text\n  gateway timeout after 30 s\n  ```\n"), "{criteria}");
    assert!(documents["roadmap.md"].contains("; **done** 2026-03-02 17:10 UTC"));
    assert!(
        documents["README.md"].contains("2 of 6, **1 failed**, 1 stale") && documents["README.md"].contains("1 done")
    );
}

#[test]
fn sign_off_is_ticked_when_every_required_criterion_holds() {
    let mut package = proven();
    for outcome in ["outcome: failed", "outcome: timeout"] {
        let all = package["evidence.yaml"].replace(outcome, "outcome: passed");
        package.insert("evidence.yaml".into(), all);
    }
    let current = package["incident.yaml"].replace("--time, expect: {within: 2s}", "--time, expect: {within: 3s}");
    package.insert("incident.yaml".into(), current);
    let criteria = &rendered(&package)["success-criteria.md"];
    assert!(
        criteria.contains(
            "\n- [x] Platform: every criterion required for the handback is proven, 2026-03-02 18:12 +01:00\n"
        )
    );
    assert!(criteria.contains("\n- [ ] **The dashboard shows the pool**"), "wanted, and open");
    assert!(criteria.contains("\n- [ ] Shop: taken back\n"));
}

#[test]
fn texts_of_evidence_cannot_break_documents() {
    let hostile = "\"x\\n\\n## Injected\\n\\n- [x] done <script>a</script> <!-- | ``` @ops ![i](http://e.example/i) \
                   [l](javascript:a) \\U0000202E ~~~\"";
    let mut package = proven();
    let text = package["evidence.yaml"].clone();
    let spoilt = text.lines().map(|line| match line.trim_start().split_once(':') {
        Some(("host", _)) => "    host: \"a`b``c\\n\\n## Injected \\U0000202E\"\n".to_owned(),
        Some((key @ ("by" | "saw" | "excerpt"), _)) => format!("    {key}: {hostile}\n"),
        _ => format!("{line}\n"),
    });
    package.insert("evidence.yaml".into(), spoilt.collect());
    let (clean, spoilt) = (rendered(&proven()), rendered(&package));
    for (name, text) in spoilt.iter().filter(|(name, _)| name.ends_with(".md")) {
        let headings =
            |text: &str| text.lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
        let outside = |text: &str| without_fences(text);
        assert_eq!(headings(&outside(text)), headings(&outside(&clean[name])), "{name}");
        let boxes = |text: &str| outside(text).lines().filter(|line| line.starts_with("- [")).count();
        assert_eq!(boxes(text), boxes(&clean[name]), "{name}");
        for bad in ["\n<script", " <script", " <!-- |", " @ops", "](javascript", "![i]", "\u{202E}"] {
            assert!(!outside(text).contains(bad), "{name}: {bad:?}\n{text}");
        }
        assert!(!text.contains('\u{202E}'), "{name}");
    }
}

/// The tracker refuses a comment of 65,536 characters; the script adds a line of its own.
#[test]
fn the_issue_update_ends_at_a_section_when_it_would_be_too_long() {
    let posted = |package: &BTreeMap<String, String>| {
        let update = rendered(package).remove("issue-update.md").unwrap();
        (format!("<!-- handoff:3007 -->\n{update}").chars().count(), update)
    };
    let rest = "\n\nThis is not all: the rest stands in [README.md](README.md) of the package.\n";
    let mut package = proven();
    let record = package["incident.yaml"].clone();
    let actions: String = (0..3000).map(|n| format!("  - Look at host {n} and write down what it says\n")).collect();
    package.insert("incident.yaml".into(), format!("{record}next_actions:\n  platform:\n{actions}"));
    let (length, update) = posted(&package);
    assert!(length < 65_536 && update.ends_with(&format!(" if nothing stops it{rest}")), "{length} {update}");
    assert!(!update.contains("## Who acts now"));

    let paragraphs =
        format!("summary: |\n  The first paragraph.\n\n{}", "  Überlast **everywhere** again.\n\n".repeat(2500));
    let long = record
        .replace("summary: Since the 14:05 deploy every third checkout ends in a gateway timeout.\n", &paragraphs);
    package.insert("incident.yaml".into(), long);
    let (length, update) = posted(&package);
    assert!(length < 65_536 && length > 65_000, "{length}");
    assert!(update.contains("The first paragraph.") && update.ends_with(&format!("**everywhere** again.{rest}")));
}

/// The text of a document without its fenced blocks.
fn without_fences(text: &str) -> String {
    let (mut out, mut open) = (String::new(), None);
    for line in text.lines() {
        // A fence under an item of a list is indented into it.
        let indent = line.len() - line.trim_start_matches(' ').len();
        let line = &line[indent..];
        let run = line.len() - line.trim_start_matches('`').len();
        match open {
            None if run >= 3 => open = Some(run),
            None => out += &format!("{}{line}\n", " ".repeat(indent)),
            Some(length) if run >= length && line.len() == run => open = None,
            Some(_) => {}
        }
    }
    out
}

/// Documents ask no clock; who renders them does, and is told.
#[test]
fn evidence_from_the_future_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in proven().iter().filter(|(name, _)| name.ends_with(".yaml")) {
        fs::write(folder.path().join(name), text.replace("at: 2026-03-02T17:10:00Z", "at: 2035-03-02T17:10:00Z"))
            .unwrap();
    }
    let output = handoff(&["render", "incident.yaml"], folder.path());
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("the evidence of `login` is from the future"), "{told}");
    let output = handoff(&["render", "--check", "incident.yaml"], folder.path());
    assert!(output.status.success(), "the same documents: {}", String::from_utf8_lossy(&output.stdout));
}
