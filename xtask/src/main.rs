//! Set-up and checks, in Rust so that they run the same on Linux, macOS and Windows.
//!
//! `cargo xtask` has no dependencies and compiles in seconds: it is the first
//! thing a newcomer runs. What is missing is installed with its progress shown,
//! or named together with its remedy; nothing is ever silently left out.

mod bench;
mod beside;
mod chromium;
mod cutter;
mod lessons;
mod node;
mod offline;
mod page;
mod parts;
mod python;
mod shell;
mod steps;
mod templates;
mod tools;
mod weight;

use std::process::ExitCode;

const USAGE: &str = "\
Set-up and checks of Cloud Campus.

  cargo xtask serve [TRUNK OPTIONS]        install what is missing, build the page, open it and rebuild on change
  cargo xtask test                         everything that CI runs
  cargo xtask test --only STEP,STEP        some of it
  cargo xtask test --only browser -- ARGS  the browser tests, with ARGS given to Playwright
  cargo xtask test --list                  the steps and what they do
  cargo xtask build                        the release page in dist/, weighed against its budgets
  cargo xtask build --quick                the page in dist/, built fast, to try and to test
  cargo xtask bench [BENCH OPTIONS]        what must stay fast
  cargo xtask bench --browser [OPTIONS]    the canvas in dist/ beside React Flow; --help names the options";

fn main() -> ExitCode {
    beside::watch();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let outcome = match command {
        "serve" => page::serve(rest),
        "test" => steps::test(rest),
        "build" => page::build_with_tools(rest),
        "bench" => bench::bench(rest),
        // Trunk asks for it while it builds.
        "lay-lessons" => lessons::lay(),
        // To try on a quick page what only the released one has.
        "lay-worker" => offline::lay(),
        "help" | "-h" | "--help" => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!(
            "`{}` is not a task.\n\n{USAGE}",
            arguments.join(" ")
        )),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            // `test` has said what failed above its summary, whose last line stays last.
            if !reason.is_empty() {
                eprintln!("error: {reason}");
            }
            ExitCode::FAILURE
        }
    }
}
