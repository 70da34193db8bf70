//! What the types alone cannot say: keys that need each other inside of one item.

use super::Loaded;
use super::blanks::blanks;
use super::decode::nearest;
use super::model::{Check, Record};
use super::path::FieldPath;
use crate::diagnostic::Diagnostic;

/// A problem at an item: its place, what is wrong, what to do.
type Problem = (FieldPath, &'static str, &'static str);

/// What an item lacks: of these keys it needs one.
struct Lack {
    at: FieldPath,
    keys: &'static [&'static str],
    message: &'static str,
    help: &'static str,
}

pub fn validate(loaded: &Loaded) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (index, check) in loaded.record.checks.iter().enumerate() {
        check_item(&FieldPath::new("checks").index(index), check, &mut problems);
    }
    limits(&loaded.record, &mut problems);
    let mut lacks = Vec::new();
    components(&loaded.record, &mut lacks);
    proofs(&loaded.record, &mut lacks);
    // A key that is there but could not be read, or is misspelt, was reported: it is not missing.
    lacks.retain(|lack| !loaded.keys(&lack.at).any(|key| nearest(key, lack.keys.iter().copied()).is_some()));
    problems.extend(lacks.into_iter().map(|lack| (lack.at, lack.message, lack.help)));
    let empty = "this text says nothing";
    problems.extend(blanks(&loaded.record).into_iter().map(|at| (at, empty, "say it in a few words")));
    let located = problems.into_iter().map(|(at, message, help)| loaded.invalid(&at, message).with_help(help));
    located.collect()
}

fn components(record: &Record, lacks: &mut Vec<Lack>) {
    for (index, component) in record.components.iter().enumerate() {
        let at = FieldPath::new("components").index(index);
        for (index, r) in component.requires.iter().enumerate() {
            if r.is.is_none() && r.not.is_none() && r.min.is_none() && r.max.is_none() {
                lacks.push(Lack {
                    at: at.key("requires").index(index),
                    keys: &["is", "not", "min", "max"],
                    message: "the requirement requires nothing: it has none of `is`, `not`, `min`, `max`",
                    help: "say in which state the component is healthy",
                });
            }
        }
        for (index, remedy) in component.remedies.iter().enumerate() {
            if remedy.r#do.is_none() && remedy.run.is_none() {
                lacks.push(Lack {
                    at: at.key("remedies").index(index),
                    keys: &["do", "run"],
                    message: "the remedy has neither `do` nor `run`",
                    help: "say what to do, or give the command",
                });
            }
        }
    }
}

fn proofs(record: &Record, lacks: &mut Vec<Lack>) {
    for (index, check) in record.checks.iter().enumerate() {
        if check.run.is_none() && check.manual != Some(true) {
            lacks.push(Lack {
                at: FieldPath::new("checks").index(index),
                keys: &["run"],
                message: "the check has no `run` and is not manual: nothing proves it",
                help: "give the command and what to `expect`, or say `manual: true`",
            });
        }
    }
    for (index, target) in record.targets.iter().enumerate() {
        if target.max.is_none() && target.min.is_none() && target.is.is_none() {
            lacks.push(Lack {
                at: FieldPath::new("targets").index(index),
                keys: &["max", "min", "is"],
                message: "the target has no limit: it has none of `max`, `min`, `is`",
                help: "give the limit with its unit",
            });
        }
    }
    for (index, stream) in record.impact.iter().flat_map(|impact| impact.revenue.iter()).enumerate() {
        if stream.per_year.is_none() && stream.per_month.is_none() {
            lacks.push(Lack {
                at: FieldPath::new("impact").key("revenue").index(index),
                keys: &["per_year", "per_month"],
                message: "the revenue stream has no amount",
                help: "give either `per_year` or `per_month`",
            });
        }
    }
}

fn check_item(at: &FieldPath, check: &Check, problems: &mut Vec<Problem>) {
    let manual = check.manual == Some(true);
    if manual && check.run.is_some() {
        let message = "a manual check has no command: a person attests it";
        problems.push((at.key("run"), message, "remove `run`, put it into `steps`, or remove `manual: true`"));
    }
    if manual && check.expect.is_some() {
        let message = "a manual check expects nothing of a command";
        problems.push((at.key("expect"), message, "say in `steps` what the person must see"));
    }
    if check.attempts == Some(0) {
        problems.push((at.key("attempts"), "a check that is never tried proves nothing", "give at least 1"));
    }
    if check.timeout.is_some_and(|timeout| timeout.millis() == 0) {
        problems.push((at.key("timeout"), "a check that has no time proves nothing", "leave it out for 60 s"));
    }
}

fn limits(record: &Record, problems: &mut Vec<Problem>) {
    if let Some(impact) = &record.impact {
        let at = FieldPath::new("impact");
        for (index, stream) in impact.revenue.iter().enumerate() {
            if stream.per_year.is_some() && stream.per_month.is_some() {
                let message = "the revenue stream states its amount twice";
                problems.push((at.key("revenue").index(index), message, "give either `per_year` or `per_month`"));
            }
        }
        for (index, row) in impact.priority.iter().enumerate() {
            if row.above.is_some() && row.below.is_some() {
                let message = "the row has both `above` and `below`";
                problems.push((at.key("priority").index(index), message, "one row is one limit; make two rows"));
            }
        }
    }
    for (index, alert) in record.monitoring.iter().flat_map(|m| m.alerts.iter()).enumerate() {
        if alert.above.is_some() && alert.below.is_some() {
            let at = FieldPath::new("monitoring").key("alerts").index(index);
            problems.push((at, "the alert has both `above` and `below`", "one alert is one limit; make two alerts"));
        }
    }
}
