//! Running text and hazards.

use super::*;

fn plain(text: &str, block: bool) -> Vec<&str> {
    plain_ranges(text, block).into_iter().map(|range| &text[range]).collect()
}

fn found(text: &str, block: bool) -> Vec<(&str, Hazard)> {
    hazards(text, block).into_iter().map(|(at, hazard)| (&text[at], hazard)).collect()
}

#[test]
fn running_text_is_outside_of_code_and_addresses() {
    assert_eq!(plain("see `5 h` and https://a.b/5h now", false), ["see ", " and ", " now"]);
    assert_eq!(plain("[the text](http://x/12/28) and ${{ vars.x }}!", false), ["the text", " and ", "!"]);
    assert_eq!(plain("# not\n- a *heading*", false), ["# not - a ".replace(" - a ", "\n- a ").as_str(), "heading"]);
    assert_eq!(plain("a\n\n```\ncode\n```\n\n    code\n\nb <http://x.y>", true), ["a", "b "]);
}

#[test]
fn sentences_end_where_readers_stop() {
    let text = "One is 1.5 h, e.g. two. Three `a. b`; four\n\n- five\n- six";
    let ranges = plain_ranges(text, true);
    let found: Vec<&str> = sentences(text, &ranges).into_iter().map(|range| text[range].trim()).collect();
    assert_eq!(found, ["One is 1.5 h, e.g. two.", "Three `a. b`;", "four", "- five", "- six"]);
}

#[test]
fn hazards_are_judged_after_parsing() {
    use Hazard::{Heading, Html, Mention, UnclosedFence};
    assert_eq!(found("a <b>bold</b> word and <br> `<i>`", true), [("<b>", Html), ("<br>", Html)]);
    assert_eq!(found("<div>\nx\n</div>\n\ny", true), [("<div>", Html)]);
    assert_eq!(
        found("text\n\n## Head\n\ntitle\n---\n\n- a\n\n---\n", true),
        [("## Head", Heading), ("title", Heading)]
    );
    assert_eq!(found("# 1 is text here\n---", false), []);
    assert_eq!(found("a\n\n```sh\nx\n", true), [("```sh", UnclosedFence)]);
    assert_eq!(found("a\n\n```sh\nx\n```\n\n> ~~~\n> x\n> ~~~\n\n- ```\n  y\n  ```\n", true), []);
    assert_eq!(
        found("ask @ana or a@b.c, (`@x`) @types/node <me@x.org>", false),
        [("@ana", Mention), ("@types/node", Mention)]
    );
    assert_eq!(found("1 < 2, a <5s, x<-y, | a | b |, > q", true), []);
    assert_eq!(found("| a | b |\n|---|---|\n| `<x>` | 1 |\n\n> quote\n\n***\n", true), []);
}
