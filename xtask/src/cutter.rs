//! The tool that cuts the page into parts: `wasm-split-cli`, which belongs to Leptos'
//! `wasm_split_helpers`, with one change of ours.
//!
//! As published it makes a file of its own of everything that the same two or more parts
//! need. Ours need next to everything that the editor needs, and all of them are asked for
//! from there, so that the editor would come as eight files, a tenth larger and with calls
//! through a table between them. With the change, what the editor needs is the editor's.
//! The sources come from the registry in the pinned version; where they are no longer what
//! the change is about, the installation fails and says so.

use crate::page::{read, write};
use crate::shell::{self, Outcome, shown, tools_dir};
use std::fs;
use std::path::PathBuf;

/// The package; its macros come with Leptos, and tell it if they are too new.
const PACKAGE: &str = "wasm_split_cli_support";
const VERSION: &str = "0.2.4";

/// Where it is changed, what stands there, and what is put before that.
const FILE: &str = "src/split_point.rs";
const PLACE: &str =
    "        if needed_by.len() == 1 {\n            *self = SplitModuleIdentifier::Split(";
const CHANGE: &str = "        if needed_by.contains(\"editor\") {
            *self = SplitModuleIdentifier::Split(\"editor\".to_owned());
            return;
        }
";

/// The program, once it is installed.
pub fn program() -> PathBuf {
    let name = if cfg!(windows) {
        "wasm-split-cli.exe"
    } else {
        "wasm-split-cli"
    };
    place().join("bin").join(name)
}

/// Installs it, unless exactly this one is here.
pub fn ensure() -> Outcome<String> {
    let named = format!("wasm-split-cli {VERSION} with our change");
    let stamp = place().join("installed.txt");
    let wanted = format!("{VERSION}\n{CHANGE}");
    if program().is_file() && fs::read_to_string(&stamp).is_ok_and(|it| it == wanted) {
        return Ok(named);
    }
    println!("  {named} is missing: compiling it, which can take a minute");
    let sources = sources()?;
    let file = sources.join(FILE);
    let changed = changed(&read(&file)?)?;
    write(&file, &changed)?;
    // It lies within our workspace and is none of its packages.
    let manifest = sources.join("Cargo.toml");
    write(&manifest, &format!("{}\n[workspace]\n", read(&manifest)?))?;
    shell::run(
        shell::cargo()
            .args([
                "install",
                "--locked",
                "--force",
                "--features",
                "build-binary",
                "--path",
            ])
            .arg(&sources)
            .arg("--root")
            .arg(place()),
    )?;
    write(&stamp, &wanted)?;
    Ok(named)
}

fn place() -> PathBuf {
    tools_dir().join("wasm-split")
}

/// Has cargo lay its sources down, as published.
fn sources() -> Outcome<PathBuf> {
    let package = place().join("package");
    fs::create_dir_all(package.join("src"))
        .map_err(|reason| format!("{} cannot be made: {reason}", shown(&package)))?;
    write(
        &package.join("Cargo.toml"),
        &format!(
            "[package]\nname = \"cutter\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n\
             [workspace]\n\n[dependencies]\n{PACKAGE} = \"={VERSION}\"\n"
        ),
    )?;
    write(&package.join("src").join("lib.rs"), "")?;
    let sources = package.join("vendor");
    shell::run(
        shell::cargo()
            .args(["vendor", "--quiet", "--manifest-path"])
            .arg(package.join("Cargo.toml"))
            .arg(&sources)
            // What it prints is what to write into a configuration, which nobody does.
            .stdout(std::process::Stdio::null()),
    )?;
    Ok(sources.join(PACKAGE))
}

fn changed(source: &str) -> Outcome<String> {
    match source.matches(PLACE).count() {
        1 => Ok(source.replace(PLACE, &format!("{CHANGE}{PLACE}"))),
        count => Err(format!(
            "{PACKAGE} {VERSION} holds the place of our change {count} times: look at xtask/src/cutter.rs"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_change_stands_before_its_place() {
        let source = format!("fn also_in() {{\n{PLACE}x)\n}}\n");
        let changed = changed(&source).expect("the place is there");
        assert!(changed.contains(&format!("{CHANGE}{PLACE}")));
        assert!(super::changed("fn also_in() {}").is_err());
    }
}
