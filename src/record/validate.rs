//! What the types alone cannot say: keys that need each other inside of one item.

use super::Loaded;
use super::model::{Check, Record};
use super::path::FieldPath;
use crate::diagnostic::Diagnostic;

/// A problem at an item: its place, what is wrong, what to do.
type Problem = (FieldPath, &'static str, &'static str);

pub fn validate(loaded: &Loaded) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    components(&loaded.record, &mut problems);
    for (index, check) in loaded.record.checks.iter().enumerate() {
        check_item(&FieldPath::new("checks").index(index), check, &mut problems);
    }
    limits(&loaded.record, &mut problems);
    let located = problems.into_iter().map(|(at, message, help)| loaded.invalid(&at, message).with_help(help));
    located.collect()
}

fn components(record: &Record, problems: &mut Vec<Problem>) {
    for (index, component) in record.components.iter().enumerate() {
        let at = FieldPath::new("components").index(index);
        for (index, requirement) in component.requires.iter().enumerate() {
            let r = requirement;
            if r.is.is_none() && r.not.is_none() && r.min.is_none() && r.max.is_none() {
                let message = "the requirement requires nothing: it has none of `is`, `not`, `min`, `max`";
                problems.push((
                    at.key("requires").index(index),
                    message,
                    "say in which state the component is healthy",
                ));
            }
        }
        for (index, remedy) in component.remedies.iter().enumerate() {
            if remedy.r#do.is_none() && remedy.run.is_none() {
                let message = "the remedy has neither `do` nor `run`";
                problems.push((at.key("remedies").index(index), message, "say what to do, or give the command"));
            }
        }
    }
}

fn check_item(at: &FieldPath, check: &Check, problems: &mut Vec<Problem>) {
    let manual = check.manual == Some(true);
    match (&check.run, manual) {
        (None, false) => {
            let message = "the check has no `run` and is not manual: nothing proves it";
            problems.push((at.clone(), message, "give the command and what to `expect`, or say `manual: true`"));
        }
        (Some(_), true) => {
            let message = "a manual check has no command: a person attests it";
            problems.push((at.key("run"), message, "remove `run`, put it into `steps`, or remove `manual: true`"));
        }
        _ => {}
    }
    if manual && check.expect.is_some() {
        let message = "a manual check expects nothing of a command";
        problems.push((at.key("expect"), message, "say in `steps` what the person must see"));
    }
    if check.attempts == Some(0) {
        problems.push((at.key("attempts"), "a check that is never tried proves nothing", "give at least 1"));
    }
}

fn limits(record: &Record, problems: &mut Vec<Problem>) {
    for (index, target) in record.targets.iter().enumerate() {
        if target.max.is_none() && target.min.is_none() && target.is.is_none() {
            let message = "the target has no limit: it has none of `max`, `min`, `is`";
            problems.push((FieldPath::new("targets").index(index), message, "give the limit with its unit"));
        }
    }
    if let Some(impact) = &record.impact {
        let at = FieldPath::new("impact");
        for (index, stream) in impact.revenue.iter().enumerate() {
            let message = match (&stream.per_year, &stream.per_month) {
                (None, None) => "the revenue stream has no amount",
                (Some(_), Some(_)) => "the revenue stream states its amount twice",
                _ => continue,
            };
            problems.push((at.key("revenue").index(index), message, "give either `per_year` or `per_month`"));
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
