//! Records written quickly, by hand, with the mistakes that people make in YAML: `tests/mistakes/*.yaml`. What is
//! said of each stands beside it, and says where the mistake is and how to mend it.
//! `UPDATE=1 cargo test mistakes` writes what is said anew.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{repository, run};

/// Where a reader looks for the mistake, so that a golden file cannot freeze a wrong place: the words of the record
/// at which the first message points.
const PLACES: &[(&str, usize, usize)] = &[
    ("tab-indent", 21, 1),
    ("no-space-after-colon", 21, 5),
    ("no-space-in-flow", 10, 10),
    ("colon-in-text", 23, 29),
    ("missing-required", 32, 5),
    ("unclosed-quote-block", 3, 8),
    ("unclosed-bracket", 38, 11),
    ("unclosed-brace", 42, 5),
    ("missing-comma", 11, 36),
    ("nbsp", 21, 1),
    ("capital-enum", 22, 15),
    ("key-at-wrong-level", 31, 1),
    ("yes", 42, 53),
    ("date-slashes", 6, 10),
];

#[test]
fn each_mistake_is_told_with_its_place_and_how_to_mend_it() {
    let folder = repository("tests/mistakes");
    let mut wrong = String::new();
    let mut told = BTreeMap::new();
    for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        // Outside of the repository, whose paths would depend on where it is kept.
        let text = fs::read_to_string(&path).unwrap();
        let alone = crate::support::folder(&[(&name, &text)]);
        let (code, out, _) = run(alone.path(), &["lint", &name]);
        let says_how = ["= help: ", "leave the key out", "is none of `"].iter().any(|how| out.contains(how))
            || out.contains(": write `")
            || out.contains("; write `");
        if code == 0 || !says_how {
            wrong += &format!("{name}: status {code}\n{out}\n");
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(path.with_extension("txt"), &out).unwrap();
        }
        if fs::read_to_string(path.with_extension("txt")).unwrap_or_default() != out {
            wrong += &format!("{name}: another message: UPDATE=1 cargo test mistakes\n{out}\n");
        }
        told.insert(name, out);
    }
    for (name, line, column) in PLACES {
        let place = format!("--> {name}.yaml:{line}:{column}\n");
        let out = &told[&format!("{name}.yaml")];
        let first = out.lines().find(|line| line.contains("--> ")).unwrap_or_default();
        if format!("{}\n", first.trim_start()) != place {
            wrong += &format!("{name}: expected at {line}:{column}\n{out}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(told.len() > 60);
}
