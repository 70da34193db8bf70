//! What goes wrong on a real machine: things in the way, no rights, no space, kills, two runs at
//! once. Former files stay whole, nothing foreign is touched, no litter stays, and a message says
//! what to do.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{
    MINIMAL, command, documents, files, folder, has, no_litter, render, repository, run, skipped, told,
};
use tempfile::TempDir;

/// A rendered package.
fn package() -> TempDir {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    render(at.path(), &["."]);
    at
}

/// Another record of the same incident: every document changes.
fn changed() -> String {
    MINIMAL.replace("Checkout times out", "Checkout is slow")
}

fn change(at: &Path) {
    fs::write(at.join("incident.yaml"), changed()).unwrap();
}

/// A run that must fail, say why and what to do, and leave everything as it is.
fn refused(at: &Path, args: &[&str], says: &[&str]) {
    let before = files(at);
    let (code, out, err) = run(at, args);
    assert_eq!(code, 2, "{out}{err}");
    assert!(err.contains("= help: "), "{err}");
    for part in says {
        assert!(err.contains(part), "{part:?} is not in {err}");
    }
    assert!(files(at) == before, "files changed: {err}");
    no_litter(at);
}

#[test]
fn what_is_no_file_of_ours_stays() {
    let at = package();
    change(at.path());
    let roadmap = at.path().join("roadmap.md");
    let ours = fs::read(&roadmap).unwrap();

    fs::remove_file(&roadmap).unwrap();
    fs::create_dir(&roadmap).unwrap();
    fs::write(roadmap.join("notes"), "mine").unwrap();
    for args in [&["render", "."] as &[&str], &["render", "--force", "."]] {
        refused(at.path(), args, &["roadmap.md is a folder", "move roadmap.md away"]);
    }
    fs::remove_dir_all(&roadmap).unwrap();

    let elsewhere = folder(&[("target", "mine")]);
    symlink(elsewhere.path().join("target"), &roadmap).unwrap();
    for args in [&["render", "."] as &[&str], &["render", "--force", "."]] {
        refused(at.path(), args, &["roadmap.md is a symbolic link"]);
    }
    assert_eq!(fs::read(elsewhere.path().join("target")).unwrap(), b"mine");
    fs::remove_file(&roadmap).unwrap();

    assert!(Command::new("mkfifo").arg(&roadmap).status().unwrap().success());
    refused(at.path(), &["render", "."], &["roadmap.md is no plain file"]);
    fs::remove_file(&roadmap).unwrap();

    fs::write(&roadmap, "# My own roadmap\n").unwrap();
    refused(at.path(), &["render", "."], &["roadmap.md was not made by handoff", "--force"]);
    fs::write(&roadmap, b"\xff\xfe").unwrap();
    refused(at.path(), &["render", "."], &["roadmap.md was not made by handoff"]);

    let edited = String::from_utf8(ours).unwrap() + "\nA note by hand.\n";
    for text in [edited.clone(), edited.replace('\n', "\r\n")] {
        fs::write(&roadmap, &text).unwrap();
        refused(at.path(), &["render", "."], &["roadmap.md was edited by hand", "--force"]);
        let (code, out, _) = run(at.path(), &["render", "--check", "."]);
        assert!(code == 1 && out.contains("edited by hand: ./roadmap.md") && out.contains("-A note by hand."), "{out}");
    }
    render(at.path(), &["--force", "."]);
    let (code, out, _) = run(at.path(), &["render", "--check", "."]);
    assert_eq!((code, out.as_str()), (0, ""));
}

#[test]
fn line_ends_that_git_changed_are_no_change() {
    let at = package();
    let lines = |of: &str, ends: &str| {
        for name in documents(at.path()).into_keys().filter(|name| name.ends_with(of)) {
            let text = fs::read_to_string(at.path().join(&name)).unwrap();
            fs::write(at.path().join(name), text.replace('\n', ends)).unwrap();
        }
    };
    lines(".md", "\r\n");
    let before = files(at.path());
    assert_eq!(run(at.path(), &["render", "--check", "."]).0, 0);
    assert_eq!(render(at.path(), &["."]), "");
    assert!(files(at.path()) == before);
    // With them, a script cannot run.
    lines(".sh", "\r\n");
    let (code, out, _) = run(at.path(), &["render", "--check", "."]);
    assert_eq!((code, out.as_str()), (1, "outdated: ./health-check.sh (with CRLF line ends it cannot run)\n"));
    assert_eq!(render(at.path(), &["."]), "updated ./health-check.sh\n");
    assert!(files(at.path()) == before);
    change(at.path());
    render(at.path(), &["."]);
}

#[test]
fn a_vanished_folder_and_odd_records_are_reported() {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    refused(at.path(), &["render", "gone"], &["gone: does not exist", "check the path"]);
    fs::create_dir(at.path().join("empty")).unwrap();
    let (code, _, err) = run(at.path(), &["render", "empty"]);
    assert!(code == 0 && err.contains("no `incident.yaml`") && err.contains("= help: "), "{err}");
    assert!(Command::new("mkfifo").arg(at.path().join("pipe.yaml")).status().unwrap().success());
    refused(at.path(), &["render", "pipe.yaml"], &["not a plain file"]);
    refused(at.path(), &["render", "/dev/null"], &["not a plain file"]);
    fs::write(at.path().join("file"), "").unwrap();
    refused(at.path(), &["render", "--out", "file", "incident.yaml"], &["make the folder"]);
}

/// A mount of one's own shows errors also to root. Some sandboxes forbid that.
fn in_a_mount(test: &str, mount: &str) -> Option<(i32, String, String)> {
    let at = TempDir::new().unwrap();
    let probe = format!("mkdir -p m && {{ {mount}; }} && echo mounted");
    let shell = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-c", script]).current_dir(at.path()).stdin(Stdio::null());
        command.env("HANDOFF", env!("CARGO_BIN_EXE_handoff")).env("RECORD", MINIMAL).env("CHANGED", changed());
        command.output()
    };
    if !has("unshare") {
        return None;
    }
    let works = shell(&probe).is_ok_and(|output| output.stdout.ends_with(b"mounted\n"));
    if !works {
        skipped(&format!("this sandbox forbids `{mount}`"));
        return None;
    }
    Some(told(shell(&format!("mkdir -p m; {test}")).unwrap()))
}

#[test]
fn a_read_only_folder_is_reported() {
    let Some((code, out, err)) = in_a_mount(
        "echo \"$RECORD\" > m/incident.yaml; \"$HANDOFF\" render m >/dev/null 2>&1; echo \"$CHANGED\" > m/incident.yaml
         cat m/*.md | cksum; mount --bind m m && mount -o remount,bind,ro m || exit 9
         \"$HANDOFF\" render m; status=$?; cat m/*.md | cksum; ls -A m | grep handoff- ; exit $status",
        "mount --bind m m && mount -o remount,bind,ro m",
    ) else {
        return;
    };
    let sums: Vec<&str> = out.lines().collect();
    assert_eq!((code, sums.len()), (2, 2), "{out}{err}");
    assert_eq!(sums[0], sums[1]);
    assert!(err.contains("read-only file system") && err.contains("check the folder's permissions"), "{err}");
}

#[test]
fn a_full_disk_leaves_the_package_as_it_was() {
    let Some((code, out, err)) = in_a_mount(
        "mount -t tmpfs -o size=128k none m || exit 9
         echo \"$RECORD\" > m/incident.yaml; \"$HANDOFF\" render m >/dev/null 2>&1 || exit 8
         echo \"$CHANGED\" > m/incident.yaml; cat m/*.md m/*.sh | cksum; dd if=/dev/zero of=m/rest bs=1k 2>/dev/null
         \"$HANDOFF\" render m; status=$?; cat m/*.md m/*.sh | cksum; ls -A m | grep handoff- ; rm m/rest
         \"$HANDOFF\" render m >/dev/null 2>&1 || exit 7; exit $status",
        "mount -t tmpfs -o size=128k none m",
    ) else {
        return;
    };
    let sums: Vec<&str> = out.lines().collect();
    assert_eq!((code, sums.len()), (2, 2), "{out}{err}");
    assert_eq!(sums[0], sums[1]);
    assert!(err.contains("no space left") && err.contains("free space"), "{err}");
}

#[test]
fn a_run_killed_anywhere_leaves_each_document_old_or_new() {
    let mut package = Killed::new();
    let whole = package.whole;
    for round in 0..15u32 {
        package.kill(|_| sleep(whole.mul_f64(f64::from(round) / 12.0)));
    }
    println!("of 15 runs {package}");
}

#[test]
fn a_run_killed_while_it_writes_leaves_each_document_old_or_new() {
    let mut package = Killed::new();
    let whole = package.whole;
    for round in 0..45u32 {
        package.kill(|at| {
            // From the first temporary file on.
            let begun = Instant::now();
            while begun.elapsed() < whole * 2 && !names(at).iter().any(|name| name.starts_with(".handoff-")) {
                sleep(Duration::from_micros(50));
            }
            sleep(Duration::from_micros(u64::from(round * 7919 % 60) * 50));
        });
    }
    println!("of 45 runs {package}");
}

/// A package with all sections, and runs that are killed while they go from one record to another.
struct Killed {
    at: TempDir,
    /// The two records with their packages; the first is on disk.
    states: [(String, BTreeMap<String, Vec<u8>>); 2],
    /// How long an undisturbed run takes.
    whole: Duration,
    killed: u32,
    littered: u32,
    mixed: u32,
}

impl Killed {
    fn new() -> Self {
        let record = fs::read_to_string(repository("tests/packages/every-section/incident.yaml")).unwrap();
        let other = record.replacen("severity: P1", "severity: P0", 1).replacen("title: ", "title: Again - ", 1);
        let states = [other, record].map(|record| {
            let at = folder(&[("incident.yaml", &record)]);
            render(at.path(), &["--no-lint", "--sync", "never", "."]);
            let documents = documents(at.path());
            (record, documents)
        });
        assert!(states[0].1.iter().zip(&states[1].1).all(|(one, other)| one != other), "every document changes");
        let at = folder(&[("incident.yaml", &states[1].0)]);
        let started = Instant::now();
        render(at.path(), &["--no-lint", "--sync", "never", "."]);
        let [other, record] = states;
        let whole = started.elapsed();
        Killed { at, states: [record, other], whole, killed: 0, littered: 0, mixed: 0 }
    }

    /// Changes the record, kills the run after `wait`, and renders what is left.
    fn kill(&mut self, wait: impl FnOnce(&Path)) {
        self.states.reverse();
        let [(record, new), (_, old)] = &self.states;
        let at = self.at.path();
        fs::write(at.join("incident.yaml"), record).unwrap();
        let mut child = command(at, &["render", "--no-lint", "--sync", "never", "."]);
        let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        wait(at);
        let _ = child.kill();
        self.killed += u32::from(child.wait().unwrap().code().is_none());
        let left = documents(at);
        self.mixed += u32::from(left != *old && left != *new);
        self.littered += u32::from(names(at).iter().any(|name| name.starts_with(".handoff-")));
        for (name, text) in left {
            let known = old.get(&name) == Some(&text) || new.get(&name) == Some(&text);
            assert!(known || name.contains(".handoff-"), "{name} is torn");
        }
        render(at, &["--no-lint", "--sync", "never", "."]);
        assert!(documents(at) == *new);
        no_litter(at);
    }
}

impl std::fmt::Display for Killed {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let Killed { killed, littered, mixed, .. } = self;
        write!(f, "{killed} were killed, {littered} left temporary files, {mixed} a mixed package")
    }
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn two_runs_at_once_end_well() {
    for round in 0..15 {
        let at = package();
        change(at.path());
        let children: Vec<_> = (0..4)
            .map(|_| {
                command(at.path(), &["render", "."]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        let updated: usize = children
            .into_iter()
            .map(|child| {
                let (code, out, err) = told(child.wait_with_output().unwrap());
                assert_eq!(code, 0, "round {round}: {err}");
                out.lines().count()
            })
            .sum();
        assert_eq!(updated, documents(at.path()).len(), "each document is updated once");
        no_litter(at.path());
        assert_eq!(run(at.path(), &["render", "--check", "."]).0, 0);
    }
}

#[test]
fn only_our_own_litter_is_removed() {
    let at = package();
    fs::write(at.path().join(".handoff-Ab12Cd.tmp"), "half a docu").unwrap();
    fs::write(at.path().join(".handoff-notes-of-mine.tmp"), "mine").unwrap();
    render(at.path(), &["."]);
    let left: Vec<_> = files(at.path()).into_keys().filter(|name| name.starts_with(".handoff")).collect();
    assert_eq!(left, [".handoff-notes-of-mine.tmp"]);
}

#[test]
fn output_that_cannot_be_written_is_an_error_and_a_reader_that_left_is_none() {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    for args in [&["render", "."] as &[&str], &["render", "--stdout", "."]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let (code, _, err) = told(command(at.path(), args).stdout(full).stderr(Stdio::piped()).output().unwrap());
        assert_eq!(code, 2, "{err}");
        assert!(err.contains("cannot write to standard output: no space left"), "{err}");
    }
    for args in [&["render", "--stdout", "."] as &[&str], &["render", "--check", "."]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (code, _, err) = told(command(at.path(), args).stdout(writer).stderr(Stdio::piped()).output().unwrap());
        assert_eq!((code, err.as_str()), (0, err.as_str()), "{args:?}");
        assert!(!err.contains("panicked") && !err.contains("roken pipe"), "{err}");
    }
}

#[test]
fn orphans_are_reported_and_pruned() {
    let at = folder(&[("incident.yaml", &format!("{MINIMAL}root_cause: {{whys: [{{why: It broke}}]}}\n"))]);
    render(at.path(), &["."]);
    fs::write(at.path().join("notes.md"), "# Mine\n").unwrap();
    fs::write(at.path().join("incident.yaml"), MINIMAL).unwrap();
    render(at.path(), &["."]);
    let whys = at.path().join("five-whys.md");
    assert!(whys.exists(), "only --prune removes");
    let (code, out, _) = run(at.path(), &["render", "--check", "."]);
    assert_eq!(code, 1);
    assert_eq!(out, "orphaned: ./five-whys.md (`handoff render --prune` removes it)\n");
    let text = fs::read_to_string(&whys).unwrap();
    fs::write(&whys, format!("{text}by hand\n")).unwrap();
    refused(at.path(), &["render", "--prune", "."], &["five-whys.md was edited by hand"]);
    fs::write(&whys, text).unwrap();
    assert_eq!(render(at.path(), &["--prune", "."]), "removed ./five-whys.md\n");
    assert!(!whys.exists() && at.path().join("notes.md").exists());
}

#[test]
fn records_that_share_a_folder_are_told_apart() {
    let second = MINIMAL.replace("2041", "2042");
    for _ in 0..10 {
        let at = folder(&[("a.yaml", MINIMAL), ("b.yaml", &second)]);
        let (code, out, err) = run(at.path(), &["render", "a.yaml", "b.yaml"]);
        assert_eq!(code, 2, "{out}{err}");
        assert!(err.contains("b.yaml") && err.contains("folder of its own"), "{err}");
        assert!(fs::read_to_string(at.path().join("README.md")).unwrap().contains("from a.yaml (2041)"));
        refused(at.path(), &["render", "b.yaml"], &["was made from another record", "folder of its own"]);
    }
    let at = folder(&[("a/incident.yaml", MINIMAL), ("b/incident.yaml", MINIMAL)]);
    let (code, out, err) = run(at.path(), &["render", "--out", "out", "."]);
    assert_eq!(code, 2, "{out}{err}");
    assert!(err.contains("two records of this run have the same id"), "{err}");
    assert!(documents(at.path()).keys().all(|name| name.starts_with("out/2041/")));
}

#[test]
fn a_record_from_standard_input_renders_elsewhere() {
    let at = TempDir::new().unwrap();
    let from_stdin = |args: &[&str]| {
        let mut child = command(at.path(), args);
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(MINIMAL.as_bytes()).unwrap();
        told(child.wait_with_output().unwrap())
    };
    let (code, _, err) = from_stdin(&["render", "-"]);
    assert!(code == 2 && err.contains("no folder to render into") && err.contains("--out"), "{err}");
    let (code, _, err) = from_stdin(&["render", "--out", "out", "-"]);
    assert_eq!(code, 0, "{err}");
    assert!(documents(at.path()) == documents_of_out(MINIMAL));
}

fn documents_of_out(record: &str) -> BTreeMap<String, Vec<u8>> {
    let at = folder(&[("incident.yaml", record)]);
    render(at.path(), &["--out", "out", "."]);
    let mut found = documents(at.path());
    found.retain(|name, _| name.starts_with("out/"));
    found
}

#[test]
fn names_of_files_cannot_write_on_the_terminal() {
    let name = "in\nci\u{1b}[31mdent\u{202e}.yaml";
    let at = folder(&[(name, MINIMAL), ("d\u{1b}[2J\nx/incident.yaml", "format: 2")]);
    let (code, out, err) = run(at.path(), &["render", name]);
    assert_eq!(code, 0, "{err}");
    let (bad, out2, err2) = run(at.path(), &["render", "--check", "."]);
    assert_eq!(bad, 2);
    for text in [out, err, out2, err2] {
        let control = text.chars().find(|&c| c != '\n' && (c.is_control() || c == '\u{202e}'));
        assert_eq!(control, None, "{text:?}");
    }
    let first = fs::read_to_string(at.path().join("README.md")).unwrap().lines().next().unwrap().to_owned();
    assert!(first.starts_with("<!-- Made by") && first.ends_with(" -->"), "{first}");
}

#[test]
fn a_failed_rename_puts_everything_back() {
    // A file that may not be replaced: rename fails after others have succeeded.
    let at = package();
    change(at.path());
    let script = at.path().join("validation.md");
    if !has("chattr") {
        return;
    }
    let immutable = |flag: &str| Command::new("chattr").arg(flag).arg(&script).stderr(Stdio::null()).status();
    if !immutable("+i").is_ok_and(|status| status.success()) {
        skipped("`chattr +i` does not work on this file system");
        return;
    }
    let before = files(at.path());
    let (code, _, err) = run(at.path(), &["render", "."]);
    let after = files(at.path());
    immutable("-i").unwrap();
    assert_eq!(code, 2, "{err}");
    assert!(before == after && err.contains("nothing of this package was changed"), "{err}");
}

#[test]
fn permissions_that_somebody_gave_stay() {
    let at = package();
    let readme = at.path().join("README.md");
    fs::set_permissions(&readme, fs::Permissions::from_mode(0o600)).unwrap();
    change(at.path());
    render(at.path(), &["."]);
    assert_eq!(fs::metadata(&readme).unwrap().permissions().mode() & 0o777, 0o600);
    let script = fs::metadata(at.path().join("health-check.sh")).unwrap().permissions().mode();
    assert_eq!(script & 0o100, 0o100, "the script can be run");
}

#[test]
fn below_out_another_record_of_the_same_id_does_not_take_the_folder() {
    let other = MINIMAL.replace("Checkout times out", "Something else");
    let at = folder(&[("one.yaml", MINIMAL), ("two.yaml", &other)]);
    render(at.path(), &["--out", "out", "one.yaml"]);
    let before = files(at.path());
    refused(at.path(), &["render", "--out", "out", "two.yaml"], &["README.md was made from another record", "--force"]);
    let (code, out, _) = run(at.path(), &["render", "--check", "--out", "out", "two.yaml"]);
    assert!(code == 1 && out.contains("made from another record: out/2041/README.md"), "{out}");
    assert!(files(at.path()) == before);
    render(at.path(), &["--out", "out", "one.yaml"]);
    render(at.path(), &["--force", "--out", "out", "two.yaml"]);
    assert!(files(at.path()) != before);
}

#[test]
fn check_names_the_command_that_mends_all_of_it() {
    let whys = format!("{MINIMAL}root_cause: {{whys: [{{why: a, because: b}}]}}\n");
    let at = folder(&[("incident.yaml", &whys)]);
    render(at.path(), &["."]);
    fs::write(at.path().join("incident.yaml"), MINIMAL).unwrap();
    let mended = |args: &[&str]| {
        let (code, _, err) = run(at.path(), &[&["render", "--check"], args].concat());
        assert_eq!(code, 1, "{err}");
        let command = err.split('`').nth(1).unwrap().to_owned();
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        assert_eq!(run(at.path(), &words).0, 0, "{command}");
        assert_eq!(run(at.path(), &[&["render", "--check"], args].concat()).0, 0, "{command}");
        command
    };
    assert_eq!(mended(&["--only", "README", "."]), "handoff render --only README .");
    assert_eq!(mended(&["."]), "handoff render --prune .");
    let roadmap = at.path().join("roadmap.md");
    fs::write(&roadmap, fs::read_to_string(&roadmap).unwrap() + "more\n").unwrap();
    assert_eq!(mended(&["."]), "handoff render --force .");
}

#[test]
fn what_cannot_be_rendered_at_all_is_not_offered() {
    let at = folder(&[("incident.yaml", &MINIMAL.replace("check: checkout}", "check: chekout}"))]);
    let (code, _, err) = run(at.path(), &["render", "."]);
    assert!(code == 1 && err.contains("also not with `--no-lint`"), "{err}");
}
