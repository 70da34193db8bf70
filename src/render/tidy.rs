//! The last touch on a rendered document, so that templates need not count their blank lines: one
//! blank line at most, none at the ends, no blanks at line ends. Code in fences stays as it is.

/// Tidies Markdown; ends it with one newline and begins it with a blank line, since the marker
/// stands above.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut blank = true;
    for line in text.split('\n') {
        if let Some(open) = fence {
            out.push_str(line);
            out.push('\n');
            if line.trim_end() == open {
                fence = None;
            }
            continue;
        }
        let line = line.trim_end();
        if line.is_empty() {
            if !blank {
                out.push('\n');
            }
            blank = true;
            continue;
        }
        blank = false;
        out.push_str(line);
        out.push('\n');
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks >= 3 {
            fence = Some(&line[..ticks]);
        }
    }
    let end = out.trim_end_matches('\n').len();
    out.truncate(end);
    format!("\n{out}\n")
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
    }
}
