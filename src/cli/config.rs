//! `handoff.toml`, the project's say: found upwards from a record, read once for all records below.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::input::Invalid;
use super::io::Io;
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::disk;
use crate::error::Error;
use crate::lint::{self, Level, Levels};
use crate::nearest::nearest;
use crate::render::documents::{self, README};
use crate::source::{Source, Span};

/// The name of the file.
pub const NAME: &str = "handoff.toml";
const MAX_BYTES: usize = 1 << 20;
/// The rule under which its mistakes are reported.
const INVALID_CONFIG: &str = "invalid-config";

/// What a project decides.
#[derive(Debug, Default)]
pub struct Config {
    /// The folder with templates of its own.
    pub templates: Option<PathBuf>,
    /// Severities by rule.
    pub levels: Levels,
    /// Documents that are not rendered, by name.
    pub skip: Vec<String>,
    /// Where no records are looked for: paths from the folder of the file, which counts at the
    /// repository's root only.
    unread: GlobSet,
}

impl Config {
    /// Whether records of this file or folder are not looked for.
    pub fn skips(&self, path: &Path) -> bool {
        self.unread.is_match(path)
    }
}

/// Why something of a run could not be read.
pub enum Failure {
    World(Error),
    Text(Invalid),
}

/// The configurations of one run, by file.
#[derive(Default)]
pub struct Configs {
    read: HashMap<PathBuf, Option<Arc<Config>>>,
    failures: Vec<Failure>,
}

impl Configs {
    /// The configuration for records of this folder; the default where there is no file.
    /// `None`: the file is wrong, which was said when it was first met.
    pub fn find(&mut self, folder: &Path, io: &mut Io) -> Option<Arc<Config>> {
        let Some(file) = disk::find_upwards(folder, NAME) else { return Some(Arc::default()) };
        self.read(file, io)
    }

    /// The configuration in this very folder.
    pub fn at(&mut self, folder: &Path, io: &mut Io) -> Option<Arc<Config>> {
        let file = folder.join(NAME);
        if disk::exists(&file) { self.read(file, io) } else { None }
    }

    /// The files that are wrong.
    pub fn into_failures(self) -> Vec<Failure> {
        self.failures
    }

    fn read(&mut self, file: PathBuf, io: &mut Io) -> Option<Arc<Config>> {
        if let Some(read) = self.read.get(&file) {
            return read.clone();
        }
        let config = match load(&file) {
            Ok(config) => Some(Arc::new(config)),
            Err(failure) => {
                match &failure {
                    Failure::World(error) => drop(io.fail(error)),
                    Failure::Text(invalid) => io.draw(&invalid.0, &invalid.1),
                }
                self.failures.push(failure);
                None
            }
        };
        self.read.insert(file, config.clone());
        config
    }
}

fn load(file: &Path) -> Result<Config, Failure> {
    let name = file.display().to_string();
    let text = disk::read_file(file, MAX_BYTES).and_then(|bytes| match String::from_utf8(bytes) {
        Ok(text) if text.len() <= MAX_BYTES => Ok(text),
        Ok(_) => Err(Error::at(file, "is larger than 1 MiB")),
        Err(_) => Err(Error::at(file, "is not UTF-8").with_help("save the file with the encoding UTF-8")),
    });
    let source = Source::new(name, text.map_err(Failure::World)?);
    parse(&source.text, disk::folder(file)).map_err(|wrong| Failure::Text(Box::new((source, wrong))))
}

/// Reads the text; paths in it count from the folder of the file.
fn parse(text: &str, folder: &Path) -> Result<Config, Vec<Diagnostic>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { config: Config::default(), skipped: Vec::new(), wrong: Vec::new() };
    for error in errors {
        reader.wrong(error.span().unwrap_or_default(), format!("this is not valid TOML: {}", error.message()));
    }
    if reader.wrong.is_empty() {
        reader.root(table.get_ref(), folder);
        reader.skip();
    }
    reader.wrong.sort_by_key(|wrong| wrong.span.start);
    if reader.wrong.is_empty() { Ok(reader.config) } else { Err(reader.wrong) }
}

struct Reader {
    config: Config,
    /// `[render] skip` as it stands there, judged when the project's templates are known.
    skipped: Vec<(Span, String)>,
    wrong: Vec<Diagnostic>,
}

impl Reader {
    fn root(&mut self, table: &DeTable, folder: &Path) {
        for (key, value) in table.iter() {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("templates", DeValue::String(path)) => self.config.templates = Some(folder.join(path.as_ref())),
                ("lint", DeValue::Table(levels)) => levels.iter().for_each(|(rule, level)| self.level(rule, level)),
                ("render", DeValue::Table(render)) => self.render(render),
                ("records", DeValue::Table(records)) => self.records(records),
                ("templates", _) => self.wrong(value.span(), "`templates` is the path of a folder, in quotes".into()),
                (section @ ("lint" | "render" | "records"), _) => {
                    self.wrong(value.span(), format!("`{section}` is a table"))
                }
                (other, _) => self.unknown(key.span(), "key", other, &["templates", "lint", "render", "records"]),
            }
        }
    }

    fn level(&mut self, rule: &Spanned<toml::de::DeString>, level: &Spanned<DeValue>) {
        let name = rule.get_ref().as_ref();
        if lint::rule(name).is_none() {
            let names: Vec<&str> = lint::rules().iter().map(|rule| rule.name).collect();
            return self.unknown(rule.span(), "rule", name, &names);
        }
        let level = match level.get_ref().as_str() {
            Some("error") => Level::Error,
            Some("warning" | "warn") => Level::Warning,
            Some("off" | "allow") => Level::Off,
            _ => return self.wrong(level.span(), "a severity is \"error\", \"warning\" or \"off\"".into()),
        };
        self.config.levels.insert(name.to_owned(), level);
    }

    fn render(&mut self, render: &DeTable) {
        for (key, value) in render.iter() {
            let name = key.get_ref().as_ref();
            if name != "skip" {
                self.unknown(key.span(), "key", name, &["skip"]);
                continue;
            }
            let spanned = |name: &Spanned<DeValue>| Some((name.span(), name.get_ref().as_str()?.to_owned()));
            match value.get_ref().as_array().and_then(|names| names.iter().map(spanned).collect()) {
                Some(names) => self.skipped = names,
                None => self.wrong(value.span(), "`skip` is a list of document names in quotes".into()),
            }
        }
    }

    fn records(&mut self, records: &DeTable) {
        let mut globs = GlobSetBuilder::new();
        for (key, value) in records.iter() {
            let name = key.get_ref().as_ref();
            if name != "skip" {
                self.unknown(key.span(), "key", name, &["skip"]);
                continue;
            }
            let Some(patterns) = value.get_ref().as_array() else {
                self.wrong(value.span(), "`skip` is a list of patterns in quotes, such as \"vendor/**\"".into());
                continue;
            };
            for pattern in patterns.iter() {
                let Some(text) = pattern.get_ref().as_str() else {
                    self.wrong(pattern.span(), "a pattern stands in quotes, such as \"vendor/**\"".into());
                    continue;
                };
                let path = text.strip_prefix("./").unwrap_or(text).trim_end_matches('/');
                match GlobBuilder::new(path).literal_separator(true).build() {
                    Ok(glob) => drop(globs.add(glob)),
                    Err(error) => self.wrong(pattern.span(), format!("this is no pattern: {}", error.kind())),
                }
            }
        }
        match globs.build() {
            Ok(globs) => self.config.unread = globs,
            Err(error) => self.wrong(0..0, format!("these patterns are too large: {}", error.kind())),
        }
    }

    /// A misspelt name would leave in the package what its owner does not want there.
    fn skip(&mut self) {
        let mut known: Vec<String> = documents::names().map(str::to_owned).collect();
        // A folder that cannot be read is reported by whoever renders from it.
        let own = self.config.templates.as_deref().and_then(|folder| disk::template_names(folder).ok());
        known.extend(own.into_iter().flatten().filter_map(|name| Some(name.strip_suffix(".tera")?.to_owned())));
        let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        let mut stems: Vec<String> = known.iter().map(|name| stem(name)).collect();
        stems.retain(|name| !name.starts_with('_') && *name != stem(README));
        stems.dedup();
        for (span, name) in std::mem::take(&mut self.skipped) {
            if name == README || name == stem(README) {
                self.wrong(span, format!("`{README}` is part of every package and cannot be skipped"));
            } else if stems.contains(&name) || known.contains(&name) {
                self.config.skip.push(name);
            } else {
                self.unknown(span, "document", &name, &stems.iter().map(String::as_str).collect::<Vec<_>>());
            }
        }
    }

    fn unknown(&mut self, span: Span, what: &str, name: &str, known: &[&str]) {
        let diagnostic = self.diagnostic(span, format!("unknown {what} `{name}`"));
        self.wrong.push(match (nearest(name, known.iter().copied()), what) {
            (Some(near), _) => diagnostic.with_help(did_you_mean(near)),
            (None, "rule") => diagnostic.with_help("`handoff explain` lists all rules"),
            (None, _) => diagnostic.with_help(format!("known here: {}", known.join(", "))),
        });
    }

    fn wrong(&mut self, span: Span, message: String) {
        let diagnostic = self.diagnostic(span, message);
        self.wrong.push(diagnostic);
    }

    fn diagnostic(&self, span: Span, message: String) -> Diagnostic {
        Diagnostic {
            rule: INVALID_CONFIG,
            severity: Severity::Error,
            path: String::new(),
            span,
            message,
            help: None,
            mend: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_known_is_read() {
        let text = "templates = \"ours\"\n[lint]\nshare-sum = \"off\"\n[render]\nskip = [\"five-whys\"]\n[records]\nskip = [\"./vendor/**\", \"old/\"]\n";
        let config = parse(text, Path::new("/project")).unwrap();
        assert_eq!(config.templates.as_deref(), Some(Path::new("/project/ours")));
        assert_eq!(config.levels.get("share-sum"), Some(&Level::Off));
        assert_eq!(config.skip, ["five-whys"]);
        let skipped = ["vendor/x", "vendor/x/y", "old"].map(|path| config.skips(Path::new(path)));
        assert_eq!(skipped, [true; 3]);
        assert!(!config.skips(Path::new("incidents/vendor/x")) && !config.skips(Path::new("older")));
    }

    #[test]
    fn all_that_is_wrong_is_reported_at_its_place() {
        let text = "template = \"x\"\n[lint]\nshare-sun = \"off\"\nexit-empty = \"loud\"\n[render]\nskip = 1\n";
        let wrong = parse(text, Path::new("/")).unwrap_err();
        let places: Vec<_> = wrong.iter().map(|w| (&text[w.span.clone()], w.help.as_deref())).collect();
        assert_eq!(
            places,
            [
                ("template", Some("did you mean `templates`?")),
                ("share-sun", Some("did you mean `share-sum`?")),
                ("\"loud\"", None),
                ("1", None)
            ]
        );
        let text = "[records]\nskip = [\"a[\", 1]\n";
        let wrong = parse(text, Path::new("/")).unwrap_err();
        assert_eq!(wrong.iter().map(|w| &text[w.span.clone()]).collect::<Vec<_>>(), ["\"a[\"", "1"]);
        assert_eq!(parse("a = \nb", Path::new("/")).unwrap_err()[0].rule, INVALID_CONFIG);
    }
}
