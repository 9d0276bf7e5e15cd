//! `cargo xtask test`: the checks, in an order that lets the quick ones fail first.

use crate::shell::{self, Outcome, cargo, root, spell};
use crate::tools::{self, FOR_PAGE, Tool};
use crate::{beside::Beside, chromium, node, page, python, templates};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// One check.
struct Step {
    name: &'static str,
    about: &'static str,
    needs: &'static [Tool],
    run: fn(&Options) -> Outcome,
}

/// The step that builds the page.
const PAGE: &str = "page";

const STEPS: [Step; 7] = [
    Step {
        name: "format",
        about: "the code is formatted as rustfmt does it",
        needs: &[],
        run: |_| shell::run(cargo().args(["fmt", "--all", "--check"])),
    },
    Step {
        name: "clippy",
        about: "no warning in any target of the workspace, natively",
        needs: &[],
        run: |_| {
            shell::run(cargo().args([
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]))
        },
    },
    Step {
        name: "clippy-wasm",
        about: "no warning in the page, which only a browser's target compiles",
        needs: &[Tool::WasmTarget],
        run: |_| {
            const TARGET: &str = "wasm32-unknown-unknown";
            // In one piece, as it is served while one works on it, and as it is released.
            ["", "fetched-texts,split"].iter().try_for_each(|features| {
                shell::run(
                    cargo()
                        .args(["clippy", "--package", "cloud-campus", "--lib", "--bins"])
                        .args(["--target", TARGET, "--features", features])
                        .args(["--", "-D", "warnings"]),
                )
            })
        },
    },
    Step {
        name: "native",
        about: "unit, property and command-line tests",
        needs: &[],
        run: |_| shell::run(cargo().args(["test", "--workspace"])),
    },
    Step {
        name: "templates",
        about: "every example, exported, is accepted by cfn-lint without a word, and moto makes of it what is drawn",
        needs: &[Tool::Python],
        run: |_| templates::check(),
    },
    Step {
        name: PAGE,
        about: "the release build of the page, in dist/",
        needs: FOR_PAGE,
        run: |_| page::build(),
    },
    Step {
        name: "browser",
        about: "the page in dist/ in a real browser, with axe-core (tests/browser)",
        needs: &[Tool::Node, Tool::Chromium, Tool::Python],
        run: browser,
    },
];

/// What was asked for on the command line.
#[derive(Debug, PartialEq)]
enum Request {
    List,
    Run(Options),
}

#[derive(Debug, Default, PartialEq)]
struct Options {
    /// The names of the steps to run; all of them where none is named.
    only: Vec<String>,
    /// What follows `--`.
    for_playwright: Vec<String>,
}

impl Options {
    fn includes(&self, step: &Step) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == step.name)
    }
}

fn parse(arguments: &[String]) -> Outcome<Request> {
    let mut options = Options::default();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--list" => return Ok(Request::List),
            "--only" => {
                let names = words
                    .next()
                    .ok_or("`--only` wants the names of steps, as `--only format,clippy`")?;
                options
                    .only
                    .extend(names.split(',').map(|name| name.trim().to_owned()));
            }
            "--" => options.for_playwright.extend(words.by_ref().cloned()),
            other => {
                return Err(format!(
                    "`cargo xtask test` knows no `{other}`; it takes --list and --only STEP,STEP"
                ));
            }
        }
    }
    let unknown = options
        .only
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != *name));
    match unknown {
        Some(name) => Err(format!(
            "there is no step `{name}`; `cargo xtask test --list` names them"
        )),
        None => Ok(Request::Run(options)),
    }
}

/// Runs the steps until one fails and ends with the summary.
pub fn test(arguments: &[String]) -> Outcome {
    let options = match parse(arguments)? {
        Request::Run(options) => options,
        Request::List => {
            for step in &STEPS {
                println!("{:<12} {}", step.name, step.about);
            }
            return Ok(());
        }
    };
    let chosen: Vec<&Step> = STEPS.iter().filter(|step| options.includes(step)).collect();
    let needed: BTreeSet<Tool> = chosen.iter().flat_map(|step| step.needs).copied().collect();

    let mut record = Record::default();
    // Tools come first: nobody should wait through the compiler to learn that the browser is missing.
    if !needed.is_empty() {
        record.take("tools", || {
            needed.iter().try_for_each(|tool| tools::ensure(*tool))
        });
    }
    let mut page = match record.failure() {
        None => page_beside(&chosen),
        Some(_) => None,
    };
    for step in &chosen {
        let beside = if step.name == PAGE { page.take() } else { None };
        record.take(step.name, || match beside {
            Some(page) => page.end().map(|took| {
                println!(
                    "it took {}, most of it beside the steps before",
                    spell(took)
                );
            }),
            None => (step.run)(&options),
        });
    }
    record.summary()
}

/// The build of the page, beside the steps that come before it, if there are any.
fn page_beside(chosen: &[&Step]) -> Option<Beside> {
    let place = chosen.iter().position(|step| step.name == PAGE)?;
    (place > 0).then(|| Beside::begin("build")).flatten()
}

/// What happened so far.
#[derive(Default)]
struct Record {
    rows: Vec<(&'static str, Ending)>,
}

enum Ending {
    Passed(Duration),
    Failed(Duration, String),
    NotRun,
}

impl Record {
    /// Runs a step, unless one before it failed.
    fn take(&mut self, name: &'static str, run: impl FnOnce() -> Outcome) {
        if self.failure().is_some() {
            self.rows.push((name, Ending::NotRun));
            return;
        }
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = run();
        let duration = start.elapsed();
        let ending = match outcome {
            Ok(()) => Ending::Passed(duration),
            Err(reason) => Ending::Failed(duration, reason),
        };
        let word = if matches!(ending, Ending::Passed(_)) {
            "passed"
        } else {
            "FAILED"
        };
        println!("== {name} {word} in {}", spell(duration));
        self.rows.push((name, ending));
    }

    fn failure(&self) -> Option<(&'static str, &str)> {
        self.rows.iter().find_map(|(name, ending)| match ending {
            Ending::Failed(_, reason) => Some((*name, reason.as_str())),
            _ => None,
        })
    }

    /// The table of steps, the reason of the failure, and one plain last line.
    fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .rows
            .iter()
            .map(|(name, ending)| match ending {
                Ending::Passed(duration) => {
                    format!("  passed   {name:<12} {:>8}", spell(*duration))
                }
                Ending::Failed(duration, _) => {
                    format!("  FAILED   {name:<12} {:>8}", spell(*duration))
                }
                Ending::NotRun => format!("  not run  {name}"),
            })
            .collect();
        if let Some((name, reason)) = self.failure() {
            lines.push(format!("\nStep `{name}` failed: {reason}"));
            if STEPS.iter().any(|step| step.name == name) {
                lines.push(format!(
                    "Run it alone with `cargo xtask test --only {name}`."
                ));
            }
        }
        let passed = self
            .rows
            .iter()
            .filter(|(_, ending)| matches!(ending, Ending::Passed(_)))
            .count();
        let failed = usize::from(self.failure().is_some());
        lines.push(String::new());
        lines.push(format!("{passed} passed, {failed} failed"));
        lines
    }

    fn summary(&self) -> Outcome {
        println!("\n== summary");
        for line in self.lines() {
            println!("{line}");
        }
        // Everything is said; the last line must stay the last.
        self.failure().map_or(Ok(()), |_| Err(String::new()))
    }
}

fn browser(options: &Options) -> Outcome {
    if !page::dist().join("index.html").is_file() {
        return Err("dist/ holds no page: `cargo xtask build` makes it".to_owned());
    }
    shell::run(
        node::node()?
            .arg(node::package("@playwright/test/cli.js"))
            .args(["test", "--config"])
            .arg(
                root()
                    .join("tests")
                    .join("browser")
                    .join("playwright.config.js"),
            )
            .args(&options.for_playwright)
            .env("CHROMIUM", chromium::locate()?)
            // What is downloaded in the browser is linted like what the command line exports.
            .env("CFN_LINT", python::program("cfn-lint")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn steps_are_chosen_by_name() {
        let Ok(Request::Run(options)) = parse(&words("--only format,browser -- --grep start"))
        else {
            panic!("a known step was refused");
        };
        let chosen: Vec<&str> = STEPS
            .iter()
            .filter(|step| options.includes(step))
            .map(|step| step.name)
            .collect();
        assert_eq!(chosen, ["format", "browser"]);
        assert_eq!(options.for_playwright, ["--grep", "start"]);
        assert_eq!(parse(&words("--list")), Ok(Request::List));
    }

    #[test]
    fn a_step_that_does_not_exist_is_refused() {
        assert!(parse(&words("--only formt")).is_err_and(|reason| reason.contains("`formt`")));
        assert!(parse(&words("--fast")).is_err_and(|reason| reason.contains("`--fast`")));
    }

    #[test]
    fn after_a_failure_nothing_runs_and_the_last_line_counts() {
        let mut record = Record::default();
        record.take("one", || Ok(()));
        record.take("two", || Err("it broke".to_owned()));
        record.take("three", || panic!("must not run"));
        let lines = record.lines();
        assert!(lines[2].contains("not run") && lines[2].contains("three"));
        assert!(lines[3].contains("`two` failed: it broke"));
        assert_eq!(lines.last().map(String::as_str), Some("1 passed, 1 failed"));
        assert!(record.summary().is_err());
    }
}
