//! The grammar, as far as it goes.

use super::*;

fn split(script: &str) -> Vec<(Join, String)> {
    let show = |command: Command| (command.join, command.words.join(" "));
    commands(script).unwrap().into_iter().map(show).collect()
}

#[test]
fn commands_end_outside_of_quotes() {
    let expected = [(Join::Then, "a -f x;y".into()), (Join::Or, "true".into())];
    assert_eq!(split("a -f 'x;y' \\\n || true # why\n"), expected);
    assert_eq!(split("a 2>&1 | b >/dev/null\n\nc &&\n d").len(), 4);
    assert_eq!(split("run ${{ vars.a }} \"${B}\""), [(Join::Then, "run ${{ vars.a }} ${B}".into())]);
    assert_eq!(split("a &&\n d")[1].0, Join::And);
}

#[test]
fn what_writes_or_substitutes_is_opaque() {
    let opaque = |script| commands(script).unwrap().iter().any(|command| command.opaque);
    assert!(opaque("cat a > b") && opaque("echo $(rm a)") && opaque("echo \"`rm a`\"") && opaque("(a; b)"));
    assert!(!opaque("cat a 2>/dev/null < b") && !opaque("echo '$(rm a)'") && !opaque("a &>/dev/null"));
    assert!(commands("cat <<E\nx").is_none() && commands("echo 'a").is_none());
}

#[test]
fn here_documents_are_input_and_no_commands() {
    let all = commands("psql <<'E' | cat\ndelete from t;\nE\necho b").unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(all[0].input, "delete from t;\n");
}

#[test]
fn what_is_substituted_and_written_is_known() {
    let script = "echo \"$(rm a)\" $((1 + 2)) `b` > out.txt 2>&1";
    let all = commands(script).unwrap();
    let texts = |ranges: &[Range<usize>]| ranges.iter().map(|r| script[r.clone()].to_owned()).collect::<Vec<_>>();
    assert_eq!(
        (texts(&all[0].nested), texts(&all[0].writes)),
        (vec!["rm a".into(), "b".into()], vec!["> out.txt".into()])
    );
    assert_eq!(script[all[0].starts[0]..].chars().next(), Some('e'));
}

#[test]
fn a_place_reaches_from_the_operator_to_the_end() {
    let script = "check -a\n|| true\n";
    let last = commands(script).unwrap().pop().unwrap();
    assert_eq!(&script[last.place], "|| true");
}
