//! Pieces of running text as Markdown for one place.

use pulldown_cmark::Event;

use super::Place;
use super::escape::{code_span, push_text};
use super::pieces::{Piece, pieces, unmarked};

/// Writes inline events. `again` reads what was written: emphasis whose delimiters would be read
/// otherwise at this place, such as two side by side, is left out, and the words stay.
pub(super) fn write(events: &[Event], place: Place, again: impl Fn(&str) -> Vec<Event<'static>>) -> String {
    let pieces = pieces(events, place);
    let written = print(&pieces, place);
    let is_marked = pieces.iter().any(|piece| matches!(piece, Piece::Mark(_)));
    if !is_marked || print(&super::pieces::pieces(&again(&written), place), place) == written {
        return written;
    }
    print(&unmarked(&pieces, place), place)
}

/// Line breaks stay; texts of one line have none.
fn print(pieces: &[Piece], place: Place) -> String {
    let table = place == Place::Cell;
    let mut out = String::new();
    let mut line_start = true;
    for (at, piece) in pieces.iter().enumerate() {
        let mut span = String::new();
        match piece {
            Piece::Text(text) => {
                let before = out.len();
                push_text(&mut out, text, line_start, table, first_char(pieces.get(at + 1), place));
                line_start &= out.len() == before;
                continue;
            }
            Piece::SoftBreak | Piece::HardBreak => {
                out.truncate(out.trim_end().len());
                let hard = *piece == Piece::HardBreak && !line_start && at + 1 < pieces.len();
                out.push_str(if hard { "\\\n" } else { "\n" });
                line_start = true;
                continue;
            }
            Piece::Code(code) => span = code_span(code),
            Piece::Address(address) if place.has_links() => span = format!("<{address}>"),
            Piece::Address(address) => span = code_span(address),
            Piece::Mark(mark) => span.push_str(mark),
        }
        // Two code spans side by side would be one.
        if span.starts_with('`') && out.ends_with('`') {
            out.push(' ');
        }
        out.push_str(&span);
        line_start &= span.is_empty();
    }
    out.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What a text is followed by; a blank at the end of a line.
fn first_char(piece: Option<&Piece>, place: Place) -> char {
    match piece {
        Some(Piece::Text(text)) => text.chars().next().unwrap_or(' '),
        Some(Piece::Code(_)) => '`',
        Some(Piece::Address(_)) => {
            if place.has_links() {
                '<'
            } else {
                '`'
            }
        }
        Some(Piece::Mark(mark)) => mark.chars().next().unwrap_or(' '),
        None | Some(Piece::SoftBreak | Piece::HardBreak) => ' ',
    }
}
