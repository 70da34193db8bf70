//! Enough of the shell's grammar to tell the commands of a script apart. What is beyond it is marked
//! as opaque, so that no rule judges what it does not understand.

mod paren;

use std::ops::Range;

use paren::closing;

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
    /// Where each word begins.
    pub starts: Vec<usize>,
    /// What it substitutes: `$(…)`, `` `…` ``, `<(…)`, without these marks.
    pub nested: Vec<Range<usize>>,
    /// Its redirections into files, `> out.txt`.
    pub writes: Vec<Range<usize>>,
    /// What a here-document gives it to read.
    pub input: String,
}

/// The commands of a script; `None` if it holds an open quote or a here-document without an end.
pub fn commands(script: &str) -> Option<Vec<Command>> {
    let next = empty(Join::Then, 0);
    let mut reader = Reader { script, at: 0, word: None, commands: Vec::new(), next, here: Vec::new() };
    while let Some(c) = reader.peek() {
        reader.step(c)?;
    }
    reader.end_command(Join::Then, script.len());
    reader.here.is_empty().then_some(reader.commands)
}

fn empty(join: Join, start: usize) -> Command {
    let (words, starts, nested, writes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    Command { join, words, place: start..start, opaque: false, starts, nested, writes, input: String::new() }
}

/// A here-document that begins with the next line.
struct Here {
    end: String,
    tabs: bool,
    /// The command that reads it, by its index.
    of: usize,
}

struct Reader<'s> {
    script: &'s str,
    at: usize,
    word: Option<String>,
    commands: Vec<Command>,
    next: Command,
    here: Vec<Here>,
}

/// What means nothing to the shell; what is not ASCII could be a blank.
fn is_plain(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_./:=,@%+{}[]*?!~^#".contains(byte)
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

    /// Pushes what follows of such bytes, if any does.
    fn push_while(&mut self, is: fn(&u8) -> bool) -> bool {
        let length = self.rest().bytes().take_while(is).count();
        if length > 0 {
            self.push(&self.script[self.at..self.at + length]);
            self.at += length;
        }
        length > 0
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
        let (start, between) = (self.at, self.word.is_none());
        self.read(c, start)?;
        if between && self.word.is_some() {
            self.next.starts.push(start);
        }
        Some(())
    }

    fn read(&mut self, c: char, start: usize) -> Option<()> {
        if (c != '#' || self.word.is_some()) && self.push_while(is_plain) {
            return Some(());
        }
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
        } else if self.take("$(") || self.take("`") {
            self.substitute(c == '`')?;
            self.push("");
        } else if c == '(' {
            self.at += 1;
            self.next.opaque = true;
        } else if c == ')' {
            self.at += 1;
            self.next.opaque = true;
            self.end_command(Join::Then, start);
        } else if self.take("'") {
            let inside = self.until("'")?;
            self.push(&inside);
        } else if self.take("\"") {
            self.quoted()?;
        } else if self.take("\\") {
            let escaped = self.peek().map(String::from).unwrap_or_default();
            self.at += escaped.len();
            self.push(&escaped);
        } else if self.take("<<<") {
            self.end_word();
        } else if self.take("<<") {
            self.here_document()?;
        } else if self.take("<(") || self.take(">(") {
            self.substitute(false)?;
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
            if c == '\n' {
                self.here_documents()?;
            }
        } else {
            self.at += c.len_utf8();
            self.push(c.encode_utf8(&mut [0; 4]));
        }
        Some(())
    }

    fn quoted(&mut self) -> Option<()> {
        self.push("");
        loop {
            self.push_while(|byte| !matches!(byte, b'"' | b'\\' | b'`' | b'$'));
            let c = self.peek()?;
            self.at += c.len_utf8();
            match c {
                '"' => return Some(()),
                '\\' => {
                    let escaped = self.peek()?;
                    self.at += escaped.len_utf8();
                    self.push(&escaped.to_string());
                }
                '`' => self.substitute(true)?,
                '$' if self.take("(") => self.substitute(false)?,
                _ => self.push(&c.to_string()),
            }
        }
    }

    /// Passes over what is substituted; it is read as a script of its own by those who ask.
    fn substitute(&mut self, ticks: bool) -> Option<()> {
        self.next.opaque = true;
        let from = self.at;
        let length = if ticks { self.rest().find('`')? } else { closing(self.rest())? };
        self.at += length + 1;
        // `$((1 + 2))` computes.
        if !self.script[from..].starts_with('(') {
            self.next.nested.push(from..from + length);
        }
        Some(())
    }

    fn here_document(&mut self) -> Option<()> {
        self.end_word();
        let tabs = self.take("-");
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        let length = self.rest().find(|c: char| c.is_whitespace() || ";|&)<>".contains(c)).unwrap_or(self.rest().len());
        let end = self.rest()[..length].trim_matches(['"', '\'', '\\']).to_owned();
        self.at += length;
        self.here.push(Here { end, tabs, of: self.commands.len() });
        Some(())
    }

    /// The lines behind the one that asked for them.
    fn here_documents(&mut self) -> Option<()> {
        let script = self.script;
        for here in std::mem::take(&mut self.here) {
            let mut text = String::new();
            loop {
                let rest = &script[self.at..];
                if rest.is_empty() {
                    return None;
                }
                let line = rest.split('\n').next().unwrap_or_default();
                self.at += (line.len() + 1).min(rest.len());
                if (if here.tabs { line.trim_start_matches('\t') } else { line }) == here.end {
                    break;
                }
                text.push_str(line);
                text.push('\n');
            }
            if let Some(command) = self.commands.get_mut(here.of) {
                command.input = text;
            }
        }
        Some(())
    }

    /// `2>&1`, `> /dev/null` and `< file` change nothing; any other target is written to.
    fn redirect(&mut self) {
        if self.word.as_ref().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit())) {
            self.word = None;
        }
        self.end_word();
        let (start, reads) = (self.at, self.peek() == Some('<'));
        let length = self.rest().bytes().take_while(|b| matches!(b, b'<' | b'>' | b'&' | b'|')).count();
        self.at += length;
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        let length = self.rest().find(|c: char| c.is_whitespace() || ";|&)".contains(c)).unwrap_or(self.rest().len());
        let target = &self.rest()[..length];
        let device =
            ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "-", ""].contains(&target.trim_matches('"'));
        // `< /dev/tcp/host/port` asks whether a port is open, and so does `>`.
        let socket = target.starts_with("/dev/tcp/") || target.starts_with("/dev/udp/");
        let harmless = reads || device || socket || target.bytes().all(|b| b.is_ascii_digit());
        self.at += length;
        if !harmless {
            self.next.opaque = true;
            self.next.writes.push(start..self.at);
        }
    }
}

#[cfg(test)]
mod tests;
