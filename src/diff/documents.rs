//! Which documents show a section of the record.

/// The documents that may show a value at this path, without those that a package has not.
pub fn documents(path: &str) -> &'static [&'static str] {
    let section = path.split(['.', '[']).next().unwrap_or_default();
    let is = |key: &str| path.split('.').skip(1).any(|part| part.split('[').next() == Some(key));
    match section {
        "components" if is("remedies") || is("diagnose") || is("detail") => &["roadmap.md", "handoff.md"],
        "components" if is("requires") => &["success-criteria.md"],
        "handoff" if is("temporary") || is("acknowledged") || is("returned") => &["README.md", "handoff.md"],
        "monitoring" if is("prevention") => &["post-mortem.md", "validation.md", "five-whys.md"],
        _ => SECTIONS.iter().find(|(name, _)| *name == section).map_or(&[], |(_, documents)| documents),
    }
}

/// As "Where each section goes" of the format has it.
const SECTIONS: &[(&str, &[&str])] = &[
    ("attempts", &["handoff.md", "roadmap.md", "post-mortem.md"]),
    ("checks", &["success-criteria.md", "roadmap.md", "validation.md", "health-check.sh"]),
    ("closed", &["README.md", "handoff.md", "post-mortem.md"]),
    ("communication", &["handoff.md", "validation.md"]),
    ("components", &["README.md", "handoff.md", "roadmap.md", "validation.md"]),
    ("criteria", &["README.md", "success-criteria.md", "roadmap.md"]),
    ("deadlines", &["README.md", "handoff.md", "business-impact.md", "issue-update.md"]),
    ("decision", &["README.md", "handoff.md", "roadmap.md", "issue-update.md"]),
    ("decisions", &["handoff.md", "post-mortem.md"]),
    ("deliverables", &["README.md"]),
    ("ended", &["README.md", "handoff.md", "post-mortem.md"]),
    ("environment", &["README.md", "handoff.md"]),
    ("escalation", &["handoff.md"]),
    ("evidence", &["success-criteria.md", "README.md"]),
    ("handoff", &["README.md", "handoff.md"]),
    ("impact", &["business-impact.md", "post-mortem.md"]),
    ("invariants", &["success-criteria.md"]),
    ("issue", &["README.md", "issue-update.md"]),
    ("labels", &["issue-update.sh"]),
    ("lessons", &["post-mortem.md"]),
    ("links", &["README.md"]),
    ("monitoring", &["validation.md"]),
    ("next_actions", &["README.md", "handoff.md"]),
    ("on_failure", &["validation.md"]),
    ("owner", &["README.md"]),
    ("process", &["README.md"]),
    ("progress", &["README.md"]),
    ("roadmap", &["roadmap.md", "README.md", "handoff.md"]),
    ("roles", &["README.md"]),
    ("root_cause", &["five-whys.md", "handoff.md", "post-mortem.md"]),
    ("run_in", &["success-criteria.md"]),
    ("services", &["handoff.md", "business-impact.md"]),
    ("severity", &["README.md", "handoff.md", "business-impact.md", "issue-update.md"]),
    ("started", &["README.md", "handoff.md", "post-mortem.md"]),
    ("status", &["README.md", "handoff.md", "issue-update.md"]),
    ("summary", &["README.md", "handoff.md", "issue-update.md", "post-mortem.md"]),
    ("targets", &["success-criteria.md"]),
    ("teams", &["README.md", "handoff.md"]),
    ("tests", &["validation.md"]),
    ("timeline", &["handoff.md", "post-mortem.md"]),
    ("title", &["README.md", "handoff.md"]),
    ("validation", &["validation.md"]),
    ("vars", &["roadmap.md", "success-criteria.md", "health-check.sh"]),
];
