//! Commands that run another: `sudo`, `ssh`, `kubectl exec`, `xargs`. What they run is judged, not they.

use super::local::is_assignment;

/// What stands inside of all wrappers.
pub enum Inner<'w> {
    Words(Vec<&'w str>),
    /// A command line of its own.
    Script(String),
}

/// Words of the shell before a command.
const KEYWORDS: &[&str] = &[
    "if", "then", "else", "elif", "while", "until", "do", "!", "{", "}", "time", "command", "builtin", "exec", "nohup",
];

/// Wrappers that take options, and which of these have a value; then the command.
const PREFIXES: &[(&str, &[&str], usize)] = &[
    ("sudo", &["-u", "-g", "-h", "-p", "-C", "-T", "--user", "--group"], 0),
    ("doas", &["-u"], 0),
    ("env", &["-u", "-C", "--unset", "--chdir"], 0),
    ("nice", &["-n"], 0),
    ("ionice", &["-c", "-n"], 0),
    ("stdbuf", &["-i", "-o", "-e"], 0),
    ("timeout", &["-s", "-k", "--signal", "--kill-after"], 1),
    ("gtimeout", &["-s", "-k"], 1),
    ("setsid", &[], 0),
    ("unbuffer", &[], 0),
    ("xargs", &["-n", "-P", "-I", "-L", "-d", "-s", "-a", "-E"], 0),
    ("parallel", &["-j"], 0),
    ("watch", &["-n", "--interval"], 0),
    ("flock", &["-w"], 1),
    ("chroot", &[], 1),
];

const SSH_VALUED: &[&str] =
    &["-b", "-c", "-D", "-E", "-e", "-F", "-I", "-i", "-J", "-L", "-l", "-m", "-o", "-p", "-R", "-S", "-W", "-w"];

pub fn unwrapped<'w>(words: &[&'w str]) -> Inner<'w> {
    let mut words = words.to_vec();
    loop {
        let Some(&first) = words.first() else { return Inner::Words(words) };
        let program = first.rsplit('/').next().unwrap_or(first);
        let rest = words.get(1..).unwrap_or_default().to_vec();
        if (KEYWORDS.contains(&first) || is_assignment(first)) && !rest.is_empty() {
            words = rest;
        } else if let Some((_, valued, operands)) = PREFIXES.iter().find(|(name, ..)| *name == program) {
            let inside = behind_options(&rest, valued, *operands);
            if inside.is_empty() {
                return Inner::Words(words);
            }
            words = inside;
        } else if matches!(program, "sh" | "bash" | "zsh" | "dash" | "ash" | "ksh" | "su" | "runuser") {
            return match rest.iter().position(|word| is_command_option(word)).and_then(|at| rest.get(at + 1)) {
                Some(script) => Inner::Script((*script).to_owned()),
                None => Inner::Words(words),
            };
        } else if program == "ssh" {
            let command = behind_options(&rest, SSH_VALUED, 1);
            // A bare login does nothing by itself.
            return if command.is_empty() { Inner::Words(words) } else { Inner::Script(command.join(" ")) };
        } else if let Some(inside) = executed(program, &rest) {
            words = inside;
        } else if let Some(script) = remote_option(program, &rest) {
            return Inner::Script(script);
        } else {
            return Inner::Words(words);
        }
    }
}

/// `-c`, `-lc`, `-ec`
fn is_command_option(word: &str) -> bool {
    word == "--command" || word.len() <= 5 && word.starts_with('-') && !word.starts_with("--") && word.ends_with('c')
}

/// What follows the options, and so many operands.
fn behind_options<'w>(words: &[&'w str], valued: &[&str], operands: usize) -> Vec<&'w str> {
    let mut rest = words.iter();
    let mut left = operands;
    while let Some(word) = rest.clone().next() {
        if *word == "--" {
            rest.next();
        } else if word.starts_with('-') && word.len() > 1 {
            rest.next();
            if valued.contains(word) {
                rest.next();
            }
        } else if left > 0 {
            rest.next();
            left -= 1;
        } else {
            break;
        }
    }
    rest.copied().collect()
}

/// `kubectl exec pod -- COMMAND`, `docker exec container COMMAND`, `find … -exec COMMAND ;`
fn executed<'w>(program: &str, words: &[&'w str]) -> Option<Vec<&'w str>> {
    match program {
        "kubectl" | "oc" | "docker" | "podman" | "nerdctl" | "crictl" | "docker-compose" | "lxc" => {
            let at = words.iter().position(|word| matches!(*word, "exec" | "rsh"))?;
            let behind = &words[at + 1..];
            let inside = match behind.iter().position(|word| *word == "--") {
                Some(dashes) => behind[dashes + 1..].to_vec(),
                None => behind_options(
                    behind,
                    &["-e", "-u", "-w", "-n", "-c", "--env", "--user", "--workdir", "--index"],
                    1,
                ),
            };
            (!inside.is_empty()).then_some(inside)
        }
        "find" => {
            let at = words.iter().position(|word| matches!(*word, "-exec" | "-execdir" | "-ok"))?;
            let inside: Vec<&str> =
                words[at + 1..].iter().take_while(|word| !matches!(**word, ";" | "+")).copied().collect();
            (!inside.is_empty() && !words.contains(&"-delete")).then_some(inside)
        }
        _ => None,
    }
}

/// `gcloud compute ssh vm --command "…"`, `az vm run-command invoke --scripts "…"`
fn remote_option(program: &str, words: &[&str]) -> Option<String> {
    let option = match program {
        "gcloud" if words.contains(&"ssh") => "--command",
        "az" if words.contains(&"run-command") => "--scripts",
        _ => return None,
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let rest = word.strip_prefix(option)?;
        rest.strip_prefix('=').map(str::to_owned).or_else(|| words.get(at + 1).map(|next| (*next).to_owned()))
    })
}
