//! Ends at the wrong moment: kills, interrupts, limits, power cuts. Files are the old ones or the new
//! ones, whole, what somebody wrote stays, and no temporary file does.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{MINIMAL, documents, files, folder, no_litter, render, run, skipped, told};

const HANDOFF: &str = env!("CARGO_BIN_EXE_handoff");

fn mendable() -> String {
    MINIMAL.replace("summary: >", "vars: {host: db.example.com}\nsummary: >\n  Seen from db.example.com.")
        + "  - {id: seen, what: Seen, manual: true}\n"
}

fn bash(at: &Path, script: &str) -> Command {
    let mut command = Command::new("bash");
    command.args(["-c", script]).current_dir(at).env("HANDOFF", HANDOFF).stdin(Stdio::null());
    command
}

#[test]
fn the_litter_of_a_kill_is_removed_by_whoever_writes_next() {
    for args in [
        &["render", "."] as &[&str],
        &["lint", "--fix", "."],
        &["attest", ".", "seen", "--by", "me", "--saw", "it"],
        &["templates", "export", "."],
    ] {
        let at = folder(&[("incident.yaml", &mendable())]);
        for name in [".handoff-Ab12Cd.tmp", ".evidence.x9Y8z7.tmp", ".handoff-mine.tmp", ".evidence.mine.tmp"] {
            fs::write(at.path().join(name), "half").unwrap();
        }
        let (_, out, err) = run(at.path(), args);
        let left: Vec<_> = files(at.path()).into_keys().filter(|name| name.ends_with(".tmp")).collect();
        assert_eq!(left, [".evidence.mine.tmp", ".handoff-mine.tmp"], "{args:?}: {out}{err}");
    }
}

/// Starts a run in a shell and sends it a signal as soon as it has a temporary file.
fn interrupted(at: &Path, script: &str, signal: &str) -> std::process::ExitStatus {
    let mut child = bash(at, script).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    let has_litter = || {
        let mut entries = fs::read_dir(at).unwrap().flatten();
        entries.any(|entry| entry.file_name().to_string_lossy().starts_with(".handoff-"))
    };
    while begun.elapsed() < Duration::from_secs(5) && !has_litter() && child.try_wait().unwrap().is_none() {}
    let _ = Command::new("kill").args(["-s", signal, &child.id().to_string()]).stderr(Stdio::null()).status();
    child.wait().unwrap()
}

#[test]
fn an_interrupt_leaves_no_litter_and_a_whole_package() {
    let changed = MINIMAL.replace("Checkout times out", "Checkout is slow");
    let [old, new] = [MINIMAL, &changed].map(|record| {
        let at = folder(&[("incident.yaml", record)]);
        render(at.path(), &["."]);
        documents(at.path())
    });
    let mut caught = 0;
    for signal in ["INT", "TERM", "HUP"] {
        for _ in 0..4 {
            let at = folder(&[("incident.yaml", MINIMAL)]);
            render(at.path(), &["."]);
            fs::write(at.path().join("incident.yaml"), &changed).unwrap();
            let status = interrupted(at.path(), "exec \"$HANDOFF\" render --sync each .", signal);
            no_litter(at.path());
            let left = documents(at.path());
            assert!(left == old || left == new, "{signal}: the package is mixed");
            caught += u32::from(status.signal().is_some());
        }
    }
    assert!(caught > 0, "no run ended by the signal that it was sent");
}

#[test]
fn a_signal_that_the_parent_had_ignored_ends_nothing() {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    let status = interrupted(at.path(), "trap '' HUP; exec \"$HANDOFF\" render --sync each .", "HUP");
    assert!(status.success(), "{status}");
    no_litter(at.path());
}

#[test]
fn a_limit_of_file_size_is_an_error_like_others() {
    let at = folder(&[("incident.yaml", &mendable())]);
    render(at.path(), &["."]);
    let long = mendable().replace("Checkout times out", &"Checkout is slow. ".repeat(40));
    fs::write(at.path().join("incident.yaml"), format!("{long}# {}\n", "-".repeat(2000))).unwrap();
    let before = files(at.path());
    for (command, blocks) in [("render .", 1), ("lint --fix .", 1), ("render --stdout . > /dev/shm/handoff-$$", 1)] {
        let script =
            format!("ulimit -f {blocks}; \"$HANDOFF\" {command}; status=$?; rm -f /dev/shm/handoff-$$; exit $status");
        let (code, out, err) = told(bash(at.path(), &script).output().unwrap());
        assert_eq!(code, 2, "{command}: {out}{err}");
        assert!(err.contains("file too large"), "{command}: {err}");
        assert!(files(at.path()) == before, "{command}: {err}");
    }
}

/// On a file system that loses power at the end of the script's first part.
fn after_a_power_cut(test: &str) -> Option<(i32, String, String)> {
    let at = folder(&[("incident.yaml", &mendable())]);
    let mounted = "truncate -s 320M img && mkfs.xfs -q img && mkdir m && mount -o loop img m";
    let works =
        bash(at.path(), &format!("{mounted} && xfs_io -x -c 'shutdown -f' m; umount m && echo works; rm -r m img"));
    let works = { works }.stderr(Stdio::piped()).output().is_ok_and(|output| output.stdout == b"works\n");
    if !works {
        skipped("there is no XFS on a loop device here, which takes root");
        return None;
    }
    let script = format!(
        "{{ {mounted}; cp incident.yaml m; cd m; {test}; cd ..; }} >&2
         xfs_io -x -c 'shutdown -f' m >&2; umount m && mount -o loop img m || exit 9
         cd m; for f in *; do [ -f \"$f\" ] && [ ! -s \"$f\" ] && echo \"$f is empty\"; done
         for d in . *; do [ -f \"$d/incident.yaml\" ] && \"$HANDOFF\" render --check \"$d\"; done; cat incident.yaml >&2
         cd ..; umount m; exit 0"
    );
    Some(told(bash(at.path(), &script).output().unwrap()))
}

#[test]
fn a_power_cut_loses_neither_documents_nor_the_record() {
    let render = "\"$HANDOFF\" render . && sync -f . && sed -i 's/times out/is slow/' incident.yaml && sync -f . &&
        \"$HANDOFF\" render .";
    let Some((code, out, err)) = after_a_power_cut(render) else { return };
    assert_eq!((code, out.as_str()), (0, ""), "{err}");

    let fix = "sync -f . && \"$HANDOFF\" lint --fix .; \"$HANDOFF\" attest . seen --by me --saw it";
    let (_, out, err) = after_a_power_cut(&format!("{fix}; \"$HANDOFF\" render .")).unwrap();
    assert_eq!(out, "", "{err}");
    assert!(err.contains("Seen from ${{ vars.host }}."), "{err}");

    let many = "mkdir a b; sed s/2041/1/ incident.yaml > a/incident.yaml; mv incident.yaml b; sync -f .;
        \"$HANDOFF\" render .; cp b/incident.yaml .";
    let (_, out, err) = after_a_power_cut(&format!("{many}; rm incident.yaml; : > .keep")).unwrap();
    assert!(!out.contains("is empty") && !out.contains("outdated") && !out.contains("not made"), "{out}{err}");
}

#[test]
fn without_power_to_spare_it_can_be_told_not_to_wait() {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    for when in ["each", "end", "never"] {
        render(at.path(), &["--sync", when, "."]);
        assert_eq!(run(at.path(), &["render", "--check", "."]).0, 0);
    }
    assert_eq!(run(at.path(), &["render", "--sync", "sometimes", "."]).0, 2);
}

#[test]
fn where_cases_are_one_a_persons_file_is_not_overwritten() {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    let kinds = [
        "truncate -s 16M img && mkfs.vfat img >/dev/null && mount -o loop img m",
        "truncate -s 32M img && mkfs.ext4 -q -O casefold img && mount -o loop img m && mkdir m/d && chattr +F m/d && mount --bind m/d m",
        "mount -t tmpfs -o casefold none m && mkdir m/d && chattr +F m/d && mount --bind m/d m",
    ];
    let works = |mount: &&&str| {
        let probe =
            format!("mkdir -p m; {mount} && touch m/case && [ -e m/CASE ] && echo works; umount -l m m; rm -rf img m");
        bash(at.path(), &probe).stderr(Stdio::null()).output().is_ok_and(|output| output.stdout == b"works\n")
    };
    let Some(mount) = kinds.iter().find(works) else {
        // No tool brings it: the kernel has such a file system or not.
        println!("skipped: no file system that takes cases for one can be mounted here");
        return;
    };
    let script = format!(
        "mkdir -p m; {mount}; cp incident.yaml m; echo mine > m/readme.md; \"$HANDOFF\" render m; echo $?; cat m/readme.md
         rm m/readme.md; \"$HANDOFF\" render m >/dev/null 2>&1; mv m/README.md m/x; mv m/x m/Readme.md; echo edit >> m/Readme.md
         \"$HANDOFF\" render m; echo $?; tail -n 1 m/Readme.md; umount -l m m"
    );
    let (_, out, err) = told(bash(at.path(), &script).output().unwrap());
    assert_eq!(out, "2\nmine\n2\nedit\n", "{err}");
    assert!(err.contains("readme.md was not made by handoff") && err.contains("Readme.md was edited by hand"), "{err}");
}

#[test]
fn where_no_thread_can_be_had_one_does_it_all() {
    let at = folder(&[("a/incident.yaml", MINIMAL), ("b/incident.yaml", &MINIMAL.replace("2041", "2042"))]);
    fs::copy(HANDOFF, at.path().join("handoff")).unwrap();
    for path in ["", "a", "b", "handoff"] {
        fs::set_permissions(at.path().join(path), fs::Permissions::from_mode(0o777)).unwrap();
    }
    // An id of its own, so that nobody else's processes count.
    let alone = |args: &str| {
        let script = format!("exec setpriv --reuid=61234 --clear-groups prlimit --nproc=1 ./handoff {args}");
        bash(at.path(), &script).output()
    };
    if !alone("--version").is_ok_and(|output| output.status.success()) {
        skipped("setpriv and prlimit do not work here, which takes root");
        return;
    }
    for args in ["render a", "render .", "render --check .", "lint .", "status .", "facts a"] {
        let (code, out, err) = told(alone(args).unwrap());
        assert!(code == 0 && !err.contains("panicked"), "{args}: {out}{err}");
    }
    assert!(documents(at.path()).contains_key("a/README.md") && documents(at.path()).contains_key("b/README.md"));
}
