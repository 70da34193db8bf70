//! Templates of a project, as its owner meets them: what they replace, add and get wrong.

use std::fs;
use std::path::Path;

use crate::support::{MINIMAL, documents, files, folder, no_litter, render, run};
use tempfile::TempDir;

/// A project with a record in `incident/` and templates in `ours/`.
fn project(templates: &[(&str, &str)]) -> TempDir {
    let at = folder(&[("incident/incident.yaml", MINIMAL)]);
    fs::create_dir(at.path().join("ours")).unwrap();
    for (name, text) in templates {
        fs::write(at.path().join("ours").join(name), text).unwrap();
    }
    at
}

fn document(at: &Path, name: &str) -> String {
    fs::read_to_string(at.join("incident").join(name)).unwrap()
}

/// A run that must not write anything; what it said.
fn broken(at: &Path) -> String {
    let before = files(at);
    let (code, out, err) = run(at, &["render", "--templates", "ours", "incident"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(files(at) == before, "{err}");
    no_litter(at);
    let (code, _, checked) = run(at, &["render", "--check", "--templates", "ours", "incident"]);
    assert_eq!(code, 2, "{checked}");
    err
}

#[test]
fn a_document_is_replaced_whole_or_by_block_or_added() {
    let at = project(&[
        ("validation.md.tera", "# Our validation of {{ incident.id }}\n\nAsk {{ incident.handoff.to | team }}.\n"),
        (
            "roadmap.md.tera",
            "{% extends \"builtin/roadmap.md.tera\" %}\n{% block overview %}Our own words.\n{% endblock %}\n\
             {% block phases %}{{ super() }}\n\n## Afterwards\n\nRest.\n{% endblock %}\n",
        ),
        (
            "call-sheet.md.tera",
            "# Call sheet\n\n{% include \"_numbers.tera\" %}\n\nSee the [roadmap](roadmap.md#phase-fix).\n",
        ),
        ("_numbers.tera", "- {{ teams.platform.contact }}\n"),
    ]);
    render(at.path(), &["--templates", "ours", "incident"]);
    assert!(document(at.path(), "validation.md").ends_with("\n\n# Our validation of 2041\n\nAsk Platform.\n"));
    let roadmap = document(at.path(), "roadmap.md");
    assert!(roadmap.contains("Our own words.") && !roadmap.contains("| Phase |"), "{roadmap}");
    assert!(roadmap.contains("### Restore egress capacity <a") && roadmap.contains("## Afterwards"), "{roadmap}");
    assert!(document(at.path(), "call-sheet.md").contains("- #platform-oncall\n"));
    assert!(document(at.path(), "README.md").contains("](call-sheet.md)"), "the front page lists it");
    assert!(!at.path().join("incident/_numbers").exists());
    // Without the templates, the added document is an orphan and the others are as they were.
    let (code, out, _) = run(at.path(), &["render", "--check", "incident"]);
    assert!(code == 1 && out.contains("orphaned: incident/call-sheet.md"), "{out}");
}

#[test]
fn the_project_names_its_templates_in_its_configuration() {
    let at = project(&[("validation.md.tera", "# Ours\n\ntext\n")]);
    fs::write(at.path().join("handoff.toml"), "templates = \"ours\"\n").unwrap();
    render(&at.path().join("incident"), &["."]);
    assert!(document(at.path(), "validation.md").contains("# Ours"));
    fs::write(at.path().join("handoff.toml"), "templates = \"gone\"\n").unwrap();
    let before = documents(at.path());
    let (code, _, err) = run(at.path(), &["render", "incident"]);
    assert_eq!(code, 2);
    assert!(err.contains("gone") && err.contains("handoff.toml"), "{err}");
    assert!(documents(at.path()) == before);
}

#[test]
fn a_mistake_is_shown_with_its_place() {
    let cases = [
        ("# A\n\n{% if %}\n", "3:", "{% if %}"),
        ("# A\n\n{{ incident.titel }}\n", "3:", "incident.titel"),
        ("# A\n\ntext {{ nothing }}\n", "3:", "nothing"),
        ("# A\n\n{{ incident.title | shout }}\n", "3:", "shout"),
        ("# A\n\n{{ incident.id | link(to=\"moon\") }}\n", "3:", "moon"),
        ("# A\n\n{{ now() }}\n", "3:", "now"),
        ("# A\n\n{% include \"missing.tera\" %}\n", "3:", "missing.tera"),
        ("{% extends \"builtin/missing.md.tera\" %}\n", "", "missing.md.tera"),
    ];
    for (text, place, excerpt) in cases {
        let at = project(&[("validation.md.tera", text)]);
        let err = broken(at.path());
        assert!(err.starts_with("error") && err.contains("validation.md.tera"), "{text}: {err}");
        assert!(err.contains(place) && err.contains(excerpt), "{text}: {err}");
        assert!(!err.contains("panicked"), "{err}");
    }
}

/// Where rendering this record would not notice, and in partials, too.
#[test]
fn a_name_that_does_not_exist_is_an_error_before_rendering() {
    let at = project(&[
        ("validation.md.tera", "# A\n\n{% if incident.imapct %}x{% endif %}\n"),
        (
            "roadmap.md.tera",
            "{% extends \"builtin/roadmap.md.tera\" %}\n{% block title %}# B {{ has_whys or 1 }}\n{% endblock %}",
        ),
        ("extra.md.tera", "# C\n\n{% for c in incident.criteria %}{% include \"_row.tera\" %}{% endfor %}\n"),
        ("_row.tera", "- {{ c.what }}{{ c.mett }}\n"),
    ]);
    let err = broken(at.path());
    for told in [
        "error: there is no `imapct` in `incident`; did you mean `impact`?\n --> validation.md.tera:3:16\n",
        "error: there is no `has_whys`; did you mean `has`?\n --> roadmap.md.tera:2:25\n",
        "error: there is no `mett` in `c`; did you mean `met`?\n --> _row.tera:1:20\n",
        "3 | {% if incident.imapct %}x{% endif %}\n  |                ^^^^^^\n",
    ] {
        assert!(err.contains(told), "{told}\n{err}");
    }
    // Rendering one document only is no way around it.
    let (code, _, err) =
        run(at.path(), &["render", "--templates", "ours", "--stdout", "--only", "handoff", "incident"]);
    assert!(code == 2 && err.contains("`mett`"), "{err}");
}

#[test]
fn every_name_that_templates_may_use_is_listed() {
    let (code, out, err) = run(Path::new("."), &["templates", "names"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for line in [
        "incident.criteria[].met: Whether current evidence proves all of its checks; a waived one is settled, not met.",
        "incident.roadmap[].title: What is done in it; its heading.",
        "incident.ended: When service was restored.",
        "incident.root_cause.reasoning[].whys[]: As in `incident.root_cause.whys[]`.",
        "incident.next_actions.<id>[].do: What to do.",
        "facts.phases.<id>.ends: When the phase ends, counted from the first handoff.",
        "has.five_whys: Whether `five-whys.md` is part of the package.",
        "document: The file name of the document that is rendered.",
    ] {
        assert!(out.lines().any(|listed| listed == line), "{line}\n{out}");
    }
    let top: std::collections::BTreeSet<&str> =
        out.lines().filter_map(|line| line.split(['.', '[', ':']).next()).collect();
    assert!(top.len() <= 14, "{top:?}");
}

#[test]
fn all_broken_templates_are_reported() {
    let at = project(&[
        ("validation.md.tera", "# A\n\n{% if %}\n"),
        ("roadmap.md.tera", "# B\n\n{{ incident.title | shout }}\n"),
        ("extra.md.tera", "# C\n\n{% for x in %}\n"),
    ]);
    let err = broken(at.path());
    for name in ["validation.md.tera", "roadmap.md.tera", "extra.md.tera"] {
        assert_eq!(err.matches(name).count(), 1, "{name} in\n{err}");
    }
    // As well those that fail only when they are rendered.
    let at = project(&[
        ("validation.md.tera", "# A\n\n{{ incident.titel }}\n"),
        ("roadmap.md.tera", "# B\n\n{{ facts.nothing.at.all }}\n"),
    ]);
    let err = broken(at.path());
    assert!(err.contains("titel") && err.contains("nothing"), "{err}");
}

#[test]
fn a_document_that_does_not_hold_is_not_written() {
    let cases = [
        ("# A\n\n| a | b |\n| --- | --- |\n| 1 |\n", "validation.md:7", "the table row has 1 cells"),
        ("# A\n\n### C\n\ntext\n", "validation.md:5", "skips a level"),
        ("# A\n\n[x](#nowhere)\n", "validation.md:5", "names no heading"),
        ("# A\n\n[x](nothing.md)\n", "validation.md:5", "no document of the package"),
        ("# A\n\n<b>{{ incident.title }}</b>\n", "validation.md:5", "raw HTML"),
        ("# A\n\n```sh\nx\n", "validation.md:5", "not closed"),
        ("text only\n", "validation.md:1", "no title"),
    ];
    for (text, place, message) in cases {
        let at = project(&[("validation.md.tera", text)]);
        let err = broken(at.path());
        assert!(err.contains(place) && err.contains(message), "{text}: {err}");
    }
}

#[test]
fn templates_see_no_files_and_no_environment() {
    for text in [
        "{{ get_env(name=\"HOME\") }}",
        "{% include \"/etc/passwd\" %}",
        "{% include \"../secret\" %}",
        "{{ get_random() }}",
    ] {
        let at = project(&[("validation.md.tera", &format!("# A\n\n{text}\n"))]);
        fs::write(at.path().join("secret"), "s3cret").unwrap();
        assert!(!broken(at.path()).contains("s3cret"));
    }
}

#[test]
fn only_documents_that_there_are_can_be_left_out() {
    let at = folder(&[("incident.yaml", MINIMAL), ("ours/call-list.md.tera", "# Call list\n")]);
    let skip = |names: &str| {
        let toml = format!("templates = \"ours\"\n[render]\nskip = [{names}]\n");
        fs::write(at.path().join("handoff.toml"), toml).unwrap();
        run(at.path(), &["render", "--stdout", "incident.yaml"])
    };
    for good in ["'five-whys', 'validation.md'", "'call-list'", "'health-check', 'issue-update.sh'", ""] {
        let (code, _, err) = skip(good);
        assert_eq!(code, 0, "{good}: {err}");
    }
    for (bad, told) in [
        ("'five-wys'", "did you mean `five-whys`?"),
        ("'nonsense-of-ours'", "known here: handoff, roadmap,"),
        ("'nonsense-of-ours'", ", health-check, issue-update, call-list"),
        ("'README'", "cannot be skipped"),
    ] {
        let (code, out, err) = skip(bad);
        assert_eq!((code, out.as_str()), (2, ""), "{bad}");
        assert!(
            err.contains("error[invalid-config]") && err.contains("handoff.toml:3:9") && err.contains(told),
            "{err}"
        );
        assert_eq!(run(at.path(), &["lint", "incident.yaml"]).0, 2, "{bad}");
    }
}

#[test]
fn no_script_posts_an_update_that_was_left_out() {
    let record = format!("{MINIMAL}issue: https://github.com/o/r/issues/1\n");
    let at = folder(&[("incident.yaml", &record), ("handoff.toml", "[render]\nskip = [\"issue-update.md\"]\n")]);
    render(at.path(), &["."]);
    assert!(documents(at.path()).keys().all(|name| !name.starts_with("issue-update")));
    fs::write(at.path().join("handoff.toml"), "[render]\nskip = [\"issue-update.sh\"]\n").unwrap();
    render(at.path(), &["."]);
    assert!(documents(at.path()).contains_key("issue-update.md"));
}

#[test]
fn templates_are_exported_all_or_none() {
    let at = folder(&[("ours/roadmap.md.tera", "mine")]);
    let before = files(at.path());
    let (code, out, err) = run(at.path(), &["templates", "export", "ours"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("ours/roadmap.md.tera: exists already") && err.contains("another folder"), "{err}");
    assert!(files(at.path()) == before);
    let (code, out, _) = run(at.path(), &["templates", "export", "theirs/new"]);
    assert_eq!((code, out.lines().count()), (0, 25));
    assert!(out.contains("created theirs/new/_lead.md.tera\n"), "shared parts too");
}
