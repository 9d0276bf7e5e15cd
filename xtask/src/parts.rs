//! Cuts the released page into parts: what a first visit needs, and what comes when it is
//! asked for. Where the cuts are, the page says itself (`src/app/late.rs`).
//!
//! Trunk has built the page in one piece by then, and its names are kept; the module is
//! linked once more from what the linker left, cut, and bound to JavaScript again.

use crate::cutter;
use crate::page::{dist, has_extension, read, write};
use crate::shell::{self, Outcome, command, find, root, shown};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Stands before the loader of the parts.
const PREAMBLE: &str = "assets/page/parts.js";

/// How the cutter calls the loader.
const LOADER: &str = "./__wasm_split.js";

/// Cuts the module in dist/, which lies there as `NAME_bg.wasm`, and tells the page about
/// the editor's part.
pub fn cut(module: &Path) -> Outcome {
    let name = module
        .file_stem()
        .and_then(|it| it.to_str())
        .and_then(|it| it.strip_suffix("_bg"))
        .ok_or_else(|| {
            format!(
                "{} has a name that Trunk writes in a new way",
                shown(module)
            )
        })?;
    let work = target().join("parts");
    let bound = work.join("bound");
    if work.exists() {
        fs::remove_dir_all(&work)
            .map_err(|why| format!("target/parts cannot be removed: {why}"))?;
    }
    fs::create_dir_all(&bound).map_err(|why| format!("target/parts cannot be made: {why}"))?;
    shell::run(
        command(cutter::program())
            .arg(target().join("wasm32-unknown-unknown/release/cloud-campus.wasm"))
            .arg(&work)
            .args(["--out-name", name]),
    )?;
    shell::run(
        command(find("wasm-bindgen").ok_or("wasm-bindgen is missing")?)
            // The names by which the parts find each other stay as they are.
            .args([
                "--target",
                "web",
                "--no-typescript",
                "--keep-lld-exports",
                "--no-demangle",
            ])
            .args(["--out-name", name, "--out-dir"])
            .arg(&bound)
            .arg(work.join(format!("{name}.wasm"))),
    )?;
    let glue = with_loader(&read(&bound.join(format!("{name}.js")))?, name)?;
    write(&dist().join(format!("{name}.js")), &glue)?;
    copy(&bound.join(format!("{name}_bg.wasm")), module)?;
    for part in parts(&work)? {
        copy(&work.join(&part), &dist().join(part_name(name, &part)))?;
    }
    let loader = read(&work.join("__wasm_split.js"))?;
    let loader = format!(
        "{}{}",
        read(&root().join(PREAMBLE))?,
        with_parts(&loader, name)
    );
    write(&dist().join(format!("{name}-parts.js")), &loader)?;
    let index = dist().join("index.html");
    write(&index, &with_editor(&read(&index)?, name)?)
}

/// Where cargo puts what it builds.
fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |it| root().join(it))
}

/// The files of the parts that the cutter has written.
fn parts(work: &Path) -> Outcome<Vec<String>> {
    let entries =
        fs::read_dir(work).map_err(|why| format!("target/parts cannot be read: {why}"))?;
    let mut parts: Vec<String> = entries
        .flatten()
        .filter(|entry| has_extension(&entry.path(), "wasm"))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|file| file.starts_with("split_") || file.starts_with("chunk_"))
        .collect();
    parts.sort();
    if parts.contains(&"split_editor.wasm".to_owned()) {
        Ok(parts)
    } else {
        Err("the page was not cut: its module holds no entrance of a part".to_owned())
    }
}

/// What a part is called in dist/: with the hash of the build, so that no part meets those
/// of another build.
fn part_name(name: &str, file: &str) -> String {
    let part = file.strip_prefix("split_").unwrap_or(file);
    format!("{name}-{}", part.replace("chunk_", "shared-"))
}

/// The glue, which imports the loader under its name in dist/. Within the module the name
/// stays what it is.
fn with_loader(glue: &str, name: &str) -> Outcome<String> {
    let import = format!(" from \"{LOADER}\"");
    if glue.contains(&import) {
        Ok(glue.replace(&import, &format!(" from \"./{name}-parts.js\"")))
    } else {
        Err("the glue does not import the loader of the parts".to_owned())
    }
}

/// The loader, with the names of the parts in dist/.
fn with_parts(loader: &str, name: &str) -> String {
    loader
        .replace("\"./split_", &format!("\"./{name}-"))
        .replace("\"./chunk_", &format!("\"./{name}-shared-"))
}

/// The page, which fetches the loader with the glue and lets start.js know the editor.
fn with_editor(page: &str, name: &str) -> Outcome<String> {
    const MARK: &str = r#"<meta name="cloud-campus""#;
    const PRELOAD: &str = r#"<link rel="modulepreload""#;
    if page.matches(MARK).count() != 1 || page.matches(PRELOAD).count() != 1 {
        return Err(format!(
            "index.html should hold {MARK} and {PRELOAD} once each"
        ));
    }
    Ok(page
        .replace(
            MARK,
            &format!("{MARK} data-editor=\"./{name}-editor.wasm\""),
        )
        .replace(
            PRELOAD,
            &format!("{PRELOAD} href=\"./{name}-parts.js\" crossorigin=\"anonymous\">{PRELOAD}"),
        ))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to)
        .map(|_| ())
        .map_err(|why| format!("{} cannot be written: {why}", shown(to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_that_of_the_build() {
        assert_eq!(
            part_name("campus-1", "split_editor.wasm"),
            "campus-1-editor.wasm"
        );
        assert_eq!(
            part_name("campus-1", "chunk_5.wasm"),
            "campus-1-shared-5.wasm"
        );
        let loader = "fetch(new URL(\"./split_editor.wasm\")); fetch(new URL(\"./chunk_5.wasm\"))";
        let expected = "fetch(new URL(\"./campus-1-editor.wasm\")); fetch(new URL(\"./campus-1-shared-5.wasm\"))";
        assert_eq!(with_parts(loader, "campus-1"), expected);
        let glue = "import * as import1 from \"./__wasm_split.js\"\nreturn { \"./__wasm_split.js\": import1 };";
        let expected = "import * as import1 from \"./campus-1-parts.js\"\nreturn { \"./__wasm_split.js\": import1 };";
        assert_eq!(with_loader(glue, "campus-1").as_deref(), Ok(expected));
        assert!(with_loader("", "campus-1").is_err());
    }

    #[test]
    fn the_page_learns_where_the_editor_is() {
        let page = with_editor(
            "<meta name=\"cloud-campus\"><link rel=\"modulepreload\" href=\"./x.js\">",
            "campus-1",
        )
        .expect("it is a page");
        assert!(page.contains("data-editor=\"./campus-1-editor.wasm\""));
        assert!(page.contains("href=\"./campus-1-parts.js\""));
        assert!(page.contains("href=\"./x.js\""));
        assert!(with_editor("<head></head>", "campus-1").is_err());
    }
}
