//! The file system: the only room with `std::fs`.

mod apply;
mod evidence;
mod package;
mod read;
mod replace;

pub use apply::{FileWrite, Locked, lock};
pub use evidence::add_evidence;
pub use package::{create_new, existing, make_folder, template_names, templates};
pub use read::{
    RECORD, exists, exists_below, find_records, find_upwards, folder, is_folder, read_file, read_optional, same_file,
};
pub use replace::replace_file;
