//! What all drawings share: a sheet of a fixed width that grows downwards, and texts on it that wrap
//! and are never cut. No style stands in a drawing: its classes are the page's.
//!
//! Nobody measures a font here. Letters are taken for as wide as the widest of the usual fonts has
//! them, so that a line is rather short than too long for its box.

use unicode_width::UnicodeWidthChar;

/// The size of letters, in the sheet's units.
pub const LETTERS: f64 = 14.0;
/// From one line to the next.
pub const LINE: f64 = 19.0;

/// A drawing on its way.
pub struct Canvas {
    width: f64,
    /// How far down it is drawn.
    pub bottom: f64,
    body: String,
}

/// How a text stands to its place.
#[derive(Clone, Copy)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Canvas {
    pub fn new(width: f64) -> Canvas {
        Canvas { width, bottom: 0.0, body: String::new() }
    }

    pub fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.body += &format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\"/>",
            short(x),
            short(y),
            short(width),
            short(height)
        );
        self.bottom = self.bottom.max(y + height);
    }

    /// A line, with a head where it ends as an arrow.
    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        self.body += &format!(
            "<path class=\"{class}\" d=\"M{} {}L{} {}\"/>",
            short(from.0),
            short(from.1),
            short(to.0),
            short(to.1)
        );
    }

    /// The head of an arrow that ends here, in the direction of the unit vector.
    pub fn head(&mut self, (x, y): (f64, f64), (dx, dy): (f64, f64)) {
        let back = |across: f64| (x - 8.0 * dx - across * dy, y - 8.0 * dy + across * dx);
        let (left, right) = (back(4.0), back(-4.0));
        self.body += &format!(
            "<path class=\"head\" d=\"M{} {}L{} {}L{} {}Z\"/>",
            short(x),
            short(y),
            short(left.0),
            short(left.1),
            short(right.0),
            short(right.1)
        );
    }

    /// Lines of text, the first of which begins at `top`.
    pub fn text(&mut self, class: &str, anchor: Anchor, (x, top): (f64, f64), lines: &[String]) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.body += &format!("<text class=\"{class}\" text-anchor=\"{anchor}\">");
        for (at, line) in lines.iter().enumerate() {
            let y = top + LINE * at as f64 + LETTERS;
            // The blank is for who copies the lines as one text.
            let blank = if at + 1 < lines.len() { " " } else { "" };
            self.body += &format!(
                "<tspan x=\"{}\" y=\"{}\">{}{blank}</tspan>",
                short(x),
                short(y),
                crate::markdown::escaped(line)
            );
        }
        self.body += "</text>";
        self.bottom = self.bottom.max(top + LINE * lines.len() as f64);
    }

    /// The whole drawing; `name` says to who cannot see it what it shows.
    pub fn finish(self, name: &str) -> String {
        let (width, height) = (short(self.width), short(self.bottom + 2.0));
        let name = crate::markdown::escaped(name);
        format!(
            "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"group\" \
             aria-label=\"{name}\">{}</svg>",
            self.body
        )
    }
}

/// The lines of a text in a column; a word that is wider than it is broken.
pub fn wrapped(text: &str, column: f64) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0.0);
    for word in text.split_whitespace() {
        let wide = width(word);
        if !line.is_empty() && used + width(" ") + wide > column {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += width(" ");
        }
        for c in word.chars() {
            let wide = of_letter(c);
            if used + wide > column && !line.is_empty() && wide > 0.0 {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(c);
            used += wide;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// How wide a text is at most.
pub fn width(text: &str) -> f64 {
    text.chars().map(of_letter).sum()
}

fn of_letter(c: char) -> f64 {
    let share = match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | ' ' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 1.0,
        'A'..='Z' => 0.76,
        c if c.is_ascii() => 0.63,
        c => match c.width() {
            Some(0) => 0.0,
            Some(1) => 0.85,
            _ => 1.35,
        },
    };
    share * LETTERS
}

/// A tenth of a unit is exact enough.
fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_wrap_and_no_letter_is_lost() {
        let long = "x".repeat(200);
        for text in ["one two three four five six", long.as_str(), "数据库 数据库 数据库 数据库", "a", ""] {
            let lines = wrapped(text, 80.0);
            assert!(lines.iter().all(|line| width(line) <= 80.0), "{lines:?}");
            let letters = |text: &str| text.replace(char::is_whitespace, "");
            assert_eq!(letters(&lines.concat()), letters(text));
        }
    }
}
