//! Where what has an id is explained.

use super::components::remedy_title;
use crate::facts::Names;
use crate::markdown::{Place, inline};
use crate::render::names::view::{ByKey, view};
use crate::render::planned::Planned;
use crate::render::values::phrase;

view! {
    Links {
        /// To what is broken.
        component: ByKey<Link>,
        /// To where a component is repaired, else to what is broken.
        repair: ByKey<Link>,
        /// To the remedy.
        remedy: ByKey<Link>,
        /// To the phase.
        phase: ByKey<Link>,
        /// To the check in full.
        check: ByKey<Link>,
        /// To the criterion in full.
        criterion: ByKey<Link>,
        /// To a requirement or target: what `remedy.sets` names.
        limit: ByKey<Link>,
        /// To the target.
        target: ByKey<Link>,
        /// To where prevention is told.
        prevention: ByKey<Link>,
        /// To a criterion or phase: what must hold before a temporary measure is undone.
        condition: ByKey<Link>,
    }
}

view! {
    Link {
        /// Its text.
        label: String,
        /// The document, where it is part of the package.
        file: Option<String>,
        /// The place in the document.
        anchor: Option<String>,
    }
}

/// By kind and id; the filters `link` and `links` look here.
pub fn links(names: &Names, planned: &[Planned]) -> Links {
    let record = names.record;
    let present = |file: &str| planned.iter().any(|document| document.name == file);
    let link = |label: &str, file: &str, kind: &str, id: &str| Link {
        label: inline(phrase(names.expand(label).trim_end()), Place::Label),
        file: present(file).then(|| file.to_owned()),
        anchor: present(file).then(|| format!("{kind}-{id}")),
    };
    let to = |label: &str, file: &str, kind: &str, id: &str| (id.to_owned(), link(label, file, kind, id));
    let components = || record.components.iter();
    let component = |file: fn(bool) -> &'static str| {
        let told = present("roadmap.md");
        let of = components().map(|c| {
            let file = file(told && !(c.remedies.is_empty() && c.diagnose.is_empty()));
            to(c.name.as_str(), file, "component", c.id.as_str())
        });
        ByKey(of.collect())
    };
    let remedies = components().flat_map(|c| c.remedies.iter().map(move |remedy| (c, remedy)));
    let remedies = remedies.map(|(component, remedy)| {
        let title = remedy_title(component, remedy, names);
        to(&title, "roadmap.md", "remedy", remedy.id.as_str())
    });
    let criteria = "success-criteria.md";
    let targets = || record.targets.iter().map(|t| to(t.what.as_str(), criteria, "target", t.id.as_str()));
    // A requirement's place is the healthy state of its component.
    let requirements = components().flat_map(|c| c.requires.iter().map(move |r| (c, r)));
    let limits = requirements
        .map(|(c, r)| (r.id.to_string(), link(r.what.as_str(), criteria, "healthy", c.id.as_str())))
        .chain(targets());
    let phases = || record.roadmap.iter().map(|p| to(p.title.as_str(), "roadmap.md", "phase", p.id.as_str()));
    let criterion = || record.criteria.iter().map(|c| to(c.what.as_str(), criteria, "criterion", c.id.as_str()));
    let prevention = record.monitoring.iter().flat_map(|monitoring| monitoring.prevention.iter());
    let changes = if present("post-mortem.md") { "post-mortem.md" } else { "roadmap.md" };
    let prevention =
        prevention.filter_map(|item| Some(to(item.what.as_str(), changes, "prevention", item.id.as_ref()?.as_str())));
    Links {
        component: component(|_| "handoff.md"),
        // Where a component is repaired, when the roadmap tells.
        repair: component(|in_roadmap| if in_roadmap { "roadmap.md" } else { "handoff.md" }),
        remedy: ByKey(remedies.collect()),
        phase: ByKey(phases().collect()),
        check: ByKey(record.checks.iter().map(|c| to(c.id.as_str(), criteria, "check", c.id.as_str())).collect()),
        criterion: ByKey(criterion().collect()),
        limit: ByKey(limits.collect()),
        target: ByKey(targets().collect()),
        prevention: ByKey(prevention.collect()),
        condition: ByKey(criterion().chain(phases()).collect()),
    }
}
