//! The room that a Gantt chart of Mermaid needs, so that no name lies on a bar, on another name, or
//! outside: mermaid itself leaves 75 pixels for owners and looks at nothing but the right edge.

/// Shares of the whole span, from 0 to 1, and how many pixels the name takes.
pub struct Named {
    pub begins: f64,
    pub ends: f64,
    pub name: f64,
}

/// In pixels; the chart is scaled to the column in which it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    pub width: u32,
    /// For the owners.
    pub left: u32,
    /// For names that stand behind their bars.
    pub right: u32,
}

/// As wide as a column on GitHub, then wider: the text gets smaller.
const WIDTHS: [u32; 4] = [900, 1200, 1600, 2000];
/// What the bars take at least, so that ticks have room.
const BARS: u32 = 450;
/// Between the edge and an owner, and between an owner and the bars.
const GAP: u32 = 12;

/// Nothing where no width is enough.
pub fn room(owners: f64, bars: &[Named]) -> Option<Room> {
    let left = (owners.ceil() as u32 + 2 * GAP).max(75);
    let rooms = WIDTHS.into_iter().flat_map(|width| {
        (0..).map(move |step| Room { width, left, right: 50 + 25 * step }).take_while(|room| room.bars().is_some())
    });
    rooms.into_iter().find(|room| bars.iter().all(|bar| room.holds(bar)))
}

impl Room {
    fn bars(&self) -> Option<f64> {
        let bars = self.width.checked_sub(self.left + self.right)?;
        (bars >= BARS).then_some(f64::from(bars))
    }

    /// A name stands in its bar, else behind it, else, where mermaid sees no room there, before it.
    fn holds(&self, bar: &Named) -> bool {
        let Some(bars) = self.bars() else { return false };
        let (begins, ends) = (bar.begins * bars, bar.ends * bars);
        let behind = ends + bar.name + 1.5 * f64::from(self.left) <= f64::from(self.width);
        bar.name <= ends - begins || behind || bar.name + f64::from(GAP) <= begins
    }
}

/// Pixels that a text of a chart takes at most, in letters of 11 pixels.
pub fn pixels(text: &str) -> f64 {
    text.chars()
        .map(|c| {
            if c.is_ascii_lowercase() || c == ' ' {
                6.4
            } else if c.is_ascii() {
                7.8
            } else {
                11.0
            }
        })
        .sum()
}

/// The name of an owner in one line or, where it is long, in two.
pub fn lines(name: &str) -> Vec<String> {
    const SHORT: usize = 28;
    let mut lines = vec![String::new()];
    let most = SHORT.max(name.chars().count() / 2);
    for word in name.split_whitespace() {
        let last = lines.len() - 1;
        if lines.len() == 1 && !lines[last].is_empty() && lines[last].chars().count() + 1 + word.chars().count() > most
        {
            lines.push(word.to_owned());
        } else {
            if !lines[last].is_empty() {
                lines[last].push(' ');
            }
            lines[last].push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_gets_wider_only_where_a_name_needs_it() {
        let bar = |begins, ends, name| Named { begins, ends, name };
        let inside = [bar(0.0, 0.5, 100.0), bar(0.5, 1.0, 100.0)];
        assert_eq!(room(40.0, &inside), Some(Room { width: 900, left: 75, right: 50 }));
        assert_eq!(room(200.0, &inside).unwrap().left, 224);
        let behind = room(40.0, &[bar(0.4, 0.5, 330.0), bar(0.9, 1.0, 300.0)]).unwrap();
        assert_eq!(behind.width, 900);
        assert!(room(40.0, &[bar(0.4, 0.5, 700.0)]).unwrap().width > 900);
        assert_eq!(room(40.0, &[bar(0.4, 0.5, 2000.0)]), None);
        assert_eq!(room(3000.0, &inside), None);
    }

    #[test]
    fn a_long_owner_stands_in_two_lines() {
        assert_eq!(lines("Shop"), ["Shop"]);
        let long = "Senior Infrastructure Lead and Platform Engineering and the Vendor";
        assert_eq!(lines(long), ["Senior Infrastructure Lead and", "Platform Engineering and the Vendor"]);
        assert_eq!(lines(&"x".repeat(90)).len(), 1);
    }
}
