//! The incident record: its types, how it is read, and where each value stands in its file.
//! The only room that knows serde_yaml.

pub mod collections;
pub mod core_schema;
mod de;
pub mod decode;
mod duplicates;
pub mod emit;
mod expansion;
mod explain;
pub mod fields;
mod graft;
pub mod guard;
pub mod ids;
mod joined;
mod loaded;
mod meant;
mod mend;
pub mod model;
mod needs;
pub mod path;
mod patterns;
pub mod rules;
mod scalar_map;
pub mod schema;
pub mod shape;
mod syntax;
pub mod template;
pub mod text;
mod tracker;
pub mod tree;
pub mod units;
pub mod vars;
pub mod written;

pub(crate) use decode::decode_as;
pub use decode::{decode, decode_rest};
pub use guard::MAX_BYTES;
pub use loaded::{Loaded, part_of};
pub use model::Record;
pub use path::{FieldPath, Segment, Side};
