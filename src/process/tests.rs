use super::*;
use crate::probe::Expected;

fn probe(run: &str, timeout_ms: i64) -> Probe {
    let expect = Expected {
        exit: 0,
        equals: None,
        contains: vec![],
        excludes: vec![],
        matches: None,
        number: None,
        json: vec![],
        within: None,
    };
    let timeout = crate::record::units::Duration::from_seconds(crate::record::units::Decimal::new(timeout_ms, 3));
    Probe {
        id: "x".into(),
        run: run.into(),
        expect,
        timeout,
        attempts: 1,
        every: Default::default(),
        holds: None,
        read_only: true,
        serial: false,
    }
}

fn run(line: &str, timeout_ms: i64) -> Run {
    Shell::new(Path::new(""), Interrupt::default()).run(&probe(line, timeout_ms))
}

/// Whether any process still has this word in its command line.
fn is_running(word: &str) -> bool {
    let found = Command::new("pgrep").args(["-f", word]).output().unwrap();
    found.status.success()
}

#[test]
fn streams_and_status_are_kept_apart() {
    let run = run("echo out; echo err >&2; exit 3", 5_000);
    assert_eq!(run.end, End::Exit(3));
    assert_eq!((run.stdout.text().as_str(), run.stderr.text().as_str()), ("out", "err"));
}

#[test]
fn standard_input_is_closed_and_an_option_is_no_option() {
    assert_eq!(run("cat; echo done", 5_000).stdout.text(), "done");
    assert_eq!(run("-x 2>/dev/null", 5_000).end, End::Exit(127));
    assert_eq!(run("kill -9 $$", 5_000).end, End::Signal(9));
}

#[test]
fn a_timeout_ends_the_whole_group_even_if_it_will_not() {
    let started = Instant::now();
    let run = run("trap '' TERM; sleep 98.765 & sleep 98.765", 200);
    assert_eq!(run.end, End::Timeout);
    assert!(started.elapsed() < Duration::from_secs(3));
    assert!(!is_running("sleep 98.765"));
}

#[test]
fn what_a_finished_command_left_running_ends_with_it() {
    let started = Instant::now();
    let run = run("sleep 97.531 & echo started", 30_000);
    assert_eq!((run.end, run.stdout.text().as_str()), (End::Exit(0), "started"));
    assert!(started.elapsed() < Duration::from_secs(3));
    assert!(!is_running("sleep 97.531"));
}

#[test]
fn a_pipe_held_from_outside_of_the_group_does_not_hang_us() {
    let started = Instant::now();
    let run = run("setsid sleep 4.321 & echo started", 30_000);
    assert_eq!(run.end, End::Exit(0));
    assert!(started.elapsed() < Duration::from_secs(3));
}

#[test]
fn output_is_bounded_and_need_not_be_text() {
    let run = run(r"printf '\377\000'; head -c 20000000 /dev/zero", 20_000);
    assert_eq!(run.end, End::Exit(0));
    assert!(run.stdout.is_cut());
    assert_eq!(run.stdout.bytes.len(), crate::verify::KEPT_BYTES + crate::verify::MARGIN_BYTES);
    assert!(run.stdout.text().starts_with('\u{FFFD}'));
}

#[test]
fn an_interrupt_ends_what_runs_and_what_waits() {
    let interrupt = Interrupt::default();
    let shell = Shell::new(Path::new(""), interrupt.clone());
    let started = Instant::now();
    let end = std::thread::scope(|scope| {
        let running = scope.spawn(|| shell.run(&probe("sleep 96.42", 60_000)).end);
        std::thread::sleep(Duration::from_millis(100));
        interrupt.set();
        running.join().unwrap()
    });
    assert_eq!(end, End::Interrupted);
    assert!(!shell.pause(Duration::from_secs(60)));
    assert!(started.elapsed() < Duration::from_secs(3));
    assert!(!is_running("sleep 96.42"));
}

#[test]
fn a_folder_that_is_not_there_is_no_failed_check() {
    let run = Shell::new(Path::new("/no/such/folder"), Interrupt::default()).run(&probe("true", 1_000));
    assert!(matches!(run.end, End::NotStarted(_)), "{:?}", run.end);
}
