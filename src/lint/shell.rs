//! Enough of the shell's grammar to tell the commands of a script apart. What is beyond it is marked
//! as opaque, so that no rule judges what it does not understand.

use std::ops::Range;

/// How a command follows the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// It is the first, or stands behind `;`, `&` or the end of a line.
    Then,
    And,
    Or,
    Pipe,
}

/// A command with its words, quotes removed.
#[derive(Debug, Clone)]
pub struct Command {
    pub join: Join,
    pub words: Vec<String>,
    /// With the operator before it, in bytes of the script.
    pub place: Range<usize>,
    /// It substitutes, groups or writes to a file.
    pub opaque: bool,
}

/// The commands of a script; `None` if it holds a here-document or an open quote.
pub fn commands(script: &str) -> Option<Vec<Command>> {
    let mut reader = Reader { script, at: 0, word: None, commands: Vec::new(), next: empty(Join::Then, 0) };
    while let Some(c) = reader.peek() {
        reader.step(c)?;
    }
    reader.end_command(Join::Then, script.len());
    Some(reader.commands)
}

fn empty(join: Join, start: usize) -> Command {
    Command { join, words: Vec::new(), place: start..start, opaque: false }
}

struct Reader<'s> {
    script: &'s str,
    at: usize,
    word: Option<String>,
    commands: Vec<Command>,
    next: Command,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.script[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Everything before `end`, which is passed over.
    fn until(&mut self, end: &str) -> Option<String> {
        let length = self.rest().find(end)?;
        let inside = self.rest()[..length].to_owned();
        self.at += length + end.len();
        Some(inside)
    }

    fn push(&mut self, text: &str) {
        self.word.get_or_insert_default().push_str(text);
    }

    fn end_word(&mut self) {
        self.next.words.extend(self.word.take());
    }

    fn end_command(&mut self, join: Join, operator: usize) {
        self.end_word();
        let mut command = std::mem::replace(&mut self.next, empty(join, operator));
        if command.words.is_empty() && !command.opaque {
            // An empty line does not separate: `a &&` goes on in the next one.
            if join == Join::Then {
                self.next = command;
            }
            return;
        }
        command.place.end = operator.min(self.script.trim_end().len()).max(command.place.start);
        self.commands.push(command);
    }

    fn step(&mut self, c: char) -> Option<()> {
        let start = self.at;
        if self.take("\\\n") || (c.is_whitespace() && c != '\n') {
            self.at = self.at.max(start + c.len_utf8());
            self.end_word();
        } else if c == '#' && self.word.is_none() {
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        } else if self.take("${{") {
            let inside = self.until("}}")?;
            self.push(&format!("${{{{{inside}}}}}"));
        } else if self.take("${") {
            let inside = self.until("}")?;
            self.push(&format!("${{{inside}}}"));
        } else if self.take("$(") || matches!(c, '`' | '(' | ')') {
            self.at = self.at.max(start + 1);
            self.next.opaque = true;
        } else if self.take("'") {
            let inside = self.until("'")?;
            self.push(&inside);
        } else if self.take("\"") {
            self.quoted()?;
        } else if self.take("\\") {
            let escaped = self.peek().map(String::from).unwrap_or_default();
            self.at += escaped.len();
            self.push(&escaped);
        } else if self.rest().starts_with("<<") {
            return None;
        } else if c == '>' || c == '<' || self.rest().starts_with("&>") {
            self.redirect();
        } else if self.take("&&") {
            self.end_command(Join::And, start);
        } else if self.take("||") {
            self.end_command(Join::Or, start);
        } else if self.take("|") {
            self.end_command(Join::Pipe, start);
        } else if matches!(c, ';' | '&' | '\n') {
            self.at += 1;
            self.end_command(Join::Then, start);
        } else {
            self.at += c.len_utf8();
            self.push(c.encode_utf8(&mut [0; 4]));
        }
        Some(())
    }

    fn quoted(&mut self) -> Option<()> {
        self.push("");
        loop {
            let c = self.peek()?;
            self.at += c.len_utf8();
            match c {
                '"' => return Some(()),
                '\\' => {
                    let escaped = self.peek()?;
                    self.at += escaped.len_utf8();
                    self.push(&escaped.to_string());
                }
                _ => {
                    self.next.opaque |= c == '`' || (c == '$' && self.rest().starts_with('('));
                    self.push(&c.to_string());
                }
            }
        }
    }

    /// `2>&1`, `> /dev/null` and `< file` change nothing; any other target is written to.
    fn redirect(&mut self) {
        if self.word.as_ref().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit())) {
            self.word = None;
        }
        self.end_word();
        let reads = self.peek() == Some('<');
        let length = self.rest().bytes().take_while(|b| matches!(b, b'<' | b'>' | b'&' | b'|')).count();
        self.at += length;
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        let length = self.rest().find(|c: char| c.is_whitespace() || ";|&)".contains(c)).unwrap_or(self.rest().len());
        let target = &self.rest()[..length];
        let harmless = reads || target == "/dev/null" || target.bytes().all(|b| b.is_ascii_digit());
        self.at += length;
        self.next.opaque |= !harmless;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(script: &str) -> Vec<(Join, String)> {
        let show = |command: Command| (command.join, command.words.join(" "));
        commands(script).unwrap().into_iter().map(show).collect()
    }

    #[test]
    fn commands_end_outside_of_quotes() {
        let expected = [(Join::Then, "a -f x;y".into()), (Join::Or, "true".into())];
        assert_eq!(split("a -f 'x;y' \\\n || true # why\n"), expected);
        assert_eq!(split("a 2>&1 | b >/dev/null\n\nc &&\n d").len(), 4);
        assert_eq!(split("run ${{ vars.a }} \"${B}\""), [(Join::Then, "run ${{ vars.a }} ${B}".into())]);
        assert_eq!(split("a &&\n d")[1].0, Join::And);
    }

    #[test]
    fn what_writes_or_substitutes_is_opaque() {
        let opaque = |script| commands(script).unwrap().iter().any(|command| command.opaque);
        assert!(opaque("cat a > b") && opaque("echo $(rm a)") && opaque("echo \"`rm a`\"") && opaque("(a; b)"));
        assert!(!opaque("cat a 2>/dev/null < b") && !opaque("echo '$(rm a)'") && !opaque("a &>/dev/null"));
        assert!(commands("cat <<E\nE").is_none() && commands("echo 'a").is_none());
    }

    #[test]
    fn a_place_reaches_from_the_operator_to_the_end() {
        let script = "check -a\n|| true\n";
        let last = commands(script).unwrap().pop().unwrap();
        assert_eq!(&script[last.place], "|| true");
    }
}
