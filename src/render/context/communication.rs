//! What is posted, and when the post-mortem is due.

use crate::facts::Names;
use crate::render::names::view::view;

view! {
    /// Beside the communication's own fields.
    Communication At "incident.communication" {
        /// The announcement as it is to be posted: as written, with its names filled in.
        post: Option<String>,
    }
}

view! {
    /// Beside the post-mortem's own fields.
    PostMortem At "incident.communication.post_mortem" {
        /// When it is due, counted from the end of the outage, else from the handoff.
        by: Option<String>,
    }
}

pub fn communication(names: &Names) -> Communication {
    let announcement = names.record.communication.as_ref().and_then(|of| of.announcement.as_ref());
    Communication { post: announcement.map(|text| names.expand(text.as_str().trim_end()).replace('\t', " ")) }
}

pub fn post_mortem(names: &Names) -> PostMortem {
    PostMortem { by: due(names) }
}

fn due(names: &Names) -> Option<String> {
    let record = names.record;
    let within = record.communication.as_ref()?.post_mortem.as_ref()?.within;
    let from = match record.ended {
        Some(ended) => ended.instant()?,
        None => record.handed_off_at()?,
    };
    from.plus(within).map(|at| at.to_string())
}
