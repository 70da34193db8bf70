//! `action.yml` and `.ci/gitlab.yml`: the script of every step runs here, as the runner would run it, with
//! stubs of what lies outside.

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{self, MINIMAL, folder, has, render, repository};

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&fs::read_to_string(repository(path)).unwrap()).unwrap()
}

fn script(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn git(at: &Path, args: &[&str]) -> String {
    let output = support::git(at, &[&["-c", "protocol.file.allow=always"], args].concat());
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A pull request that is checked out with one commit, as actions/checkout leaves it, and its runner.
struct Runner {
    home: TempDir,
    /// The commit that the pull request goes to.
    base: String,
    path: String,
}

impl Runner {
    fn new(change: (&str, &str)) -> Runner {
        let files = folder(&[("incidents/2041/incident.yaml", MINIMAL)]);
        let origin = files.path();
        git(origin, &["init", "-qb", "main"]);
        git(origin, &["config", "uploadpack.allowAnySHA1InWant", "true"]);
        render(origin, &["incidents"]);
        git(origin, &["add", "."]);
        git(origin, &["commit", "-qm", "base"]);
        let base = git(origin, &["rev-parse", "HEAD"]);
        fs::write(origin.join("incidents/2041/incident.yaml"), MINIMAL.replace(change.0, change.1)).unwrap();
        let _ = Command::new(env!("CARGO_BIN_EXE_handoff")).args(["render", "incidents"]).current_dir(origin).output();
        git(origin, &["commit", "-qam", "change"]);
        let home = TempDir::new().unwrap();
        let url = format!("file://{}", origin.display());
        git(home.path(), &["clone", "-q", "--depth=1", &url, "checkout"]);
        std::mem::forget(files);
        let bin = home.path().join("bin");
        let python = "#!/bin/sh\necho \"python3 $*\" >> \"$LOG\"\nmkdir -p \"$3/bin\"\ncp \"$(dirname \"$0\")/pip\" \"$3/bin/pip\"\n";
        script(&bin.join("python3"), python);
        let pip = format!(
            "#!/bin/sh\necho \"pip $*\" >> \"$LOG\"\nln -sf {} \"$(dirname \"$0\")/handoff\"\n",
            env!("CARGO_BIN_EXE_handoff")
        );
        script(&bin.join("pip"), &pip);
        let gh = "#!/bin/sh\necho \"gh $*\" >> \"$LOG\"\n[ -z \"$REFUSED\" ] || exit 1\ncase \"$*\" in *--paginate*) printf '%s' \"$FOUND\" ;; esac\n";
        script(&bin.join("gh"), gh);
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
        Runner { home, base, path }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap_or_default()
    }

    /// Runs one step with values for the expressions of its `env`.
    fn step(&mut self, id: &str, values: &[(&str, &str)]) -> Output {
        let action = yaml("action.yml");
        let steps = action["runs"]["steps"].as_array().unwrap().clone();
        let step = steps.iter().find(|step| step["id"] == id).unwrap();
        let run = step["run"].as_str().unwrap();
        assert!(!run.contains("${{"), "what a stranger names is never part of a script");
        let values: HashMap<&str, &str> = values.iter().copied().collect();
        let mut command = Command::new("bash");
        for (name, _) in step["env"].as_object().into_iter().flatten() {
            let value = values.get(name.as_str()).unwrap_or_else(|| panic!("{id} needs {name}"));
            command.env(name, value);
        }
        for (name, value) in values.iter().filter(|(name, _)| matches!(**name, "FOUND" | "REFUSED")) {
            command.env(name, value);
        }
        for (name, file) in [
            ("GITHUB_PATH", "path"),
            ("GITHUB_OUTPUT", "output"),
            ("GITHUB_STEP_SUMMARY", "summary"),
            ("LOG", "log"),
            ("RUNNER_TEMP", "temp"),
        ] {
            command.env(name, self.at(file));
        }
        fs::create_dir_all(self.at("temp")).unwrap();
        let script = self.at("step.sh");
        fs::write(&script, run).unwrap();
        let output = command
            .args(["--noprofile", "--norc", "-e", "-o", "pipefail"])
            .arg(&script)
            .env("PATH", &self.path)
            .current_dir(self.at("checkout"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        if id == "install" {
            self.path = format!("{}:{}", self.read("path").trim(), self.path);
        }
        output
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_pull_request_is_reviewed_from_nothing_to_a_comment() {
    let mut runner = Runner::new(("severity: P1", "severity: P0"));
    let base = runner.base.clone();
    let install = runner.step("install", &[("VERSION", "")]);
    assert!(install.status.success(), "{}", text(&install));
    assert!(
        runner
            .read("log")
            .contains("pip install --quiet --disable-pip-version-check --only-binary :all: -- incident-handoff\n")
    );
    let lint = runner.step("lint", &[("RECORDS", "incidents"), ("DENY", "")]);
    assert!(lint.status.success(), "{}", text(&lint));
    let sarif: Value = serde_json::from_str(&runner.read("temp/handoff.sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let check = runner.step("check", &[("RECORDS", "incidents")]);
    assert!(check.status.success(), "{}", text(&check));
    let diff = runner.step("diff", &[("RECORDS", "incidents"), ("BASE", &base)]);
    assert!(diff.status.success(), "{}", text(&diff));
    let summary = runner.read("summary");
    assert!(summary.contains("- `severity`: `P1` → `P0`"), "{summary}");
    let output = runner.read("output");
    assert!(output.contains("changed=true") && output.contains("sarif="), "{output}");

    let comment = |found: &str, fork: &str, changed: &str, refused: &str, runner: &mut Runner| {
        fs::remove_file(runner.at("log")).unwrap_or_default();
        let values = [
            ("GH_TOKEN", "t"),
            ("REPOSITORY", "o/r"),
            ("NUMBER", "7"),
            ("FORK", fork),
            ("CHANGED", changed),
            ("FOUND", found),
            ("REFUSED", refused),
        ];
        let output = runner.step("comment", &values);
        assert!(output.status.success(), "{}", text(&output));
        (runner.read("log"), text(&output))
    };
    let (log, _) = comment("", "false", "true", "", &mut runner);
    assert!(log.contains("gh api --silent --method POST repos/o/r/issues/7/comments --field body=@"), "{log}");
    assert!(runner.read("temp/handoff-comment.md").starts_with("<!-- handoff diff -->\n## Incident 2041"));
    let (log, _) = comment("55\n56\n", "false", "true", "", &mut runner);
    assert!(log.contains("--method PATCH repos/o/r/issues/comments/55 ") && !log.contains("POST"), "{log}");
    let (log, _) = comment("55", "false", "false", "", &mut runner);
    assert!(log.contains("PATCH"), "that nothing changed any more is said too: {log}");
    let (log, _) = comment("", "false", "false", "", &mut runner);
    assert!(!log.contains("POST") && !log.contains("PATCH"), "{log}");
    let (log, said) = comment("", "true", "true", "", &mut runner);
    assert!(log.is_empty() && said.contains("fork"), "{log}{said}");
    let (_, said) = comment("", "false", "true", "yes", &mut runner);
    assert!(said.contains("::warning"), "a token that may not is no failure: {said}");
}

#[test]
fn findings_and_drift_fail_their_steps() {
    // An unknown check: an error of lint, for which nothing is rendered.
    let mut runner = Runner::new(("check: checkout}", "check: no-such}"));
    let base = runner.base.clone();
    assert!(runner.step("install", &[("VERSION", "0.1.0")]).status.success());
    assert!(runner.read("log").contains("-- incident-handoff==0.1.0"));
    let lint = runner.step("lint", &[("RECORDS", "incidents"), ("DENY", "warnings")]);
    assert_eq!(lint.status.code(), Some(1));
    assert!(text(&lint).contains("::error file=incidents/2041/incident.yaml,line="), "{}", text(&lint));
    assert_eq!(runner.step("check", &[("RECORDS", "incidents")]).status.code(), Some(1));
    let diff = runner.step("diff", &[("RECORDS", "incidents"), ("BASE", &base)]);
    assert!(diff.status.success() && runner.read("summary").contains("**Danger**"), "{}", text(&diff));
    for base in ["", "0000000000000000000000000000000000000000"] {
        assert!(runner.step("diff", &[("RECORDS", "incidents"), ("BASE", base)]).status.success());
    }
    assert_eq!(runner.step("diff", &[("RECORDS", "incidents"), ("BASE", "--upload-pack=x")]).status.code(), Some(2));
    assert!(!runner.step("diff", &[("RECORDS", "incidents"), ("BASE", "no-such-branch")]).status.success());
}

#[test]
fn a_record_cannot_command_the_runner() {
    let mut runner =
        Runner::new(("title: Checkout times out", "title: \"::error::forged\"\nenvironment: \"x\\n::error::forged"));
    assert!(runner.step("install", &[("VERSION", "")]).status.success());
    let check = runner.step("check", &[("RECORDS", "incidents")]);
    let said = text(&check);
    let stop = said.lines().next().unwrap().strip_prefix("::stop-commands::").unwrap();
    assert!(stop.len() == 32 && said.lines().any(|line| line == format!("::{stop}::")), "{said}");
}

/// All that runs there, by the linter of shell scripts.
#[test]
fn every_script_passes_shellcheck() {
    if !has("shellcheck") {
        return;
    }
    let mut scripts: Vec<String> = Vec::new();
    for step in yaml("action.yml")["runs"]["steps"].as_array().unwrap() {
        scripts.push(format!("#!/usr/bin/env bash\n{}", step["run"].as_str().unwrap()));
    }
    let home = TempDir::new().unwrap();
    for (at, text) in scripts.iter().enumerate() {
        let file = home.path().join(format!("{at}.sh"));
        fs::write(&file, text).unwrap();
        let output = Command::new("shellcheck").arg(&file).output().unwrap();
        assert!(output.status.success(), "{}", text_of(&output, text));
    }
}

fn text_of(output: &Output, script: &str) -> String {
    format!("{}\n{script}", text(output))
}

#[test]
fn the_jobs_of_gitlab_run() {
    if !has("python3") {
        return;
    }
    let runner = Runner::new(("severity: P1", "severity: P0"));
    let bin = runner.at("bin");
    fs::remove_file(bin.join("python3")).unwrap();
    let curl = "#!/bin/sh\necho \"curl $*\" >> \"$LOG\"\ncase \"$*\" in *per_page*) printf '%s' \"$FOUND\" ;; esac\n";
    script(&bin.join("curl"), curl);
    let jobs = yaml(".ci/gitlab.yml");
    let run = |job: &str, found: &str, token: &str| {
        let lines: Vec<&str> =
            jobs[job]["script"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        let output = Command::new("bash")
            .args(["-e", "-o", "pipefail", "-c", &lines.join("\n")])
            .env("PATH", format!("{}:{}", bin.display(), runner.path))
            .env("HANDOFF_RECORDS", "incidents")
            .env("HANDOFF_WHEEL", "incident-handoff")
            .env("HANDOFF_TOKEN", token)
            .env("CI_MERGE_REQUEST_DIFF_BASE_SHA", &runner.base)
            .env("CI_API_V4_URL", "https://gitlab.example/api/v4")
            .env("CI_PROJECT_ID", "3")
            .env("CI_MERGE_REQUEST_IID", "9")
            .env("FOUND", found)
            .env("LOG", runner.at("log"))
            .current_dir(runner.at("checkout"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{job}: {}", text(&output));
        text(&output)
    };
    run("handoff", "", "");
    let quality: Value =
        serde_json::from_str(&fs::read_to_string(runner.at("checkout/gl-code-quality-report.json")).unwrap()).unwrap();
    assert!(quality.is_array());
    assert!(run("handoff-note", "", "").contains("`P1` → `P0`"));
    assert!(!runner.read("log").contains("curl"));
    run("handoff-note", "[]", "t");
    assert!(runner.read("log").contains("--request POST"), "{}", runner.read("log"));
    run(
        "handoff-note",
        "[{\"id\": 4, \"body\": \"hello\"}, {\"id\": 5, \"body\": \"<!-- handoff diff -->\\n…\"}]",
        "t",
    );
    assert!(
        runner.read("log").contains("--request PUT") && runner.read("log").contains("notes/5"),
        "{}",
        runner.read("log")
    );
}

/// pre-commit skips a hook with a filter when the only change is a deleted file.
#[test]
fn hooks_run_for_deleted_files_and_compile_nothing() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let ids: Vec<&str> = hooks.as_array().unwrap().iter().map(|hook| hook["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["handoff-lint", "handoff-render", "handoff-check"]);
    for hook in hooks.as_array().unwrap() {
        assert!(hook["always_run"] == true && hook["pass_filenames"] == false && hook["language"] == "python");
    }
    // The wheel that `pip install .` makes of the checkout asks for the program of this version.
    if !has("python3") {
        return;
    }
    let to = TempDir::new().unwrap();
    let code = format!(
        "import sys; sys.path.insert(0, '.ci/packaging'); import hooks_backend as b; print(b.build_wheel({:?}))",
        to.path().display().to_string()
    );
    let output = Command::new("python3")
        .args(["-B", "-c", &code])
        .current_dir(repository("."))
        .env_remove("HANDOFF_FROM_SOURCE")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output));
    let name = String::from_utf8(output.stdout).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(name.trim(), format!("incident_handoff_hooks-{version}-py3-none-any.whl"));
    let list = format!(
        "import zipfile; z = zipfile.ZipFile({:?}); print(z.read('incident_handoff_hooks-{version}.dist-info/METADATA').decode())",
        to.path().join(name.trim()).display().to_string()
    );
    let output = Command::new("python3").args(["-c", &list]).output().unwrap();
    assert!(text(&output).contains(&format!("Requires-Dist: incident-handoff=={version}")), "{}", text(&output));
}
