//! The file system: the only room with `std::fs`.

mod atomic;
mod discover;
mod evidence;
mod folder;
mod inside;
mod interrupt;
mod litter;
mod lock;
mod look;
mod names;
mod one;
mod package;
mod read;
mod scratch;
mod sync;
mod templates;
mod way;

pub use discover::{Found, Repository, find_records, from_root, is_searched};
pub use evidence::{add_evidence, merge_evidence};
pub use folder::Folder;
pub use inside::folder_inside;
pub use interrupt::{interrupts_are_taken, survive_size_limits};
pub use lock::{Locked, Patience};
pub use look::{Look, look};
pub use names::folders;
pub use one::{create_all, make_folder, replace_file};
pub use package::{Contents, FileWrite};
pub use read::{
    RECORD, exists, exists_below, find_upwards, folder, folder_below, is_folder, length, open_record, read_file,
    read_optional, same_file,
};
pub use scratch::Scratch;
pub use sync::{Sync, Written};
pub use templates::{template_names, templates};
