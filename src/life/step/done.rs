//! What was done, and what was answered.

use super::find::{Item, choose, items, questions};
use super::needs::open_criterion;
use super::types::{Before, Reason, Refused};
use super::work::Work;
use crate::facts::Names;
use crate::life::value::Value;
use crate::lint::{Context, Places};

pub fn done(before: &Before, asked: &str, work: &mut Work) -> Result<(), Refused> {
    let names = Names { record: before.record(), facts: before.facts };
    let items = items(&names);
    let item = choose(&items, "item that can be done", &place_or_words(before, &items, asked))?;
    let mut reasons = Vec::new();
    if let Some(how) = &item.settled {
        reasons.push(Reason::firm(format!("the {} is settled already ({how})", item.listed())));
    } else if let Some(phase) = item.phase {
        unproven_exits(before, phase, &mut reasons);
    }
    work.weigh(before, "finished", reasons)?;
    let value = item.value(&work.moment.written());
    Ok(work.mark(item, vec![(item.mark.0, value)])?)
}

/// A place as `status` and `lint` show it becomes the path of its item; all else stays as it is.
fn place_or_words(before: &Before, items: &[Item], asked: &str) -> String {
    let context = Context::new(before.loaded, before.facts);
    let path = Places::of(&context).path_of(asked);
    let item = path.and_then(|path| items.iter().find(|item| item.at == path));
    item.map_or_else(|| asked.to_owned(), |item| item.place.clone())
}

/// What a phase ends with and is not there.
fn unproven_exits(before: &Before, phase: usize, reasons: &mut Vec<Reason>) {
    let record = before.record();
    let phase = &record.roadmap[phase];
    for (index, criterion) in record.criteria.iter().enumerate() {
        let is_exit = phase.exit.iter().any(|exit| exit.as_str() == criterion.id.as_str());
        if is_exit && !before.facts.criteria().is_met(index) && criterion.waived.is_none() {
            reasons.push(Reason::soft(open_criterion(before, index)));
        }
    }
    for task in phase.tasks.iter().filter(|task| task.long && task.done.is_none()) {
        reasons.push(Reason::soft(format!("its task is not done: {}", task.r#do)));
    }
}

pub fn answer(before: &Before, asked: &str, text: &str, work: &mut Work) -> Result<(), Refused> {
    let names = Names { record: before.record(), facts: before.facts };
    let questions = questions(&names);
    let question = choose(&questions, "open question", &place_or_words(before, &questions, asked))?;
    if let Some(how) = &question.settled {
        let reason = Reason::firm(format!("the {} is {how}", question.listed()));
        return Err(Refused::Missing { step: "answered", reasons: vec![reason] });
    }
    let mut more = vec![("answer", Value::text(text))];
    more.extend(work.moment.by.as_ref().map(|by| ("by", Value::text(by))));
    more.push(("at", Value::text(work.moment.written())));
    Ok(work.mark(question, more)?)
}
