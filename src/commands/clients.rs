//! Clients of clusters, clouds and services: `kubectl`, `aws`, `systemctl`. Their verb says what they do.

use super::effect::Effect;
use super::verbs::{CLIENTS, among, is_changing, is_reading, operands};

/// Verbs of one program that are nouns, or something else, in others.
const OWN: &[(&str, &str)] = &[
    ("kubectl", "label run debug"),
    ("oc", "label run debug process"),
    ("docker", "tag"),
    ("podman", "tag"),
    ("git", "am"),
    ("nomad", "run dispatch"),
    ("npm", "ci"),
    ("rndc", "addzone delzone reconfig retransfer notify"),
    ("apachectl", "graceful"),
    ("service", "force-reload"),
    ("ip", "change"),
    ("tc", "change"),
];

pub fn effect(program: &str, words: &[&str], _: &str) -> Option<Effect> {
    if !CLIENTS.has(program) {
        return None;
    }
    // `terraform plan -destroy`, `helm upgrade --dry-run`, `kubectl apply --dry-run=server`: nothing happens.
    let dry = |word: &&str| {
        matches!(*word, "--dry-run" | "--dryrun" | "--help" | "-h" | "--version")
            || word.starts_with("--dry-run=") && *word != "--dry-run=none"
    };
    if words.iter().any(dry) {
        return Some(Effect::Unknown);
    }
    let operands = operands(words);
    // The thing named first is the unit: `service nginx restart`.
    let verbs =
        if matches!(program, "service" | "rc-service") { operands.get(1..).unwrap_or_default() } else { &operands };
    if to_standard_output(program, &operands) {
        return Some(Effect::Reads);
    }
    let own = OWN.iter().find(|(name, _)| *name == program).map_or("", |(_, verbs)| verbs);
    for (at, verb) in verbs.iter().enumerate() {
        if is_reading(verb) {
            return Some(Effect::Reads);
        }
        // What is gone when it ends (`kubectl run --rm`) is a way to look from the inside.
        if is_changing(verb) || (among(own, verb) && !words.contains(&"--rm")) {
            return Some(Effect::Changes);
        }
        // Behind the verb stand names, which may be words too: `kubectl rollout restart`, `gcloud run services update`.
        if at >= 4 {
            break;
        }
    }
    // `ip addr` and `ip -s link` show.
    Some(if program == "ip" { Effect::Reads } else { Effect::Unknown })
}

/// `aws s3 cp s3://bucket/key -`, `gsutil cp gs://bucket/key -`
fn to_standard_output(program: &str, operands: &[&str]) -> bool {
    matches!(program, "aws" | "gsutil" | "gcloud" | "s3cmd")
        && operands.contains(&"cp")
        && operands.last() == Some(&"-")
}
