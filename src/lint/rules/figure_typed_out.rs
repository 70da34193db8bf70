//! # figure-typed-out
//!
//! A text types a figure that is a fact or the limit of its target: `$575K`, `12/28`, `2–5 h`.
//!
//! **Why it hurts.** The figure is right on the day on which it is typed. Afterwards the record changes, every table
//! follows, and the sentence keeps the old figure. That is how one package came to state four durations for one repair.
//!
//! Before:
//!
//! ```yaml
//! summary: Revenue of $575K a year is at risk, and the repair takes 2-5 hours.
//! ```
//!
//! After:
//!
//! ```yaml
//! summary: Revenue of ${{ facts.revenue_at_risk }} a year is at risk, and the repair takes ${{ facts.duration_total }}.
//! ```
//!
//! A figure is money, `n/m` or `n of m`, a percentage, a duration or a range with its unit; never in commands, in `expect`
//! or in code spans. It is taken for a fact only where its sentence speaks of it: revenue, ARR, at risk; tests and the names of
//! suites; productivity; repair, total, takes, ETA; cost; and for a target only in an item that refers to it. Texts that report what was observed
//! are not looked at: timeline, attempts, hypotheses, whys, evidence, lessons, messages that were sent. Everything else is no
//! finding. `lint --fix` quotes the fact. A figure that differs is `figure-differs`.

mod amounts;
mod differing;
mod item;
mod known;
mod sentence;
mod words;

use std::ops::Range;

use self::item::{Owned, item};
use self::known::{KnownFigures, Origin};
use self::sentence::{Sentence, SpokenFact};
use crate::diagnostic::Severity;
use crate::facts::Topic;
use crate::lint::figure::{Figure, Measure, figures};
use crate::lint::{Context, Finding, TextAt};
use crate::markdown::prose::{plain_ranges, sentences};
use crate::record::Segment;
use crate::record::text::TextKind;

/// The texts are read once for both rules.
const DIFFERS: &str = "figure-differs";

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let mut known = None;
    for typed in typed_texts(context) {
        let known = known.get_or_insert_with(|| KnownFigures::new(context));
        judge(&typed, known, found);
    }
}

/// A text with its figures.
struct Typed<'a> {
    text: &'a TextAt,
    ranges: Vec<Range<usize>>,
    figures: Vec<Figure>,
}

fn typed_texts<'c>(context: &'c Context) -> impl Iterator<Item = Typed<'c>> {
    let currency = context.facts.currency().to_string();
    let looked_at = |text: &&TextAt| text.text.bytes().any(|byte| byte.is_ascii_digit()) && is_looked_at(text);
    context.texts().iter().filter(looked_at).filter_map(move |text| {
        let ranges = plain_ranges(&text.text, text.kind == TextKind::Prose);
        let figures = figures(&text.text, &ranges, &currency);
        (!figures.is_empty()).then_some(Typed { text, ranges, figures })
    })
}

/// Sections and fields that tell what was observed, or that have the figure in a field of its own.
const OBSERVED: &[&str] =
    &["attempts", "chains", "evidence", "hypotheses", "lessons", "lint", "sent", "timeline", "whys"];

fn is_looked_at(text: &TextAt) -> bool {
    let keys = || {
        text.at.0.iter().filter_map(|segment| if let Segment::Key(key) = segment { Some(key.as_ref()) } else { None })
    };
    let field = keys().next_back().is_some_and(|last| matches!(last, "expect" | "now" | "normal"));
    text.kind.is_markdown() && !field && !keys().any(|key| OBSERVED.contains(&key))
}

/// The figures inside of a sentence; both are in the order of the text.
fn within<'f>(figures: &'f [Figure], sentence: &Range<usize>) -> &'f [Figure] {
    let from = figures.partition_point(|figure| figure.at.start < sentence.start);
    let to = figures.partition_point(|figure| figure.at.start < sentence.end);
    &figures[from..to]
}

fn judge(typed: &Typed, known: &KnownFigures, found: &mut Vec<Finding>) {
    let text = &typed.text.text;
    let item = item(known, &typed.text.at);
    // An item has one limit to speak of; once it is there, other figures are about something else.
    let mut of_target = false;
    for sentence in sentences(text, &typed.ranges) {
        let figures = within(&typed.figures, &sentence);
        if figures.is_empty() {
            continue;
        }
        let lower = text[sentence.clone()].to_lowercase();
        let mut equal = Vec::new();
        let mut other: Vec<&Figure> = Vec::new();
        for figure in figures {
            let equals = known.equal(&figure.amount, &lower, &item.targets);
            match equals.filter(|source| !is_chance(text, figure, source, &item, known)) {
                Some(source) => {
                    of_target |= matches!(source, Origin::Target(_));
                    equal.push(source);
                    found.push(same(typed, figure, source, known));
                }
                None => other.push(figure),
            }
        }
        let sentence_text = Sentence { text: &text[sentence.clone()], lower: &lower, start: sentence.start };
        let mut blamed: Vec<Range<usize>> = Vec::new();
        for (figure, fact) in known.differing(&sentence_text, &other, &equal, &item) {
            blamed.push(figure.at.clone());
            found.push(different(typed, figure, &fact));
        }
        for figure in other {
            if of_target || blamed.contains(&figure.at) || !words::may_be_limit(text, figure) {
                continue;
            }
            if let Some(target) = item.differs(&figure.amount) {
                of_target = true;
                let shown = &text[figure.at.clone()];
                let message =
                    format!("`{shown}` is not the limit of the target `{}`, which is {}", target.id, target.shown);
                let help = "say it without the figure; the limit stands in the target and is printed with it";
                found.push(error(typed, figure, message).help(help));
            }
        }
    }
}

/// Whether a time equals a limit or a total by chance: how often something happens, or for how long.
fn is_chance(text: &str, figure: &Figure, source: &Origin, item: &Owned, known: &KnownFigures) -> bool {
    let duration = figure.amount.kind == Measure::Duration;
    let single = duration && figure.amount.is_single();
    match source {
        // `2 h before the outage` is a point in time.
        Origin::Fact(_) if duration && !words::may_be_limit(text, figure) => true,
        Origin::Target(id) => single && !item.targets.contains(&id.as_str()) && words::is_window(text, figure, true),
        Origin::Fact(name) => single && words::is_window(text, figure, !known.is_about(name, Topic::Elapsed)),
    }
}

fn same(typed: &Typed, figure: &Figure, source: &Origin, known: &KnownFigures) -> Finding {
    let shown = &typed.text.text[figure.at.clone()];
    let finding =
        |message| Finding::new(typed.text.at.clone(), message).part(figure.at.clone()).severity(Severity::Warning);
    match source {
        Origin::Fact(name) => {
            let message = format!("`{shown}` is the fact `{name}`, typed out");
            let quote = format!("${{{{ facts.{name} }}}}");
            let fact = known.shown(name);
            // An approximate fact brings its own `~`.
            let tilde = typed.text.text[..figure.at.start].ends_with('~') && fact.starts_with('~');
            let part = figure.at.start - usize::from(tilde)..figure.at.end;
            finding(message).help(format!("write `{quote}`, which is {fact}")).fix(part, quote)
        }
        Origin::Target(id) => finding(format!("`{shown}` is the limit of the target `{id}`, typed out"))
            .help("say it without the figure; the limit stands in the target and is printed with it"),
    }
}

fn different(typed: &Typed, figure: &Figure, fact: &SpokenFact) -> Finding {
    let shown = &typed.text.text[figure.at.clone()];
    match &fact.name {
        Some(name) => error(typed, figure, format!("`{shown}` is not the fact `{name}`, which is {}", fact.shown))
            .help(format!("write `${{{{ facts.{name} }}}}`"))
            .instead(format!("${{{{ facts.{name} }}}}")),
        None => error(typed, figure, format!("`{shown}` is not what the record says of that suite: {}", fact.shown))
            .help("correct it, or leave the figure to the table of tests"),
    }
}

fn error(typed: &Typed, figure: &Figure, message: String) -> Finding {
    let finding = Finding::new(typed.text.at.clone(), message).part(figure.at.clone());
    finding.severity(Severity::Error).of(DIFFERS)
}
