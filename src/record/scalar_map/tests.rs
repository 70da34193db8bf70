//! The map is held against the parser, on random scalars of every style.

use proptest::prelude::*;

use super::*;
use crate::record::tree::{Kind, Tree};

/// The map and the value of the scalar under the key `k`; `None` when the text is no such YAML.
fn mapped(source: &str) -> Option<(Option<ScalarMap>, String)> {
    let (tree, _) = Tree::parse(source).ok()?;
    let Kind::Mapping(entries) = &tree.nodes[tree.root].kind else { return None };
    let &(_, node) = entries.iter().find(|&&(key, _)| tree.scalar(key) == Some("k"))?;
    let node = &tree.nodes[node];
    let Kind::Scalar { value, style } = &node.kind else { return None };
    Some((ScalarMap::new(source, &node.span, *style, value), value.clone()))
}

/// Each character of the value stands where the map says, or there is something written for it.
/// False when the text is no YAML, which random ones need not be.
fn check(source: &str) -> bool {
    let Some((map, value)) = mapped(source) else { return false };
    let map = map.unwrap_or_else(|| panic!("no map of {value:?} in {source:?}"));
    for (at, character) in value.char_indices() {
        let place = map.span(at..at + character.len_utf8());
        let written = &source[place];
        let same = written == character.to_string()
            || written.starts_with('\\')
            || written == "''"
            || (character == ' ' && written.starts_with('\n'));
        assert!(same, "{character:?} at {at} of {value:?} is mapped to {written:?} in {source:?}");
    }
    true
}

#[test]
fn a_word_is_found_in_every_style() {
    for source in [
        "k: an odd word\n",
        "k: an odd\n  word\n",
        "k: 'it''s an odd word'\n",
        "k: \"\\t\\u00e9 an odd word\"\n",
        "k: \"an odd\\\n   \\ word and odd word\"\n",
        "k: |\n\n  first\n   odd word\n",
        "k: |2-\n   é odd word\n  x\n\n",
        "k: >+ # comment\n  é\n  odd word\n\n    more\n\n\nl: x\n",
        "j: [1]\n? k\n: odd word\n",
        "{k: odd word, l: x}",
    ] {
        assert!(check(source), "{source:?} is no YAML");
    }
    let source = "k: >-\n  one\n  two\n\n  odd 'word'\n";
    let (map, value) = mapped(source).unwrap();
    let at = value.find("'word'").unwrap();
    let place = map.unwrap().span(at..at + 6);
    assert_eq!(&source[place.clone()], "'word'");
    assert_eq!(place.start, source.find("'word'").unwrap());
}

fn lines(most: usize) -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        4 => "[a-z]{1,4}", 2 => Just(" ".to_owned()), 1 => Just("é".to_owned()), 1 => Just("日本".to_owned()),
        1 => Just("\t".to_owned()), 1 => Just("#x".to_owned()), 1 => Just("''".to_owned()),
        1 => Just("\\\\".to_owned()), 1 => Just("${{ vars.x }}".to_owned()), 1 => Just("-".to_owned()),
    ];
    let line = prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat());
    prop::collection::vec(prop_oneof![3 => line, 1 => Just(String::new())], 1..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn plain(lines in lines(4)) {
        prop_assume!(check(&format!("a: 1\nk: x{}\nz: 1\n", lines.join("\n   "))));
    }

    #[test]
    fn single_quoted(lines in lines(5)) {
        prop_assume!(check(&format!("k: '{}'\nz: 1\n", lines.join("\n   "))));
    }

    #[test]
    fn double_quoted(lines in lines(5), joint in prop_oneof![Just("\n  "), Just("\\\n  "), Just(" \\\n\n  \\ "), Just("\\t\\x41\\u00e9 \n")]) {
        prop_assume!(check(&format!("k: \"{}\"\nz: 1\n", lines.join(joint))));
    }

    #[test]
    fn blocks(
        lines in lines(7),
        header in prop_oneof![Just("|"), Just(">")],
        chomp in prop_oneof![Just(""), Just("-"), Just("+")],
        explicit in any::<bool>(),
        deep in any::<bool>(),
        more in prop::collection::vec(0usize..3, 7),
    ) {
        let indent = if deep { "    " } else { "  " };
        let number = if explicit { indent.len().to_string() } else { String::new() };
        let mut text = format!("k: {header}{number}{chomp}\n");
        for (line, more) in lines.iter().zip(more) {
            let blanks = if line.is_empty() { " ".repeat(more) } else { format!("{indent}{}", " ".repeat(more)) };
            text += &format!("{blanks}{line}\n");
        }
        prop_assume!(check(&format!("{text}z: 1\n")));
    }
}
