//! What the last command of a script can never print, or never exit with.

use crate::commands::{Command, Join, commands};
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::Expect;

/// Programs that print nothing, whatever they find.
const SILENT: &[&str] = &["test", "[", "[[", "true", "false", ":", "cd", "kill", "sleep", "mkdir", "touch", "chmod"];

pub fn never_does(context: &Context, at: &FieldPath, run: &str, expect: &Expect) -> Option<Finding> {
    let all = commands(run)?;
    let last = all.last().filter(|last| is_alone(&all, last))?;
    let words: Vec<&str> = last.words.iter().map(String::as_str).skip_while(|word| *word == "sudo").collect();
    let (&program, options) = words.split_first()?;
    let expectation = &expect.expectation;
    let exit = expectation.exit.unwrap_or(0);
    let place = if expect.long { at.key("equals") } else { at.clone() };
    let equals = expectation.equals.as_ref().map(|text| context.names().expand(text.as_str()).trim().to_owned());
    let equals = equals.filter(|text| !text.contains("${{"));
    let has = |letter: char, long: &str| options.iter().any(|option| is_option(option, letter, long));
    let counts = match program {
        "grep" | "egrep" | "fgrep" | "zgrep" | "rg" | "pgrep" => has('c', "--count"),
        "wc" => options.iter().any(|option| matches!(*option, "-l" | "-c" | "-w" | "-m" | "--lines")),
        _ => false,
    };
    let searches = matches!(program, "grep" | "egrep" | "fgrep" | "zgrep" | "rg" | "pgrep");
    let quiet = searches && has('q', "--quiet") || SILENT.contains(&program);
    if let Some(wanted) = &equals {
        if searches && exit == 0 && (counts && wanted == "0" || !counts && !has('q', "--quiet") && wanted.is_empty()) {
            let message = format!("`{program}` exits with 1 when it finds nothing");
            let help = if counts { "expect `{exit: 1, equals: \"0\"}`" } else { "expect `{exit: 1}`" };
            return Some(Finding::new(place, message).help(format!("{help}, and see that the input is there")));
        }
        let files = options.iter().filter(|option| !option.starts_with('-')).count();
        let one = program == "wc" && files == 0 || searches && files <= 2 && !has('r', "--recursive");
        if counts && one && wanted.parse::<u64>().is_err() {
            let message = format!("`{program}` prints a count, never `{}`", wanted.escape_debug());
            return Some(
                Finding::new(place, message).help("expect the number, or print the lines instead of counting them"),
            );
        }
        if program == "curl" && exit == 0 && has('f', "--fail") && is_error_status(wanted) {
            let message = format!("`curl --fail` exits with 22 on status {wanted}");
            return Some(Finding::new(place, message).help("leave out `--fail`, or expect exit 22 as well"));
        }
    }
    let wants_output = equals.as_ref().is_some_and(|text| !text.is_empty())
        || expectation.contains.as_ref().is_some_and(|texts| texts.iter().any(|text| !text.as_str().is_empty()));
    if quiet && wants_output && all.len() == 1 && last.writes.is_empty() {
        let at = if equals.is_some() { place } else { at.key("contains") };
        let message = format!("`{program}` prints nothing");
        return Some(Finding::new(at, message).help("expect its exit status, or print something: `… && echo ok`"));
    }
    if matches!(program, "diff" | "cmp")
        && exit == 0
        && wants_output
        && all.len() == 1
        && !has('s', "--report-identical-files")
    {
        let at = if equals.is_some() { place } else { at.key("contains") };
        let message = format!("`{program}` prints nothing when it exits with 0");
        return Some(Finding::new(at, message).help("differences exit with 1: expect `{exit: 1}` with them"));
    }
    let always = match (program, options) {
        ("false", []) => Some(1),
        ("true" | ":", []) => Some(0),
        ("exit", [status]) => status.parse::<i32>().ok(),
        _ => None,
    };
    let always = always.filter(|always| *always != exit && (all.len() == 1 || last.join == Join::Then));
    // `set -e`, `exit` and the like may end the script before.
    let leaves =
        |command: &Command| command.words.iter().any(|word| matches!(word.as_str(), "set" | "exit" | "exec" | "trap"));
    always.filter(|_| !all[..all.len() - 1].iter().any(leaves)).map(|always| {
        let at = if expectation.exit.is_some() { at.key("exit") } else { at.clone() };
        Finding::new(at, format!("its command always exits with {always}"))
            .help(format!("expect exit {always}, or remove that end"))
    })
}

/// Whether what the last command says is what the script says: not of a group, a loop or a negation.
fn is_alone(all: &[Command], last: &Command) -> bool {
    let word =
        |command: &Command, words: &[&str]| command.words.first().is_some_and(|first| words.contains(&first.as_str()));
    let grouped = all.iter().any(|command| {
        word(command, &["if", "for", "while", "until", "case", "{", "}", "fi", "done", "esac", "!", "function"])
            || command.opaque && command.words.is_empty()
    });
    // `a || b`: either may speak.
    !grouped && matches!(last.join, Join::Then | Join::Pipe | Join::And) && !word(last, &["!"])
}

fn is_option(option: &str, letter: char, long: &str) -> bool {
    option == long || option.starts_with('-') && !option.starts_with("--") && option[1..].contains(letter)
}

fn is_error_status(text: &str) -> bool {
    text.len() == 3 && text.starts_with(['4', '5']) && text.bytes().all(|byte| byte.is_ascii_digit())
}
