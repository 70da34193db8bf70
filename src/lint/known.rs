//! The names that a text may quote as `${{ }}`, and what to say of any other.

use super::index::Index;
use super::{Context, Finding};
use crate::facts::missing_input;
use crate::record::template::{self, Piece};
use crate::record::units::Setting;
use crate::record::{FieldPath, Segment};

/// What may stand between `${{` and `}}`.
pub struct Known<'c, 'a> {
    pub context: &'c Context<'a>,
    index: &'c Index<'a>,
    vars: Vec<&'a str>,
    facts: Vec<&'a str>,
}

impl<'c, 'a> Known<'c, 'a> {
    pub fn of(context: &'c Context<'a>, index: &'c Index<'a>) -> Self {
        let vars = context.record.vars.iter().flat_map(|vars| vars.keys()).map(|name| name.as_str()).collect();
        let facts = context.facts.iter().map(|(name, _)| name).collect();
        Known { context, index, vars, facts }
    }

    /// A finding about a fact that does not exist.
    pub fn fact(&self, at: FieldPath, name: &str) -> Finding {
        if let Some(field) = missing_input(self.context.record, name) {
            let message = format!("the fact `{name}` cannot be computed: the record lacks {field}");
            return Finding::new(at, message).help(format!("add {field}, or say it without the figure"));
        }
        let finding = Finding::new(at, format!("there is no fact `{name}`"));
        match self.index.near(name, &self.facts) {
            Some(near) => finding.meant(near),
            None => finding.help("`handoff facts` lists the facts of a record"),
        }
    }

    /// Checks what a text quotes.
    pub fn template(&self, at: &FieldPath, text: &str, found: &mut Vec<Finding>) {
        if !text.contains("${{") {
            return;
        }
        // A JSON value reaches us as JSON; only of a plain string the places are known.
        let json = at.0.iter().any(|segment| *segment == Segment::Key("json".into()))
            && at.0.first() == Some(&Segment::Key("checks".into()));
        let plain = json.then(|| serde_json::from_str::<String>(text).ok()).flatten();
        let text = plain.as_deref().unwrap_or(text);
        for piece in template::pieces(text) {
            let (finding, place) = match piece {
                Piece::Quote { path, at: place } if self.context.names().value(path).is_none() => {
                    let finding = self.name(at.clone(), path);
                    // What stands there goes with its braces.
                    let meant = finding.meant.as_ref().map(|name| format!("${{{{ {name} }}}}"));
                    (Finding { meant, ..finding }, place)
                }
                Piece::Broken { at: place, why } => {
                    let help = "write `$${{` for a `${{` that stands for itself";
                    (Finding::new(at.clone(), why).help(help), place)
                }
                _ => continue,
            };
            found.push(if json && plain.is_none() { Finding { meant: None, ..finding } } else { finding.part(place) });
        }
    }

    fn name(&self, at: FieldPath, path: &str) -> Finding {
        match path.split_once('.') {
            Some(("facts", name)) => {
                let finding = self.fact(at, name);
                Finding { meant: finding.meant.map(|near| format!("facts.{near}")), ..finding }
            }
            Some(("vars", name)) => {
                let finding = Finding::new(at, format!("there is no var `{name}`"));
                match self.index.near(name, &self.vars) {
                    Some(near) => finding.meant(&format!("vars.{near}")),
                    None => finding.help(format!("add `{name}` to `vars`")),
                }
            }
            _ => {
                let finding = Finding::new(at, format!("`{path}` is no name: names begin with `vars.` or `facts.`"));
                if self.vars.contains(&path) {
                    finding.meant(&format!("vars.{path}"))
                } else if self.context.facts.get(path).is_some() {
                    finding.meant(&format!("facts.{path}"))
                } else {
                    finding.help("`vars.x` quotes a name of `vars`, `facts.x` a figure that `handoff facts` lists")
                }
            }
        }
    }

    /// The words among typed values, which are no texts: `is`, `not`, values of `sets`.
    pub fn settings(&self, found: &mut Vec<Finding>) {
        let record = self.context.record;
        for (at, requirement) in record.requirements() {
            if let Some(word) = requirement.is.as_ref().and_then(Setting::word) {
                self.template(&at.key("is"), word, found);
            }
            for (position, not) in requirement.not.iter().flat_map(|not| not.iter()).enumerate() {
                if let Some(word) = not.word() {
                    self.template(&at.key("not").index(position), word, found);
                }
            }
        }
        for (row, target) in record.targets.iter().enumerate() {
            if let Some(word) = target.is.as_ref().and_then(Setting::word) {
                self.template(&FieldPath::new("targets").index(row).key("is"), word, found);
            }
        }
        for (at, remedy) in record.remedies() {
            for (id, value) in remedy.sets.iter().flat_map(|sets| sets.iter()) {
                if let Some(word) = value.word() {
                    self.template(&at.key("sets").key(id.as_str().to_owned()), word, found);
                }
            }
        }
    }
}
