//! What holds for every input.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use handoff::diagnostic::Diagnostic;
use handoff::diff::{Case, diff};
use handoff::edit::apply;
use handoff::evidence::Evidence;
use handoff::life::{Before, Moment, Step, take};
use handoff::lint::{self, Context, Levels};
use handoff::merge;
use handoff::record::units::{Instant, Scalar};
use handoff::record::{Loaded, decode};
use handoff::render::{Engine, Package, render};
use handoff::report::draw_all;
use handoff::source::Source;
use handoff::visible::is_hidden;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&[]).unwrap_or_else(|_| unreachable!()));

/// How far an input got that became documents.
pub const RENDERED: &str = "rendered";

/// How far the input got; or what does not hold.
pub fn hold(input: &[u8]) -> Result<&'static str, String> {
    catch_unwind(AssertUnwindSafe(|| all(input))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no text");
        Err(format!("a panic: {text}"))
    })
}

fn all(input: &[u8]) -> Result<&'static str, String> {
    if let Err(bad) = Evidence::decode("evidence.yaml", input) {
        told(&bad.0, &bad.1)?;
    }
    if let Ok(text) = std::str::from_utf8(input) {
        merge::conflicts(text);
        merge::sides(text);
    }
    let loaded = match decode("x", input) {
        Ok(loaded) => loaded,
        Err(bad) => return told(&bad.0, &bad.1).map(|()| "refused"),
    };
    let evidence = Evidence::default();
    let facts = evidence.facts(&loaded.record);
    let levels = Levels::new();
    let context = Context::new(&loaded, &facts);
    let mut findings = lint::run(&context, &levels);
    told(&loaded.source, &findings)?;
    lint::fix::offer(&lint::fix::fixes(&context, &levels), &mut findings);
    mended(&loaded, &findings)?;
    same_is_no_change(&loaded, &evidence, &findings)?;
    noted(&loaded, &levels)?;
    let package = Package {
        record: &loaded.record,
        shape: loaded.shape(),
        facts: &facts,
        evidence: &evidence,
        file: "incident.yaml",
        skip: &[],
    };
    match render(&ENGINE, &package, 1) {
        Ok(documents) => {
            // A tab is no more than a blank.
            let hidden = |c: char| !matches!(c, '\n' | '\t') && is_hidden(c);
            match documents.iter().find(|document| document.text.contains(hidden)) {
                Some(document) => {
                    let line = document.text.lines().find(|line| line.contains(hidden));
                    Err(format!("{} holds a control character: {line:?}", document.name))
                }
                None => Ok(RENDERED),
            }
        }
        Err(errors) => Err(format!("a valid record is not rendered: {}", errors[0])),
    }
}

/// What is said has places in the text; written out, it holds no control character.
fn told(source: &Source, said: &[Diagnostic]) -> Result<(), String> {
    if let Some(one) = said.iter().find(|one| source.text.get(one.span.clone()).is_none()) {
        return Err(format!("a place outside of the text: {one:?}"));
    }
    let few = &said[..said.len().min(20)];
    match draw_all(source, few, false).contains(|c: char| c != '\n' && is_hidden(c)) {
        true => Err(format!("a hidden character is printed: {few:?}")),
        false => Ok(()),
    }
}

/// What is told to be written leaves a record that can be read; all of it together too.
fn mended(loaded: &Loaded, findings: &[Diagnostic]) -> Result<(), String> {
    let source = &loaded.source.text;
    let same = findings.iter().filter_map(|one| one.mend.as_ref()).filter(|mend| mend.same_meaning);
    let edits: Vec<_> = same.map(|mend| mend.edit.clone()).collect();
    match decode("x", apply(source, &edits).as_bytes()) {
        Ok(_) => Ok(()),
        Err(bad) => Err(format!("what was mended cannot be read: {:?}", bad.1)),
    }
}

fn same_is_no_change(loaded: &Loaded, evidence: &Evidence, findings: &[Diagnostic]) -> Result<(), String> {
    let facts = evidence.facts(&loaded.record);
    let case = || Case { loaded, evidence, facts: &facts, findings };
    if diff(&case(), &case()).is_empty() { Ok(()) } else { Err("a record differs from itself".to_owned()) }
}

/// A note can be taken of every record, or is refused; then it can be read.
fn noted(loaded: &Loaded, levels: &Levels) -> Result<(), String> {
    let evidence = Evidence::default();
    let facts = evidence.facts(&loaded.record);
    let before = Before { loaded, facts: &facts, evidence: &evidence, levels };
    let at = Instant::parse("2031-03-02T15:40:00Z").map_err(|_| "no instant".to_owned())?;
    let moment = Moment { at, by: None, anyway: None };
    let step = Step::Note { text: "Looked: it's \"odd\" #1".to_owned(), kind: None };
    let Ok(taken) = take(&before, &loaded.source.text, &step, &moment) else { return Ok(()) };
    match decode("x", taken.draft.text().as_bytes()) {
        Ok(_) => Ok(()),
        Err(bad) => Err(format!("after a note the record cannot be read: {:?}", bad.1)),
    }
}
