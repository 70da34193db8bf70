//! A Gantt chart, drawn: each bar below its title, so that long titles have the whole width.

use super::axis::axis;
use super::canvas::{Anchor, Canvas, LINE, width, wrapped};
use super::gantt::{Bar, Gantt, Stage};
use super::mermaid::decoded;
use crate::record::units::{Duration, Instant};

const WIDTH: f64 = 620.0;
const BAR: f64 = 12.0;
/// Browsers round the widths of letters, and some overhang their place.
const INSET: f64 = 3.0;
/// More ticks than this stand too close.
const MOST_TICKS: i64 = 7;

impl Gantt {
    pub fn svg(&self) -> String {
        let mut canvas = Canvas::new(WIDTH);
        let bars = || self.sections.iter().flat_map(|section| &section.bars);
        let (Some(first), Some(last)) = (bars().map(|bar| bar.starts).min(), bars().map(end).max()) else {
            return canvas.finish("Schedule");
        };
        let scale = Scale { first: seconds(first), span: (seconds(last) - seconds(first)).max(1) };
        let mut top = LINE + 6.0;
        for section in &self.sections {
            let lines = wrapped(&decoded(&section.owner), WIDTH * 0.9);
            canvas.text("owner", Anchor::Start, (INSET, top), &lines);
            top += LINE * lines.len() as f64 + 4.0;
            for bar in &section.bars {
                top = self.bar(&mut canvas, bar, &scale, top);
            }
            top += 8.0;
        }
        self.ticks(&mut canvas, first, &scale, top - 8.0);
        canvas.finish(if self.of_work { "Schedule, a bar for each phase" } else { "The outage, a bar for each span" })
    }

    /// A bar with its title; where the next begins.
    fn bar(&self, canvas: &mut Canvas, bar: &Bar, scale: &Scale, top: f64) -> f64 {
        let (class, word) = match bar.stage {
            Stage::Planned => ("bar planned", ""),
            Stage::UnderWay => ("bar underway", ", under way"),
            Stage::Done => ("bar done", ", done"),
            Stage::Critical => ("bar critical", ""),
        };
        let word = if self.of_work { word } else { "" };
        let times = format!("{} – {}{word}", self.time(bar.starts), self.time(end(bar)));
        let title = decoded(&bar.title);
        let room = WIDTH - 20.0 - 2.0 * INSET;
        let mut lines = wrapped(&title, room);
        // On one line with the title where there is room for both.
        let beside = lines.len() == 1 && width(&title) + width(&times) + 20.0 < room;
        canvas.text("label", Anchor::Start, (INSET, top), &lines);
        if beside {
            canvas.text("times", Anchor::End, (WIDTH - INSET, top), &[times]);
        } else {
            let below = top + LINE * lines.len() as f64;
            let times = wrapped(&times, room);
            canvas.text("times", Anchor::Start, (INSET, below), &times);
            lines.extend(times);
        }
        let y = top + LINE * lines.len() as f64 + 2.0;
        let (from, to) = (scale.x(seconds(bar.starts)), scale.x(seconds(end(bar))));
        // A milestone is seen too.
        let wide = (to - from).max(4.0);
        canvas.rect(class, (from.min(WIDTH - wide), y), (wide, BAR));
        y + BAR + 10.0
    }

    fn time(&self, at: Instant) -> String {
        at.0.format(if self.by_day { "%a %d %b" } else { "%a %d %b %H:%M" }).to_string()
    }

    fn ticks(&self, canvas: &mut Canvas, first: Instant, scale: &Scale, bottom: f64) {
        let axis = axis(Duration::from_secs(scale.span));
        let least = if self.by_day { axis.seconds.max(24 * 3600) } else { axis.seconds };
        let step = least * (scale.span / least / MOST_TICKS + 1);
        let offset = i64::from(first.0.offset().local_minus_utc());
        // On whole hours and days of the clock that the record shows.
        let mut at = (scale.first + offset).div_euclid(step) * step - offset;
        let format = if self.by_day && axis.seconds < 7 * 24 * 3600 { "%a %d %b" } else { axis.format };
        let mut free = 0.0;
        while at <= scale.first + scale.span {
            let time = first.plus(Duration::from_secs(at - scale.first));
            if at >= scale.first
                && let Some(time) = time
            {
                let (x, text) = (scale.x(at), time.0.format(format).to_string());
                canvas.line("grid", (x, LINE), (x, bottom));
                let left = (x - width(&text) / 2.0).clamp(INSET, WIDTH - INSET - width(&text));
                if left >= free {
                    free = left + width(&text) + 6.0;
                    canvas.text("tick", Anchor::Middle, (left + width(&text) / 2.0, 0.0), &[text]);
                }
            }
            at += step;
        }
    }
}

/// From seconds to places on the sheet.
struct Scale {
    first: i64,
    span: i64,
}

impl Scale {
    fn x(&self, at: i64) -> f64 {
        1.0 + (WIDTH - 2.0) * (at - self.first) as f64 / self.span as f64
    }
}

fn seconds(at: Instant) -> i64 {
    at.0.timestamp()
}

fn end(bar: &Bar) -> Instant {
    bar.starts.plus(bar.takes).unwrap_or(bar.starts)
}
