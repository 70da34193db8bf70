//! The last touch on a rendered document, so that templates need not count their blank lines: one
//! blank line at most, none at the ends, no blanks at line ends. Code in fences stays as it is.

/// Tidies Markdown; ends it with one newline and begins it with a blank line, since the marker
/// stands above.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    // A blank line that is written once it is known to stand between two others.
    let mut blank = false;
    let mut last = "";
    for line in text.split('\n') {
        if let Some(open) = fence {
            out.push_str(line);
            out.push('\n');
            if line.trim_start_matches(PREFIX).trim_end() == open {
                fence = None;
            }
            continue;
        }
        let line = line.trim_end();
        if line.is_empty() {
            blank = true;
            continue;
        }
        if blank && !out.is_empty() {
            // Two quotes with nothing between them are read as one.
            out.push_str(if last.starts_with('>') && line.starts_with('>') { ">\n" } else { "\n" });
        }
        blank = false;
        last = line;
        // `#1278 …` at the start of a line is no heading but looks like a slip.
        if line.trim_start_matches('#').starts_with(|c: char| line.starts_with('#') && !c.is_whitespace()) {
            out.push('\\');
        }
        out.push_str(line);
        out.push('\n');
        fence = opened(line);
    }
    format!("\n{}\n", out.trim_end_matches('\n'))
}

/// What may stand before a fence: indentation and marks of the quotes and lists around it.
const PREFIX: [char; 3] = [' ', '>', '-'];

/// The backticks of a fence that opens here. With backticks further on it is a code span.
fn opened(line: &str) -> Option<&str> {
    let inside = line.trim_start_matches(PREFIX);
    let number = inside.len() - inside.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let inside = if number > 0 { inside[number..].trim_start_matches(['.', ')', ' ']) } else { inside };
    let ticks = inside.len() - inside.trim_start_matches('`').len();
    (ticks >= 3 && !inside[ticks..].contains('`')).then_some(&inside[..ticks])
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn blank_lines_collapse_outside_of_code() {
        assert_eq!(
            tidy("\n\n# A  \n\n\n\nb\n\n```sh\nx  \n\n\n\ny\n```\n\n\n"),
            "\n# A\n\nb\n\n```sh\nx  \n\n\n\ny\n```\n"
        );
        let in_a_list = "\n- a\n\n  ```sh\n  x\n\n\n  y\n  ```\n\n- ```` a``` ````\n\n> ```sh\n> x\n>\n>\n> ```\n";
        assert_eq!(tidy(in_a_list), in_a_list);
    }

    #[test]
    fn a_number_of_an_issue_is_no_heading() {
        assert_eq!(tidy("# A\n\n#12 fails\n"), "\n# A\n\n\\#12 fails\n");
    }

    #[test]
    fn neighbouring_quotes_are_one() {
        assert_eq!(tidy("> a\n\n\n> b\n"), "\n> a\n>\n> b\n");
    }
}
