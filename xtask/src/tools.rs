//! What the checks stand on, and how each piece is found or installed.
//!
//! Versions are pinned in one place each: Trunk in Trunk.toml, wasm-bindgen in
//! Cargo.lock (the command line must match the crate to the letter), the cutter in cutter.rs.

use crate::shell::{self, Outcome, answer, command, find, root, tools_dir};
use crate::{chromium, cutter, node, python};
use std::fs;
use std::path::Path;

/// A tool outside Rust's toolchain that some task needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    /// Rust's standard library for the browser.
    WasmTarget,
    /// Bundles the page.
    Trunk,
    /// Writes the JavaScript that loads the module.
    WasmBindgen,
    /// Cuts the module into parts.
    Cutter,
    /// Node.js with the packages of package-lock.json.
    Node,
    /// A Python environment with the packages of requirements.txt.
    Python,
    /// The browser of the browser tests.
    Chromium,
}

/// What the page is built with; `Node` brings wasm-opt.
pub const FOR_PAGE: &[Tool] = &[
    Tool::WasmTarget,
    Tool::Trunk,
    Tool::WasmBindgen,
    Tool::Cutter,
    Tool::Node,
];

/// Finds the tool or installs it, and says which one it is.
pub fn ensure(tool: Tool) -> Outcome {
    let found = match tool {
        Tool::WasmTarget => wasm_target()?,
        Tool::Trunk => cargo_tool("trunk", "trunk", &trunk_version()?, &["--locked"])?,
        Tool::WasmBindgen => cargo_tool(
            "wasm-bindgen-cli",
            "wasm-bindgen",
            &wasm_bindgen_version()?,
            &[],
        )?,
        Tool::Cutter => cutter::ensure()?,
        Tool::Node => node::ensure()?,
        Tool::Python => python::ensure()?,
        Tool::Chromium => chromium::ensure()?,
    };
    println!("  {found}");
    Ok(())
}

fn wasm_target() -> Outcome<String> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = answer(command("rustc").args(["--print", "sysroot"]))
        .ok_or("rustc does not run: install Rust from https://rustup.rs")?;
    let installed = || {
        Path::new(&sysroot)
            .join("lib/rustlib")
            .join(TARGET)
            .join("lib")
            .is_dir()
    };
    if !installed() {
        let remedy = format!(
            "the Rust target {TARGET} is missing: `rustup target add {TARGET}` installs it"
        );
        let rustup = find("rustup").ok_or(&remedy)?;
        shell::run(command(rustup).args(["target", "add", TARGET]))?;
        if !installed() {
            return Err(remedy);
        }
    }
    Ok(format!("Rust target {TARGET}"))
}

/// A tool from crates.io, of exactly the pinned version.
///
/// One that is there already is used. A tool that is nowhere yet goes where
/// `cargo install` puts it, so that it serves every clone and plain `trunk serve`
/// too; where another version stands in the way, that one is left alone and ours
/// goes into .tools.
fn cargo_tool(package: &str, program: &str, version: &str, flags: &[&str]) -> Outcome<String> {
    let named = format!("{program} {version}");
    let present = || answer(command(find(program)?).arg("--version"));
    let right = || present().is_some_and(|text| text.split_whitespace().nth(1) == Some(version));
    if right() {
        return Ok(named);
    }
    let own_root = tools_dir();
    let mut place: Vec<&Path> = Vec::new();
    if let Some(other) = present() {
        println!("  {other} is here, but {version} is needed: installing it into .tools");
        place = vec![Path::new("--root"), &own_root];
    } else {
        println!("  {named} is missing: installing it");
    }
    let exact = format!("{package}@{version}");
    let downloaded = find("cargo-binstall").is_some()
        && shell::run(
            shell::cargo()
                .args(["binstall", "--no-confirm", &exact])
                .args(&place),
        )
        .is_ok();
    if !downloaded {
        println!("  compiling {named}, which can take several minutes");
        shell::run(
            shell::cargo()
                .args(["install", &exact])
                .args(flags)
                .args(&place),
        )?;
    }
    if right() {
        Ok(named)
    } else {
        Err(format!(
            "{named} was installed, but is not the `{program}` on PATH: add cargo's bin directory to PATH"
        ))
    }
}

fn trunk_version() -> Outcome<String> {
    pinned("Trunk.toml", trunk_pin)
}

fn wasm_bindgen_version() -> Outcome<String> {
    pinned("Cargo.lock", |lock| locked_version(lock, "wasm-bindgen"))
}

fn pinned(file: &str, read: impl Fn(&str) -> Option<String>) -> Outcome<String> {
    let text = fs::read_to_string(root().join(file))
        .map_err(|reason| format!("{file} cannot be read: {reason}"))?;
    read(&text).ok_or_else(|| format!("{file} pins no version"))
}

fn trunk_pin(trunk_toml: &str) -> Option<String> {
    let line = trunk_toml
        .lines()
        .find_map(|line| line.strip_prefix("trunk-version"))?;
    Some(line.split_once("\"=")?.1.split_once('"')?.0.to_owned())
}

fn locked_version(cargo_lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = cargo_lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_is_pinned_exactly() {
        assert_eq!(
            trunk_pin("[build]\ntrunk-version = \"=0.21.14\"\n").as_deref(),
            Some("0.21.14")
        );
        assert_eq!(
            trunk_pin("trunk-version = \"0.21\"\n"),
            None,
            "a range is no pin"
        );
        assert!(trunk_version().is_ok());
    }

    #[test]
    fn the_lockfile_names_the_version_of_wasm_bindgen() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert!(wasm_bindgen_version().is_ok());
    }
}
