//! A package and its folder: what would change, what stands in the way, and the writing.

use std::path::Path;

use super::goes::{Folder, Over};
use crate::disk::{self, Contents, FileWrite, Locked};
use crate::document::Document;
use crate::error::Error;
use crate::plan::{Action, Change, Plan, Refusal, is_script};

impl Folder {
    /// What writing would change; `whole` says that the documents are all of the package.
    /// A folder that is not there yet holds nothing.
    pub fn plan(
        &self,
        opened: Option<&disk::Folder>,
        documents: Vec<Document>,
        whole: bool,
    ) -> Result<(Plan, Contents), Error> {
        let names: Vec<String> = documents.iter().map(|document| document.name.clone()).collect();
        let mut contents = opened.map(|folder| folder.contents(&names)).transpose()?.unwrap_or_default();
        let plan = Plan::new(documents, std::mem::take(&mut contents.files), whole);
        Ok((if self.of_id { plan.in_folder_of_id() } else { plan }, contents))
    }

    /// Plans and writes one package while its folder is locked.
    pub fn write(
        &self,
        opened: &disk::Folder,
        locked: &Locked,
        documents: Vec<Document>,
        whole: bool,
        over: Over,
    ) -> Result<Plan, Error> {
        let (mut plan, contents) = self.plan(Some(opened), documents, whole)?;
        if !over.orphans {
            plan.changes.retain(|change| change.action != Action::Orphan);
        }
        carry_out(&self.path, &plan, &contents, locked, over)?;
        Ok(plan)
    }
}

/// Writes and removes what a plan says, all or nothing, unless something stands in the way.
pub fn carry_out(path: &Path, plan: &Plan, contents: &Contents, locked: &Locked, over: Over) -> Result<(), Error> {
    refuse(path, plan, contents, over)?;
    let writes: Vec<FileWrite> = plan
        .changes
        .iter()
        .filter(|change| matches!(change.action, Action::Create | Action::Update))
        .filter_map(|change| {
            let text = change.new.as_deref()?;
            Some(FileWrite { name: &change.name, text, executable: is_script(&change.name) })
        })
        .collect();
    let orphans = plan.changes.iter().filter(|change| change.action == Action::Orphan);
    let removals: Vec<&str> = orphans.map(|change| change.name.as_str()).collect();
    locked.apply(contents, &writes, &removals, over.sync)
}

/// An error that names every file in the way, unless `--force` goes over them.
fn refuse(folder: &Path, plan: &Plan, contents: &Contents, over: Over) -> Result<(), Error> {
    let forced = |refusal: Refusal| over.edits && !matches!(refusal, Refusal::InTheWay(_));
    let refused: Vec<_> = plan.refused().filter(|&(_, refusal)| !forced(refusal)).collect();
    let Some(&(first, why)) = refused.first() else { return Ok(()) };
    // As it is spelt there, where the file system does not tell cases apart.
    let name = |change: &Change| contents.spelt(&change.name).unwrap_or(&change.name).to_owned();
    let lines: Vec<String> = refused.iter().map(|(change, why)| format!("{} {}", name(change), reason(*why))).collect();
    let error = Error::at(folder, format!("nothing was written: {}", lines.join("; ")));
    let name = name(first);
    Err(error.with_help(match why {
        Refusal::Edited => format!(
            "put the edit of {name} into the record (`handoff render --check` shows it), or overwrite it with `--force`"
        ),
        Refusal::HalfMerged => format!(
            "`git checkout --ours -- {name}` takes one side back whole, then render; what was edited by hand on a side \
             belongs into the record"
        ),
        Refusal::Foreign => format!("move {name} away, or overwrite it with `--force`"),
        Refusal::OtherRecord => "give each record a folder of its own, or overwrite with `--force`".to_owned(),
        Refusal::InTheWay(_) => format!("move {name} away"),
    }))
}

fn reason(refusal: Refusal) -> String {
    match refusal {
        Refusal::Edited => "was edited by hand".into(),
        Refusal::HalfMerged => "was merged line by line: an edit by hand could hide in it".into(),
        Refusal::Foreign => "was not made by handoff".into(),
        Refusal::OtherRecord => "was made from another record".into(),
        Refusal::InTheWay(what) => format!("is {what}"),
    }
}
