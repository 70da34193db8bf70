//! What changed in meaning between two states of one record. Pure: two [`Case`]s in, [`Changes`] out.
//!
//! ```text
//! trees -walk-> what is not the same, each once, at its path   (names, pairs)
//!   + kinds of leaves -part-> how much it matters              (loosened)
//!   + evidence, commands filled in -follows-> what follows     (follows)
//!   + facts -figures-> which values changed, because of what   (figures, graft of `record`)
//!   + findings of lint -contradictions-> new and gone
//! ```
//!
//! A *cause* is a changed leaf, or an item that came or went, and has no `because`; what follows from
//! causes names them. Nothing is read here but the two cases, so that the same two give the same answer.

mod case;
mod cause;
mod change;
mod commands;
mod contradictions;
mod documents;
mod figures;
mod follows;
mod loosened;
mod names;
mod pairs;
mod part;
mod walk;

pub use case::Case;
pub use change::{Change, Changes, FactChange, Part, What};
pub use documents::documents;
pub use names::Names;

/// What changed from the old case to the new one, worst first.
pub fn diff(old: &Case, new: &Case) -> Changes {
    let names = (Names::new(old.loaded), Names::new(new.loaded));
    let walked = walk::walk((old.loaded, &names.0), (new.loaded, &names.1));
    let mut changes: Vec<Change> = walked.found.iter().map(|found| cause::cause(found, old, new, &names)).collect();
    let proofs = follows::evidence(old, new);
    changes.extend(proofs);
    commands::follow(old, new, &mut changes);
    changes.extend(follows::criteria(old, new, &changes));
    let facts = figures::figures(old, new, &walked, &changes);
    changes.sort_by_key(|change| change.part);
    let (new_findings, gone_findings) = contradictions::contradictions(old, new);
    Changes { changes, facts, new_findings, gone_findings }
}
