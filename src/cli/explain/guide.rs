//! The pages of the guide, as `src/guide` holds them.

/// How they are asked for.
const GUIDE: &str = "guide";
const REFERENCE: &str = "reference";

macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        /// By name; the first is the list of all.
        const PAGES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../guide/", $name, ".md")))),*];
    };
}

pages!["README", "first-package", "commands", "life", "checks", "templates", "ci", "merging", "agents", "editors",];

/// The page of `guide`, `guide/TOPIC` or `reference`.
pub fn page(name: &str) -> Option<String> {
    if name == REFERENCE {
        return Some(super::reference::page());
    }
    let topic = name.strip_prefix(GUIDE)?;
    let topic = match topic.strip_prefix('/') {
        None if topic.is_empty() => "README",
        Some("") => "README",
        Some(REFERENCE) => return Some(super::reference::page()),
        Some(topic) => topic,
        None => return None,
    };
    let (_, text) = PAGES.iter().find(|(known, _)| *known == topic)?;
    Some(without_comments(text))
}

pub fn names() -> impl Iterator<Item = String> {
    let topics = PAGES.iter().skip(1).map(|(name, _)| format!("{GUIDE}/{name}"));
    topics.chain([GUIDE.to_owned(), REFERENCE.to_owned()])
}

/// One line a page.
pub fn list() -> String {
    let title = |text: &str| text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default().to_owned();
    let mut pages: Vec<(String, String)> =
        PAGES.iter().skip(1).map(|(name, text)| (format!("{GUIDE}/{name}"), title(text))).collect();
    pages.push((REFERENCE.to_owned(), title(&super::reference::page())));
    let width = pages.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    pages.iter().map(|(name, title)| format!("{name:width$}  {title}\n")).collect()
}

/// Comments are for who tests the page.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    for line in text.lines().filter(|line| !(line.starts_with("<!--") && line.ends_with("-->"))) {
        if !(line.is_empty() && kept.ends_with("\n\n")) {
            kept += line;
            kept.push('\n');
        }
    }
    kept
}
