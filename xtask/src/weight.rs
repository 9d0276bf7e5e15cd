//! What the page weighs on the wire, part by part, against the budgets of
//! `xtask/budgets.txt`.

use crate::node;
use crate::offline;
use crate::shell::{Outcome, answer, root};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The parts, by the ending of their files, in the order of the table. A file belongs to
/// the first that fits.
const PARTS: [(&str, &str); 7] = [
    ("page", ".html"),
    ("styles", ".css"),
    ("script", ".js"),
    ("module", "_bg.wasm"),
    (EDITOR, "-editor.wasm"),
    (LATER, ".wasm"),
    (LATER, ".json"),
];

/// What an open document needs: it comes behind the start screen.
const EDITOR: &str = "editor";

/// What is fetched when somebody asks for it, or when there is nothing else to do.
const LATER: &str = "later";

/// What a first visit loads until it sees the start screen, taken together.
const FIRST: &str = "first";

/// What is loaded until a document is seen.
const OPEN: &str = "open";

/// The names of the table, in order.
const NAMES: [&str; 8] = [
    "page", "styles", "script", "module", EDITOR, LATER, FIRST, OPEN,
];

/// Raw, with gzip, with brotli.
type Sizes = [u64; 3];

/// Node compresses, as it is needed for wasm-opt anyway.
const COMPRESS: &str = r#"
    const { readFileSync } = require("node:fs");
    const { gzipSync, brotliCompressSync } = require("node:zlib");
    for (const path of process.argv.slice(1)) {
        const raw = readFileSync(path);
        console.log(raw.length, gzipSync(raw, { level: 9 }).length, brotliCompressSync(raw).length);
    }
"#;

/// Prints what a first visit downloads, and fails where that is more than the budget.
pub fn weigh(files: &[PathBuf]) -> Outcome {
    let weights = measure(files)?;
    let file = root().join("xtask").join("budgets.txt");
    let text = fs::read_to_string(file)
        .map_err(|why| format!("xtask/budgets.txt cannot be read: {why}"))?;
    let budgets = budgets(&text)?;
    println!();
    for line in table(&weights, &budgets) {
        println!("{line}");
    }
    match outgrown(&weights, &budgets).as_slice() {
        [] => Ok(()),
        problems => Err(problems.join("\n")),
    }
}

/// The sizes of each part and of all together.
fn measure(files: &[PathBuf]) -> Outcome<Vec<(&'static str, Sizes)>> {
    let known: Vec<(&str, &PathBuf)> = files
        .iter()
        .filter_map(|file| Some((part_of(file)?, file)))
        .collect();
    let lines = answer(
        node::node()?
            .args(["--eval", COMPRESS, "--"])
            .args(known.iter().map(|(_, file)| file)),
    )
    .ok_or("the sizes could not be taken")?;
    let mut weights = NAMES.map(|name| (name, [0; 3]));
    for ((part, _), line) in known.iter().zip(lines.lines()) {
        let mut sizes = line.split(' ').map(str::parse::<u64>);
        let mut next = || match sizes.next() {
            Some(Ok(size)) => Ok(size),
            _ => Err(format!("`{line}` is no list of three sizes")),
        };
        let taken = [next()?, next()?, next()?];
        for (name, sum) in &mut weights {
            if name == part || is_sum_of(name, part) {
                for (sum, size) in sum.iter_mut().zip(taken) {
                    *sum += size;
                }
            }
        }
    }
    Ok(weights.to_vec())
}

/// The part that a file belongs to.
fn part_of(file: &Path) -> Option<&'static str> {
    if offline::is_worker(file) {
        return Some(LATER);
    }
    let name = file.file_name()?.to_str()?;
    let found = PARTS.iter().find(|(_, ending)| name.ends_with(ending));
    found.map(|(part, _)| *part)
}

/// Whether a part counts among those that a name of the table takes together.
fn is_sum_of(name: &str, part: &str) -> bool {
    match name {
        FIRST => part != LATER && part != EDITOR,
        OPEN => part != LATER,
        _ => false,
    }
}

/// The budgets as written: a name and a number a line, `#` for a remark.
fn budgets(text: &str) -> Outcome<BTreeMap<&str, u64>> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                [part, number] => match number.parse() {
                    Ok(bytes) => Ok((*part, bytes)),
                    Err(_) => Err(format!(
                        "xtask/budgets.txt: `{number}` is no number of bytes"
                    )),
                },
                _ => Err(format!(
                    "xtask/budgets.txt: `{line}` is no part and its bytes"
                )),
            }
        })
        .collect()
}

fn table(weights: &[(&str, Sizes)], budgets: &BTreeMap<&str, u64>) -> Vec<String> {
    let kilobytes = |bytes: u64| format!("{:.1} KB", bytes as f64 / 1000.0);
    let mut lines = vec![format!(
        "{:<10}{:>12}{:>12}{:>12}{:>12}",
        "", "raw", "gzip", "brotli", "budget"
    )];
    for (part, [raw, gzip, brotli]) in weights {
        let budget = budgets.get(part).copied();
        let note = match budget {
            Some(budget) if *brotli > budget => "  outgrown",
            // Small changes come and go; a part that has truly shrunk is to stay so.
            Some(budget) if *brotli + budget / 20 < budget => "  lower its budget",
            _ => "",
        };
        lines.push(format!(
            "{part:<10}{:>12}{:>12}{:>12}{:>12}{note}",
            kilobytes(*raw),
            kilobytes(*gzip),
            kilobytes(*brotli),
            budget.map_or_else(|| "none".to_owned(), kilobytes),
        ));
    }
    lines
}

/// What is heavier than it may be, and what nobody has written a budget for.
fn outgrown(weights: &[(&str, Sizes)], budgets: &BTreeMap<&str, u64>) -> Vec<String> {
    weights
        .iter()
        .filter_map(|(part, [_, _, brotli])| match budgets.get(part) {
            None => Some(format!("xtask/budgets.txt holds no budget for `{part}`")),
            Some(budget) if brotli > budget => Some(format!(
                "`{part}` weighs {brotli} bytes on the wire and may weigh {budget} (xtask/budgets.txt)"
            )),
            Some(_) => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_outgrows_its_budget_is_named() {
        let budgets = budgets("# remark\n\nmodule  1000\npage 10\n").expect("it can be read");
        let fine = [("page", [30, 12, 10]), ("module", [3000, 1200, 1000])];
        assert!(outgrown(&fine, &budgets).is_empty());
        let heavy = [("page", [30, 12, 10]), ("module", [3000, 1200, 1001])];
        let problems = outgrown(&heavy, &budgets);
        assert_eq!(
            problems,
            ["`module` weighs 1001 bytes on the wire and may weigh 1000 (xtask/budgets.txt)"]
        );
        assert!(table(&heavy, &budgets)[2].ends_with("outgrown"));
        let forgotten = outgrown(&[("styles", [1, 1, 1])], &budgets);
        assert!(forgotten[0].contains("`styles`"));
    }

    #[test]
    fn budgets_that_cannot_be_read_are_refused() {
        assert!(budgets("module many").is_err_and(|why| why.contains("`many`")));
        assert!(budgets("module").is_err_and(|why| why.contains("`module`")));
    }

    #[test]
    fn every_part_has_a_written_budget() {
        let budgets = budgets(include_str!("../budgets.txt")).expect("it can be read");
        assert_eq!(budgets.len(), NAMES.len());
        assert!(NAMES.iter().all(|name| budgets.contains_key(name)));
    }

    #[test]
    fn every_file_counts_once_in_its_part() {
        let part = |name: &str| part_of(Path::new(name));
        assert_eq!(part("campus-1_bg.wasm"), Some("module"));
        assert_eq!(part("campus-1-editor.wasm"), Some(EDITOR));
        assert_eq!(part("campus-1-template.wasm"), Some(LATER));
        assert_eq!(part("rules-1.json"), Some(LATER));
        assert_eq!(part("campus-1-parts.js"), Some("script"));
        assert_eq!(part("worker.js"), Some(LATER));
        assert_eq!(part("LICENCE"), None);
        assert!(is_sum_of(FIRST, "module") && !is_sum_of(FIRST, EDITOR));
        assert!(is_sum_of(OPEN, EDITOR) && !is_sum_of(OPEN, LATER));
    }
}
