//! Programs of the machine itself: files, processes, the network.

use super::effect::Effect;
use super::verbs::{CHANGERS, READERS};

pub fn effect(program: &str, words: &[&str], _: &str) -> Option<Effect> {
    let has = |option: &str| words.contains(&option);
    let short = |letter: char| words.iter().any(|word| is_short(word, letter));
    let changes = |changes: bool| Some(if changes { Effect::Changes } else { Effect::Reads });
    match program {
        "sed" => changes(short('i') || words.iter().any(|word| word.starts_with("--in-place"))),
        "perl" | "ruby" => (short('i')).then_some(Effect::Changes),
        "sort" => changes(short('o') || words.iter().any(|word| word.starts_with("--output"))),
        "find" => {
            Some(match (has("-delete"), words.iter().any(|word| word.starts_with("-fprint") || *word == "-ok")) {
                (true, _) => Effect::Changes,
                (false, true) => Effect::Unknown,
                (false, false) => Effect::Reads,
            })
        }
        "awk" | "gawk" | "mawk" => {
            let writes =
                words.iter().any(|word| word.contains("system(") || word.contains('>') && word.contains("print"));
            Some(if writes { Effect::Unknown } else { Effect::Reads })
        }
        "tee" => {
            let target = |word: &&&str| !word.starts_with('-') && !word.starts_with("/dev/");
            changes(words.iter().any(|word| target(&word)))
        }
        // Signal 0 only asks whether the process is there.
        "kill" => changes(!has("-0") && !has("-l") && words.windows(2).all(|pair| pair != ["-s", "0"])),
        "pkill" => changes(!has("-0")),
        "fuser" => changes(short('k')),
        "dmesg" => changes(short('C') || short('c') || has("--clear")),
        "date" => changes(short('s') || words.iter().any(|word| word.starts_with("--set"))),
        "hostname" => changes(words.first().is_some_and(|word| !word.starts_with('-'))),
        "journalctl" => {
            changes(words.iter().any(|word| ["--vacuum", "--rotate", "--flush"].iter().any(|o| word.starts_with(o))))
        }
        "crontab" => changes(!short('l')),
        "iptables" | "ip6tables" | "ebtables" => {
            changes(words.iter().any(|word| ["-A", "-D", "-I", "-R", "-F", "-X", "-P", "-Z", "-N"].contains(word)))
        }
        "nft" => changes(!has("list")),
        "sysctl" => changes(has("-w") || has("-p") || has("--system") || words.iter().any(|word| word.contains('='))),
        "mount" => changes(words.iter().any(|word| !word.starts_with('-')) && !short('l')),
        "ifconfig" => changes(words.len() > 1 && !has("-a")),
        "route" => changes(has("add") || has("del")),
        "openssl" => changes(has("-out") || has("genrsa")),
        "nc" | "ncat" | "netcat" | "telnet" => Some(if short('z') { Effect::Reads } else { Effect::Unknown }),
        "nginx" => Some(match (has("-s"), short('t') || short('T') || short('v') || short('V')) {
            (true, _) => Effect::Changes,
            (false, true) => Effect::Reads,
            (false, false) => Effect::Unknown,
        }),
        "rsync" => changes(!short('n') && !has("--dry-run") && !has("--list-only")),
        "scp" => Some(Effect::Changes),
        "patch" => changes(!has("--dry-run")),
        "postsuper" => changes(short('d') || short('r') || short('h') || short('H')),
        "postqueue" | "mailq" => changes(short('f') || short('i')),
        "visudo" | "haproxy" | "sshd" => (short('c') || short('t')).then_some(Effect::Reads),
        _ if program.starts_with("mkfs.") => Some(Effect::Changes),
        _ if is_assignment(program) && words.is_empty() => Some(Effect::Reads),
        _ if CHANGERS.has(program) => {
            Some(if has("--help") || has("--version") { Effect::Unknown } else { Effect::Changes })
        }
        _ if READERS.has(program) => Some(Effect::Reads),
        _ => None,
    }
}

/// `-i`, `-ni`, `-i.bak`: a letter among short options.
fn is_short(word: &str, letter: char) -> bool {
    let Some(letters) = word.strip_prefix('-').filter(|rest| !rest.starts_with('-')) else { return false };
    letters.chars().take_while(char::is_ascii_alphabetic).take(4).any(|c| c == letter)
}

/// `NAME=value`
pub fn is_assignment(word: &str) -> bool {
    let name = word.split('=').next().unwrap_or_default().trim_end_matches('+');
    word.contains('=')
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
