//! What `handoff lint` found: of one record, ready to be printed, and of all, counted.

use std::fmt;

use crate::cli::io::Exit;
use crate::report::Located;

/// One record's findings, made ready by the worker so that its text need not be kept.
#[derive(Default)]
pub struct Judged {
    pub shown: Shown,
    /// Of a valid record that was judged.
    pub id: Option<String>,
    pub invalid: bool,
    pub errors: usize,
    pub warnings: usize,
    /// Places mended, or that would be.
    pub mended: usize,
    /// Whether `--fix` would change it.
    pub drift: bool,
}

pub enum Shown {
    Message(String),
    Text(String),
    Findings(Vec<Located>),
}

impl Default for Shown {
    fn default() -> Self {
        Shown::Text(String::new())
    }
}

impl Judged {
    pub fn exit(&self, deny_warnings: bool) -> Exit {
        match self {
            Judged { invalid: true, .. } => Exit::Failed,
            Judged { drift: true, .. } | Judged { errors: 1.., .. } => Exit::Findings,
            Judged { warnings: 1.., .. } if deny_warnings => Exit::Findings,
            _ => Exit::Clean,
        }
    }
}

/// The last line.
#[derive(Default)]
pub struct Tally {
    pub records: usize,
    pub errors: usize,
    pub warnings: usize,
    pub failed: usize,
    pub mended: usize,
    /// Whether nothing but what can be mended was looked for.
    pub only_fixes: bool,
}

impl Tally {
    pub fn add(&mut self, judged: &Judged) {
        self.records += 1;
        self.errors += judged.errors;
        self.warnings += judged.warnings;
        self.mended += judged.mended;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let many = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        let places = many(self.mended, "place");
        if self.records == 0 && self.failed > 0 {
            return f.write_str("no record could be read");
        }
        match (self.errors, self.warnings) {
            (0, 0) if self.only_fixes => write!(f, "{places} to mend")?,
            (0, 0) => f.write_str("no findings")?,
            (errors, 0) => f.write_str(&many(errors, "error"))?,
            (0, warnings) => f.write_str(&many(warnings, "warning"))?,
            (errors, warnings) => write!(f, "{}, {}", many(errors, "error"), many(warnings, "warning"))?,
        }
        write!(f, " in {}", many(self.records, "record"))?;
        if self.mended > 0 && !self.only_fixes {
            write!(f, "; {places} mended")?;
        }
        if self.failed > 0 {
            f.write_str("; not all could be read")?;
        }
        Ok(())
    }
}
