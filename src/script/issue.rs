//! `issue-update.sh`: the label changes and the comment, by the GitHub CLI. What it does stands in
//! `issue_update.sh`; here the record's issue and labels become its data.

use super::{DATA, comment, word};
use crate::record::Record;
use crate::record::collections::List;
use crate::record::text::Inline;

const PROGRAM: &str = include_str!("issue_update.sh");

/// By what the comment is found again.
pub fn marker(record: &Record) -> String {
    format!("<!-- handoff:{} -->", record.id)
}

/// Where an issue is, as `gh` wants to be told.
#[derive(Debug, PartialEq, Eq)]
struct Issue {
    /// The address, or the number in the repository in which the script runs.
    name: String,
    number: String,
    /// Host, owner and repository, when the address tells.
    repository: Option<(String, String)>,
}

impl Issue {
    /// `None` when it is no issue of a GitHub.
    fn parse(text: &str) -> Option<Issue> {
        let is_number = |text: &str| !text.is_empty() && text.len() < 12 && text.bytes().all(|b| b.is_ascii_digit());
        let bare = text.strip_prefix('#').unwrap_or(text);
        if is_number(bare) {
            return Some(Issue { name: bare.into(), number: bare.into(), repository: None });
        }
        let rest = text.strip_prefix("https://")?.trim_end_matches('/');
        let parts: Vec<&str> = rest.split('/').collect();
        let &[host, owner, repository, "issues" | "pull", number] = &parts[..] else { return None };
        let plain = |text: &&str| {
            text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        };
        (is_number(number) && [host, owner, repository].iter().all(plain)).then(|| Issue {
            name: text.into(),
            number: number.into(),
            repository: Some((host.into(), format!("{owner}/{repository}"))),
        })
    }
}

/// The script, or `None` when the record names no issue of a GitHub: by `issue`, or by an id that
/// is a number. It begins with `#!`; the line behind that is free for the marker of the package.
/// `comment_file` stands beside the script.
pub fn issue_update(record: &Record, expand: &dyn Fn(&str) -> String, comment_file: &str) -> Option<String> {
    let issue = match &record.issue {
        Some(issue) => Issue::parse(expand(issue.as_str()).trim())?,
        None => Issue::parse(record.id.as_str())?,
    };
    let labels = |list: Option<&List<Inline>>| -> Vec<String> {
        list.into_iter().flatten().map(|label| expand(label.as_str()).trim().to_owned()).collect()
    };
    let remove = labels(record.labels.as_ref().map(|labels| &labels.remove));
    let add = labels(record.labels.as_ref().map(|labels| &labels.add));
    let (place, repo, host) = match &issue.repository {
        None => ("repos/{owner}/{repo}".to_owned(), vec![], vec![]),
        Some((host, name)) => (
            format!("repos/{name}"),
            vec![format!("--repo={host}/{name}")],
            if host == "github.com" { vec![] } else { vec![format!("--hostname={host}")] },
        ),
    };
    let mut out = String::from("#!/usr/bin/env bash\n");
    out.push_str(&format!("# Updates the issue of {}: {}\n", record.id, comment(&expand(record.title.as_str()))));
    out.push_str(&format!("\nset -u\n\n{DATA}\n{{\n"));
    for (name, value) in [
        ("issue", &issue.name),
        ("number", &issue.number),
        ("place", &place),
        ("marker", &marker(record)),
        ("comment_file", &comment_file.to_owned()),
    ] {
        out.push_str(&format!("  {name}={}\n", word(value)));
    }
    for (name, values) in [
        ("repo", &repo),
        ("host", &host),
        ("remove", &remove),
        ("remove_listed", &remove.iter().map(|label| listed(label)).collect()),
        ("add", &add),
        ("add_listed", &add.iter().map(|label| listed(label)).collect()),
    ] {
        let words: Vec<String> = values.iter().map(|value| word(value)).collect();
        out.push_str(&format!("  {name}=({})\n", words.join(" ")));
    }
    out.push_str("}\n");
    out.push_str(PROGRAM);
    Some(out)
}

/// gh reads labels as a line of comma-separated values.
fn listed(label: &str) -> String {
    if label.contains([',', '"']) { format!("\"{}\"", label.replace('"', "\"\"")) } else { label.to_owned() }
}

#[cfg(test)]
mod tests;
