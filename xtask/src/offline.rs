//! What keeps the page in the browser: the worker with the list of all files, each with the
//! hash of what it holds, so that a build is kept whole and never mixed with another.
//!
//! Only the released page has it. A page that one works on would be an old one with every
//! second look.

use crate::node;
use crate::page::{dist, hash, read, write};
use crate::shell::{Outcome, answer, root};
use std::path::Path;

/// The worker, whose address stays the same whatever it keeps.
const WORKER: &str = "worker.js";

/// Lists every file of a folder with its hash, as the browser wants it.
const HASHES: &str = r#"
    const { createHash } = require("node:crypto");
    const { readFileSync, readdirSync } = require("node:fs");
    const { join, relative, sep } = require("node:path");
    const [folder, worker] = process.argv.slice(1);
    const walk = (at) => readdirSync(at, { withFileTypes: true }).flatMap((it) =>
        it.isDirectory() ? walk(join(at, it.name)) : [join(at, it.name)]);
    for (const file of walk(folder).map((it) => relative(folder, it).split(sep).join("/")).sort()) {
        if (file !== worker) {
            const hash = createHash("sha256").update(readFileSync(join(folder, file))).digest("base64");
            console.log(file === "index.html" ? "./" : file, `sha256-${hash}`);
        }
    }
"#;

/// Lays the worker beside the page in dist/, and tells the page of it.
pub fn lay() -> Outcome {
    let index = dist().join("index.html");
    write(&index, &with_worker(&read(&index)?)?)?;
    let lines = answer(
        node::node()?
            .args(["--eval", HASHES, "--"])
            .arg(dist())
            .arg(WORKER),
    )
    .ok_or("the files of the page could not be listed")?;
    let source = read(&root().join("assets").join("page").join(WORKER))?;
    write(&dist().join(WORKER), &worker(&lines, &source)?)
}

/// The worker of a build: what it keeps, and how. A change of either is another build.
fn worker(lines: &str, source: &str) -> Outcome<String> {
    let files: Vec<String> = lines
        .lines()
        .map(|line| match line.split_once(' ') {
            Some((file, hash)) if !file.contains(['"', '\\']) => {
                Ok(format!("  \"{file}\": \"{hash}\","))
            }
            _ => Err(format!("`{line}` is no file with its hash")),
        })
        .collect::<Outcome<_>>()?;
    if !files.iter().any(|it| it.contains("\"./\"")) {
        return Err("dist/ holds no index.html".to_owned());
    }
    let files = files.join("\n");
    let build = hash(&format!("{files}{source}"));
    Ok(format!(
        "const BUILD = \"{build}\";\nconst FILES = {{\n{files}\n}};\n\n{source}"
    ))
}

/// The page with the address of the worker, where start.js finds its own. Once is enough.
fn with_worker(page: &str) -> Outcome<String> {
    const MARK: &str = r#"<meta name="cloud-campus""#;
    let told = format!("{MARK} data-worker=\"./{WORKER}\"");
    match page.matches(MARK).count() {
        1 if page.contains(&told) => Ok(page.to_owned()),
        1 => Ok(page.replace(MARK, &told)),
        count => Err(format!(
            "index.html should hold {MARK} once, but does {count} times"
        )),
    }
}

/// Whether a file of dist/ is the worker, which no first visit waits for.
pub fn is_worker(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name == WORKER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_another_when_any_file_is() {
        let one = worker("./ sha256-a\nb.js sha256-b", "// how").expect("it is a worker");
        assert!(one.contains("\"./\": \"sha256-a\","));
        assert!(one.ends_with("// how"));
        let other = worker("./ sha256-a\nb.js sha256-c", "// how").expect("it is a worker");
        assert_ne!(one.lines().next(), other.lines().next());
        let how = worker("./ sha256-a\nb.js sha256-b", "// else").expect("it is a worker");
        assert_ne!(one.lines().next(), how.lines().next());
        assert!(worker("b.js sha256-b", "").is_err());
        assert!(worker("nonsense", "").is_err());
    }

    #[test]
    fn the_page_is_told_once() {
        let page = with_worker("<meta name=\"cloud-campus\" data-glue=\"x\">");
        let expected = "<meta name=\"cloud-campus\" data-worker=\"./worker.js\" data-glue=\"x\">";
        assert_eq!(page.as_deref(), Ok(expected));
        assert_eq!(with_worker(expected).as_deref(), Ok(expected));
        assert!(with_worker("").is_err());
    }

    /// The list, the manifest and its icons are what the browser installs.
    #[test]
    fn the_manifest_names_what_is_laid_beside_the_page() {
        let manifest = include_str!("../../assets/page/campus.webmanifest");
        let index = include_str!("../../index.html");
        let icons: Vec<&str> = manifest
            .split("\"src\": \"./")
            .skip(1)
            .filter_map(|it| it.split('"').next())
            .collect();
        assert_eq!(icons.len(), 3);
        for icon in icons {
            assert!(
                index.contains(&format!("href=\"assets/icons/{icon}\"")),
                "{icon}"
            );
            assert!(root().join("assets/icons").join(icon).exists(), "{icon}");
        }
        assert!(index.contains("rel=\"manifest\""));
    }
}
