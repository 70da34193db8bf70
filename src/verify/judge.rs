//! One attempt against what is expected: the outcome, and the difference in words.

use regex::Regex;

use super::held::Held;
use super::number::{Kept, keeps};
use super::run::{End, KEPT_BYTES, Output, Run};
use super::{json, show};
use crate::evidence::Outcome;
use crate::probe::{Expected, Number, Probe, Within};
use crate::record::model::Pattern;
use crate::record::units::{Decimal, Duration};
use crate::secrets::Masker;

/// What one attempt shows. All texts are masked, short, and safe for a terminal.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub outcome: Outcome,
    pub expected: String,
    pub actual: String,
    pub exit: Option<i32>,
    /// Whether another attempt could end differently.
    pub final_: bool,
}

pub fn judge(probe: &Probe, run: &Run, masker: &Masker) -> Verdict {
    let verdict = |outcome, actual: String, exit, final_| {
        let expected = show::expectation(&probe.expect, masker);
        Verdict { outcome, expected, actual, exit, final_ }
    };
    let error = |actual: String, exit, final_| verdict(Outcome::Error, actual, exit, final_);
    let because = || show::last_line(&run.stderr, masker).map_or(String::new(), |line| format!(": {line}"));
    match &run.end {
        End::NotStarted(why) => error(format!("could not start: {}", show::line(why, masker)), None, true),
        End::Interrupted => verdict(Outcome::Skipped, "interrupted".into(), None, true),
        End::Timeout => {
            verdict(Outcome::Timeout, format!("no end within the time-out of {}", probe.timeout), None, false)
        }
        End::Signal(signal) => error(format!("ended by signal {signal}{}", because()), None, false),
        &End::Exit(exit @ (126 | 127)) => {
            error(format!("exit {exit}, the command could not be run{}", because()), Some(exit), true)
        }
        &End::Exit(exit @ 129..=192) if exit != probe.expect.exit => {
            error(format!("exit {exit}, ended by signal {}{}", exit - 128, because()), Some(exit), false)
        }
        &End::Exit(exit) => judge_exit(probe, run, exit, masker),
    }
}

fn judge_exit(probe: &Probe, run: &Run, exit: i32, masker: &Masker) -> Verdict {
    let (mut failed, mut unclear) = (Vec::new(), Vec::new());
    for held in requirements(&probe.expect, run, exit, masker) {
        match held {
            Held::Yes => {}
            Held::No { expected, actual } => failed.push((expected, actual)),
            Held::Unclear { expected, actual } => unclear.push((expected, actual)),
        }
    }
    let (outcome, differences) = match (failed.is_empty(), unclear.is_empty()) {
        (false, _) => (Outcome::Failed, failed),
        (true, false) => (Outcome::Error, unclear),
        (true, true) => {
            let actual = show::short(&run.stdout, masker).unwrap_or_else(|| format!("exit {exit}"));
            let expected = show::expectation(&probe.expect, masker);
            return Verdict { outcome: Outcome::Passed, expected, actual, exit: Some(exit), final_: true };
        }
    };
    let (expected, actual): (Vec<_>, Vec<_>) = differences.into_iter().unzip();
    Verdict { outcome, expected: expected.join("; "), actual: actual.join("; "), exit: Some(exit), final_: false }
}

fn requirements(expect: &Expected, run: &Run, exit: i32, masker: &Masker) -> Vec<Held> {
    let text = run.stdout.text();
    let cut = run.stdout.is_cut();
    let no = |expected: String, actual: String| Held::No { expected, actual };
    let beyond = |expected: String| {
        let actual = format!("more than {} MiB of output: only its beginning is judged", KEPT_BYTES >> 20);
        Held::Unclear { expected, actual }
    };
    let seen = || show::short(&run.stdout, masker).unwrap_or_else(|| "no output".into());
    let mut held = Vec::new();
    if exit != expect.exit {
        let because = show::last_line(&run.stderr, masker).map_or(String::new(), |line| format!(": {line}"));
        held.push(no(format!("exit {}", expect.exit), format!("exit {exit}{because}")));
    }
    if let Some(wanted) = &expect.equals
        && (cut || text.trim_ascii() != wanted.trim_ascii())
    {
        let (expected, actual) = show::difference(wanted, &run.stdout, masker);
        held.push(no(expected, actual));
    }
    for wanted in expect.contains.iter().filter(|wanted| !text.contains(wanted.as_str())) {
        let expected = format!("output with {}", show::quoted(wanted, masker));
        held.push(if cut { beyond(expected) } else { no(expected, seen()) });
    }
    for unwanted in &expect.excludes {
        let expected = format!("output without {}", show::quoted(unwanted, masker));
        match text.find(unwanted.as_str()) {
            Some(at) => held.push(no(expected, show::line_at(&run.stdout, &text, at, masker))),
            None if cut => held.push(beyond(expected)),
            None => {}
        }
    }
    if let Some(pattern) = &expect.matches {
        let expected = format!("output that matches {}", show::quoted(pattern, masker));
        held.push(match Pattern::compile(pattern) {
            Err(why) => Held::Unclear { expected, actual: why },
            Ok(regex) => matching(&regex, &text, cut, expected, beyond, seen),
        });
    }
    if let Some(number) = &expect.number {
        held.push(match cut {
            true => beyond(show::number(number)),
            false => in_limits(number, &text, seen),
        });
    }
    if !expect.json.is_empty() {
        held.extend(json::held(&expect.json, &text, cut, masker, beyond, seen));
    }
    if let Some(within) = &expect.within {
        held.push(in_time(within, run));
    }
    held
}

fn matching(
    regex: &Regex,
    text: &str,
    cut: bool,
    expected: String,
    beyond: impl Fn(String) -> Held,
    seen: impl Fn() -> String,
) -> Held {
    match (regex.is_match(text), cut) {
        (true, false) => Held::Yes,
        (_, true) => beyond(expected),
        (false, false) => Held::No { expected, actual: seen() },
    }
}

fn in_limits(number: &Number, text: &str, seen: impl Fn() -> String) -> Held {
    let expected = show::number(number);
    let kept = match number {
        Number::Limits(limits) => keeps(limits, text),
        Number::Unknown(name) => {
            return Held::Unclear { expected, actual: format!("`{name}` is no target with a limit") };
        }
    };
    match kept {
        Kept::Yes => Held::Yes,
        Kept::No => Held::No { expected, actual: seen() },
        Kept::NotOne => Held::No { expected, actual: format!("not one number: {}", seen()) },
        Kept::Unclear(why) => Held::Unclear { expected, actual: format!("{why}: {}", seen()) },
    }
}

fn in_time(within: &Within, run: &Run) -> Held {
    match within {
        Within::Unknown(name) => Held::Unclear {
            expected: format!("within {name}"),
            actual: format!("`{name}` is neither a duration nor a target with a time as its `max`"),
        },
        Within::Limit(limit) => {
            let took = Duration::from_seconds(seconds(run.elapsed));
            if took <= *limit {
                return Held::Yes;
            }
            Held::No { expected: format!("within {limit}"), actual: format!("took {took}") }
        }
    }
}

/// To the millisecond.
pub fn seconds(time: std::time::Duration) -> Decimal {
    Decimal::new(i64::try_from(time.as_millis()).unwrap_or(i64::MAX), 3)
}

/// The beginning of what was printed, for evidence: standard output, else standard error.
pub fn excerpt(run: &Run, masker: &Masker) -> Option<String> {
    let of = |output: &Output| show::excerpt(output, masker);
    of(&run.stdout).or_else(|| of(&run.stderr))
}
