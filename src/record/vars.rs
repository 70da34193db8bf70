//! `vars` that quote other vars: what each stands for, and what keeps it from standing for anything.

use std::collections::HashMap;

use super::collections::Map;
use super::ids::VarName;
use super::loaded::Loaded;
use super::path::FieldPath;
use super::template::{self, Piece};
use super::text::Var;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::nearest::nearest;

/// How many vars may quote one another in a row.
const DEEPEST: usize = 16;
/// How long a var may become, in bytes.
const LONGEST: usize = 1 << 20;
/// How many pairs of names are compared; a record with more unknown names is not helped by suggestions.
const MOST_COMPARISONS: usize = 500_000;

/// The text of a var with what it quotes filled in. `None` when there is none of that name.
pub fn value(vars: &Map<VarName, Var>, name: &str) -> Option<String> {
    at_depth(vars, name, 0)
}

fn at_depth(vars: &Map<VarName, Var>, name: &str, depth: usize) -> Option<String> {
    let text = vars.get(name)?.as_str();
    let quoted = |path: &str| path.strip_prefix("vars.").and_then(|name| at_depth(vars, name, depth + 1));
    // Deeper ones are refused when the record is read.
    Some(if depth > DEEPEST { text.to_owned() } else { template::expand(text, quoted).into_owned() })
}

/// Vars that quote what is no var, themselves, or more than anybody reads.
pub fn flaws(loaded: &Loaded) -> Vec<Diagnostic> {
    let Some(vars) = &loaded.record.vars else { return Vec::new() };
    if !vars.iter().any(|(_, text)| text.as_str().contains("${{")) {
        return Vec::new();
    }
    let mut sizes = Sizes::new(loaded, vars);
    for name in vars.keys() {
        sizes.of(name.as_str(), &mut Vec::new());
    }
    sizes.found
}

/// How long each var becomes, in bytes; one that has a flaw counts as nothing.
pub fn lengths(loaded: &Loaded) -> HashMap<&str, usize> {
    let Some(vars) = &loaded.record.vars else { return HashMap::new() };
    let mut sizes = Sizes::new(loaded, vars);
    vars.keys()
        .map(|name| (name.as_str(), sizes.of(name.as_str(), &mut Vec::new()).map_or(0, |(length, _)| length)))
        .collect()
}

/// How long each var is, and over how many others it reaches.
struct Sizes<'l> {
    loaded: &'l Loaded,
    vars: &'l Map<VarName, Var>,
    /// `None` of one that has a flaw, which was told.
    known: HashMap<&'l str, Option<(usize, usize)>>,
    found: Vec<Diagnostic>,
    /// How many more names are compared in search of what was meant.
    comparisons: usize,
}

impl<'l> Sizes<'l> {
    fn new(loaded: &'l Loaded, vars: &'l Map<VarName, Var>) -> Self {
        Sizes { loaded, vars, known: HashMap::new(), found: Vec::new(), comparisons: MOST_COMPARISONS }
    }

    /// `way` are the vars on whose behalf is asked, from the first on.
    fn of(&mut self, name: &'l str, way: &mut Vec<&'l str>) -> Option<(usize, usize)> {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        way.push(name);
        let size = self.sum(name, way);
        way.pop();
        self.known.insert(name, size);
        size
    }

    fn sum(&mut self, name: &'l str, way: &mut Vec<&'l str>) -> Option<(usize, usize)> {
        let text = self.vars.get(name)?.as_str();
        let (mut length, mut height) = (0_usize, 0);
        for piece in template::pieces(text) {
            let (path, at) = match piece {
                Piece::Text(text) => {
                    length += text.len();
                    continue;
                }
                Piece::Escape => {
                    length += 3;
                    continue;
                }
                Piece::Broken { at, why } => return self.flaw(name, at, why.to_owned(), None),
                Piece::Quote { path, at } => (path, at),
            };
            let Some(other) = path.strip_prefix("vars.") else {
                let why = format!("a var quotes other vars, not `{path}`");
                return self.flaw(name, at, why, Some("quote it in the text where it is meant".into()));
            };
            let Some((other, _)) = self.vars.0.get_key_value(other) else {
                let near = self.near(other);
                let help = near.map(|near| did_you_mean(&format!("vars.{near}")));
                return self.flaw(name, at, format!("no var has the name `{other}`"), help);
            };
            if let Some(from) = way.iter().position(|on| *on == other.as_str()) {
                let round: Vec<&str> = way[from..].iter().copied().chain([other.as_str()]).collect();
                return self.flaw(name, at, format!("the var quotes itself: {}", round.join(" → ")), None);
            }
            if way.len() > DEEPEST {
                return self.flaw(name, at, format!("more than {DEEPEST} vars quote one another in a row"), None);
            }
            let (more, below) = self.of(other.as_str(), way)?;
            (length, height) = (length.saturating_add(more), height.max(below + 1));
            if length > LONGEST {
                return self.flaw(name, at, format!("the var becomes longer than {} MiB", LONGEST >> 20), None);
            }
            if way.len() + height > DEEPEST + 1 {
                return self.flaw(name, at, format!("more than {DEEPEST} vars quote one another in a row"), None);
            }
        }
        Some((length, height))
    }

    /// The var that was most likely meant, while the search is affordable.
    fn near(&mut self, name: &str) -> Option<&'l str> {
        self.comparisons = self.comparisons.checked_sub(self.vars.0.len())?;
        nearest(name, self.vars.keys().map(|name| name.as_str()))
    }

    fn flaw(
        &mut self,
        name: &str,
        at: std::ops::Range<usize>,
        why: String,
        help: Option<String>,
    ) -> Option<(usize, usize)> {
        let path = FieldPath::new("vars").key(name.to_owned());
        let found = Diagnostic::invalid(self.loaded.part_span(&path, at), path.to_string(), why);
        self.found.push(match help {
            Some(help) => found.with_help(help),
            None => found,
        });
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::record::decode;

    fn record(vars: &str) -> Result<Vec<String>, Vec<String>> {
        let text = format!(
            "format: 1\nid: '1'\ntitle: T\nseverity: P1\nstatus: investigating\nsummary: S\nteams: {{a: {{name: A}}}}\nvars:\n{vars}\n"
        );
        match decode("t", text.as_bytes()) {
            Ok(loaded) => {
                let vars = loaded.record.vars.as_ref().unwrap();
                Ok(vars.keys().map(|name| super::value(vars, name.as_str()).unwrap()).collect())
            }
            Err(wrong) => Err(wrong.1.into_iter().map(|found| format!("{}: {}", found.path, found.message)).collect()),
        }
    }

    #[test]
    fn a_var_quotes_others_in_any_order() {
        let vars = "  url: \"https://${{ vars.host }}:${{ vars.port }}/\"\n  host: \"${{vars.name}}.example.org\"\n  name: db\n  port: '5432'\n  raw: 'a $${{ b'";
        let values = ["https://db.example.org:5432/", "db.example.org", "db", "5432", "a ${{ b"];
        assert_eq!(record(vars).unwrap(), values);
    }

    #[test]
    fn what_names_nothing_or_itself_is_refused() {
        for (vars, message) in [
            ("  a: \"${{ vars.hots }}\"\n  host: h", "vars.a: no var has the name `hots`"),
            ("  a: \"${{ facts.revenue_at_risk }}\"", "vars.a: a var quotes other vars, not `facts.revenue_at_risk`"),
            ("  a: \"${{ vars.a }}\"", "vars.a: the var quotes itself: a → a"),
            (
                "  a: \"${{ vars.b }}\"\n  b: \"${{ vars.c }}\"\n  c: \"${{ vars.b }}\"",
                "vars.c: the var quotes itself: b → c → b",
            ),
            ("  a: \"${{ vars.b | upper }}\"\n  b: x", "vars.a: inside of `${{ }}` stands one name"),
        ] {
            let found = record(vars).unwrap_err();
            assert!(found.len() == 1 && found[0].starts_with(message), "{vars}: {found:?}");
        }
    }

    #[test]
    fn no_shape_of_vars_takes_long() {
        let chain = |length: usize| -> String {
            (0..length)
                .map(|at| format!("  v{at}: \"${{{{ vars.v{} }}}}\"\n", at + 1))
                .chain([format!("  v{length}: x")])
                .collect()
        };
        assert!(record(&chain(16)).is_ok());
        assert!(record(&chain(20_000)).unwrap_err()[0].contains("more than 16 vars"));
        let bomb: String = (0..12)
            .map(|at| format!("  v{at}: \"{}\"\n", format!("${{{{ vars.v{} }}}}", at + 1).repeat(100)))
            .chain(["  v12: x".into()])
            .collect();
        assert!(record(&bomb).unwrap_err()[0].contains("longer than 1 MiB"));
    }
}
