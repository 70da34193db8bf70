//! The file system: the only room with `std::fs`.

mod evidence;
mod read;

pub use evidence::add_evidence;
pub use read::{exists_below, find_records, find_upwards, folder, is_folder, read_file, read_optional, same_file};
