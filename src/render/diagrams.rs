//! Lines of the mermaid diagrams: gantt for the roadmap, chains for the whys, pie for the revenue.
//! Labels hold letters, digits and a few signs only, so that no text can end its line or its quotes.

use tera::{Context, Value};

use super::context::map;
use super::filters::phrase;
use super::view::view;
use crate::facts::{Facts, Names, Value as Fact, impact::per_year};
use crate::markdown::plain;
use crate::record::Record;
use crate::record::model::{Phase, Why};
use crate::record::shape::Shape;
use crate::record::units::{Decimal, DurationRange};

pub(super) fn add(record: &Record, facts: &Facts, names: &Names, context: &mut Context) {
    context.insert("gantt", &gantt(record, facts, names));
    context.insert("pie", &pie(record, names));
    context.insert_value("whys", whys(record, names));
}

/// How much of a text a diagram shows.
const LABEL: usize = 100;

/// What a diagram may show of a text: letters of any script and signs that mean nothing to mermaid,
/// cut behind a whole word.
fn label(text: &str, names: &Names) -> String {
    let text = plain(&names.expand(text)).replace(';', ",");
    let kept = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii() || " -.,?!/%$+='".contains(c);
    let mut safe = String::with_capacity(text.len());
    for c in text.chars().map(|c| if kept(c) { c } else { ' ' }) {
        // `%%` begins a comment, `$$` a formula.
        if !(matches!(c, '%' | '$') && safe.ends_with(c)) {
            safe.push(c);
        }
    }
    let mut short = String::new();
    for word in safe.split_whitespace() {
        if short.chars().count() + word.chars().count() >= LABEL {
            // A word that fills the label alone is cut; otherwise whole words are left out.
            if short.is_empty() {
                short.extend(word.chars().take(LABEL));
            }
            short.push('…');
            break;
        }
        if !short.is_empty() && !word.starts_with([',', '?', '!']) {
            short.push(' ');
        }
        short.push_str(word);
    }
    let short = phrase(&short);
    if short.is_empty() { "–".into() } else { short.into() }
}

/// A title at the beginning of a line of the gantt chart, where words such as `click`, `title` and
/// `section` and dates are read as commands: in quotes it is none.
fn task(title: &str) -> String {
    const COMMANDS: [&str; 16] = [
        "accdescr",
        "acctitle",
        "axisformat",
        "call",
        "click",
        "dateformat",
        "excludes",
        "gantt",
        "href",
        "includes",
        "inclusiveenddates",
        "section",
        "tickinterval",
        "title",
        "todaymarker",
        "topaxis",
    ];
    let lower = title.to_ascii_lowercase();
    let command = COMMANDS.iter().chain(&["weekday", "weekend"]).any(|word| lower.starts_with(word));
    if command || title.starts_with(|c: char| !c.is_alphabetic()) { format!("“{title}”") } else { title.to_owned() }
}

/// One task a phase at its latest times, in sections by owner. Empty when there is nothing to draw.
fn gantt(record: &Record, facts: &Facts, names: &Names) -> Vec<String> {
    let start = record.handoff.at.start();
    let mut lines = Vec::new();
    let mut section = None;
    for (index, phase) in record.roadmap.iter().enumerate() {
        let Some(begins) = duration(facts, &format!("phases.{}.starts", phase.id)) else { continue };
        let Some(at) = start.plus(begins.value.max) else { continue };
        let owner = owner_names(record, phase, names);
        if section.as_ref() != Some(&owner) {
            lines.push(format!("section {owner}"));
            section = Some(owner);
        }
        let seconds = phase.takes.value.max.millis() / 1000;
        let kind = if seconds == 0 { "milestone, " } else { "" };
        let (title, at) = (task(&label(phase.title.as_str(), names)), at.0.format("%Y-%m-%dT%H:%M:%S"));
        lines.push(format!("{title} :{kind}p{}, {at}, {seconds}s", index + 1));
    }
    lines
}

fn duration(facts: &Facts, name: &str) -> Option<DurationRange> {
    match facts.get(name)?.value {
        Fact::Duration(duration) => Some(duration),
        _ => None,
    }
}

fn owner_names(record: &Record, phase: &Phase, names: &Names) -> String {
    let name = |id: &str| record.teams.get(id).map_or_else(|| id.to_owned(), |team| label(team.name.as_str(), names));
    match &phase.owner {
        Some(owners) => owners.iter().map(|owner| name(owner.as_str())).collect::<Vec<_>>().join(" and "),
        None => name(record.handoff.to.as_str()),
    }
}

/// The streams that have an amount, when there are at least two to compare.
fn pie(record: &Record, names: &Names) -> Vec<String> {
    let streams = record.impact.iter().flat_map(|impact| impact.revenue.iter());
    let slices = streams.filter_map(|stream| {
        let amount = per_year(stream)?.value.0;
        (amount > Decimal::ZERO).then(|| format!("\"{}\" : {}", label(stream.what.as_str(), names), amount.normalize()))
    });
    let slices: Vec<String> = slices.collect();
    if slices.len() > 1 { slices } else { Vec::new() }
}

/// Each chain with its title, its whys and the lines of its diagram.
fn whys(record: &Record, names: &Names) -> Value {
    let Some(cause) = &record.root_cause else { return Value::from(Vec::<Value>::new()) };
    let chain = |title: Option<&str>, whys: &[Why]| {
        let values: Vec<Value> = whys.iter().map(|why| view(&Shape::of(why), "", names)).collect();
        let mut entries = vec![("whys", Value::from(values)), ("diagram", Value::from(flowchart(whys, names)))];
        if let Some(title) = title {
            let title = crate::record::text::Inline(title.to_owned());
            entries.push(("title", view(&Shape::of(&title), "", names)));
        }
        map(entries)
    };
    let whys = (!cause.whys.is_empty()).then(|| chain(None, &cause.whys));
    let chains = cause.chains.iter().filter(|c| !c.whys.is_empty()).map(|c| chain(Some(c.title.as_str()), &c.whys));
    Value::from(whys.into_iter().chain(chains).collect::<Vec<_>>())
}

fn flowchart(whys: &[Why], names: &Names) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, why) in whys.iter().enumerate() {
        let at = index + 1;
        lines.push(format!("w{at}[\"{}\"]", label(why.why.as_str(), names)));
        if index > 0 {
            lines.push(format!("w{index} --> w{at}"));
        }
    }
    if let Some(because) = whys.last().and_then(|why| why.because.as_ref()) {
        lines.push(format!("cause[\"{}\"]", label(because.as_str(), names)));
        lines.push(format!("w{} --> cause", whys.len()));
    }
    lines
}
