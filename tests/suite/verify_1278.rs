//! The real incident, run: all automatic checks of `incidents/1278` against stub commands that answer
//! as staging does after the repair (`tests/stubs/1278`), and with each component broken in turn.
//! `verify` and the package's `health-check.sh` must give the same answer each time.
//!
//! The record is used as it stands, except that the pauses between attempts are cut short. It needs
//! `bash`, `jq` and `python3`, which its checks use for real.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::has;

/// What fails when a component is broken: its automatic checks, and those of no other.
const COMPONENTS: &[(&str, &[&str])] = &[
    (
        "vpc-connector",
        &[
            "connector-ready",
            "connector-instances",
            "connector-settings",
            "connector-no-capacity-errors",
            "connector-table",
        ],
    ),
    (
        "cloud-sql",
        &[
            "sql-runnable",
            "sql-network",
            "sql-settings",
            "sql-tls",
            "sql-flags",
            "sql-connects",
            "sql-answers",
            "sql-concurrent",
            "sql-five-in-a-row",
        ],
    ),
    (
        "ssl",
        &[
            "certificate-active",
            "certificate-hosts",
            "certificate-validity",
            "tls-web",
            "tls-api",
            "https-web",
            "https-api",
        ],
    ),
    (
        "load-balancer",
        &[
            "backend-health-check-settings",
            "auth-health-check-settings",
            "backend-request-timeout",
            "auth-request-timeout",
        ],
    ),
    ("secret-manager", SECRETS_AND_ACCESS),
    ("cloud-run", &["modules-parse", "services-wired", "services-ready"]),
    ("network-path", &["dns-resolves", "network-subnets"]),
];

const SECRETS_AND_ACCESS: &[&str] = &[
    "secrets-access",
    "secret-database-url",
    "secret-database-direct-url",
    "secret-jwt",
    "secret-redis-url",
    "secret-oauth-client-id",
    "secret-oauth-client",
    "secret-openai",
    "secret-anthropic",
    "secret-smtp",
    "secret-cors",
];

/// What the checks of the incident use for real.
fn can_run() -> bool {
    ["bash", "jq", "python3"].into_iter().all(has)
}

/// Staging, with one component broken.
struct Staging {
    folder: TempDir,
}

impl Staging {
    fn with(broken: &str) -> Self {
        let staging = Staging { folder: tempfile::tempdir().unwrap() };
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let bin = staging.path("bin");
        fs::create_dir(&bin).unwrap();
        for stub in fs::read_dir(root.join("tests/stubs/1278")).unwrap().map(|stub| stub.unwrap().path()) {
            let to = bin.join(stub.file_name().unwrap());
            fs::copy(&stub, &to).unwrap();
            fs::set_permissions(&to, fs::Permissions::from_mode(0o755)).unwrap();
        }
        fs::write(bin.join("broken"), broken).unwrap();
        let record = fs::read_to_string(root.join("incidents/1278/incident.yaml")).unwrap();
        let hasty = record.replace("every: 30s", "every: 10ms").replace("    every: 1m\n", "    every: 10ms\n");
        fs::write(staging.path("incident.yaml"), hasty).unwrap();
        staging.checkout(if broken == "cloud-run" { "def broken(:\n" } else { "x = 1\n" });
        staging
    }

    /// The files of the repository that checks look at.
    fn checkout(&self, module: &str) {
        let file = |name: &str, text: &str| {
            let path = self.path("checkout").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        file("netra_backend/app/core/database_timeout_config.py", module);
        file("netra_backend/app/smd.py", "y = 2\n");
        file("scripts/deploy_to_gcp_actual.py", "connector = 'staging-connector'\nalso = 'staging-connector'\n");
        for script in [
            "scripts/infrastructure_health_check_issue_1278.py",
            "tests/unified_test_runner.py",
            "tests/integration/issue_1278_database_connectivity_integration_simple.py",
            "tests/e2e_staging/issue_1278_complete_startup_sequence_staging_validation.py",
            "tests/e2e/staging/test_issue_1278_golden_path_reproduction.py",
            "tests/mission_critical/test_websocket_agent_events_suite.py",
        ] {
            file(script, "");
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, program: &str, args: &[&str]) -> Output {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new(program);
        command.args(args).current_dir(self.folder.path()).env("PATH", path).env("CHECKOUT", self.path("checkout"));
        command.stdin(Stdio::null()).output().unwrap()
    }

    fn handoff(&self, args: &[&str]) -> Output {
        self.run(env!("CARGO_BIN_EXE_handoff"), args)
    }

    /// The answer of `verify`.
    fn verify(&self, args: &[&str]) -> (Value, i32) {
        parsed(
            &self.handoff(&[&["verify", "incident.yaml", "--yes", "--jobs", "2", "--format", "json"], args].concat()),
        )
    }

    /// The answer of the package's script, and that of `verify`.
    fn script_and_verify(&self) -> [(Value, i32); 2] {
        let rendered = self.handoff(&["render", "incident.yaml"]);
        assert!(rendered.status.success(), "{}", String::from_utf8_lossy(&rendered.stderr));
        let script = parsed(&self.run("bash", &["health-check.sh", "--json"]));
        [script, self.verify(&[])]
    }
}

fn parsed(output: &Output) -> (Value, i32) {
    let text = String::from_utf8_lossy(&output.stdout);
    let value = serde_json::from_str(&text);
    let stderr = String::from_utf8_lossy(&output.stderr);
    (value.unwrap_or_else(|e| panic!("{e}: {text}{stderr}")), output.status.code().unwrap())
}

/// The ids of the checks whose outcome is asked for.
fn checks(answer: &Value, wanted: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let checks = answer["checks"].as_array().unwrap().iter();
    let wanted = checks.filter(|check| wanted(check["outcome"].as_str().unwrap()));
    wanted.map(|check| check["id"].as_str().unwrap().to_owned()).collect()
}

fn is_bad(outcome: &str) -> bool {
    !matches!(outcome, "passed" | "skipped")
}

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

/// Without what only one of the two can say: times, words, and how much output there was.
fn comparable((answer, exit): &(Value, i32)) -> (Value, Vec<(Value, Value, Value)>, Value, i32) {
    let checks = answer["checks"].as_array().unwrap().iter();
    let checks = checks.map(|check| (check["id"].clone(), check["outcome"].clone(), check["exit"].clone())).collect();
    (answer["status"].clone(), checks, answer["criteria"].clone(), *exit)
}

#[test]
fn after_the_repair_all_that_a_machine_can_tell_is_healthy() {
    if !can_run() {
        return;
    }
    let staging = Staging::with("");
    let [script, verified] = staging.script_and_verify();
    assert_eq!(checks(&verified.0, is_bad), set(&[]), "{:#}", verified.0);
    assert!(checks(&verified.0, |outcome| outcome == "passed").len() > 50, "all of them ran");
    assert_eq!((verified.0["status"].as_str(), verified.1), (Some("UNKNOWN"), 2), "people were not asked");
    assert_eq!(comparable(&script), comparable(&verified));
}

#[test]
fn healthy_as_a_whole_takes_people_and_consent_to_changes() {
    if !can_run() {
        return;
    }
    let staging = Staging::with("");
    let (answer, exit) = staging.verify(&[]);
    assert_eq!((answer["status"].as_str(), exit), (Some("UNKNOWN"), 2), "what nobody looked at is not healthy");
    assert_eq!(checks(&answer, |outcome| !matches!(outcome, "passed" | "skipped")), set(&[]), "{answer:#}");
    assert!(answer["criteria"].as_array().unwrap().iter().all(|criterion| criterion["met"] != false), "{answer:#}");

    let (answer, _) = staging.verify(&["--allow-changes", "--record"]);
    for check in checks(&answer, |outcome| outcome == "skipped") {
        let args = ["attest", "incident.yaml", &check, "--by", "Ana", "--saw", "As it should be"];
        let attested = staging.handoff(&args);
        assert!(attested.status.success(), "{check}: {}", String::from_utf8_lossy(&attested.stderr));
    }
    let (answer, exit) = staging.verify(&["--allow-changes"]);
    assert_eq!((answer["status"].as_str(), exit), (Some("HEALTHY"), 0), "{answer:#}");
    // What neither of them runs, both know from the evidence.
    let [script, verified] = staging.script_and_verify();
    assert_eq!((verified.0["status"].as_str(), verified.1), (Some("HEALTHY"), 0), "{:#}", verified.0);
    assert_eq!(comparable(&script), comparable(&verified));
}

/// The component is critical, and its checks are named.
fn broken(component: &str) {
    if !can_run() {
        return;
    }
    let (_, expected) = COMPONENTS.iter().find(|(name, _)| *name == component).unwrap();
    let staging = Staging::with(component);
    let [script, verified] = staging.script_and_verify();
    let failed = checks(&verified.0, is_bad);
    assert_eq!(failed, set(expected));
    assert_eq!((verified.0["status"].as_str(), verified.1), (Some("CRITICAL"), 1));
    assert_eq!(comparable(&script), comparable(&verified));
    let shown = staging.handoff(&["verify", "incident.yaml", "--yes", "--jobs", "2", "--component", component]);
    let text = String::from_utf8_lossy(&shown.stdout);
    assert!(text.ends_with("\nCRITICAL\n"), "{text}");
    for check in *expected {
        assert!(text.lines().any(|line| line.starts_with(&format!("FAILED   {check} "))), "{check}: {text}");
    }
}

#[test]
fn a_broken_vpc_connector_is_critical() {
    broken("vpc-connector");
}

#[test]
fn a_broken_database_is_critical() {
    broken("cloud-sql");
}

#[test]
fn a_broken_certificate_is_critical() {
    broken("ssl");
}

#[test]
fn a_broken_load_balancer_is_critical() {
    broken("load-balancer");
}

#[test]
fn a_broken_secret_manager_is_critical() {
    broken("secret-manager");
}

#[test]
fn a_broken_service_is_critical() {
    broken("cloud-run");
}

#[test]
fn a_broken_network_is_critical() {
    broken("network-path");
}

/// The slip of the real package: its script was HEALTHY when no secret could be read.
#[test]
fn secrets_that_may_not_be_read_are_never_healthy() {
    if !can_run() {
        return;
    }
    let staging = Staging::with("denied");
    let [script, verified] = staging.script_and_verify();
    let expected: Vec<&str> = SECRETS_AND_ACCESS.iter().copied().filter(|id| *id != "secrets-access").collect();
    assert_eq!(checks(&verified.0, is_bad), set(&expected));
    assert_eq!((verified.0["status"].as_str(), verified.1), (Some("CRITICAL"), 1));
    assert_eq!(comparable(&script), comparable(&verified));
    for secret in expected {
        let (answer, exit) = staging.verify(&["--check", secret]);
        assert_ne!((answer["status"].as_str(), exit), (Some("HEALTHY"), 0), "{secret}");
    }
}
