//! The page: served while one works on it, built and shrunk for release.

use crate::node;
use crate::offline;
use crate::parts;
use crate::shell::{self, Outcome, command, find, root, shown};
use crate::tools::{self, FOR_PAGE, Tool};
use crate::weight;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
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
    ]))?;
    finish()
}

/// Builds the release page in dist/, prints what it weighs and holds that to the budgets.
pub fn build() -> Outcome {
    fetch()?;
    shell::run(trunk()?.args([
        "build",
        "--release",
        "--features",
        "fetched-texts,split",
        "--offline",
        "--dist",
        "dist",
    ]))?;
    finish()?;
    lay_texts()?;
    parts::cut(&module()?)?;
    for part in files()?.iter().filter(|file| has_extension(file, "wasm")) {
        shrink(part)?;
    }
    offline::lay()?;
    weight::weigh(&files()?)
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

/// The WebAssembly module that Trunk has laid in dist/: exactly one.
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

/// Runs npm's wasm-opt over a module, for speed: rustc has made it small, what is cut off
/// calls through a table, and putting small functions where they are called costs a hundredth
/// on the wire. Which features of WebAssembly the
/// module uses it reads from the module itself, where rustc notes them.
fn shrink(module: &Path) -> Outcome {
    let shrunk = module.with_extension("wasm-opt");
    shell::run(
        node::node()?
            .arg(node::package("binaryen/bin/wasm-opt"))
            .arg("-O3")
            .arg("--output")
            .arg(&shrunk)
            .arg(module),
    )?;
    fs::rename(&shrunk, module)
        .map_err(|reason| format!("{} cannot be replaced: {reason}", shown(module)))
}

/// What the page may do, as one line.
fn policy() -> Outcome<String> {
    let file = root().join("assets").join("page").join("policy.txt");
    Ok(read(&file)?.trim().lines().collect::<Vec<_>>().join("; "))
}

/// Writes the policy into the page, for hosts that send no header, takes out the
/// places of a nonce that only `trunk serve` fills, and makes one file of the sheets.
fn finish() -> Outcome {
    let index = dist().join("index.html");
    let page = finished(&read(&index)?, &policy()?)?;
    let mut styles = String::new();
    let sheets = sheets(&page);
    for sheet in &sheets {
        let file = dist().join(sheet);
        styles.push_str(&read(&file)?);
        fs::remove_file(&file)
            .map_err(|reason| format!("{} cannot be removed: {reason}", shown(&file)))?;
    }
    let name = format!("styles-{}.css", hash(&styles));
    write(&dist().join(&name), &styles)?;
    write(&index, &with_one_sheet(&page, &name))
}

/// Lays the texts of the rules beside the page and tells it their name.
fn lay_texts() -> Outcome {
    let texts = shell::answer(shell::cargo().args([
        "run",
        "--quiet",
        "--offline",
        "--package",
        "cloud-campus",
        "--",
        "rules",
        "--json",
    ]))
    .ok_or("`cargo run -- rules --json` prints no rules")?;
    let name = format!("rules-{}.json", hash(&texts));
    write(&dist().join(&name), &texts)?;
    let index = dist().join("index.html");
    let page = with_texts(&read(&index)?, &name)?;
    write(&index, &page)
}

/// The page with the name of the file of texts, where start.js finds its own.
fn with_texts(page: &str, name: &str) -> Outcome<String> {
    const MARK: &str = r#"<meta name="cloud-campus""#;
    match page.matches(MARK).count() {
        1 => Ok(page.replace(MARK, &format!("{MARK} data-rules=\"./{name}\""))),
        count => Err(format!(
            "index.html should hold {MARK} once, but does {count} times"
        )),
    }
}

/// Without keys the hash is the same everywhere; a name with it changes with the contents.
pub fn hash(text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Reads a text.
pub fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|reason| format!("{} cannot be read: {reason}", shown(file)))
}

/// Writes a text.
pub fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|reason| format!("{} cannot be written: {reason}", shown(file)))
}

const SHEET: &str = r#"<link rel="stylesheet" href="./"#;

/// The files of the style sheets, in order.
fn sheets(page: &str) -> Vec<String> {
    page.split(SHEET)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// The page with one sheet where its first one stood: together they are a fifth
/// smaller than each by itself, and one question to the server.
fn with_one_sheet(page: &str, name: &str) -> String {
    let mut parts = page.split(SHEET);
    let mut joined = parts.next().unwrap_or_default().to_owned();
    for (number, part) in parts.enumerate() {
        if number == 0 {
            joined.push_str(&format!("{SHEET}{name}\">"));
        }
        let rest = part.split_once('>').map_or("", |(_, rest)| rest);
        // Nothing but white space stands between two of them.
        joined.push_str(if number == 0 { rest } else { rest.trim_start() });
    }
    joined
}

fn finished(page: &str, policy: &str) -> Outcome<String> {
    const NONCE: &str = r#" nonce="{{__TRUNK NONCE__}}""#;
    // Whatever is loaded before the policy is read does not obey it; the character set
    // has to stand within the first kilobyte.
    const FIRST: &str = r#"<meta charset="utf-8">"#;
    let (before, after) = page
        .split_once(FIRST)
        .ok_or_else(|| format!("index.html does not begin with {FIRST}"))?;
    let page = format!(
        "{before}{FIRST}\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{after}"
    )
    .replace(NONCE, "");
    if page.contains("nonce=") {
        return Err("the page holds a nonce that Trunk writes in a way that is new".to_owned());
    }
    Ok(page)
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

/// Whether a file's name ends so.
pub fn has_extension(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|found| found == extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_stands_before_all_that_it_is_about() {
        let page = concat!(
            "<head>\n    <meta charset=\"utf-8\">\n",
            "<script src=\"./start.js\" nonce=\"{{__TRUNK NONCE__}}\"></script></head>"
        );
        let page = finished(page, "default-src 'none'").expect("it is a page");
        let policy = page.find("content=\"default-src 'none'\"");
        assert!(policy.is_some() && policy < page.find("<script"));
        assert!(page.contains("<script src=\"./start.js\"></script>"));
        assert!(finished("<head></head>", "").is_err());
        assert!(finished("<meta charset=\"utf-8\"><script nonce=\"x\">", "").is_err());
    }

    #[test]
    fn the_sheets_become_one_and_keep_their_order() {
        let page = concat!(
            "<head><link rel=\"stylesheet\" href=\"./a-1.css\"/>\n",
            "<link rel=\"stylesheet\" href=\"./b-2.css\"/>\n<title>x</title></head>"
        );
        assert_eq!(sheets(page), ["a-1.css", "b-2.css"]);
        let expected =
            "<head><link rel=\"stylesheet\" href=\"./both.css\">\n<title>x</title></head>";
        assert_eq!(with_one_sheet(page, "both.css"), expected);
        assert_eq!(with_one_sheet("<head></head>", "both.css"), "<head></head>");
    }

    #[test]
    fn the_page_learns_where_the_texts_are() {
        let page = with_texts(
            "<meta name=\"cloud-campus\" data-glue=\"x\">",
            "rules-1.json",
        );
        let expected = "<meta name=\"cloud-campus\" data-rules=\"./rules-1.json\" data-glue=\"x\">";
        assert_eq!(page.as_deref(), Ok(expected));
        assert!(with_texts("<head></head>", "rules-1.json").is_err());
    }

    /// While one works on it, the page obeys the same policy; Trunk's script that reloads
    /// it gets what it needs.
    #[test]
    fn trunk_serves_under_the_policy() {
        let settings = include_str!("../../Trunk.toml");
        let (_, list) = settings.split_once("csp = [").expect("there is a policy");
        let (list, _) = list.split_once(']').expect("it ends");
        let served: Vec<&str> = list
            .lines()
            .map(|line| line.trim().trim_end_matches(',').trim_matches('"'))
            .filter(|line| !line.is_empty())
            .collect();
        let policy = policy().expect("there is one");
        let expected: Vec<String> = policy
            .split("; ")
            .map(|line| match line.split_once(' ') {
                Some(("script-src", _)) => format!("{line} 'nonce-{{{{NONCE}}}}'"),
                Some(("connect-src", _)) => format!("{line} ws: wss:"),
                _ => line.to_owned(),
            })
            .collect();
        assert_eq!(served, expected);
    }
}
