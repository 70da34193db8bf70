//! A real editor: Neovim without a screen opens a record, shows the finding, applies the fix, renames an id, saves.

use std::process::{Command, Stdio};

use crate::support::{MINIMAL, folder, has};

const FILE: &str = "incident.yaml";
const DRIVE: &str = include_str!("neovim.lua");

#[test]
fn neovim_shows_mends_renames_and_saves() {
    if !has("nvim") {
        return;
    }
    // A character of two UTF-16 units stands before both names in their line.
    let good = MINIMAL.replace("what: \"Checkout succeeds", "what: \"𝄞 Checkout succeeds");
    let slip = good.replace("check: checkout}", "check: chekout}");
    let folder = folder(&[(FILE, &slip), ("drive.lua", DRIVE), (".git/HEAD", "")]);
    let mut nvim = Command::new("nvim");
    nvim.args(["--headless", "--clean", "-n", FILE, "-c", "luafile drive.lua"]).current_dir(folder.path());
    for home in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        nvim.env(home, folder.path().join("home"));
    }
    let output = nvim.env("HANDOFF", env!("CARGO_BIN_EXE_handoff")).stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).replace("\r\n", "\n");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stdout));
    let seen = std::fs::read_to_string(folder.path().join("seen.txt")).unwrap();
    let line = slip[..slip.find("chekout").unwrap()].matches('\n').count();
    assert!(seen.starts_with(&format!("unknown-reference {line}: there is no check `chekout`\n")), "{seen}");
    let saved = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
    let expected = good.replace("check: checkout}", "check: smoke}").replace("{id: checkout, what", "{id: smoke, what");
    assert_eq!(saved, expected);
}
