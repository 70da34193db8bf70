//! Documents against what is on disk: what a render would change. Pure: reads and writes nothing.

use std::collections::BTreeMap;

use crate::document::{Document, Origin, origin, record_of};
use crate::markdown::reads_alike;
use crate::merge::sides;

/// What stands in the package's folder under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existing {
    Text(String),
    /// A file that is no UTF-8 text, or larger than any document.
    Binary,
    /// A file with our mark under a name that no document has, and the record from which it was made.
    Marked {
        origin: Origin,
        record: Option<String>,
    },
    /// A folder, a symbolic link, a device: nothing that a document may replace.
    NotAFile(&'static str),
}

/// What a render does with one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Create,
    Update,
    Unchanged,
    /// Made by us, no longer part of the package.
    Orphan,
}

/// Why a file is not touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Its checksum shows that somebody edited it.
    Edited,
    /// Git merged it line by line, and neither side is whole any more.
    HalfMerged,
    /// It was not made by us.
    Foreign,
    /// It was made from another record in the same folder.
    OtherRecord,
    /// Something that is no plain file stands in the way.
    InTheWay(&'static str),
}

/// What changed a document that nobody edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Git left both sides, each as it was rendered.
    Merge,
    /// A formatter wrote it anew; it reads the same.
    Formatter,
}

/// One file of the package and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub name: String,
    pub action: Action,
    /// Why it differs, when neither the record nor a person is to blame.
    pub cause: Option<Cause>,
    /// Set when only `--force` would go on, or when nothing would.
    pub refusal: Option<Refusal>,
    pub old: Option<String>,
    /// The record from which the file that stands there was made.
    pub made_from: Option<String>,
    /// The text to be written; absent for orphans.
    pub new: Option<String>,
}

/// All changes of a package, in the order of its documents, orphans last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub changes: Vec<Change>,
}

impl Plan {
    /// Compares. `existing` holds what is in the folder: the files of the documents' names, and all
    /// others that may be ours. `whole` says that the documents are all of the package, so that what
    /// else is ours is an orphan.
    pub fn new(documents: Vec<Document>, mut existing: BTreeMap<String, Existing>, whole: bool) -> Self {
        let record = documents.first().and_then(|document| record_of(&document.text)).map(str::to_owned);
        let mut changes: Vec<Change> = documents
            .into_iter()
            .map(|document| {
                let existing = existing.remove(&document.name);
                change(document, existing, record.as_deref())
            })
            .collect();
        if whole {
            changes
                .extend(existing.into_iter().filter_map(|(name, existing)| orphan(name, existing, record.as_deref())));
        }
        Plan { changes }
    }

    /// For a folder that is named by the id, as below `--out`: there the same id is no sign that a
    /// document was made from this record, only the same file name is.
    pub fn in_folder_of_id(mut self) -> Self {
        let file = |text: &str| record_of(text).map(|mark| parts(mark).0.to_owned());
        let ours = self.changes.iter().find_map(|change| file(change.new.as_deref()?));
        let others = |change: &Change| {
            let made_from = change.made_from.as_deref().map(|mark| parts(mark).0);
            change.refusal.is_none() && made_from.is_some_and(|file| Some(file) != ours.as_deref())
        };
        self.changes.retain(|change| change.action != Action::Orphan || !others(change));
        for change in self.changes.iter_mut().filter(|change| change.action == Action::Update) {
            if others(change) {
                change.refusal = Some(Refusal::OtherRecord);
            }
        }
        self
    }

    /// For a folder without a record: all that is ours there belongs to nothing any more.
    pub fn of_remains(existing: BTreeMap<String, Existing>) -> Self {
        let remains = |(name, existing)| {
            let Existing::Marked { origin, record: made_from } = existing else { return None };
            let refusal = (origin == Origin::Edited).then_some(Refusal::Edited);
            Some(Change { name, action: Action::Orphan, cause: None, refusal, old: None, made_from, new: None })
        };
        Plan { changes: existing.into_iter().filter_map(remains).collect() }
    }

    /// The files that stand in the way.
    pub fn refused(&self) -> impl Iterator<Item = (&Change, Refusal)> {
        self.changes.iter().filter_map(|change| change.refusal.map(|refusal| (change, refusal)))
    }

    /// Whether rendering would leave everything as it is.
    pub fn is_current(&self) -> bool {
        self.changes.iter().all(|change| change.action == Action::Unchanged)
    }
}

fn change(document: Document, existing: Option<Existing>, record: Option<&str>) -> Change {
    let Document { name, text } = document;
    let (action, refusal, cause, old) = match existing {
        None => (Action::Create, None, None, None),
        Some(Existing::NotAFile(what)) => (Action::Update, Some(Refusal::InTheWay(what)), None, None),
        Some(Existing::Binary | Existing::Marked { .. }) => (Action::Update, Some(Refusal::Foreign), None, None),
        Some(Existing::Text(old)) if same_text(&name, &old, &text) => (Action::Unchanged, None, None, Some(old)),
        Some(Existing::Text(old)) => {
            let origin = origin(&old);
            let (refusal, cause) = match refusal(origin, record_of(&old), record) {
                None if origin == Origin::Merged => (None, Some(Cause::Merge)),
                Some(Refusal::Edited) if sides(&old).is_some() => (Some(Refusal::HalfMerged), None),
                Some(Refusal::Edited) if !is_script(&name) && reads_alike(&old, &text) => {
                    (None, Some(Cause::Formatter))
                }
                refusal => (refusal, None),
            };
            (Action::Update, refusal, cause, Some(old))
        }
    };
    let made_from = old.as_deref().and_then(record_of).map(str::to_owned);
    Change { name, action, cause, refusal, old, made_from, new: Some(text) }
}

/// Git may have changed the line ends of a working copy. A script could not run with them.
fn same_text(name: &str, a: &str, b: &str) -> bool {
    a == b || !is_script(name) && a.contains('\r') && a.replace("\r\n", "\n") == b
}

/// Whether a document is one that is run.
pub fn is_script(name: &str) -> bool {
    name.ends_with(".sh")
}

fn refusal(origin: Origin, old: Option<&str>, record: Option<&str>) -> Option<Refusal> {
    match origin {
        Origin::Foreign => Some(Refusal::Foreign),
        Origin::Edited => Some(Refusal::Edited),
        Origin::Ours | Origin::Merged => match (old, record) {
            (Some(old), Some(new)) if !related(old, new) => Some(Refusal::OtherRecord),
            _ => None,
        },
    }
}

fn orphan(name: String, existing: Existing, record: Option<&str>) -> Option<Change> {
    let Existing::Marked { origin, record: made_from } = existing else { return None };
    let refusal = match refusal(origin, made_from.as_deref(), record) {
        Some(Refusal::Edited) => Some(Refusal::Edited),
        None => None,
        Some(_) => return None,
    };
    Some(Change { name, action: Action::Orphan, cause: None, refusal, old: None, made_from, new: None })
}

/// Two marks of one record: its file or its id may have changed, but not both.
fn related(a: &str, b: &str) -> bool {
    let ((file_a, id_a), (file_b, id_b)) = (parts(a), parts(b));
    file_a == file_b || id_a == id_b
}

/// The file and the id of a mark, `incident.yaml (2041)`.
pub fn parts(mark: &str) -> (&str, &str) {
    mark.split_once(" (").map_or((mark, ""), |(file, id)| (file, id.trim_end_matches(')')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(new: &str, old: Option<Existing>) -> Change {
        let document = Document::seal("a.md", new, "incident.yaml (1)");
        let existing = old.into_iter().map(|old| ("a.md".to_owned(), old)).collect();
        Plan::new(vec![document], existing, true).changes.remove(0)
    }

    fn ours(body: &str, record: &str) -> Existing {
        Existing::Text(Document::seal("a.md", body, record).text)
    }

    fn marked(body: &str, record: &str) -> Existing {
        let text = Document::seal("a.md", body, record).text;
        Existing::Marked { origin: origin(&text), record: record_of(&text).map(str::to_owned) }
    }

    #[test]
    fn a_document_is_created_updated_or_left_alone() {
        assert_eq!(plan("x\n", None).action, Action::Create);
        let updated = plan("x\n", Some(ours("y\n", "incident.yaml (1)")));
        assert_eq!((updated.action, updated.refusal), (Action::Update, None));
        assert_eq!(plan("x\n", Some(ours("x\n", "incident.yaml (1)"))).action, Action::Unchanged);
        let Existing::Text(text) = ours("x\n", "incident.yaml (1)") else { unreachable!() };
        let crlf = Existing::Text(text.replace('\n', "\r\n"));
        assert_eq!(plan("x\n", Some(crlf)).action, Action::Unchanged);
        let script = Document::seal("a.sh", "#!/bin/sh\n", "incident.yaml (1)");
        let crlf = Existing::Text(script.text.replace('\n', "\r\n"));
        let change = Plan::new(vec![script], [("a.sh".to_owned(), crlf)].into(), true).changes.remove(0);
        assert_eq!((change.action, change.refusal), (Action::Update, None), "it could not run");
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        assert_eq!(plan("x\n", Some(Existing::Text("mine\n".into()))).refusal, Some(Refusal::Foreign));
        assert_eq!(plan("x\n", Some(Existing::Binary)).refusal, Some(Refusal::Foreign));
        let edited = Existing::Text(Document::seal("a.md", "y\n", "incident.yaml (1)").text + "more\n");
        assert_eq!(plan("x\n", Some(edited)).refusal, Some(Refusal::Edited));
        assert_eq!(plan("x\n", Some(ours("y\n", "other.yaml (2)"))).refusal, Some(Refusal::OtherRecord));
        assert_eq!(plan("x\n", Some(ours("y\n", "renamed.yaml (1)"))).refusal, None);
        let folder = Existing::NotAFile("a folder");
        assert_eq!(plan("x\n", Some(folder)).refusal, Some(Refusal::InTheWay("a folder")));
    }

    #[test]
    fn in_a_folder_that_the_id_names_another_file_is_another_record() {
        let existing = BTreeMap::from([
            ("a.md".to_owned(), ours("y\n", "other.yaml (1)")),
            ("b.md".to_owned(), marked("y\n", "other.yaml (1)")),
        ]);
        let document = Document::seal("a.md", "x\n", "incident.yaml (1)");
        let plan = Plan::new(vec![document], existing, true).in_folder_of_id();
        let found: Vec<_> = plan.changes.iter().map(|change| (change.name.as_str(), change.refusal)).collect();
        assert_eq!(found, [("a.md", Some(Refusal::OtherRecord))]);
    }

    #[test]
    fn only_what_we_made_is_an_orphan() {
        let existing = BTreeMap::from([
            ("gone.md".to_owned(), marked("y\n", "incident.yaml (1)")),
            ("notes.md".to_owned(), Existing::Text("mine\n".into())),
            ("other.md".to_owned(), marked("y\n", "other.yaml (2)")),
        ]);
        let document = Document::seal("a.md", "x\n", "incident.yaml (1)");
        let plan = Plan::new(vec![document], existing, true);
        let names: Vec<_> = plan.changes.iter().map(|change| (change.name.as_str(), change.action)).collect();
        assert_eq!(names, [("a.md", Action::Create), ("gone.md", Action::Orphan)]);
    }
}
