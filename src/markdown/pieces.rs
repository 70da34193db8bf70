//! What a text of the record may bring into running text: words, code, addresses, emphasis and line
//! breaks. Everything else that Markdown knows has become one of these, before anything is written.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Place;
use super::address::token;
use crate::visible::visible;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Code(String),
    /// An address that is written as `<address>`.
    Address(String),
    /// A delimiter of emphasis.
    Mark(&'static str),
    SoftBreak,
    HardBreak,
}

/// The pieces of inline events. A link becomes `text (target)`: where it leads is seen, not hidden;
/// where no links may stand, only its text stays.
pub(super) fn pieces(events: &[Event], place: Place) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut links: Vec<(String, bool)> = Vec::new();
    for event in events {
        match event {
            Event::Text(text) => {
                if let Some((target, auto)) = links.last_mut() {
                    *auto |= same_address(text, target);
                    if *auto {
                        continue;
                    }
                }
                push(&mut pieces, &visible(text));
            }
            Event::Code(text) => code(&mut pieces, text.to_string(), place),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => pieces.push(Piece::Mark("*")),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => pieces.push(Piece::Mark("**")),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => pieces.push(Piece::Mark("~~")),
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let auto = matches!(link_type, LinkType::Autolink | LinkType::Email);
                links.push((visible(dest_url).into_owned(), auto));
            }
            Event::Start(Tag::Image { dest_url, .. }) => links.push((visible(dest_url).into_owned(), false)),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let Some((target, auto)) = links.pop() else { continue };
                if !auto && (target.is_empty() || !place.has_links()) {
                    continue;
                }
                let brackets = !auto && !stands_free(&pieces);
                push(&mut pieces, if brackets { " (" } else { "" });
                address(&mut pieces, target, place);
                push(&mut pieces, if brackets { ")" } else { "" });
            }
            Event::SoftBreak => pieces.push(Piece::SoftBreak),
            Event::HardBreak => pieces.push(Piece::HardBreak),
            _ => {}
        }
    }
    // What stands behind a last line break must be seen, or the break is none.
    let blank = |piece: &Piece| match piece {
        Piece::Text(text) => text.trim().is_empty(),
        piece => matches!(piece, Piece::SoftBreak | Piece::HardBreak),
    };
    while pieces.last().is_some_and(blank) {
        pieces.pop();
    }
    with_tokens(pieces, place)
}

fn same_address(text: &str, target: &str) -> bool {
    text == target || target.strip_prefix("mailto:") == Some(text)
}

/// Whether a target needs no brackets of its own.
fn stands_free(pieces: &[Piece]) -> bool {
    match pieces.last() {
        None | Some(Piece::SoftBreak | Piece::HardBreak) => true,
        Some(Piece::Text(text)) => text.ends_with([' ', '(']),
        Some(_) => false,
    }
}

/// An address that autolinks; anything that does not is code.
fn address(pieces: &mut Vec<Piece>, target: String, place: Place) {
    let bare = target.strip_prefix("mailto:").filter(|mail| mail.contains('@')).unwrap_or(&target);
    match token(bare, ' ') {
        Some((length, true)) if length == bare.len() => pieces.push(Piece::Address(bare.to_owned())),
        _ => code(pieces, target, place),
    }
}

/// In a table a pipe ends the cell even in code, and `[x]:` at the start of a line defines a
/// reference even when the bracket closes in code: such code is shown as text.
fn code(pieces: &mut Vec<Piece>, code: String, place: Place) {
    match place {
        Place::Cell if code.contains('|') => push(pieces, &code),
        _ if label_end(&code, place) < code.len() => push(pieces, &code),
        _ => pieces.push(Piece::Code(code)),
    }
}

/// How much of it can be code in the text of a link.
fn label_end(code: &str, place: Place) -> usize {
    let end = if place == Place::Label { code.find("]:") } else { None };
    end.unwrap_or(code.len())
}

fn push(pieces: &mut Vec<Piece>, text: &str) {
    if text.is_empty() {
        return;
    }
    if !matches!(pieces.last(), Some(Piece::Text(_))) {
        pieces.push(Piece::Text(String::new()));
    }
    if let Some(Piece::Text(before)) = pieces.last_mut() {
        for c in text.chars() {
            // Character references give blanks that are no longer folded.
            match c {
                ' ' | '\n' | '\t' if before.ends_with(' ') => {}
                '\n' | '\t' => before.push(' '),
                c => before.push(c),
            }
        }
    }
}

/// Finds addresses and mentions in the texts; a mention is code and so notifies nobody.
fn with_tokens(pieces: Vec<Piece>, place: Place) -> Vec<Piece> {
    let mut found = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Piece::Text(text) = &piece else {
            found.push(piece);
            continue;
        };
        // Each of them holds one of these: most texts are passed over.
        if !text.contains('@') && !text.contains('/') && !text.contains(['w', 'W']) {
            found.push(piece);
            continue;
        }
        let (mut start, mut previous) = (0, ' ');
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            match token(&text[at..], previous) {
                Some((length, links)) => {
                    let length = label_end(&text[at..at + length], place);
                    found.extend((start < at).then(|| Piece::Text(text[start..at].to_owned())));
                    let token = text[at..at + length].to_owned();
                    found.push(if links { Piece::Address(token) } else { Piece::Code(token) });
                    at += length;
                    start = at;
                    previous = '`';
                }
                None => {
                    at += c.len_utf8();
                    previous = c;
                }
            }
        }
        found.extend((start < text.len()).then(|| Piece::Text(text[start..].to_owned())));
    }
    found
}

/// The same without emphasis.
pub(super) fn unmarked(pieces: &[Piece], place: Place) -> Vec<Piece> {
    let mut words = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Mark(_) => {}
            Piece::Text(text) => push(&mut words, text),
            other => words.push(other.clone()),
        }
    }
    with_tokens(words, place)
}
