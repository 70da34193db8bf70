//! Required texts that say nothing: they would leave a heading, a link or a list item without words.

use super::model::{Component, Record};
use super::path::FieldPath;

/// The places of names and descriptions without words. A blank text that may be absent counts as
/// absent and is none of these.
pub fn blanks(record: &Record) -> Vec<FieldPath> {
    let mut found = Vec::new();
    let item = |list: &'static str, index: usize, key: &'static str| FieldPath::new(list).index(index).key(key);
    // Nearly every text says something: a path is made only for one that does not.
    let mut look = |text: &str, at: &dyn Fn() -> FieldPath| {
        if text.trim().is_empty() {
            found.push(at());
        }
    };
    look(record.title.as_str(), &|| FieldPath::new("title"));
    look(record.summary.as_str(), &|| FieldPath::new("summary"));
    for (id, team) in record.teams.iter() {
        look(team.name.as_str(), &|| FieldPath::new("teams").key(id.to_string()).key("name"));
    }
    for (index, component) in record.components.iter().enumerate() {
        of_component(component, &FieldPath::new("components").index(index), &mut look);
    }
    for (index, check) in record.checks.iter().enumerate() {
        look(check.what.as_str(), &|| item("checks", index, "what"));
        if let Some(run) = &check.run {
            look(run.as_str(), &|| item("checks", index, "run"));
        }
    }
    for (index, service) in record.services.iter().enumerate() {
        look(service.name.as_str(), &|| item("services", index, "name"));
    }
    for (index, target) in record.targets.iter().enumerate() {
        look(target.what.as_str(), &|| item("targets", index, "what"));
    }
    for (index, criterion) in record.criteria.iter().enumerate() {
        look(criterion.what.as_str(), &|| item("criteria", index, "what"));
    }
    for (index, suite) in record.tests.iter().enumerate() {
        look(suite.name.as_str(), &|| item("tests", index, "name"));
    }
    for (index, phase) in record.roadmap.iter().enumerate() {
        look(phase.title.as_str(), &|| item("roadmap", index, "title"));
    }
    for (index, stage) in record.validation.iter().enumerate() {
        look(stage.title.as_str(), &|| item("validation", index, "title"));
    }
    found
}

fn of_component(component: &Component, at: &FieldPath, look: &mut impl FnMut(&str, &dyn Fn() -> FieldPath)) {
    look(component.name.as_str(), &|| at.key("name"));
    look(component.problem.as_str(), &|| at.key("problem"));
    for (index, requirement) in component.requires.iter().enumerate() {
        look(requirement.what.as_str(), &|| at.key("requires").index(index).key("what"));
    }
}
