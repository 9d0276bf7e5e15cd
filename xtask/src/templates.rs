//! Exports every example through the command line, has cfn-lint read the templates and
//! moto deploy them.
//!
//! What we export must be accepted by somebody else's validator, not by our own
//! opinion: one word from cfn-lint, error or warning, fails the step. And what it
//! makes must be what was drawn: `tests/templates/moto/deploy.py` lays it in moto's
//! account, reads that back and compares it with the documents.

use crate::python;
use crate::shell::{self, Outcome, command, root, shown};
use std::fs;
use std::path::{Path, PathBuf};

/// Where architectures lie that must export cleanly.
const SOURCES: [&str; 2] = ["assets/examples", "tests/templates"];
const FORMATS: [&str; 2] = ["yaml", "json"];

/// Exports and lints all of them.
pub fn check() -> Outcome {
    let architectures = architectures();
    if architectures.is_empty() {
        return Err(format!(
            "there is no *.campus.json in {}: nothing was checked",
            SOURCES.join(" or ")
        ));
    }
    let output = root().join("target").join("templates");
    // Templates of files that are gone must not be linted again.
    if output.exists() {
        fs::remove_dir_all(&output)
            .map_err(|reason| format!("{} cannot be emptied: {reason}", shown(&output)))?;
    }
    fs::create_dir_all(&output)
        .map_err(|reason| format!("{} cannot be made: {reason}", shown(&output)))?;
    shell::run(shell::cargo().args([
        "build",
        "--quiet",
        "--package",
        "cloud-campus",
        "--bin",
        "cloud-campus",
    ]))?;
    let mut templates = Vec::new();
    let mut pairs = Vec::new();
    for architecture in &architectures {
        for format in FORMATS {
            let template = export(architecture, format, &output)?;
            if format == "json" {
                pairs.extend([architecture.clone(), template.clone()]);
            }
            templates.push(template);
        }
    }
    lint(&templates)?;
    deploy(&pairs)
}

fn architectures() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = SOURCES
        .iter()
        .filter_map(|source| fs::read_dir(root().join(source)).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with(".campus.json"))
        .collect();
    found.sort();
    found
}

fn export(architecture: &Path, format: &str, output: &Path) -> Outcome<PathBuf> {
    // The folder is part of the name: two folders may hold a file of the same name.
    let name = shown(architecture)
        .replace(['/', '\\'], "-")
        .replace(".campus.json", "");
    let template = output.join(format!("{name}.{format}"));
    println!(
        "$ cloud-campus export {} --format {format} > {}",
        shown(architecture),
        shown(&template)
    );
    let exported = shell::cargo()
        .args([
            "run",
            "--quiet",
            "--package",
            "cloud-campus",
            "--bin",
            "cloud-campus",
            "--",
            "export",
        ])
        .arg(architecture)
        .args(["--format", format])
        .output()
        .map_err(|reason| format!("cloud-campus could not be started: {reason}"))?;
    if !exported.status.success() {
        eprint!("{}", String::from_utf8_lossy(&exported.stderr));
        return Err(format!(
            "{} could not be exported as {format} ({})",
            shown(architecture),
            exported.status
        ));
    }
    if exported.stdout.trim_ascii().is_empty() {
        return Err(format!(
            "{} exported as {format} is an empty template",
            shown(architecture)
        ));
    }
    fs::write(&template, exported.stdout)
        .map_err(|reason| format!("{} cannot be written: {reason}", shown(&template)))?;
    Ok(template)
}

fn lint(templates: &[PathBuf]) -> Outcome {
    let mut lint = command(python::program("cfn-lint"));
    // What is allowed differs by Region: Mumbai is where the course builds,
    // Northern Virginia what cfn-lint takes when it is told nothing.
    lint.args(["--regions", "ap-south-1", "us-east-1", "--"])
        .args(templates);
    println!("$ cfn-lint, {} templates", templates.len());
    let result = lint
        .output()
        .map_err(|reason| format!("cfn-lint could not be started: {reason}"))?;
    let words = [result.stdout, result.stderr].concat();
    if result.status.success() && words.trim_ascii().is_empty() {
        println!(
            "{} templates of {} architectures: not a word from cfn-lint",
            templates.len(),
            templates.len() / FORMATS.len()
        );
        return Ok(());
    }
    println!("{}", String::from_utf8_lossy(&words).trim_end());
    Err(format!(
        "cfn-lint does not accept what was exported ({})",
        result.status
    ))
}

/// Deploys into moto; `pairs` are a document and its template, one after the other.
fn deploy(pairs: &[PathBuf]) -> Outcome {
    println!(
        "$ tests/templates/moto/deploy.py, {} templates",
        pairs.len() / 2
    );
    let result = command(python::program("python"))
        .args(["-B", "tests/templates/moto/deploy.py"])
        .args(pairs)
        .output()
        .map_err(|reason| format!("Python could not be started: {reason}"))?;
    print!("{}", String::from_utf8_lossy(&result.stdout));
    if result.status.success() {
        return Ok(());
    }
    eprint!("{}", String::from_utf8_lossy(&result.stderr));
    Err(format!(
        "what moto makes of the templates is not what is drawn ({})",
        result.status
    ))
}
