//! The browser of the browser tests: whatever Chromium this system has.
//!
//! Playwright could download one of its own, but not everywhere and not for
//! every system; the one that is installed is also the one that people use.

use crate::shell::{Outcome, apt_install, command, find, succeeds};
use std::env;
use std::path::{Path, PathBuf};

const REMEDY: &str = "no Chromium was found: install Chromium or Google Chrome (on Debian `apt-get install chromium`), \
                      or name one in the environment variable CHROMIUM";

/// Finds a Chromium or installs Debian's.
pub fn ensure() -> Outcome<String> {
    if installed()?.is_none() {
        apt_install("chromium", REMEDY)?;
    }
    locate().map(|path| format!("Chromium at {}", path.display()))
}

/// The Chromium to test with.
pub fn locate() -> Outcome<PathBuf> {
    installed()?.ok_or_else(|| REMEDY.to_owned())
}

fn installed() -> Outcome<Option<PathBuf>> {
    if let Some(chosen) = env::var_os("CHROMIUM") {
        let chosen = PathBuf::from(chosen);
        return if runs(&chosen) {
            Ok(Some(chosen))
        } else {
            Err(format!(
                "CHROMIUM names {}, which does not run",
                chosen.display()
            ))
        };
    }
    const NAMES: [&str; 5] = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    let on_path = NAMES.into_iter().filter_map(find);
    Ok(on_path.chain(usual_places()).find(|path| runs(path)))
}

/// Where installers put a browser without putting it on PATH.
fn usual_places() -> Vec<PathBuf> {
    let (bases, programs): (&[&str], &[&str]) = if cfg!(windows) {
        (
            &["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"],
            &[
                "Google/Chrome/Application/chrome.exe",
                "Chromium/Application/chrome.exe",
                "Microsoft/Edge/Application/msedge.exe",
            ],
        )
    } else if cfg!(target_os = "macos") {
        (
            &["", "HOME"],
            &[
                "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                "Applications/Chromium.app/Contents/MacOS/Chromium",
            ],
        )
    } else {
        (&[], &[])
    };
    // A base is the variable that holds a directory, or nothing for the root.
    let directory = |base: &str| match base {
        "" => Some(PathBuf::from("/")),
        variable => env::var_os(variable).map(PathBuf::from),
    };
    bases
        .iter()
        .filter_map(|base| directory(base))
        .flat_map(|base| programs.iter().map(move |program| base.join(program)))
        .collect()
}

/// Whether the browser starts. Ubuntu's `chromium-browser` can be a script that
/// only asks for a snap, so being there is not enough; on Windows asking for the
/// version would open a window, so there it is.
fn runs(browser: &Path) -> bool {
    browser.is_file() && (cfg!(windows) || succeeds(command(browser).arg("--version")))
}
