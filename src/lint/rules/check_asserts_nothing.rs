//! # check-asserts-nothing
//!
//! An expectation that cannot fail: `expect: {}`, an empty `contains` or `excludes`, a pattern that
//! matches whatever is printed, exit 0 of a command that ends with `|| true` or `; true`.
//!
//! **Why it hurts.** The check is green while everything is broken, and a criterion is ticked by it.
//!
//! Before:
//!
//! ```yaml
//! checks:
//!   - {id: healthy, what: The service is healthy, run: ./health || true}
//! ```
//!
//! After:
//!
//! ```yaml
//! checks:
//!   - {id: healthy, what: The service is healthy, run: ./health, expect: {contains: [HEALTHY]}}
//! ```
//!
//! A check without `expect` means exit 0, which is an expectation. A pattern that does not compile
//! once its names are filled in is reported here too.

use std::borrow::Cow;

use crate::commands::{Join, commands};
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::collections::OneOrMany;
use crate::record::model::{Check, Expectation, Pattern, needs_text};
use crate::record::text::Literal;

/// A pattern that matches all of these and nothing at all asserts nothing.
const SAMPLES: &[&str] = &["", "READY", "error: connection refused", "0", "a b\nc d\n", "{\"state\": 1}", "é!"];

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (row, check) in context.record.checks.iter().enumerate() {
        let Some(run) = &check.run else { continue };
        let at = FieldPath::new("checks").index(row);
        let expectation = check.expect.as_ref().filter(|expect| expect.long).map(|expect| &expect.expectation);
        if let Some(expectation) = expectation {
            let before = found.len();
            parts(context, &at.key("expect"), expectation, found);
            if found.len() > before {
                continue;
            }
        }
        let place = only_exit_zero(check).then(|| always_zero(run.as_str())).flatten();
        if let Some(place) = place {
            let ending = run.as_str()[place.clone()].trim_start_matches(';').trim().to_owned();
            let message =
                format!("the check `{}` cannot fail: its command ends with `{ending}` and exits with 0", check.id);
            let finding = match expectation {
                Some(_) => Finding::new(at.key("expect").key("exit"), message),
                None => Finding::new(at.key("run"), message).part(place),
            };
            found.push(finding.help(format!("remove `{ending}`, or expect something of the output")));
        }
    }
}

/// The parts of a long form, each by itself.
fn parts(context: &Context, at: &FieldPath, expectation: &Expectation, found: &mut Vec<Finding>) {
    let Expectation { exit, equals, contains, excludes, matches, number, json, within } = expectation;
    let json_empty = json.as_ref().is_some_and(|json| json.0.is_empty());
    if exit.is_none()
        && equals.is_none()
        && contains.is_none()
        && excludes.is_none()
        && matches.is_none()
        && number.is_none()
        && json.is_none()
        && within.is_none()
    {
        let help = "say what the output must be, or leave `expect` out for exit 0";
        found.push(Finding::new(at.clone(), "the expectation is empty: it asserts nothing").help(help));
    }
    let empty = |list: &Option<OneOrMany<Literal>>| {
        list.as_ref().is_some_and(|list| list.iter().all(|text| context.names().expand(text.as_str()).is_empty()))
    };
    for (key, empty) in [("contains", empty(contains)), ("excludes", empty(excludes)), ("json", json_empty)] {
        if empty {
            let message = format!("`{key}` names nothing: it asserts nothing");
            found.push(Finding::new(at.key(key), message).help("name what the output must show, or remove the key"));
        }
    }
    if let Some(pattern) = matches {
        let text = context.names().expand(pattern.0.as_str());
        // What stands in the record as it is was compiled when it was decoded.
        if matches!(text, Cow::Borrowed(_)) && needs_text(&text) {
            return;
        }
        match Pattern::compile(&text) {
            Ok(regex) if SAMPLES.iter().all(|sample| regex.is_match(sample)) => {
                let message = format!("the pattern `{text}` matches any output");
                let help = "patterns are not anchored: name what must be there, such as `^READY$`";
                found.push(Finding::new(at.key("matches"), message).help(help));
            }
            Err(why) if !text.contains("${{") => {
                let message = format!("with its names filled in, {why}");
                found.push(Finding::new(at.key("matches"), message).help("correct the pattern or the value it quotes"));
            }
            _ => {}
        }
    }
}

fn only_exit_zero(check: &Check) -> bool {
    let Some(expect) = &check.expect else { return true };
    let e = &expect.expectation;
    let output = e.equals.is_some() || e.contains.is_some() || e.excludes.is_some() || e.matches.is_some();
    let output = output || e.number.is_some();
    e.exit == Some(0) && !output && e.json.is_none() && e.within.is_none()
}

/// The end of a script that makes its exit status 0, whatever happened before.
fn always_zero(script: &str) -> Option<std::ops::Range<usize>> {
    let commands = commands(script)?;
    let (last, before) = commands.split_last()?;
    let words: Vec<&str> = last.words.iter().map(String::as_str).collect();
    let zero = matches!(words.as_slice(), ["true"] | [":"] | ["exit", "0"]) && !last.opaque;
    // `set -e` and an earlier `exit` end the script before its last command.
    let leaves = |word: &str| matches!(word, "set" | "exit" | "exec" | "trap" | "return");
    let may_leave = before.iter().any(|command| command.words.iter().any(|word| leaves(word)));
    let follows = matches!(last.join, Join::Or | Join::Then);
    (zero && follows && !before.is_empty() && !may_leave).then(|| last.place.clone())
}
