//! Things of a record as people name them: by id, by path, or by some of their words.

use super::types::Refused;
use crate::facts::Names;
use crate::life::value::Value;
use crate::nearest::nearest;
use crate::record::FieldPath;
use crate::record::model::{ComponentState, PreventionState, Record, ServiceState};

/// Something that can be marked.
pub struct Item {
    pub kind: &'static str,
    pub at: FieldPath,
    /// As output shows its place.
    pub place: String,
    pub id: Option<String>,
    /// What it says, names filled in.
    pub text: String,
    /// How it was marked already.
    pub settled: Option<String>,
    /// The key of the text, where the item may be one.
    pub text_key: &'static str,
    /// What marks it.
    pub mark: (&'static str, Mark),
    /// Its index, for a phase.
    pub phase: Option<usize>,
}

pub enum Mark {
    Time,
    Word(&'static str),
}

impl Item {
    /// As it is listed: what it is, where it stands, what it says.
    pub fn listed(&self) -> String {
        format!("{} `{}`: {}", self.kind, self.place, self.text)
    }

    pub fn value(&self, time: &str) -> Value {
        Value::text(match self.mark.1 {
            Mark::Time => time,
            Mark::Word(word) => word,
        })
    }
}

/// All that `done` knows.
pub fn items(names: &Names) -> Vec<Item> {
    let record = names.record;
    let mut all = Items { names, found: Vec::new() };
    for (index, phase) in record.roadmap.iter().enumerate() {
        let at = FieldPath::new("roadmap").index(index);
        let place = format!("roadmap[{}]", phase.id);
        let finished = phase.finished.map(|at| at.to_string());
        let item =
            all.add("phase", (at.clone(), place.clone()), Some(phase.id.as_str()), phase.title.as_str(), finished);
        (item.mark, item.phase) = (("finished", Mark::Time), Some(index));
        for (index, task) in phase.tasks.iter().enumerate() {
            let place = (at.key("tasks").index(index), format!("{place}.tasks[{index}]"));
            all.add("task", place, None, task.r#do.as_str(), task.done.map(|at| at.to_string())).text_key = "do";
        }
    }
    for (team, actions) in record.next_actions.iter().flat_map(|teams| teams.iter()) {
        for (index, action) in actions.iter().enumerate() {
            let at = FieldPath::new("next_actions").key(team.to_string()).index(index);
            let place = at.to_string();
            let done = action.done.map(|at| at.to_string());
            all.add("next action", (at, place), None, action.r#do.as_str(), done).text_key = "do";
        }
    }
    for (index, handoff) in record.handoffs().iter().enumerate() {
        let at = record.handoff_place(index);
        for (index, item) in handoff.returns.iter().enumerate() {
            let at = at.key("returns").index(index);
            let place = at.to_string();
            let item =
                all.add("return", (at, place), None, item.what.as_str(), item.delivered.map(|at| at.to_string()));
            (item.text_key, item.mark) = ("what", ("delivered", Mark::Time));
        }
        for (index, item) in handoff.temporary.iter().enumerate() {
            let at = at.key("temporary").index(index);
            let place = at.to_string();
            let ended = item.ended.map(|at| at.to_string());
            all.add("temporary measure", (at, place), None, item.what.as_str(), ended).mark = ("ended", Mark::Time);
        }
    }
    for (index, stage) in record.validation.iter().enumerate() {
        let at = FieldPath::new("validation").index(index).key("steps");
        for (step_index, step) in stage.steps.iter().enumerate() {
            let place = (at.index(step_index), format!("validation[{}].steps[{step_index}]", stage.id));
            all.add("step", place, None, step.r#do.as_str(), step.done.map(|at| at.to_string())).text_key = "do";
        }
    }
    let prevention = record.monitoring.iter().flat_map(|monitoring| monitoring.prevention.iter());
    for (index, item) in prevention.enumerate() {
        let done = (item.state == Some(PreventionState::Done)).then(|| "done".to_owned());
        let id = item.id.as_ref().map(|id| id.as_str());
        let place = place("monitoring.prevention", index, id);
        all.add("prevention", place, id, item.what.as_str(), done).mark = ("state", Mark::Word("done"));
    }
    for (index, deadline) in record.deadlines.iter().enumerate() {
        let id = Some(deadline.id.as_str());
        let met = deadline.met.map(|at| at.to_string());
        all.add("deadline", place("deadlines", index, id), id, deadline.what.as_str(), met).mark = ("met", Mark::Time);
    }
    for (index, component) in record.components.iter().enumerate() {
        let id = Some(component.id.as_str());
        let repaired = (component.state == Some(ComponentState::Repaired)).then(|| "repaired".to_owned());
        let item = all.add("component", place("components", index, id), id, component.name.as_str(), repaired);
        item.mark = ("state", Mark::Word("repaired"));
    }
    for (index, service) in record.services.iter().enumerate() {
        let id = Some(service.id.as_str());
        let up = (service.state == Some(ServiceState::Up)).then(|| "up".to_owned());
        all.add("service", place("services", index, id), id, service.name.as_str(), up).mark =
            ("state", Mark::Word("up"));
    }
    all.found
}

/// The questions that can be answered.
pub fn questions(names: &Names) -> Vec<Item> {
    let mut all = Items { names, found: Vec::new() };
    for (index, handoff) in names.record.handoffs().iter().enumerate() {
        let at = names.record.handoff_place(index).key("open_questions");
        for (index, question) in handoff.open_questions.iter().enumerate() {
            let at = at.index(index);
            let place = at.to_string();
            let answer = question.answer.as_ref().map(|answer| format!("answered: {answer}"));
            all.add("question", (at, place), None, question.ask.as_str(), answer).text_key = "ask";
        }
    }
    all.found
}

/// Where an item of a top-level list stands; `list` is dotted.
fn place(list: &str, index: usize, id: Option<&str>) -> (FieldPath, String) {
    let at = list.split('.').fold(FieldPath::default(), |at, key| at.key(key.to_owned()));
    let name = id.map_or_else(|| index.to_string(), str::to_owned);
    (at.index(index), format!("{list}[{name}]"))
}

struct Items<'n> {
    names: &'n Names<'n>,
    found: Vec<Item>,
}

impl Items<'_> {
    fn add(
        &mut self,
        kind: &'static str,
        (at, place): (FieldPath, String),
        id: Option<&str>,
        text: &str,
        settled: Option<String>,
    ) -> &mut Item {
        let text = self.names.expand(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let index = self.found.len();
        let mark = ("done", Mark::Time);
        let id = id.map(str::to_owned);
        self.found.push(Item { kind, at, place, id, text, settled, text_key: "", mark, phase: None });
        &mut self.found[index]
    }
}

/// The one item that somebody means. What is open goes before what is settled.
pub fn choose<'i>(items: &'i [Item], what: &'static str, asked: &str) -> Result<&'i Item, Refused> {
    let words = words_of(asked);
    let starts =
        |text: &[String]| !words.is_empty() && words.iter().all(|word| text.iter().any(|w| w.starts_with(word)));
    let ways: [&dyn Fn(&Item) -> bool; 4] = [
        &|item| item.place == asked || item.at.to_string() == asked,
        &|item| item.id.as_deref() == Some(asked),
        &|item| !words.is_empty() && words_of(&item.text) == words,
        &|item| starts(&words_of(&item.text)),
    ];
    for fits in ways {
        let all: Vec<&Item> = items.iter().filter(|item| fits(item)).collect();
        let open: Vec<&Item> = all.iter().copied().filter(|item| item.settled.is_none()).collect();
        let found = if open.is_empty() { all } else { open };
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one),
            several => {
                let found = several.iter().map(|item| item.listed()).collect();
                return Err(Refused::Ambiguous { asked: asked.to_owned(), found });
            }
        }
    }
    // Of two that are equally near the last is taken: an id is shorter to type.
    let known = items.iter().flat_map(|item| [item.text.as_str()].into_iter().chain(item.id.as_deref()));
    Err(Refused::Unknown { what, asked: asked.to_owned(), near: nearest(asked, known).map(str::to_owned) })
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// A team of the record, or the nearest.
pub fn team(record: &Record, asked: &str) -> Result<(), Refused> {
    if record.teams.keys().any(|id| id.as_str() == asked) {
        return Ok(());
    }
    let near = nearest(asked, record.teams.keys().map(|id| id.as_str())).map(str::to_owned);
    Err(Refused::Unknown { what: "team", asked: asked.to_owned(), near })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(place: &str, id: Option<&str>, text: &str, settled: bool) -> Item {
        Item {
            kind: "task",
            at: FieldPath::new(place.to_owned()),
            place: place.to_owned(),
            id: id.map(str::to_owned),
            text: text.to_owned(),
            settled: settled.then(|| "then".to_owned()),
            text_key: "do",
            mark: ("done", Mark::Time),
            phase: None,
        }
    }

    #[test]
    fn some_words_are_enough_when_they_fit_one_thing() {
        let items = [
            item("a", Some("fix"), "Restore `egress` capacity", false),
            item("b", None, "Restart the egress proxy", false),
            item("c", None, "Restart", true),
            item("d", None, "Restart the cache", true),
            item("e", Some("restart"), "Something", false),
        ];
        let place = |asked: &str| choose(&items, "item", asked).map(|item| item.place.clone());
        for (asked, found) in [
            ("fix", "a"),
            ("b", "b"),
            ("restore egress", "a"),
            ("RESTART the proxy", "b"),
            ("restart", "e"),
            ("cache", "d"),
        ] {
            assert_eq!(place(asked).unwrap(), found, "{asked}");
        }
        assert!(matches!(place("egress"), Err(Refused::Ambiguous { found, .. }) if found.len() == 2));
        assert!(place("restor egres").is_ok());
        assert!(matches!(place("rstart"), Err(Refused::Unknown { near: Some(near), .. }) if near == "restart"));
        assert!(matches!(place("…"), Err(Refused::Unknown { .. })));
    }
}
