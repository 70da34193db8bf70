//! Positions of every encoding, with every line end and mark, lead to the place and back.

use gen_lsp_types::{Position, Range};
use proptest::prelude::*;

use super::Text;
use crate::lsp::encoding::Encoding;

const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

fn at(line: u32, character: u32) -> Position {
    Position { line, character }
}

#[test]
fn columns_count_in_the_units_of_the_encoding() {
    let raw = "\u{feff}a: é\r\nb: 𝄞x\r\n\rc";
    for (encoding, x) in [(Encoding::Utf8, 7), (Encoding::Utf16, 5), (Encoding::Utf32, 4)] {
        let text = Text::new(raw.to_owned(), encoding);
        assert_eq!(text.source(), "a: é\nb: 𝄞x\n\rc");
        let offset = text.source().find('x').unwrap();
        assert_eq!(text.position(offset), at(1, x), "{encoding:?}");
        assert_eq!(text.offset(at(1, x)), offset, "{encoding:?}");
        // A lone return ends a line for editors.
        assert_eq!(text.position(text.source().len()), at(3, 1));
        assert_eq!(text.offset(at(0, 999)), "a: é".len());
        assert_eq!(text.offset(at(999, 0)), text.source().len());
    }
    // The middle of a character is its beginning.
    let text = Text::new(raw.to_owned(), Encoding::Utf16);
    assert_eq!(text.offset(at(1, 4)), text.source().find('𝄞').unwrap());
}

proptest! {
    #[test]
    fn every_place_is_found_again(raw in "\u{feff}?[a\u{e9}\u{1d11e}\r\n: ]{0,40}") {
        for encoding in ALL {
            let text = Text::new(raw.clone(), encoding);
            for (offset, c) in text.source().char_indices() {
                let inside = c == '\n' && text.source()[..offset].ends_with('\r');
                let there = text.offset(text.position(offset));
                prop_assert!(there == offset || inside, "{encoding:?}: {offset} became {there}");
            }
        }
    }

    #[test]
    fn any_edit_can_be_made(raw in "\u{feff}?[a\u{e9}\u{1d11e}\r\n]{0,40}", lines in prop::array::uniform2(0u32..9), columns in prop::array::uniform2(0u32..30), new in "[b\n\r]{0,3}") {
        for encoding in ALL {
            let range = Range { start: at(lines[0], columns[0]), end: at(lines[1], columns[1]) };
            let text = Text::new(raw.clone(), encoding);
            let changed = text.changed(range, &new);
            prop_assert!(changed.raw().contains(&new));
            prop_assert_eq!(changed.source(), changed.raw().trim_start_matches('\u{feff}').replace("\r\n", "\n"));
        }
    }
}
