//! The file system: the only room with `std::fs`.

mod apply;
mod discover;
mod evidence;
mod package;
mod read;
mod replace;

pub use apply::{FileWrite, Locked, lock};
pub use discover::{Found, Repository, find_records, from_root};
pub use evidence::add_evidence;
pub use package::{create_new, existing, make_folder, template_names, templates};
pub use read::{RECORD, exists, exists_below, find_upwards, folder, is_folder, read_file, read_optional, same_file};
pub use replace::replace_file;
