//! The roadmap as a Gantt chart, a section an owner: what is over at its real time, the rest at its latest.

use super::axis::axis;
use super::mermaid::{decoded, drawing, label};
use super::room::{Named, Room, lines, pixels, room};
use crate::facts::criteria::Criteria;
use crate::facts::{Fact, Names, Value};
use crate::record::model::Phase;
use crate::record::units::{Duration, Instant, When};

/// More bars than this are read in a table.
const MOST: usize = 60;

/// At least two bars.
pub struct Gantt {
    pub title: Option<&'static str>,
    /// Whether days tell the bars apart, where the handoff has no time of day.
    pub by_day: bool,
    /// Whether stages say how far the work is; else they tell one bar from another.
    pub of_work: bool,
    pub sections: Vec<Section>,
}

/// The bars of one owner.
pub struct Section {
    pub owner: String,
    pub bars: Vec<Bar>,
}

pub struct Bar {
    /// Counts from 1 through the record.
    pub number: usize,
    pub title: String,
    pub stage: Stage,
    pub starts: Instant,
    /// Zero for a milestone.
    pub takes: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Planned,
    UnderWay,
    Done,
    Critical,
}

impl Gantt {
    /// Nothing where there is no order to see, or too much of it.
    pub fn of_roadmap(names: &Names) -> Option<Gantt> {
        let record = names.record;
        if !(2..=MOST).contains(&record.roadmap.len()) {
            return None;
        }
        let handoff = record.handed_off()?.start();
        let criteria = names.facts.criteria();
        let mut sections: Vec<Section> = Vec::new();
        for (index, phase) in record.roadmap.iter().enumerate() {
            let offset = |end: &str| names.facts.get(&format!("phases.{}.{end}", phase.id)).and_then(latest);
            let (Some(begins), Some(ends)) = (offset("starts"), offset("ends")) else { continue };
            let Some(starts) = handoff.plus(begins) else { continue };
            let takes = Duration::from_secs((ends.millis() - begins.millis()).max(0) / 1000);
            let title = label(phase.title.as_str(), names);
            let bar = Bar { number: index + 1, title, stage: stage(phase, index, criteria), starts, takes };
            let owner = owners(phase, names);
            match sections.iter_mut().find(|section| section.owner == owner) {
                Some(section) => section.bars.push(bar),
                None => sections.push(Section { owner, bars: vec![bar] }),
            }
        }
        let by_day = matches!(record.handed_off(), Some(When::Date(_)));
        (!sections.is_empty()).then_some(Gantt { title: None, by_day, of_work: true, sections })
    }

    /// Nothing where the names are too long to be told from one another.
    pub fn mermaid(&self) -> Option<String> {
        let Room { width, left, right } = self.room()?;
        let config = format!(r#"{{"gantt": {{"useWidth": {width}, "leftPadding": {left}, "rightPadding": {right}}}}}"#);
        let axis = axis(self.span());
        let format = if self.by_day { "%a %d %b" } else { axis.format };
        let every = if self.by_day && !axis.every.ends_with(['h', 'k', 'y']) { "1day" } else { axis.every };
        let title = self.title.map(|title| format!("title {title}"));
        let head = [
            "dateFormat YYYY-MM-DDTHH:mm:ss".to_owned(),
            format!("axisFormat {format}"),
            format!("tickInterval {every}"),
        ];
        let sections = self.sections.iter().flat_map(|section| {
            let owner = lines(&no_command(&section.owner)).join("<br>");
            std::iter::once(format!("section {owner}")).chain(section.bars.iter().map(Bar::mermaid))
        });
        drawing(&format!("%%{{init: {config}}}%%\ngantt"), title.into_iter().chain(head).chain(sections))
    }

    /// What the names and the bars take.
    fn room(&self) -> Option<Room> {
        let owners = self.sections.iter().flat_map(|section| lines(&decoded(&no_command(&section.owner))));
        let owners = owners.map(|line| pixels(&line)).fold(0.0, f64::max);
        let bars = || self.sections.iter().flat_map(|section| &section.bars);
        let first = bars().map(|bar| bar.starts).min()?;
        let whole = (self.span().millis() as f64 / 1000.0).max(1.0);
        let named = bars().map(|bar| {
            let begins = (bar.starts.0 - first.0).num_seconds() as f64 / whole;
            let ends = begins + bar.takes.millis() as f64 / 1000.0 / whole;
            Named { begins, ends, name: pixels(&decoded(&no_command(&bar.title))) }
        });
        room(owners, &named.collect::<Vec<_>>())
    }

    fn span(&self) -> Duration {
        let bars = || self.sections.iter().flat_map(|section| &section.bars);
        let first = bars().map(|bar| bar.starts).min();
        let last = bars().filter_map(|bar| bar.starts.plus(bar.takes)).max();
        let seconds = first.zip(last).map_or(0, |(first, last)| (last.0 - first.0).num_seconds());
        Duration::from_secs(seconds)
    }
}

impl Bar {
    fn mermaid(&self) -> String {
        let seconds = self.takes.millis() / 1000;
        let milestone = if seconds == 0 { "milestone, " } else { "" };
        let stage = match self.stage {
            Stage::Planned => "",
            Stage::UnderWay => "active, ",
            Stage::Done => "done, ",
            Stage::Critical => "crit, ",
        };
        let starts = self.starts.0.format("%Y-%m-%dT%H:%M:%S");
        format!("{} :{stage}{milestone}p{}, {starts}, {seconds}s", no_command(&self.title), self.number)
    }
}

fn stage(phase: &Phase, index: usize, criteria: &Criteria) -> Stage {
    match phase.started {
        _ if criteria.is_done(index) => Stage::Done,
        Some(_) => Stage::UnderWay,
        None => Stage::Planned,
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

#[cfg(test)]
mod tests;
