//! # check-passes-on-silence
//!
//! A check that passes when the command it asks cannot run at all: a pipe ends in a counter or filter, and nothing, `0` or only the
//! absence of something is expected.
//!
//! **Why it hurts.** The host is gone, the tool is not installed, the login has expired: the check is green.
//!
//! Before:
//!
//! ```yaml
//! checks:
//!   - {id: quiet, what: No errors, run: "ssh db1 journalctl -u db | grep ERROR | wc -l", expect: "0"}
//! ```
//!
//! After:
//!
//! ```yaml
//! checks:
//!   - {id: quiet, what: No errors, run: "set -o pipefail; ssh db1 journalctl -u db | { grep ERROR || true; } | wc -l", expect: "0"}
//! ```
//!
//! Of a pipe only the last status counts, unless the script says `set -o pipefail`. Looked at are pipes, `… || true` and `…; true`,
//! and tests of what a substitution prints (`[ -z "$(…)" ]`). `handoff verify --can-fail` tries it.

use crate::commands::{Command, Join, commands};
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::{Bound, Expectation, NumberExpectation, NumberLimits, Pattern};
use crate::record::units::Decimal;

/// What prints is always there.
const OWN: &[&str] = &["echo", "printf", "true", ":", "yes", "seq", "date", "pwd"];

/// Programs that pass on nothing for nothing, with exit status 0.
const FILTERS: &[&str] = &[
    "sort", "uniq", "head", "tail", "cut", "tr", "sed", "awk", "cat", "jq", "yq", "column", "rev", "tac", "fold",
    "xargs", "tee", "paste",
];

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (row, check) in context.record.checks.iter().enumerate() {
        let (Some(run), Some(expect)) = (&check.run, &check.expect) else { continue };
        let Some(all) = commands(run.as_str()) else { continue };
        let Some((silence, place)) = silence(&all, run.as_str()) else { continue };
        if silence.outputs.iter().any(|output| passes(context, &expect.expectation, output, silence.exit)) {
            let first = silence.asked.rsplit('/').next().unwrap_or_default().escape_debug().to_string();
            let message = format!("the check `{}` also passes when `{first}` cannot run and prints nothing", check.id);
            let help = "begin with `set -o pipefail`, or expect something that only a healthy system prints; `verify --can-fail` tries it";
            let at = FieldPath::new("checks").index(row).key("run");
            found.push(Finding::new(at, message).part(place).help(help));
        }
    }
}

/// What a script says when the program that it asks prints nothing and fails.
struct Silence {
    asked: String,
    outputs: Vec<String>,
    exit: i32,
}

fn silence(all: &[Command], script: &str) -> Option<(Silence, std::ops::Range<usize>)> {
    let (last, before) = all.split_last()?;
    let words: Vec<&str> = last.words.iter().map(String::as_str).collect();
    let place = last.starts.first().map_or(last.place.start, |start| *start)..last.place.end;
    if let ["[" | "[[" | "test", rest @ ..] = words.as_slice() {
        let asked = last.nested.first()?;
        let nothing = rest.contains(&"-z")
            || (rest.contains(&"=") || rest.contains(&"==") || rest.contains(&"-eq")) && rest.contains(&"0");
        let inner = commands(&script[asked.clone()])?;
        let counted = rest.contains(&"-z") || inner.last().is_some_and(|last| last.join == Join::Pipe);
        let asked = inner.first()?.words.first()?.clone();
        let alone = nothing && counted && !OWN.contains(&asked.as_str()) && !script.contains("pipefail");
        return alone.then_some((Silence { asked, outputs: vec![String::new()], exit: 0 }, place));
    }
    // `a | b || true`: what stands before is the pipe.
    let ends = match (last.join, words.as_slice()) {
        (Join::Or | Join::Then, ["true" | ":"] | ["exit", "0"]) if !before.is_empty() => Some(String::new()),
        (Join::Or, ["echo", rest @ ..]) if !before.is_empty() => Some(rest.join(" ")),
        _ => None,
    };
    let (pipe, forgiven) = if ends.is_some() { (before, true) } else { (all, false) };
    let start = pipe.iter().rposition(|command| command.join != Join::Pipe)?;
    let (first, end) = (pipe.get(start)?, pipe.last()?);
    let negated = first.words.first().is_some_and(|word| word == "!");
    let asked = first.words.iter().find(|word| *word != "!" && *word != "sudo" && !word.contains('='))?.clone();
    let single = pipe.len() - start == 1;
    if OWN.contains(&asked.as_str()) || single && !forgiven || !forgiven && script.contains("pipefail") {
        return None;
    }
    let (mut outputs, mut exit) = of_last(end, single)?;
    if negated {
        exit = i32::from(exit == 0);
    }
    if let Some(words) = ends {
        // What the pipe prints for nothing, and behind it what `|| echo` adds.
        if last.join == Join::Then || exit != 0 || single {
            outputs =
                outputs.into_iter().map(|output| if output.is_empty() { words.clone() } else { output }).collect();
        }
        exit = 0;
    }
    Some((Silence { asked, outputs, exit }, place))
}

/// What the last command of a pipe prints for nothing, and how it exits.
fn of_last(command: &Command, single: bool) -> Option<(Vec<String>, i32)> {
    if single {
        return Some((vec![String::new()], 127));
    }
    let words: Vec<&str> = command.words.iter().map(String::as_str).collect();
    let (&program, options) = words.split_first()?;
    let counts = |option: &&&str| option.starts_with('-') && !option.starts_with("--") && option.contains('c');
    Some(match program {
        "wc" => (vec!["0".to_owned()], 0),
        "grep" | "egrep" | "fgrep" | "rg" => {
            let count = options.iter().find(counts).is_some() || options.contains(&"--count");
            (vec![if count { "0".to_owned() } else { String::new() }], 1)
        }
        "awk" => (vec![String::new(), "0".to_owned()], 0),
        "jq" if options.iter().any(|option| option.contains("length")) => (vec![String::new(), "0".to_owned()], 0),
        _ if FILTERS.contains(&program) => (vec![String::new()], 0),
        _ => return None,
    })
}

/// Whether an expectation holds for an output.
fn passes(context: &Context, expectation: &Expectation, output: &str, exit: i32) -> bool {
    let names = context.names();
    let all = |list: &Option<crate::record::collections::OneOrMany<crate::record::text::Literal>>,
               holds: &dyn Fn(&str) -> bool| {
        list.iter().flat_map(|texts| texts.iter()).all(|text| holds(&names.expand(text.as_str())))
    };
    expectation.exit.unwrap_or(0) == exit
        && expectation.json.is_none()
        && expectation.number.as_ref().is_none_or(|number| number_passes(context, number, output))
        && expectation.equals.as_ref().is_none_or(|text| names.expand(text.as_str()).trim() == output)
        && all(&expectation.contains, &|text| output.contains(text))
        && all(&expectation.excludes, &|text| text.is_empty() || !output.contains(text))
        && expectation.matches.as_ref().is_none_or(|pattern| {
            Pattern::compile(&names.expand(pattern.0.as_str())).is_ok_and(|regex| regex.is_match(output))
        })
        && says_something(expectation)
}

/// Whether what is printed is a number within the limits; units stand behind it in what a system prints.
fn number_passes(context: &Context, number: &NumberExpectation, output: &str) -> bool {
    let Ok(printed) = output.parse::<Decimal>() else { return false };
    let within = |limits: &NumberLimits| {
        limits.bounds().all(|(bound, limit)| match bound {
            Bound::Min => printed >= limit.number,
            Bound::Above => printed > limit.number,
            Bound::Max => printed <= limit.number,
            Bound::Below => printed < limit.number,
        })
    };
    match number {
        NumberExpectation::Limits(limits) => within(limits),
        NumberExpectation::Target(id) => {
            let target = context.record.targets.by_id(id.as_str().trim());
            target.is_some_and(|target| {
                let limits =
                    NumberLimits { max: target.max.clone(), min: target.min.clone(), ..NumberLimits::default() };
                target.is.is_none() && within(&limits)
            })
        }
    }
}

/// Of one that only looks at the exit status, `check-asserts-nothing` speaks where it must.
fn says_something(expectation: &Expectation) -> bool {
    expectation.exit.is_some_and(|exit| exit != 0)
        || expectation.equals.is_some()
        || expectation.contains.is_some()
        || expectation.excludes.is_some()
        || expectation.matches.is_some()
        || expectation.number.is_some()
}
