//! # duplicate-id
//!
//! Two things of one kind have one id. Requirements and targets are one kind, and so are the
//! remedies of all components: they are named without their component.
//!
//! **Why it hurts.** Whoever refers to the id gets one of the two, and nobody can say which.
//!
//! Before:
//!
//! ```yaml
//! checks:
//!   - {id: login, what: OAuth login, run: ./login, expect: ok}
//!   - {id: login, what: Password login, run: ./login --password, expect: ok}
//! ```
//!
//! After:
//!
//! ```yaml
//! checks:
//!   - {id: login-oauth, what: OAuth login, run: ./login, expect: ok}
//!   - {id: login-password, what: Password login, run: ./login --password, expect: ok}
//! ```

use std::collections::HashMap;

use crate::lint::{Context, Finding};
use crate::record::ids::Id;
use crate::record::{FieldPath, Side};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    macro_rules! list {
        ($kind:literal, $section:ident) => {
            let at = FieldPath::new(stringify!($section));
            let ids = record.$section.iter().enumerate().map(|(row, item)| (at.index(row), item.id.as_str()));
            unique(context, $kind, ids, found);
        };
    }
    list!("components", components);
    list!("services", services);
    list!("checks", checks);
    list!("criteria", criteria);
    list!("test suites", tests);
    list!("phases", roadmap);
    list!("validation stages", validation);
    list!("deadlines", deadlines);
    if let Some(monitoring) = &record.monitoring {
        let at = FieldPath::new("monitoring");
        let alerts = monitoring.alerts.iter().map(|alert| alert.id.as_ref());
        unique(context, "alerts", named(&at.key("alerts"), alerts), found);
        let prevention = monitoring.prevention.iter().map(|item| item.id.as_ref());
        unique(context, "preventions", named(&at.key("prevention"), prevention), found);
    }
    let remedies = record.remedies().map(|(at, remedy)| (at, remedy.id.as_str()));
    unique(context, "remedies", remedies, found);
    let requirements = record.requirements().map(|(at, item)| (at, item.id.as_str()));
    let targets = record.targets.iter().enumerate();
    let targets = targets.map(|(row, item)| (FieldPath::new("targets").index(row), item.id.as_str()));
    unique(context, "requirements or targets", requirements.chain(targets), found);
}

/// The items of a list that have an id.
fn named<'a>(
    list: &FieldPath,
    ids: impl Iterator<Item = Option<&'a Id>>,
) -> impl Iterator<Item = (FieldPath, &'a str)> {
    ids.enumerate().filter_map(move |(row, id)| Some((list.index(row), id?.as_str())))
}

fn unique<'a>(
    context: &Context,
    kind: &str,
    ids: impl Iterator<Item = (FieldPath, &'a str)>,
    found: &mut Vec<Finding>,
) {
    let mut seen: HashMap<&str, FieldPath> = HashMap::new();
    for (at, id) in ids {
        let at = at.key("id");
        let Some(first) = seen.get_mut(id) else {
            seen.insert(id, at);
            continue;
        };
        // Within a section the record has the order of the file; sections may stand in any.
        let start = |at: &FieldPath| context.loaded.span(at, Side::Value).start;
        let in_order = first.0.first() == at.0.first() || start(first) <= start(&at);
        let (earlier, later) = if in_order { (first.clone(), at) } else { (at, first.clone()) };
        let message = format!("two {kind} have the id `{id}`");
        found.push(Finding::new(later, message).help(format!("the other stands at `{earlier}`; rename one")));
        *first = earlier;
    }
}
