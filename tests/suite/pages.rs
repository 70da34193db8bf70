//! Packages and the register as pages: whole, safe, the same every time, and right in a real browser.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::{MINIMAL, folder, has, repository, run};

/// Exports these records of the repository.
fn exported(records: &[&str], args: &[&str]) -> (TempDir, String) {
    let at = TempDir::new().unwrap();
    let out = at.path().join("site").display().to_string();
    let records: Vec<String> = records.iter().map(|record| repository(record).display().to_string()).collect();
    let words = ["export", "--out", &out].into_iter().chain(args.iter().copied());
    let words: Vec<&str> = words.chain(records.iter().map(String::as_str)).collect();
    let (code, told, wrong) = run(at.path(), &words);
    assert_eq!(code, 0, "{told}{wrong}");
    (at, told)
}

fn page(at: &TempDir, name: &str) -> String {
    fs::read_to_string(at.path().join("site").join(name)).unwrap()
}

/// All values of an attribute.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let begins = format!(" {attribute}=\"");
    html.split(begins.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn each_package_is_one_page_and_the_register_leads_to_all() {
    let (at, told) = exported(&["incidents"], &[]);
    let index = page(&at, "index.html");
    let pages: Vec<&str> = values(&index, "href");
    assert!(pages.len() >= 4, "{pages:?}");
    for name in &pages {
        assert!(told.contains(&format!("/{name}\n")), "{told}");
        assert!(page(&at, name).contains("<!doctype html>"));
    }
    assert!(index.contains("data-name=\"Criteria\"") && !index.contains("data-name=\"Path\""));
    assert!(!index.contains(">Overdue<"), "without a present nothing is overdue");
    let (late, _) = exported(&["incidents"], &["--as-of", "2031-01-01T00:00:00Z"]);
    assert!(page(&late, "index.html").contains("class=\"overdue\""));
}

/// Links stay in the page, and each leads somewhere; no two places have one name.
#[test]
fn links_between_documents_are_places_in_the_page() {
    let (at, _) = exported(&["incidents", "tests/packages/every-section", "tests/packages/hostile"], &["--no-lint"]);
    let mut seen = 0;
    for name in values(&page(&at, "index.html"), "href") {
        let html = page(&at, name);
        let ids = values(&html, "id");
        let places: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(places.len(), ids.len(), "{name}");
        for link in values(&html, "href") {
            match link.strip_prefix('#') {
                Some(place) => assert!(places.contains(place), "{name}: {link}"),
                None => assert!(
                    link == "index.html" || ["https://", "http://", "mailto:"].iter().any(|s| link.starts_with(s)),
                    "{name}: {link}"
                ),
            }
            seen += 1;
        }
    }
    assert!(seen > 500, "only {seen} links");
}

#[test]
fn what_the_documents_say_stands_in_the_page() {
    let (at, _) = exported(&["incidents/1278"], &[]);
    let html = page(&at, "1278.html");
    for (what, part) in [
        ("a callout", "<p class=\"kind\">Important</p>"),
        ("a danger", "<p class=\"kind\">Caution</p>"),
        ("a script", "data-file=\"health-check.sh\""),
        ("a table", "<th scope=\"col\">"),
        ("the schedule", "aria-label=\"Schedule, a bar for each phase\""),
        ("the whys", "Why is that limit not enough?</tspan>"),
        ("a sign that mermaid encodes", "75.0 s;"),
        ("a place from another document", "href=\"#roadmap--phase-diagnose\""),
        ("its own place", "id=\"roadmap--phase-diagnose\""),
        ("the state", "<dt>Severity</dt><dd>P0</dd>"),
        ("a task", "aria-label=\"open\""),
    ] {
        assert!(html.contains(part), "{what}: {part}");
    }
    assert!(!html.contains("flowchart") && !html.contains("[!IMPORTANT") && !html.contains("foreignObject"));
    let text: u64 = fs::read_dir(repository("incidents/1278"))
        .unwrap()
        .map(Result::unwrap)
        .filter(|file| file.path().extension().is_some_and(|extension| extension == "md" || extension == "sh"))
        .map(|file| file.metadata().unwrap().len())
        .sum();
    assert!((html.len() as u64) < text + 300_000, "{} for {text}", html.len());
}

/// Each word of the record that stands in a document stands in the page.
#[test]
fn every_field_is_shown() {
    let (at, _) = exported(&["tests/documents/every-field.yaml"], &["--no-lint"]);
    let site = fs::read_dir(at.path().join("site")).unwrap().map(|entry| entry.unwrap().path());
    let name =
        site.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).find(|name| name != "index.html");
    let html = page(&at, &name.unwrap());
    let record = fs::read_to_string(repository("tests/documents/every-field.yaml")).unwrap();
    let body = record.lines().filter(|line| !line.starts_with('#'));
    let words = body.flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric()));
    let words: BTreeSet<&str> = words
        .filter(|word| {
            word.strip_prefix('Q').and_then(|rest| rest.split_once('q')).is_some_and(|(of, _)| !of.is_empty())
        })
        .collect();
    assert!(words.len() > 150, "only {} words", words.len());
    let missing: Vec<_> = words.into_iter().filter(|word| !html.contains(word)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn nothing_is_loaded_and_nothing_but_our_own_may_run() {
    let (at, _) = exported(&["incidents/1278", "tests/packages/hostile"], &["--no-lint"]);
    for entry in fs::read_dir(at.path().join("site")).unwrap() {
        let html = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"));
        for attribute in ["src", "srcset", "style", "action", "formaction", "onclick", "onerror", "onload", "data"] {
            assert!(values(&html, attribute).is_empty(), "{attribute}: {:?}", values(&html, attribute));
        }
        for (element, most) in
            [("<script", 1), ("<style", 1), ("<img", 0), ("<iframe", 0), ("<link", 0), ("<object", 0)]
        {
            assert_eq!(html.matches(element).count(), most, "{element}");
        }
        assert!(!html.contains("@import") && !html.contains("url("));
    }
}

/// Wherever a record may say something, it says something that would be an element.
#[test]
fn no_text_of_a_record_is_an_element() {
    let evil = r#"</script></style></title><script>x</script><img src=x onerror=y>"'&amp;"#;
    let mut record = MINIMAL.to_owned();
    let title = record.lines().find(|line| line.starts_with("title:")).unwrap().to_owned();
    record = record.replace(&title, &format!("title: {}", serde_json::json!(evil)));
    let at = folder(&[("incident.yaml", &record)]);
    let (code, out, err) = run(at.path(), &["export", "incident.yaml", "--out", "site", "--no-lint"]);
    assert_eq!(code, 0, "{out}{err}");
    let site = fs::read_dir(at.path().join("site")).unwrap();
    for html in site.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()) {
        assert_eq!(html.matches("</script>").count(), 1);
        assert_eq!(html.matches("</title>").count(), 1);
        assert_eq!(html.matches("<img").count(), 0);
        assert!(html.contains("&lt;script&gt;"));
    }
}

#[test]
fn the_same_records_give_the_same_bytes_and_nobodys_edit_is_lost() {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    let export = |args: &[&str]| run(at.path(), &[&["export", "incident.yaml", "--out", "site"], args].concat());
    let (code, out, err) = export(&[]);
    assert_eq!((code, out.lines().count(), err.as_str()), (0, 2, ""), "{out}");
    assert_eq!(export(&[]), (0, String::new(), String::new()));
    let index = at.path().join("site/index.html");
    let made = fs::read_to_string(&index).unwrap();
    fs::write(&index, format!("{made}<p>mine</p>\n")).unwrap();
    let (code, _, err) = export(&[]);
    assert!(code == 2 && err.contains("index.html was edited by hand"), "{err}");
    assert!(fs::read_to_string(&index).unwrap().contains("mine"));
    let (code, out, _) = export(&["--force"]);
    assert_eq!((code, out.as_str()), (0, "updated site/index.html\n"));
    assert_eq!(fs::read_to_string(&index).unwrap(), made);
}

#[test]
fn a_record_that_is_wrong_or_twice_there_keeps_all_from_being_written() {
    let at = folder(&[("a/incident.yaml", MINIMAL), ("b/incident.yaml", "id: [\n")]);
    let (code, out, err) = run(at.path(), &["export", ".", "--out", "site"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("b/incident.yaml") && err.contains("nothing was written"), "{err}");
    fs::write(at.path().join("b/incident.yaml"), MINIMAL).unwrap();
    let (code, _, err) = run(at.path(), &["export", ".", "--out", "site"]);
    assert!(code == 2 && err.contains("would have one page"), "{err}");
    assert!(!at.path().join("site").exists());
    let (code, _, err) = run(at.path(), &["export", "a/incident.yaml"]);
    assert!(code == 2 && err.contains("--out"), "{err}");
}

#[test]
fn a_project_has_its_own_frame_and_a_faulty_one_is_told() {
    let own = "{% include \"builtin/page.css.tera\" %}\nh1 { color: #123456; }\n";
    let at = folder(&[("incident.yaml", MINIMAL), ("mine/page.css.tera", own)]);
    let export = || run(at.path(), &["export", "incident.yaml", "--out", "site", "--templates", "mine"]);
    assert_eq!(export().0, 0);
    assert!(fs::read_to_string(at.path().join("site/index.html")).unwrap().contains("#123456"));
    let (code, _, err) = run(at.path(), &["render", "incident.yaml", "--templates", "mine"]);
    assert_eq!(code, 0, "a page's template is none of a document: {err}");
    fs::write(at.path().join("mine/page.html.tera"), "{{ nothing }}").unwrap();
    let (code, out, err) = export();
    assert!(code == 2 && out.is_empty() && err.contains("page.html.tera"), "{err}");
}

/// What a browser makes of it: the measures of each page in a window as wide as a phone, and what
/// the browser itself complains about.
#[test]
fn in_a_browser_nothing_overflows_and_nothing_fails() {
    if !has("chromium") {
        return;
    }
    let (at, _) = exported(&["incidents", "tests/packages/every-section", "tests/packages/hostile"], &["--no-lint"]);
    let site = at.path().join("site");
    let index = page(&at, "index.html");
    let pages: Vec<&str> = values(&index, "href").into_iter().chain(["index.html"]).collect();
    for wide in [390, 1000] {
        let measured = in_browser(&site, &pages, wide);
        for name in &pages {
            let expected = format!("{name}: {wide} wide, 0 outside, ");
            let line = measured.lines().find(|line| line.starts_with(&expected));
            assert!(line.is_some_and(|line| !line.contains(" 0 buttons")), "{name}: {measured}");
        }
    }
}

/// Loads each page in a frame and asks it for its measures.
fn in_browser(site: &Path, pages: &[&str], wide: usize) -> String {
    let names = serde_json::json!(pages).to_string();
    let judge = format!(
        r#"<!doctype html><body><pre id="said"></pre><script>
        const names = {names}, said = document.getElementById("said");
        let next = 0;
        const frame = document.createElement("iframe");
        frame.width = {wide}; frame.height = 800; frame.style.border = 0;
        document.body.append(frame);
        function load() {{
          if (next < names.length) {{ frame.src = names[next]; }} else {{ said.append("end\n"); }}
        }}
        frame.onload = function () {{
          const page = frame.contentDocument, root = page.documentElement;
          let outside = 0;
          page.querySelectorAll("svg").forEach(function (svg) {{
            const sheet = svg.viewBox.baseVal;
            svg.querySelectorAll("text").forEach(function (text) {{
              const box = text.getBBox();
              if (box.x < -0.5 || box.x + box.width > sheet.width + 0.5 || box.y + box.height > sheet.height + 0.5) {{ outside++; }}
            }});
            const boxes = Array.from(svg.querySelectorAll(".box"));
            svg.querySelectorAll(".box + .label").forEach(function (text) {{
              const inner = text.getBBox(), outer = text.previousElementSibling.getBBox();
              if (inner.x + inner.width > outer.x + outer.width || inner.y + inner.height > outer.y + outer.height) {{ outside++; }}
            }});
          }});
          said.append(names[next++] + ": " + root.scrollWidth + " wide, " + outside + " outside, " + page.querySelectorAll("button").length + " buttons\n");
          load();
        }};
        load();
        </script>"#
    );
    fs::write(site.join("judge.html"), judge).unwrap();
    let profile = TempDir::new().unwrap();
    let output = Command::new("chromium")
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"])
        .args(["--allow-file-access-from-files", "--enable-logging=stderr", "--virtual-time-budget=60000"])
        .args(["--window-size=1200,900", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", site.join("judge.html").display()))
        .output()
        .unwrap();
    let (dom, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr).into_owned());
    let complaints: Vec<&str> = log.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    let said = dom.split("id=\"said\">").nth(1).and_then(|rest| rest.split("</pre>").next()).unwrap_or_default();
    assert!(said.ends_with("end\n"), "{dom}\n{log}");
    said.to_owned()
}
