//! Node.js and the packages of package-lock.json: Playwright, axe-core and wasm-opt.

use crate::shell::{self, Outcome, answer, command, find, lay_stamp, root, unchanged};
use std::path::{Path, PathBuf};
use std::process::Command;

const REMEDY: &str = "Node.js is missing: install version 20 or newer from https://nodejs.org";

/// Installs exactly what the lockfile names, unless that is what is there.
pub fn ensure() -> Outcome<String> {
    let node = find("node").ok_or(REMEDY)?;
    let version = answer(command(node).arg("--version")).ok_or(REMEDY)?;
    install(&root())?;
    Ok(format!(
        "Node.js {version} with the packages of package-lock.json"
    ))
}

/// Installs exactly what a folder's lockfile names, unless that is what is there.
pub fn install(folder: &Path) -> Outcome {
    let lockfile = folder.join("package-lock.json");
    // A stamp of our own: dates of files say nothing in a fresh clone.
    let stamp = folder.join("node_modules").join(".installed-lock.json");
    if !unchanged(&stamp, &lockfile) {
        let npm = find("npm").ok_or("npm is missing: it comes with Node.js, https://nodejs.org")?;
        shell::run(command(npm).arg("ci").current_dir(folder))?;
        lay_stamp(&stamp, &lockfile)?;
    }
    Ok(())
}

/// Where an installed package lies.
pub fn package(path: &str) -> PathBuf {
    root().join("node_modules").join(path)
}

/// A Node program. Scripts are run by path, which works alike on every system
/// (the commands in node_modules/.bin are shell scripts on Windows).
pub fn node() -> Outcome<Command> {
    find("node").map(command).ok_or_else(|| REMEDY.to_owned())
}
