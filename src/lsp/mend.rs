//! The tree of a text that is being typed: what keeps it from being YAML is left blank, so that every place
//! around it stays where it is.
//!
//! A text is taken apart by its indentation. Each part that can be read by itself, below the lines that lead to
//! it, is kept; of one that cannot, its parts are tried in the same manner.

use super::text::floor;
use crate::record::MAX_BYTES;
use crate::record::tree::{Kind, Tree};

/// So many lines of all parts together are read in search of what can be kept, as a multiple of the file's.
const MOST_READ: usize = 12;

/// So often a line is left out with which the kept parts cannot stand together.
const MOST_TRIES: usize = 8;

/// The tree, and the text that it was built from: as long as the one given.
pub struct Mended {
    pub tree: Tree,
    pub text: String,
}

pub fn tree(text: &str) -> Option<Mended> {
    if text.len() > MAX_BYTES {
        return None;
    }
    if let Ok((tree, _)) = Tree::parse(text) {
        return Some(Mended { tree, text: text.to_owned() });
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return None;
    }
    let mut mender = Mender { kept: vec![false; lines.len()], left: lines.len() * MOST_READ, lines };
    mender.keep(0..mender.lines.len(), &mut Vec::new());
    // What can be read part by part may still not stand together.
    for _ in 0..MOST_TRIES {
        let kept = mender.lines.iter().zip(&mender.kept);
        let text: String = kept.map(|(line, kept)| if *kept { (*line).to_owned() } else { blank(line) }).collect();
        match Tree::parse(&text) {
            Ok((tree, _)) => {
                let good = matches!(tree.nodes[tree.root].kind, Kind::Mapping(_));
                return good.then_some(Mended { tree, text });
            }
            Err(error) => {
                let line = text[..floor(&text, error.span.start)].matches('\n').count();
                let told = (0..=line.min(mender.kept.len() - 1)).rev().find(|&at| mender.kept[at])?;
                mender.kept[told] = false;
            }
        }
    }
    None
}

/// As many bytes, saying nothing.
fn blank(line: &str) -> String {
    line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

struct Mender<'t> {
    lines: Vec<&'t str>,
    kept: Vec<bool>,
    left: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Item,
    Entry,
}

impl Mender<'_> {
    /// Keeps what can be read of some lines, which stand below those of `above`.
    fn keep(&mut self, lines: std::ops::Range<usize>, above: &mut Vec<usize>) {
        let mut form = None;
        for part in self.parts(lines) {
            let first = part.start;
            let of = if self.lines[first].trim_start().starts_with('-') { Form::Item } else { Form::Entry };
            if form.is_some_and(|form| form != of) {
                continue;
            }
            if self.can_be_read(above, part.clone(), of) {
                form = Some(of);
                self.kept[part].fill(true);
                continue;
            }
            // Its first line alone, if it leads to something; then what stands below.
            if part.len() > 1 && self.leads(first) {
                form = Some(of);
                self.kept[first] = true;
                above.push(first);
                self.keep(first + 1..part.end, above);
                above.pop();
                let any = self.kept[first + 1..part.end].contains(&true);
                self.kept[first] = any || self.can_be_read(above, first..first + 1, of);
            }
        }
    }

    /// The lines in groups, each from a line at the least indentation to the next such.
    fn parts(&self, lines: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
        let says = |line: &str| {
            let text = line.trim_start();
            !text.trim_end().is_empty() && !text.starts_with('#')
        };
        let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let told = || lines.clone().filter(|&at| says(self.lines[at]));
        let Some(least) = told().map(|at| indent(self.lines[at])).min() else { return Vec::new() };
        // A list may stand in the column of its key.
        let begins = |at: usize| indent(self.lines[at]) == least;
        let entries = told().any(|at| begins(at) && !self.lines[at].trim_start().starts_with("- "));
        let starts: Vec<usize> =
            told().filter(|&at| begins(at) && !(entries && self.lines[at].trim_start().starts_with("- "))).collect();
        let ends = starts.iter().skip(1).copied().chain([lines.end]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    fn can_be_read(&mut self, above: &[usize], part: std::ops::Range<usize>, form: Form) -> bool {
        let lines = above.iter().copied().chain(part.clone());
        let text: String = lines.map(|at| self.lines[at]).collect();
        let size = above.len() + part.len();
        if self.left < size {
            return false;
        }
        self.left -= size;
        // Half a key is a text, beside which no key can stand.
        let first = self.lines[part.start].trim();
        let tab = self.lines[part.start].trim_start_matches(' ').starts_with('\t');
        let whole =
            !tab && (form == Form::Item || first.contains(": ") || first.ends_with(':') || first.contains(": #"));
        whole && Tree::parse(&text).is_ok_and(|(tree, _)| matches!(tree.nodes[tree.root].kind, Kind::Mapping(_)))
    }

    /// Whether lines may stand below this one.
    fn leads(&self, line: usize) -> bool {
        let text = self.lines[line].trim();
        let text = text.split_once(" #").map_or(text, |(text, _)| text.trim_end());
        text.ends_with(':') || text.starts_with("- ") && text.contains(": ")
    }
}

#[cfg(test)]
mod tests;
