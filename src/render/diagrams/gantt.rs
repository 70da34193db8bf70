//! The roadmap as a Gantt chart: one bar a phase at its latest times, in sections by owner.

use super::mermaid::{drawing, label};
use crate::facts::{Fact, Names, Value};
use crate::record::model::Phase;
use crate::record::units::{Duration, Instant, When};

/// At least two bars.
pub struct Gantt {
    pub title: &'static str,
    /// Whether days tell the bars apart, where the handoff has no time of day.
    pub by_day: bool,
    pub sections: Vec<Section>,
}

/// Neighbouring bars of one owner.
pub struct Section {
    pub owner: String,
    pub bars: Vec<Bar>,
}

pub struct Bar {
    /// Counts from 1 through all sections.
    pub number: usize,
    pub title: String,
    pub starts: Instant,
    /// Zero for a milestone.
    pub takes: Duration,
}

impl Gantt {
    /// The phases at the latest; nothing where there is no order to see.
    pub fn of_roadmap(names: &Names) -> Option<Gantt> {
        let record = names.record;
        if record.roadmap.len() < 2 {
            return None;
        }
        let handoff = record.handed_off()?.start();
        let mut sections: Vec<Section> = Vec::new();
        for (index, phase) in record.roadmap.iter().enumerate() {
            let begins = names.facts.get(&format!("phases.{}.starts", phase.id)).and_then(latest);
            let Some(starts) = begins.and_then(|begins| handoff.plus(begins)) else { continue };
            let title = label(phase.title.as_str(), names);
            let bar = Bar { number: index + 1, title, starts, takes: phase.takes.value.max };
            let owner = owners(phase, names);
            match sections.last_mut() {
                Some(section) if section.owner == owner => section.bars.push(bar),
                _ => sections.push(Section { owner, bars: vec![bar] }),
            }
        }
        let by_day = matches!(record.handed_off(), Some(When::Date(_)));
        (!sections.is_empty()).then_some(Gantt { title: "At the latest", by_day, sections })
    }

    pub fn mermaid(&self) -> String {
        let axis = if self.by_day { "%a %d %b" } else { "%a %H:%M" };
        let head = [
            format!("title {}", self.title),
            "dateFormat YYYY-MM-DDTHH:mm:ss".to_owned(),
            format!("axisFormat {axis}"),
        ];
        let sections = self.sections.iter().flat_map(|section| {
            std::iter::once(format!("section {}", section.owner)).chain(section.bars.iter().map(Bar::mermaid))
        });
        drawing("gantt", head.into_iter().chain(sections))
    }
}

impl Bar {
    fn mermaid(&self) -> String {
        let seconds = self.takes.millis() / 1000;
        let kind = if seconds == 0 { "milestone, " } else { "" };
        let starts = self.starts.0.format("%Y-%m-%dT%H:%M:%S");
        format!("{} :{kind}p{}, {starts}, {seconds}s", no_command(&self.title), self.number)
    }
}

fn latest(fact: &Fact) -> Option<Duration> {
    match fact.value {
        Value::Duration(duration) => Some(duration.value.max),
        _ => None,
    }
}

fn owners(phase: &Phase, names: &Names) -> String {
    let record = names.record;
    let name = |id: &str| record.teams.get(id).map_or_else(|| id.to_owned(), |team| label(team.name.as_str(), names));
    match &phase.owner {
        Some(owners) => owners.iter().map(|owner| name(owner.as_str())).collect::<Vec<_>>().join(" and "),
        None => record.receiver().map(name).unwrap_or_default(),
    }
}

/// At the beginning of a line of the chart, words such as `click`, `title` and `section` and dates
/// are read as commands: in quotes they are none.
fn no_command(title: &str) -> String {
    const COMMANDS: [&str; 18] = [
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
        "weekday",
        "weekend",
    ];
    let lower = title.to_ascii_lowercase();
    let command = COMMANDS.iter().any(|word| lower.starts_with(word));
    if command || title.starts_with(|c: char| !c.is_alphabetic()) { format!("“{title}”") } else { title.to_owned() }
}
