//! The page: served while one works on it, built and shrunk for release.

use crate::node;
use crate::shell::{self, Outcome, command, find, root, shown};
use crate::tools::{self, FOR_PAGE, Tool};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Installs what is missing and serves the page until it is interrupted.
pub fn serve(options: &[String]) -> Outcome {
    println!("Tools");
    for tool in [Tool::WasmTarget, Tool::Trunk, Tool::WasmBindgen] {
        tools::ensure(tool)?;
    }
    fetch()?;
    let mut serve = trunk()?;
    // A directory of its own: the release page in dist/ stays what it is.
    serve.args(["serve", "--offline", "--dist", "target/serve"]);
    if !options.iter().any(|option| option.starts_with("--open")) {
        serve.arg("--open");
    }
    shell::run(serve.args(options))
}

/// Installs what is missing and builds the page: the release, or with `--quick` one
/// that is compiled in a fraction of the time and is larger and slower.
pub fn build_with_tools(options: &[String]) -> Outcome {
    let quick = match options {
        [] => false,
        [option] if option == "--quick" => true,
        other => {
            return Err(format!(
                "`cargo xtask build` takes --quick, not `{}`",
                other.join(" ")
            ));
        }
    };
    println!("Tools");
    for tool in FOR_PAGE {
        tools::ensure(*tool)?;
    }
    if quick { build_quickly() } else { build() }
}

/// Builds a page to try in dist/: the browser tests run on it, its sizes say nothing.
fn build_quickly() -> Outcome {
    fetch()?;
    shell::run(trunk()?.args([
        "build",
        "--cargo-profile",
        "quick",
        "--offline",
        "--dist",
        "dist",
    ]))
}

/// Builds the release page in dist/ and prints its sizes.
pub fn build() -> Outcome {
    fetch()?;
    shell::run(trunk()?.args(["build", "--release", "--offline", "--dist", "dist"]))?;
    shrink(&module()?)?;
    sizes()
}

/// The built page, for the tests that need one.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Trunk runs cargo offline, so that the one is as quiet as the other: crates are fetched here.
fn fetch() -> Outcome {
    shell::run(shell::cargo().arg("fetch"))
}

fn trunk() -> Outcome<Command> {
    let mut trunk =
        command(find("trunk").ok_or("trunk is missing: `cargo xtask serve` installs it")?);
    // Trunk reads the variable as an option of its own and refuses the usual `NO_COLOR=1`.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env_remove("NO_COLOR").env("TRUNK_COLOR", "never");
    }
    Ok(trunk)
}

/// The WebAssembly module in dist/: exactly one.
fn module() -> Outcome<PathBuf> {
    let modules: Vec<PathBuf> = files()?
        .into_iter()
        .filter(|file| has_extension(file, "wasm"))
        .collect();
    match <[PathBuf; 1]>::try_from(modules) {
        Ok([module]) => Ok(module),
        Err(modules) => Err(format!(
            "dist/ holds {} WebAssembly modules, but should hold one",
            modules.len()
        )),
    }
}

/// Runs npm's wasm-opt over the module, for size. Which features of WebAssembly the
/// module uses it reads from the module itself, where rustc notes them.
fn shrink(module: &Path) -> Outcome {
    let shrunk = module.with_extension("wasm-opt");
    shell::run(
        node::node()?
            .arg(node::package("binaryen/bin/wasm-opt"))
            .arg("-Oz")
            .arg("--output")
            .arg(&shrunk)
            .arg(module),
    )?;
    fs::rename(&shrunk, module)
        .map_err(|reason| format!("{} cannot be replaced: {reason}", shown(module)))
}

/// Prints what a visitor downloads. Node compresses, as it is needed for wasm-opt anyway.
fn sizes() -> Outcome {
    const SCRIPT: &str = r#"
        const { readFileSync } = require("node:fs");
        const { basename } = require("node:path");
        const { gzipSync, brotliCompressSync } = require("node:zlib");
        const rows = process.argv.slice(1).map((path) => {
            const raw = readFileSync(path);
            return [basename(path), raw.length, gzipSync(raw, { level: 9 }).length, brotliCompressSync(raw).length];
        });
        const total = (column) => rows.reduce((sum, row) => sum + row[column], 0);
        const row = (name, ...sizes) => console.log(
            name.padEnd(48) + sizes.map((size) => size.padStart(12)).join(""));
        const kilobytes = (bytes) => (bytes / 1024).toFixed(1) + " KiB";
        row("", "raw", "gzip", "brotli");
        for (const [name, ...sizes] of rows) row(name, ...sizes.map(kilobytes));
        row("total", ...[1, 2, 3].map(total).map(kilobytes));
    "#;
    let loaded = files()?.into_iter().filter(|file| {
        ["wasm", "js", "css", "html"]
            .iter()
            .any(|extension| has_extension(file, extension))
    });
    println!();
    let status = node::node()?
        .args(["--eval", SCRIPT, "--"])
        .args(loaded)
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        _ => Err("the sizes could not be taken".to_owned()),
    }
}

/// The files directly in dist/, by name.
fn files() -> Outcome<Vec<PathBuf>> {
    let entries =
        fs::read_dir(dist()).map_err(|reason| format!("dist/ cannot be read: {reason}"))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    Ok(files)
}

fn has_extension(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|found| found == extension)
}
