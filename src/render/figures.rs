//! Rows and sentences that put several values of the record together.

use tera::{Context, Value};

use super::context::{criterion_checks, handoff_instant, map};
use super::filters::phrase;
use super::view::setting;
use crate::facts::{Facts, Names, impact};
use crate::markdown::{Place, inline};
use crate::record::Record;
use crate::record::model::{AlertPurpose, PriorityRow, Requirement, Target, TimelineKind, Verdict};
use crate::record::shape::Shape;
use crate::record::text::Inline;
use crate::record::units::{About, Money, Quantity, QuantityRange, Scalar, When};

pub(super) fn add(record: &Record, facts: &Facts, names: &Names, context: &mut Context) {
    context.insert_value("priority", priority_rows(record, facts, names));
    context.insert_value("escalations", escalations(record, facts, names));
    context.insert("escalation_clock", &escalation_clock(record));
    context.insert_value("criterion_checks", criterion_checks(record, facts));
    context.insert_value("revenue", revenue(record, facts, names));
    context.insert_value("limits", limits(record, names));
    context.insert_value("invariants", invariants(record, names));
    context.insert_value("effects", effects(record, names));
    context.insert_value("suites", suites(record, names));
    context.insert_value("alerts", alerts(record, names));
    context.insert_value("outcome_checks", outcome_checks(record, names));
    context.insert_value("timeline", timeline(record, names));
    context.insert("post_mortem_by", &post_mortem(record));
    let announcement = record.communication.as_ref().and_then(|communication| communication.announcement.as_ref());
    context.insert("announcement", &announcement.map(|text| names.expand(text.as_str().trim_end()).replace('\t', " ")));
    let manual = record.checks.iter().filter(|check| check.manual == Some(true)).map(|check| check.id.as_str());
    context.insert("manual_checks", &manual.collect::<Vec<_>>());
}

fn line(text: &Inline, names: &Names) -> Value {
    Value::from(inline(&names.expand(text.as_str()), Place::Line))
}

/// Why this severity: what is measured, its value, the limit, and whether it passes.
fn priority_rows(record: &Record, facts: &Facts, names: &Names) -> Value {
    let rows = record.impact.iter().flat_map(|impact| impact.priority.iter()).enumerate().map(|(index, row)| {
        let mut entries = vec![("what", line(&row.what, names))];
        let limit = |text: &str, sign: &str| format!("{sign} {}", amount(text, row, facts, names));
        if let Some(above) = &row.above {
            entries.push(("limit", limit(above.as_str(), "above").into()));
        } else if let Some(below) = &row.below {
            entries.push(("limit", limit(below.as_str(), "below").into()));
        }
        if let Some(actual) = &row.actual {
            entries.push(("actual", amount(actual.as_str(), row, facts, names).into()));
        }
        if let Some(met) = facts.get(&format!("priority.{}.met", index + 1)) {
            entries.push(("met", met.text.clone().into()));
        }
        map(entries)
    });
    Value::from(rows.collect::<Vec<_>>())
}

/// A fact by its name, money when the row is about money, else the value as written.
fn amount(text: &str, row: &PriorityRow, facts: &Facts, names: &Names) -> String {
    let text = names.expand(text);
    let fact = |name: &str| facts.get(name.strip_prefix("facts.").unwrap_or(name));
    if let Some(fact) = fact(&text) {
        return inline(&fact.text, Place::Line);
    }
    let about_money = row.actual.as_ref().and_then(|actual| fact(actual.as_str()));
    if about_money.is_some_and(|fact| matches!(fact.value, crate::facts::Value::Money(_)))
        && let Ok(money) = About::<Money>::parse(&text)
    {
        return facts.currency().show(money.value);
    }
    match QuantityRange::parse(&text) {
        Ok(quantity) => inline(&quantity.to_string(), Place::Line),
        Err(_) => inline(&text, Place::Line),
    }
}

fn escalation_clock(record: &Record) -> String {
    let from = record.escalation.as_ref().and_then(|escalation| escalation.from.as_ref());
    match from.map(|from| from.as_str()) {
        None | Some("handoff") => match record.handoff.at {
            When::Instant(at) => format!("with the handoff, {}", at.with_weekday()),
            When::Date(date) => format!("with the handoff on {date}"),
        },
        Some(phase) => {
            let title = record
                .roadmap
                .iter()
                .find(|p| p.id.as_str() == phase)
                .map(|p| inline(phrase(p.title.as_str().trim_end()), Place::Line));
            format!("with the latest start of the phase “{}”", title.unwrap_or_else(|| phase.to_owned()))
        }
    }
}

/// Each level with the instant at which it fires.
fn escalations(record: &Record, facts: &Facts, names: &Names) -> Value {
    let levels = record.escalation.iter().flat_map(|escalation| escalation.levels.iter()).enumerate();
    let rows = levels.map(|(index, level)| {
        let mut entries = vec![("after", Value::from(level.after.to_string()))];
        if let Some(at) = facts.get(&format!("escalations.{}.at", index + 1)) {
            entries.push(("at", at.text.clone().into()));
        }
        if let Some(when) = &level.when {
            entries.push(("when", line(when, names)));
        }
        if !level.notify.is_empty() {
            let who = |who: &Inline| match record.teams.get(who.as_str()) {
                Some(team) => inline(&names.expand(team.name.as_str()), Place::Line),
                None => inline(&names.expand(who.as_str()), Place::Line),
            };
            entries.push(("notify", level.notify.iter().map(who).collect::<Vec<_>>().join(", ").into()));
        }
        if !level.r#do.is_empty() {
            entries.push(("do", level.r#do.iter().map(|item| line(item, names)).collect::<Vec<_>>().into()));
        }
        map(entries)
    });
    Value::from(rows.collect::<Vec<_>>())
}

/// The revenue streams with their yearly amounts.
fn revenue(record: &Record, facts: &Facts, names: &Names) -> Value {
    let streams = record.impact.iter().flat_map(|impact| impact.revenue.iter());
    let rows = streams.map(|stream| {
        let mut entries = vec![("what", line(&stream.what, names))];
        if let Some(amount) = impact::per_year(stream) {
            let about = if amount.approximate { "~" } else { "" };
            entries.push(("amount", format!("{about}{}", facts.currency().show(amount.value)).into()));
        }
        if let Some(depends) = stream.depends {
            entries.push(("depends", depends.to_string().into()));
        }
        if let Some(risk) = stream.risk {
            entries.push(("risk", risk.as_str().into()));
        }
        if let Some(effect) = &stream.effect {
            entries.push(("effect", line(effect, names)));
        }
        map(entries)
    });
    Value::from(rows.collect::<Vec<_>>())
}

/// What each requirement and target demands, in words.
fn limits(record: &Record, names: &Names) -> Value {
    let requirements = record.components.iter().flat_map(|component| component.requires.iter());
    let requirements = requirements.map(|r| (r.id.as_str().to_owned(), Value::from(requirement(r, names))));
    let targets = record.targets.iter().map(|t| (t.id.as_str().to_owned(), Value::from(target(t, names))));
    super::context::by_id(requirements.chain(targets))
}

fn requirement(requirement: &Requirement, names: &Names) -> String {
    let value = |text: String| setting(&names.expand(&text));
    let mut parts = Vec::new();
    parts.extend(requirement.is.as_ref().map(|is| value(is.to_string())));
    parts.extend(bounds(
        requirement.min.as_ref().map(ToString::to_string),
        requirement.max.as_ref().map(ToString::to_string),
    ));
    if let Some(not) = &requirement.not {
        let values: Vec<String> = not.iter().map(|not| value(not.to_string())).collect();
        parts.push(format!("not {}", values.join(" or ")));
    }
    parts.join(", ")
}

fn target(target: &Target, names: &Names) -> String {
    let is = target.is.as_ref().map(|is| setting(&names.expand(&is.to_string())));
    let bounds = bounds(target.min.as_ref().map(ToString::to_string), target.max.as_ref().map(ToString::to_string));
    is.into_iter().chain(bounds).collect::<Vec<_>>().join(", ")
}

fn bounds(min: Option<String>, max: Option<String>) -> Option<String> {
    let text = match (min, max) {
        (Some(min), Some(max)) => match (min.split_once(' '), max.split_once(' ')) {
            // `18 h 30 min` and `20 h 30 min` share no unit.
            (Some((least, unit)), Some((_, same))) if unit == same && !unit.contains(|c: char| c.is_ascii_digit()) => {
                format!("{least} to {max}")
            }
            _ => format!("{min} to {max}"),
        },
        (Some(min), None) => format!("at least {min}"),
        // A count cannot be less.
        (None, Some(max)) if max == "0" => max,
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => return None,
    };
    Some(inline(&text, Place::Line))
}

fn invariants(record: &Record, names: &Names) -> Value {
    let what = |id: &str| {
        let requirement = record.components.iter().flat_map(|c| &c.requires).find(|r| r.id.as_str() == id);
        let target = record.targets.iter().find(|target| target.id.as_str() == id);
        let text = requirement.map(|r| &r.what).or(target.map(|t| &t.what));
        // What is no id is a quantity, shown as everywhere else.
        let quantity = || About::<Quantity>::parse(id).map_or_else(|_| id.to_owned(), |about| about.to_string());
        text.map_or_else(
            || inline(&quantity(), Place::Line),
            |text| inline(phrase(names.expand(text.as_str()).trim_end()), Place::Line),
        )
    };
    let side = |text: &str| names.expand(text).split('*').map(|part| what(part.trim())).collect::<Vec<_>>().join(" × ");
    let rows = record.invariants.iter().map(|item| {
        let relation = match item.is.as_str() {
            "<" => "is less than",
            "<=" => "is at most",
            "=" => "equals",
            ">=" => "is at least",
            _ => "is more than",
        };
        let text = format!("{} {relation} {}", side(item.left.as_str()), side(item.right.as_str()));
        let mut entries = vec![("text", Value::from(text))];
        entries.extend(item.because.as_ref().map(|because| ("because", line(because, names))));
        map(entries)
    });
    Value::from(rows.collect::<Vec<_>>())
}

/// Components with their effect, where the record says nothing of the impact.
fn effects(record: &Record, names: &Names) -> Value {
    let no_impact = record.impact.as_ref().is_none_or(|impact| Shape::of(impact).is_empty());
    let told = record.components.iter().filter(|_| no_impact);
    let rows = told.map(|component| {
        map(vec![
            ("id", component.id.as_str().into()),
            ("severity", component.severity.as_str().into()),
            ("effect", line(component.effect.as_ref().unwrap_or(&component.problem), names)),
        ])
    });
    Value::from(rows.collect::<Vec<_>>())
}

fn suites(record: &Record, names: &Names) -> Value {
    let rows = record.tests.iter().map(|suite| {
        let uncounted = if suite.counted == Some(false) { " (not in the total)" } else { "" };
        let name = inline(phrase(names.expand(suite.name.as_str()).trim_end()), Place::Line);
        let mut entries =
            vec![("name", format!("{name}{uncounted}").into()), ("category", suite.category.as_str().into())];
        entries.extend(suite.now.map(|now| ("now", now.to_string().into())));
        entries.extend(suite.after.map(|after| ("after", after.to_string().into())));
        entries.extend(suite.covers.as_ref().map(|covers| ("covers", line(covers, names))));
        let check = suite.check.as_ref();
        entries.extend(check.map(|ids| ("check", ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().into())));
        map(entries)
    });
    Value::from(rows.collect::<Vec<_>>())
}

/// The timeline with `started` and `ended` in their places. An entry of that kind and instant stands for them.
fn timeline(record: &Record, names: &Names) -> Value {
    let told = |at: When, kind: TimelineKind| {
        record.timeline.iter().any(|entry| entry.kind == Some(kind) && entry.at.start() == at.start())
    };
    let row = |at: When, about: bool, kind: Option<String>, what: Option<Value>| {
        let about = if about { "~" } else { "" };
        let mut entries = vec![("at", Value::from(format!("{about}{at}")))];
        entries.extend(kind.map(|kind| ("kind", kind.into())));
        entries.extend(what.map(|what| ("what", what)));
        (at, map(entries))
    };
    let mut rows: Vec<(When, Value)> = Vec::new();
    for entry in &record.timeline {
        let kind = entry.kind.filter(|kind| *kind != TimelineKind::Note).map(|kind| kind.to_string());
        rows.push(row(entry.at, entry.about == Some(true), kind, Some(line(&entry.what, names))));
    }
    if let Some(started) = record.started.filter(|at| !told(*at, TimelineKind::Started)) {
        let place = rows.iter().position(|(at, _)| at.start() >= started.start()).unwrap_or(rows.len());
        rows.insert(place, row(started, false, Some("started".into()), None));
    }
    if let Some(ended) = record.ended.filter(|at| !told(*at, TimelineKind::Resolved)) {
        let place = rows.iter().rposition(|(at, _)| at.start() <= ended.start()).map_or(0, |place| place + 1);
        rows.insert(place, row(ended, false, Some("service restored".into()), None));
    }
    Value::from(rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>())
}

/// Alerts with the limit at which they fire.
fn alerts(record: &Record, names: &Names) -> Value {
    let alerts = record.monitoring.iter().flat_map(|monitoring| monitoring.alerts.iter());
    let rows = alerts.map(|alert| {
        let fires = match (&alert.above, &alert.below) {
            (Some(limit), _) => format!("above {limit}"),
            (_, Some(limit)) => format!("below {limit}"),
            (None, None) => String::new(),
        };
        // That an alert alarms need not be said; what another one does stands beside its limit.
        let purpose = alert.purpose.filter(|purpose| *purpose != AlertPurpose::Alarm);
        let fires = [fires, purpose.map(|purpose| purpose.to_string()).unwrap_or_default()];
        let fires = fires.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let mut entries = vec![("what", line(&alert.what, names)), ("fires", inline(&fires, Place::Line).into())];
        entries.extend(alert.target.as_ref().map(|target| ("target", target.as_str().into())));
        entries.extend(
            alert
                .component
                .as_ref()
                .map(|ids| ("component", ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().into())),
        );
        map(entries)
    });
    Value::from(rows.collect::<Vec<_>>())
}

/// The checks that prove the criteria: what must be seen when the record has no validation plan.
fn outcome_checks(record: &Record, names: &Names) -> Value {
    let criteria = names.facts.criteria();
    let proving: std::collections::HashSet<usize> =
        (0..record.criteria.len()).flat_map(|at| criteria.checks(at)).copied().collect();
    let checks = record.checks.iter().enumerate().filter(|(at, _)| proving.contains(at));
    let rows = checks.map(|(_, check)| map(vec![("id", check.id.as_str().into()), ("what", line(&check.what, names))]));
    Value::from(rows.collect::<Vec<_>>())
}

/// The hypotheses by verdict: what is confirmed, what is open, what was ruled out.
pub(super) fn hypotheses(record: &Record, cause: Option<Value>) -> Value {
    let Some(typed) = &record.root_cause else { return Value::from(Vec::<Value>::new()) };
    let values = cause.as_ref().and_then(|cause| cause.get_from_path("hypotheses")).and_then(Value::as_array);
    let values = values.unwrap_or_default();
    let groups = [(Verdict::Confirmed, "Confirmed"), (Verdict::Open, "Open"), (Verdict::RuledOut, "Ruled out")];
    let groups = groups.into_iter().filter_map(|(verdict, title)| {
        let pairs = typed.hypotheses.iter().zip(values);
        let items: Vec<Value> = pairs.filter(|(h, _)| h.verdict == verdict).map(|(_, value)| value.clone()).collect();
        (!items.is_empty()).then(|| map(vec![("title", title.into()), ("items", items.into())]))
    });
    Value::from(groups.collect::<Vec<_>>())
}

/// When the post-mortem is due, counted from the end of the outage, else from the handoff.
fn post_mortem(record: &Record) -> Option<String> {
    let within = record.communication.as_ref()?.post_mortem.as_ref()?.within;
    let from = match record.ended {
        Some(ended) => ended.instant()?,
        None => handoff_instant(record)?,
    };
    from.plus(within).map(|at| at.to_string())
}
