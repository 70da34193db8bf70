//! What templates can do to a value. Filters that look something up find it in the context:
//! `teams` by id, `links` by kind and id.

mod links;
mod people;
mod table;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::values::{phrase, text_of, with_weekday};
use crate::markdown::{Place, anchor, code_span, fence, inline, plain};

pub fn register(tera: &mut Tera) {
    tera.register_filter("heading", |text: Value, _: Kwargs, _: &State| inline(&text_of(&text), Place::Heading));
    tera.register_filter("cell", |text: Value, _: Kwargs, _: &State| inline(&text_of(&text), Place::Cell));
    tera.register_filter("label", |text: Value, _: Kwargs, _: &State| inline(&text_of(&text), Place::Label));
    tera.register_filter("plain", |text: Value, _: Kwargs, _: &State| plain(&text_of(&text)));
    tera.register_filter("code", |text: Value, _: Kwargs, _: &State| code_span(&text_of(&text)));
    tera.register_filter("fence", |text: Value, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(fence(&text_of(&text), kwargs.get::<&str>("language")?.unwrap_or("text")))
    });
    tera.register_filter("quote", |text: Value, _: Kwargs, _: &State| quoted(&text_of(&text)));
    // A box that stands out: NOTE, IMPORTANT, WARNING, CAUTION.
    tera.register_filter("callout", |text: Value, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let text = text_of(&text);
        // A block of code does not follow a line of text at once.
        let apart = if text.starts_with("```") || text.starts_with("~~~") { "\n" } else { "" };
        Ok(quoted(&format!("[!{}]\n{apart}{text}", kwargs.must_get::<&str>("kind")?)))
    });
    // For what stands under a list item, which is so many columns wide.
    tera.register_filter("indent", |text: Value, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let by = " ".repeat(kwargs.must_get::<usize>("by")?);
        let text = text_of(&text);
        let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!("{by}{line}") });
        Ok(lines.collect::<Vec<_>>().join("\n"))
    });
    tera.register_filter("anchor", |id: Value, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let id = text_of(&id);
        Ok(match kwargs.get::<&str>("kind")? {
            Some(kind) => anchor(&format!("{kind}-{id}")),
            None => anchor(&id),
        })
    });
    // An item of a list that stands under a list item, which is so many columns wide.
    tera.register_filter("indent_item", |text: Value, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(format!("{}- {}", " ".repeat(kwargs.must_get::<usize>("by")?), text_of(&text)))
    });
    tera.register_filter("phrase", |text: Value, _: Kwargs, _: &State| phrase(&text_of(&text)).to_owned());
    tera.register_filter("words", |text: Value, _: Kwargs, _: &State| text_of(&text).replace('-', " "));
    tera.register_filter("plural", |count: Value, _: Kwargs, _: &State| {
        if count.as_u64() == Some(1) { "" } else { "s" }.to_owned()
    });
    // What is nested below a numbered item is indented by the width of its number.
    tera.register_filter("item_indent", |index: Value, _: Kwargs, _: &State| " ".repeat(text_of(&index).len() + 2));
    tera.register_filter("weekday", |text: Value, _: Kwargs, _: &State| with_weekday(&text_of(&text)));
    tera.register_filter("box", |met: Value, _: Kwargs, _: &State| {
        if met.is_truthy() { "[x]" } else { "[ ]" }.to_owned()
    });
    tera.register_filter("team", |id: Value, _: Kwargs, state: &State| people::team(&text_of(&id), state));
    tera.register_filter("teams", |ids: Value, _: Kwargs, state: &State| people::teams(&ids, state));
    tera.register_filter("contact", |id: Value, _: Kwargs, state: &State| people::contact(&text_of(&id), state));
    tera.register_filter("link", |id: Value, kwargs: Kwargs, state: &State| -> TeraResult<String> {
        links::link(&text_of(&id), kwargs.must_get("to")?, state)
    });
    tera.register_filter("links", |ids: Value, kwargs: Kwargs, state: &State| -> TeraResult<String> {
        links::links(&ids, kwargs.must_get("to")?, state)
    });
    tera.register_filter("table", table::table);
}

fn quoted(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    lines.join("\n")
}
