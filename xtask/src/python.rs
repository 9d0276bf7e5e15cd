//! A Python environment of this repository's own, in .tools/venv, for the template checks.

use crate::shell::{
    self, Outcome, apt_install, command, find, lay_stamp, root, succeeds, tools_dir, unchanged,
};
use std::path::{Path, PathBuf};

const REMEDY: &str = "Python 3.11 or newer is missing: install it from https://www.python.org or your package manager";
const VENV_REMEDY: &str = "this Python cannot make virtual environments: install the package python3-venv, or Python from https://www.python.org";

/// Installs exactly what requirements.txt names, unless that is what is there.
pub fn ensure() -> Outcome<String> {
    let requirements = root().join("requirements.txt");
    let stamp = environment().join("installed-requirements.txt");
    if !unchanged(&stamp, &requirements) {
        let python = system_python().ok_or(REMEDY)?;
        if !succeeds(command(&python).args(["-c", "import ensurepip, venv"])) {
            apt_install("python3-venv", VENV_REMEDY)?;
        }
        shell::run(
            command(&python)
                .args(["-m", "venv", "--clear"])
                .arg(environment()),
        )?;
        shell::run(
            command(interpreter())
                .args([
                    "-m",
                    "pip",
                    "--disable-pip-version-check",
                    "install",
                    "--requirement",
                ])
                .arg(&requirements),
        )?;
        lay_stamp(&stamp, &requirements)?;
    }
    Ok("Python with the packages of requirements.txt".to_owned())
}

fn environment() -> PathBuf {
    tools_dir().join("venv")
}

/// The environment's own Python.
pub fn interpreter() -> PathBuf {
    environment().join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    })
}

fn system_python() -> Option<PathBuf> {
    const NAMES: [&str; 6] = [
        "python3",
        "python3.13",
        "python3.12",
        "python3.11",
        "python",
        "py",
    ];
    let new_enough = |python: &Path| {
        succeeds(command(python).args(["-c", "import sys; sys.exit(sys.version_info < (3, 11))"]))
    };
    NAMES
        .into_iter()
        .filter_map(find)
        .find(|python| new_enough(python))
}
