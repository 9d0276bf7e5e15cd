//! `cargo xtask bench`: what must stay fast, natively and in the browser.

use std::path::Path;

use crate::shell::{self, Outcome, cargo, root};
use crate::tools::{self, Tool};
use crate::{chromium, node, page};

/// Runs the benches: the browser's with `--browser`, otherwise cargo's.
pub fn bench(options: &[String]) -> Outcome {
    match options.split_first() {
        Some((first, rest)) if first == "--browser" => in_browser(rest),
        _ => shell::run(cargo().arg("bench").args(options)),
    }
}

/// Measures the page in dist/ beside React Flow, which is built here in its pinned version,
/// or how fast it plays a run.
fn in_browser(options: &[String]) -> Outcome {
    if !page::dist().join("index.html").is_file() {
        return Err("dist/ holds no page: `cargo xtask build` makes it".to_owned());
    }
    println!("Tools");
    for tool in [Tool::Node, Tool::Chromium] {
        tools::ensure(tool)?;
    }
    let benches = root().join("benches").join("browser");
    // A run has no rival.
    if !options.iter().any(|it| it == "--run") {
        build_rival(&benches.join("react-flow"))?;
    }
    shell::run(
        node::node()?
            .arg(benches.join("main.mjs"))
            .args(options)
            .env("CHROMIUM", chromium::locate()?),
    )
}

fn build_rival(rival: &Path) -> Outcome {
    node::install(rival)?;
    let vite = ["node_modules", "vite", "bin", "vite.js"];
    let mut build = node::node()?;
    build
        .arg(rival.join(vite.iter().collect::<std::path::PathBuf>()))
        .args(["build", "--logLevel", "error"])
        .current_dir(rival);
    shell::run(&mut build)
}
