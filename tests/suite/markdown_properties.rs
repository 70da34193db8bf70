//! Whatever stands in a text of a record, the document around it keeps its shape. Texts are put
//! together from what means something in Markdown; CommonMark's own parser is the judge.

use handoff::markdown::{Place, block, check, code_span, examine, fence, inline};
use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What a document is made of, apart from its words.
#[derive(Debug, Default, PartialEq)]
struct Shape {
    headings: usize,
    items: usize,
    cells: usize,
    fences: usize,
    quotes: usize,
    rules: usize,
    paragraphs: usize,
    boxes: usize,
}

/// All that a reader's tool may know: more than what the program reads texts with.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

fn shape(document: &str) -> Shape {
    let mut shape = Shape::default();
    for event in Parser::new_ext(document, options()) {
        match event {
            Event::Start(Tag::Heading { .. }) => shape.headings += 1,
            Event::Start(Tag::Item) => shape.items += 1,
            Event::Start(Tag::TableCell) => shape.cells += 1,
            Event::Start(Tag::CodeBlock(_)) => shape.fences += 1,
            Event::Start(Tag::BlockQuote(kind)) => {
                assert_eq!(kind, None, "an alert: {document}");
                shape.quotes += 1;
            }
            Event::Start(Tag::Paragraph) => shape.paragraphs += 1,
            Event::Rule => shape.rules += 1,
            Event::TaskListMarker(_) => shape.boxes += 1,
            _ => {}
        }
    }
    shape
}

/// What no text may bring about, whatever its place.
fn harmless(document: &str, own_links: &[&str]) {
    let mut own = own_links.iter();
    let mut text = None;
    for event in Parser::new_ext(document, options()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML {html:?} in {document}"),
            Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_) | Tag::Image { .. }) => {
                panic!("footnote or image in {document}")
            }
            Event::Start(Tag::Link { dest_url, .. }) => text = Some((dest_url.to_string(), String::new())),
            Event::Text(part) | Event::Code(part) if text.is_some() => text.as_mut().unwrap().1.push_str(&part),
            Event::End(TagEnd::Link) => {
                let (target, shown) = text.take().unwrap();
                if target.starts_with('#') {
                    assert_eq!(Some(&target.as_str()), own.next(), "{document}");
                } else {
                    let bare = target.strip_prefix("mailto:").unwrap_or(&target);
                    assert!(shown == bare, "{shown:?} hides {target:?} in {document}");
                    let scheme = target.split(':').next().unwrap().to_ascii_lowercase();
                    let known = ["http", "https", "ftp", "mailto"].contains(&scheme.as_str()) || target.contains('@');
                    assert!(known, "link to {target} in {document}");
                }
            }
            _ => {}
        }
    }
    assert_eq!(own.next(), None, "a link is gone in {document}");
    let mention = document.char_indices().find(|&(at, c)| {
        let free = document[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '`');
        c == '@'
            && free
            && document[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric())
            && !in_code(document, at)
    });
    assert_eq!(mention, None, "a mention in {document}");
    let hidden =
        document.chars().find(|&c| c != '\n' && c != '\t' && c.is_control() || "\u{200b}\u{202e}\u{2066}".contains(c));
    assert_eq!(hidden, None, "{document:?}");
}

fn in_code(document: &str, at: usize) -> bool {
    Parser::new_ext(document, options()).into_offset_iter().any(|(event, range)| {
        range.contains(&at) && matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_) | Tag::Link { .. }))
    })
}

fn sound(document: &str) {
    let flaws = check(&[("a.md", document, &examine(document))], &[]);
    assert!(flaws.is_empty(), "{flaws:?} in\n{document}");
}

/// Pieces that mean something, alone or beside each other.
fn piece() -> impl Strategy<Value = String> {
    let known = select(vec![
        "a",
        "word",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "*",
        "**",
        "***",
        "_",
        "__",
        "~",
        "~~",
        "`",
        "``",
        "```",
        "~~~",
        "#",
        "# ",
        "## x",
        ">",
        "> ",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "1\\. ",
        "2) ",
        "-",
        "---",
        "===",
        "=",
        "|",
        "||",
        "| a | b |",
        "| - | - |",
        "|-|",
        ":-:",
        "\\|",
        "\\",
        "\\\\",
        "\\*",
        "\\`",
        "&",
        "&amp;",
        "&#35;",
        "&#49;",
        "&lt;",
        "&#8203;",
        "&#x202e;",
        "&nbsp;",
        "&#10;",
        "<",
        ">",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<div>",
        "<br/>",
        "<script>alert(1)</script>",
        "<?x?>",
        "<![CDATA[x]]>",
        "@",
        "@bob",
        "@org/team",
        "\\@bob",
        "&#64;bob",
        "[",
        "]",
        "(",
        ")",
        "[x]",
        "[ ]",
        "[^1]",
        "[^1]: note",
        "[a](https://evil.example)",
        "[a]: https://x.org",
        "[a]",
        "[]()",
        "[](https://x.org)",
        "![i](https://x.org/i.png)",
        "[j](javascript:alert(1))",
        "<https://x.org>",
        "<ops@x.org>",
        "<mailto:ops@x.org>",
        "https://x.org/a_b",
        "http://x.org.",
        "www.x.org",
        "ops@x.org",
        "x@y",
        "[!NOTE]",
        "> [!NOTE]",
        "$",
        "$$",
        "$a$",
        ":smile:",
        "!",
        "!!",
        ".",
        ":",
        ";",
        ",",
        "'",
        "\"",
        "%",
        "%%",
        "é",
        "日本",
        "\u{301}",
        "\u{202e}",
        "\u{200b}",
        "\u{feff}",
        "👍",
        "    ",
        "    code",
        "{{ x }}",
        "{% x %}",
        "0",
        "7",
        "- [ ] x",
        "1",
    ])
    .prop_map(str::to_owned);
    prop_oneof![9 => known, 1 => any::<String>()]
}

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 1..12).prop_map(|pieces| pieces.concat())
}

fn config() -> ProptestConfig {
    // Failures worth keeping become cases of the unit tests; a file of seeds explains nothing.
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn running_text_stays_in_its_line(text in hostile()) {
        let line = inline(&text, Place::Line);
        prop_assert!(!line.contains('\n') && line.trim() == line);
        let around = |x: &str| format!(
            "# T\n\n- a\n- {x}\n- [ ] {x}\n- b: **{x}**, {x}\n\n{x}\n\n1. {x}\n2. b ({x})\n\n> {x}\n\nend\n");
        let document = around(&line);
        let empty = line.is_empty();
        prop_assert_eq!(empty, text.trim_matches([' ', '\n', '\t']).is_empty(), "{:?} from {:?}", line, text);
        if !empty {
            prop_assert_eq!(shape(&document), shape(&around("word")), "{}", document);
            harmless(&document, &[]);
            sound(&document);
        }
    }

    #[test]
    fn a_cell_stays_one_cell(text in hostile()) {
        let cell = inline(&text, Place::Cell);
        let around = |x: &str| format!("# T\n\n| a | b |\n| --- | --- |\n| {x} | 1 |\n| 2 | {x} |\n\nend\n");
        let document = around(&cell);
        prop_assert_eq!(shape(&document), shape(&around("word")), "{}", document);
        harmless(&document, &[]);
        sound(&document);
    }

    #[test]
    fn a_heading_stays_one_heading(text in hostile()) {
        let heading = inline(&text, Place::Heading);
        let around = |x: &str| format!("# T\n\n## 1: {x}\n\ntext\n");
        let document = around(&heading);
        prop_assert_eq!(shape(&document), shape(&around("word")), "{}", document);
        harmless(&document, &[]);
        sound(&document);
        if text.chars().any(|c| !c.is_whitespace()) {
            sound(&format!("# T\n\n## {heading}\n\ntext\n"));
        }
    }

    #[test]
    fn a_label_stays_in_its_link(text in hostile()) {
        let label = inline(&text, Place::Label);
        let around = |x: &str| format!("# T\n\n- b [{x}](#t): c\n- [{x}](#t)\n");
        let document = around(&label);
        prop_assert_eq!(shape(&document), shape(&around("word")), "{}", document);
        harmless(&document, &["#t", "#t"]);
        sound(&document);
    }

    #[test]
    fn a_text_written_twice_is_the_same(text in hostile()) {
        for place in [Place::Line, Place::Cell, Place::Heading, Place::Label] {
            let once = inline(&text, place);
            prop_assert_eq!(inline(&once, place), once, "{:?} {:?}", place, text);
        }
        let line = inline(&text, Place::Line);
        // The values of templates are lines; tables make cells of them.
        let cell = inline(&line, Place::Cell);
        prop_assert_eq!(inline(&cell, Place::Cell), cell, "{:?}", line);
    }

    #[test]
    fn prose_stays_between_its_headings(text in hostile()) {
        let prose = block(&text);
        let document = format!("# T\n\n{prose}\n\n## Next\n\n- [ ] after\n");
        let shape_of = shape(&document);
        prop_assert_eq!(shape_of.headings, 2, "{}", document);
        prop_assert_eq!(shape_of.boxes, 1, "{}", document);
        harmless(&document, &[]);
        sound(&document);
        let end: String = document[document.find("## Next").unwrap()..].to_owned();
        prop_assert_eq!(shape(&end).items, 1);
        let whole: Vec<Event> = Parser::new_ext(&document, options()).collect();
        let tail: Vec<Event> = Parser::new_ext(&end, options()).collect();
        prop_assert!(whole.ends_with(&tail), "{}", document);
    }

    #[test]
    fn prose_written_twice_is_the_same(text in hostile()) {
        let once = block(&text);
        prop_assert_eq!(block(&once), once, "{:?}", text);
    }

    #[test]
    fn code_comes_back_as_it_was(code in "[ -~é`|\\\\*<@#]{1,30}") {
        let span = code_span(&code);
        let events: Vec<Event> = Parser::new(&span).collect();
        if !code.trim().is_empty() {
            let [_, Event::Code(back), _] = events.as_slice() else { panic!("{span}: {events:?}") };
            prop_assert_eq!(back.as_ref(), code.trim());
        }
    }

    #[test]
    fn a_command_comes_back_byte_for_byte(lines in prop::collection::vec("[ -~\té`|\\\\*<@#]{0,30}|`{1,7}|~{3,5}", 1..8)) {
        let command = lines.join("\n");
        let document = format!("# T\n\n- a\n\n{}\n\nend\n", fence(&command, "bash"));
        let mut inside = None;
        for event in Parser::new(&document) {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.as_ref() == "bash" => inside = Some(String::new()),
                Event::Text(text) if inside.is_some() && !text.as_ref().eq("end") => inside.as_mut().unwrap().push_str(&text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        let inside = inside.unwrap();
        prop_assert_eq!(inside.trim_end_matches('\n'), command.trim_end_matches('\n'));
        sound(&document);
    }
}
