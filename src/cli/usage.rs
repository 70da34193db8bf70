//! Mistakes in the usage: what clap says of them, and which command was meant.

use std::ffi::OsString;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::io::{Color, Exit, Io};
use crate::disk;
use crate::error::Error;
use crate::nearest::nearest;
use crate::report::{is_hidden, visible_lines};

/// What people type for a command of another name.
const MEANT: &[(&[&str], &[&str])] = &[
    (&["check", "validate"], &["lint", "verify", "render --check"]),
    (&["test", "run", "prove", "health"], &["verify"]),
    (&["build", "generate", "make", "write"], &["render"]),
    (&["new", "create", "start", "add"], &["init"]),
    (&["list", "ls", "show", "register"], &["status"]),
    (&["fix"], &["lint --fix"]),
    (&["preview", "view", "watch"], &["serve"]),
    (&["html", "site", "publish"], &["export"]),
    (&["acknowledge", "accept"], &["ack"]),
    (&["finish", "complete"], &["done"]),
    (&["resolve", "end"], &["close", "note --kind resolved"]),
    (&["log", "comment"], &["note"]),
    (&["transfer", "assign", "handoff"], &["hand-over"]),
    (&["hand-back", "give-back"], &["return"]),
    (&["attempt", "try"], &["tried"]),
    (&["decision"], &["decide"]),
    (&["compare", "changes"], &["diff"]),
    (&["figures", "values"], &["facts"]),
    (&["sign", "approve"], &["attest"]),
    (&["rule", "rules", "field", "fields", "why"], &["explain"]),
    (&["guide", "tutorial", "docs"], &["explain guide"]),
    (&["reference"], &["explain reference"]),
];

/// `--help` and `--version` are results; all else that clap has to say is a mistake in the usage.
pub fn answer(mut answer: clap::Error, args: &[OsString], whole: &clap::Command, io: &mut Io) -> Result<Exit, Error> {
    if let Some(tip) = tip(&answer, args, whole) {
        answer.remove(ContextKind::SuggestedSubcommand);
        answer.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    let text = answer.render();
    if !answer.use_stderr() {
        let text = if io.color_stdout() { text.ansi().to_string() } else { text.to_string() };
        writeln!(io.stdout, "{}", text.trim_end())?;
        return Ok(Exit::Clean);
    }
    // An argument may be a file's name, so it may hold anything.
    let plain = text.to_string();
    let hostile = plain.contains(|c: char| c != '\n' && is_hidden(c));
    if io.color_stderr() && !hostile {
        io.message(text.ansi().to_string().trim_end());
    } else {
        io.message(&visible_lines(plain.trim_end()));
    }
    Ok(Exit::Failed)
}

/// The command that the arguments name.
pub fn command<'a>(args: &[OsString], whole: &'a clap::Command) -> Option<&'a clap::Command> {
    let mut args = args.iter().skip(1).filter_map(|arg| arg.to_str());
    while let Some(arg) = args.next() {
        match arg {
            "--color" => _ = args.next(),
            arg if arg.starts_with('-') => {}
            name => return whole.get_subcommands().find(|command| command.get_name() == name),
        }
    }
    None
}

/// `--color` of a command line that could not be parsed.
pub fn color_asked_for(args: &[OsString]) -> Color {
    let args: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let asked = |when: &str| {
        args.iter().any(|arg| arg.strip_prefix("--color=") == Some(when))
            || args.windows(2).any(|w| w == ["--color", when])
    };
    match (asked("always"), asked("never")) {
        (_, true) => Color::Never,
        (true, false) => Color::Always,
        _ => Color::Auto,
    }
}

/// What to type instead.
fn tip(error: &clap::Error, args: &[OsString], whole: &clap::Command) -> Option<String> {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let command = command(args, whole);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let given = said(ContextKind::InvalidSubcommand)?;
            match command {
                None if is_path(given) => Some(meant(&[format!("render {}", quoted(given))])),
                None => meant_command(given, whole).map(|all| meant(&all)),
                Some(of) => {
                    let near = nearest(given, of.get_subcommands().map(clap::Command::get_name))?;
                    Some(meant(&[format!("{} {near}", of.get_name())]))
                }
            }
        }
        // clap has found one of this very command that is spelled alike.
        ErrorKind::UnknownArgument if error.get(ContextKind::SuggestedArg).is_some() && command.is_some() => None,
        ErrorKind::UnknownArgument => {
            let given = said(ContextKind::InvalidArg)?.split('=').next()?;
            let long = given.strip_prefix("--")?;
            let has = |of: &&clap::Command| of.get_arguments().any(|arg| arg.get_long() == Some(long));
            let others = whole.get_subcommands().filter(has).map(|of| format!("{} {given}", of.get_name()));
            let others: Vec<String> = others.collect();
            // What many have says nothing about what was meant.
            (1..=4).contains(&others.len()).then(|| meant(&others))
        }
        ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand => {
            let example = example(command?)?;
            Some(format!("for example, `{example}`"))
        }
        _ => None,
    }
}

/// Whether it is more likely a record than a misspelt command.
fn is_path(given: &str) -> bool {
    given.contains(['/', '\\']) || given.ends_with(".yaml") || given.ends_with(".yml") || disk::exists(Path::new(given))
}

/// Command lines that the word stands for.
fn meant_command(given: &str, whole: &clap::Command) -> Option<Vec<String>> {
    let names = whole.get_subcommands().map(clap::Command::get_name);
    let words = MEANT.iter().flat_map(|(words, _)| words.iter().copied());
    let near = nearest(given, words.chain(names))?;
    Some(match MEANT.iter().find(|(words, _)| words.contains(&near)) {
        Some((_, lines)) => lines.iter().map(|&line| line.to_owned()).collect(),
        None => vec![near.to_owned()],
    })
}

fn meant(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("`handoff {line}`")).collect();
    match lines.split_last() {
        Some((last, [])) => format!("did you mean {last}?"),
        Some((last, others)) => format!("did you mean {} or {last}?", others.join(", ")),
        None => String::new(),
    }
}

/// As it is typed in a shell.
pub fn quoted(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| word.to_owned(), |quoted| quoted.into_owned())
}

/// The first example in a command's help.
fn example(command: &clap::Command) -> Option<String> {
    examples(command).next()
}

/// The command lines in a command's help.
pub fn examples(command: &clap::Command) -> impl Iterator<Item = String> {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let lines: Vec<String> =
        text.lines().map(str::trim).filter(|line| line.starts_with("handoff ")).map(str::to_owned).collect();
    lines.into_iter()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_word_stands_for_a_command_that_there_is() {
        let whole = super::super::Cli::command();
        for (words, lines) in MEANT {
            for line in *lines {
                let name = line.split(' ').next().unwrap();
                assert!(whole.find_subcommand(name).is_some(), "{line}");
            }
            assert!(words.iter().all(|word| whole.find_subcommand(word).is_none()), "{words:?}");
        }
    }
}
