//! Around a broken place everything stays where it is.

use super::tree;
use crate::lsp::names::Names;

const RECORD: &str = "format: 1\nteams:\n  shop: {name: Shop}\n  infra: {name: Infra}\nchecks:\n  - id: login\n    what: Login\n    run: ./login\n  - {id: cart, what: Cart}\n  # the end\ncriteria:\n- id: works\n  check: login\nsummary: |\n  It is\n  down: now\n";

/// The names that are still found, each checked to stand at its place.
fn found(text: &str) -> Vec<String> {
    let mended = tree(text).unwrap_or_else(|| panic!("nothing is left of\n{text}"));
    assert_eq!(mended.text.len(), text.len());
    let names = Names::of(&mended.text, &mended.tree);
    names.all.iter().for_each(|name| assert_eq!(&text[name.span.clone()], name.text));
    names.all.into_iter().map(|name| name.text).collect()
}

#[test]
fn only_what_cannot_be_read_is_left_out() {
    let all = "shop infra login cart works login";
    assert_eq!(found(RECORD).join(" "), all);
    for (slip, broken, left) in [
        ("{name: Shop}", "{name: Shop", "infra login cart works login"),
        ("    what: Login\n", "    what: \"Login\n", all),
        ("    what: Login\n", "    wh\n", all),
        ("    what: Login\n", "    what: it: is\n", all),
        ("format: 1\n", "form\nformat: 1\n", all),
        ("{id: cart, what: Cart}", "{id: cart, what: ", "shop infra login works login"),
        ("  check: login", "  check: [login", "shop infra login cart works"),
        ("  check: login", "  check: login\n  owner: *", all),
        ("- id: works", "- id: works\n   what: x", all),
        ("  infra: ", "  \tinfra: ", "shop login cart works login"),
    ] {
        assert_eq!(found(&RECORD.replace(slip, broken)).join(" "), left, "{broken}");
    }
}

#[test]
fn what_is_no_mapping_is_nothing() {
    for text in ["", "   \n", "- a\n- b\n", "{", "\"", "\t", "half"] {
        let left = tree(text).map(|mended| Names::of(&mended.text, &mended.tree).all.len());
        assert!(left.unwrap_or(0) == 0, "{text:?}");
    }
}
