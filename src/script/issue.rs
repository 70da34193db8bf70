//! `issue-update.sh`: the label changes and the comment, by the client of GitHub or of GitLab. What it
//! does stands in `issue_update.sh`, `issue_github.sh` and `issue_gitlab.sh`; here the record's issue
//! and labels become its data.

use super::{DATA, comment, word};
use crate::record::Record;
use crate::record::collections::List;
use crate::record::text::Inline;

/// What both clients need, then what each of them does.
const PROGRAM: &str = include_str!("issue_update.sh");
const GITHUB: &str = include_str!("issue_github.sh");
const GITLAB: &str = include_str!("issue_gitlab.sh");

/// By what the comment is found again.
pub fn marker(record: &Record) -> String {
    format!("<!-- handoff:{} -->", record.id)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tracker {
    GitHub,
    GitLab,
}

/// Where an issue is.
#[derive(Debug, PartialEq, Eq)]
struct Issue {
    tracker: Tracker,
    /// The address, or the number in the repository in which the script runs.
    name: String,
    number: String,
    /// Host, and the path of the repository, when the address tells.
    repository: Option<(String, String)>,
    /// What GitLab calls its kind: `issues`, `merge_requests`.
    kind: &'static str,
}

/// Names with one value, then names with a list.
type Data = ([(&'static str, String); 6], [(&'static str, Vec<String>); 2]);

impl Issue {
    /// `None` when it is no issue of a GitHub or a GitLab. `/-/` is in every address of a GitLab, old ones
    /// are known by their host.
    fn parse(text: &str) -> Option<Issue> {
        let is_number = |text: &str| !text.is_empty() && text.len() < 12 && text.bytes().all(|b| b.is_ascii_digit());
        let bare = text.strip_prefix('#').unwrap_or(text);
        if is_number(bare) {
            let (name, number) = (bare.into(), bare.into());
            return Some(Issue { tracker: Tracker::GitHub, name, number, repository: None, kind: "issues" });
        }
        let rest = text.strip_prefix("https://")?.trim_end_matches('/');
        let parts: Vec<&str> = rest.split('/').collect();
        let (host, path, tracker, kind, number) = match &parts[..] {
            [host, path @ .., "-", "issues" | "work_items", number] => (host, path, Tracker::GitLab, "issues", number),
            [host, path @ .., "-", "merge_requests", number] => (host, path, Tracker::GitLab, "merge_requests", number),
            [host, path @ .., "issues", number] if host.starts_with("gitlab.") => {
                (host, path, Tracker::GitLab, "issues", number)
            }
            [host, path @ .., "issues" | "pull", number] if path.len() == 2 => {
                (host, path, Tracker::GitHub, "issues", number)
            }
            _ => return None,
        };
        let plain = |text: &&str| {
            text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        };
        let known = is_number(number) && plain(host) && path.len() >= 2 && path.iter().all(plain);
        known.then(|| Issue {
            tracker,
            name: text.into(),
            number: (*number).into(),
            repository: Some(((*host).into(), path.join("/"))),
            kind,
        })
    }

    /// What the script is told of it.
    fn data(&self) -> Data {
        let (client, blob) = match self.tracker {
            Tracker::GitHub => ("gh", "blob"),
            Tracker::GitLab => ("glab", "-/blob"),
        };
        let (mut site, mut place, mut repo, mut host) =
            (String::new(), "repos/{owner}/{repo}".to_owned(), vec![], vec![]);
        if let Some((at, path)) = &self.repository {
            site = format!("https://{at}/{path}");
            place = match self.tracker {
                Tracker::GitHub => format!("repos/{path}"),
                Tracker::GitLab => format!("projects/{}/{}", path.replace('/', "%2F"), self.kind),
            };
            repo.push(format!("--repo={at}/{path}"));
            if self.tracker == Tracker::GitLab || at != "github.com" {
                host.push(format!("--hostname={at}"));
            }
        }
        let values = [
            ("client", client.to_owned()),
            ("issue", self.name.clone()),
            ("number", self.number.clone()),
            ("site", site),
            ("blob", blob.to_owned()),
            ("place", place),
        ];
        (values, [("repo", repo), ("host", host)])
    }
}

/// The script, or `None` when the record names no issue of a GitHub or a GitLab: by `issue`, or by an id
/// that is a number, of the GitHub repository in which it runs. It begins with `#!`; the line behind
/// that is free for the marker of the package. `comment_file` stands beside the script.
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
    let (values, lists) = issue.data();
    // glab is told the project in each address.
    let told = |name: &str| issue.tracker == Tracker::GitHub || !["issue", "repo"].contains(&name);
    let mut out = String::from("#!/usr/bin/env bash\n");
    out.push_str(&format!("# Updates the issue of {}: {}\n", record.id, comment(&expand(record.title.as_str()))));
    out.push_str(&format!("\nset -u\n\n{DATA}\n{{\n"));
    let own = [("marker", marker(record)), ("comment_file", comment_file.to_owned())];
    for (name, value) in values.iter().filter(|(name, _)| told(name)).chain(&own) {
        out.push_str(&format!("  {name}={}\n", word(value)));
    }
    let own = match issue.tracker {
        Tracker::GitHub => vec![
            ("remove_listed", remove.iter().map(|label| listed(label)).collect()),
            ("add_listed", add.iter().map(|label| listed(label)).collect()),
        ],
        Tracker::GitLab => Vec::new(),
    };
    let lists = lists.into_iter().filter(|(name, _)| told(name));
    for (name, values) in lists.chain([("remove", remove), ("add", add)]).chain(own) {
        let words: Vec<String> = values.iter().map(|value| word(value)).collect();
        out.push_str(&format!("  {name}=({})\n", words.join(" ")));
    }
    out.push_str("}\n");
    out.push_str(PROGRAM);
    out.push_str(match issue.tracker {
        Tracker::GitHub => GITHUB,
        Tracker::GitLab => GITLAB,
    });
    Some(out)
}

/// gh reads labels as a line of comma-separated values.
fn listed(label: &str) -> String {
    if label.contains([',', '"']) { format!("\"{}\"", label.replace('"', "\"\"")) } else { label.to_owned() }
}

#[cfg(test)]
mod tests;
