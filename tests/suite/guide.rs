//! README and guide: every command they show is run, every output compared, every name exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::printed::{self, blocks};
use crate::support::{self, repository};

/// The pages of the guide, but for the generated one.
fn guide() -> Vec<String> {
    let mut pages: Vec<String> = fs::read_dir(repository("src/guide"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".md") && name != "reference.md")
        .map(|name| format!("src/guide/{name}"))
        .collect();
    pages.sort();
    pages
}

fn pages() -> Vec<String> {
    [vec!["README.md".to_owned()], guide()].concat()
}

fn text(page: &str) -> String {
    fs::read_to_string(repository(page)).unwrap()
}

/// The README is read in a clone, the guide in a folder of one's own.
fn clone(at: &Path) {
    for (name, bytes) in support::files(&repository("incidents")) {
        let to = at.join("incidents").join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    assert!(support::git(at, &["init", "-q"]).status.success());
}

fn as_printed(page: &str, begin: &dyn Fn(&Path)) {
    if !support::has("bash") || !support::has("git") {
        return;
    }
    let (wrong, not_run) = printed::run(page, begin);
    for why in not_run {
        println!("not run: {why}");
    }
    assert!(wrong.is_empty(), "{page}: UPDATE=1 writes what came out\n\n{}", wrong.join("\n\n"));
}

#[test]
fn readme_runs_as_printed() {
    as_printed("README.md", &clone);
}

macro_rules! runs {
    ($($test:ident: $page:literal),* $(,)?) => {
        $(#[test]
        fn $test() {
            as_printed(concat!("src/guide/", $page, ".md"), &|_| {});
        })*

        #[test]
        fn every_page_of_the_guide_is_run() {
            let run: BTreeSet<String> = [$(format!("src/guide/{}.md", $page)),*].into();
            assert_eq!(run, guide().into_iter().collect());
        }
    };
}

runs! {
    guide_runs_as_printed: "README",
    guide_first_package_runs_as_printed: "first-package",
    guide_commands_runs_as_printed: "commands",
    guide_life_runs_as_printed: "life",
    guide_checks_runs_as_printed: "checks",
    guide_templates_runs_as_printed: "templates",
    guide_ci_runs_as_printed: "ci",
    guide_merging_runs_as_printed: "merging",
    guide_agents_runs_as_printed: "agents",
    guide_editors_runs_as_printed: "editors",
}

/// A page without its fenced blocks.
fn prose(page: &str) -> String {
    let mut fenced = false;
    let text = text(page);
    let outside = text.lines().filter(|line| {
        let fence = line.starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    outside.map(|line| format!("{line}\n")).collect()
}

/// Inline code.
fn inline(page: &str) -> Vec<String> {
    prose(page).replace('\n', " ").split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// A command that is named in a sentence is one, and has the options that are named with it.
#[test]
fn commands_in_sentences_are_commands() {
    let help = |name: &str| support::run(Path::new("."), &[name, "--help"]);
    let mut wrong = Vec::new();
    for page in pages() {
        for span in inline(&page).into_iter().filter(|span| span.starts_with("handoff ")) {
            let words: Vec<&str> = span.split_whitespace().skip(1).collect();
            let Some(name) = words.first().filter(|name| !name.starts_with('-') && **name != "COMMAND") else {
                continue;
            };
            let (status, told, _) = help(name);
            if status != 0 {
                wrong.push(format!("{page}: `{span}`: there is no command `{name}`"));
            }
            for option in words.iter().filter_map(|word| word.split('=').next().filter(|word| word.starts_with("--"))) {
                let known = |line: &str| line.trim_start().split([' ', ',']).any(|word| word == option);
                if !told.lines().any(known) {
                    wrong.push(format!("{page}: `{span}`: `{name}` has no option `{option}`"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// As GitHub makes it of a heading.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let slug = |heading: &str| {
        let kept =
            heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>();
        kept.replace(' ', "-")
    };
    headings.map(slug).collect()
}

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for page in pages().into_iter().chain(["src/guide/reference.md".to_owned(), "CONTRIBUTING.md".to_owned()]) {
        for link in prose(&page).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") || link.contains('`') {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = repository(&page).parent().unwrap().to_owned();
            let target = if path.is_empty() { repository(&page) } else { folder.join(path) };
            let there = target.exists();
            if !there || !anchor.is_empty() && !anchors(&fs::read_to_string(&target).unwrap()).contains(anchor) {
                wrong.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_command_is_in_the_guide() {
    let page = text("src/guide/commands.md");
    for name in support::commands() {
        assert!(page.contains(&format!("`handoff {name}")), "src/guide/commands.md does not tell of `handoff {name}`");
    }
}

/// What the README promises is held by a test each.
#[test]
fn each_promise_of_the_readme_names_its_tests() {
    let readme = text("README.md");
    let section = readme.split("## What you can rely on").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with("| ") && line.contains('`')).collect();
    assert!(rows.len() > 10, "{rows:?}");
    let mut sources = String::new();
    for folder in ["src", "tests"] {
        for (name, bytes) in support::files(&repository(folder)) {
            if name.ends_with(".rs") {
                sources += &String::from_utf8(bytes).unwrap();
            }
        }
    }
    for row in rows {
        let tests: Vec<&str> = row.rsplit(" | ").next().unwrap().split('`').skip(1).step_by(2).collect();
        assert!(!tests.is_empty(), "{row}");
        for test in tests {
            assert!(sources.contains(&format!("fn {test}(")), "there is no test `{test}`: {row}");
        }
    }
}

/// Configurations that the pages show are those that the repository holds to be right.
#[test]
fn configurations_are_read() {
    for page in pages() {
        for block in blocks(&text(&page)).iter().filter(|block| block.language == "toml") {
            let folder =
                support::folder(&[("handoff.toml", &block.text), ("incidents/1/incident.yaml", support::MINIMAL)]);
            fs::create_dir(folder.path().join("templates")).unwrap();
            let (code, out, err) = support::run(folder.path(), &["lint", "incidents"]);
            assert_eq!(code, 0, "{page}: {out}{err}");
        }
    }
}
