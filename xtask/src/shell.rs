//! Running other programs: always from the root of the repository, always shown.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// What a task ends with; the error is a sentence for the person at the terminal.
pub type Outcome<T = ()> = Result<T, String>;

/// The root of the repository, whatever directory the task was started in.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest
        .parent()
        .map_or(manifest.clone(), Path::to_path_buf)
}

/// Where tools of this repository alone are kept (ignored by git).
pub fn tools_dir() -> PathBuf {
    root().join(".tools")
}

/// `PATH` with this repository's own tools first.
fn search_path() -> Vec<PathBuf> {
    let mut directories = vec![tools_dir().join("bin")];
    if let Some(path) = env::var_os("PATH") {
        directories.extend(env::split_paths(&path));
    }
    directories
}

/// Finds a program as the shell would; on Windows `npm` means `npm.cmd`.
pub fn find(program: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ".bat"]
    } else {
        &[""]
    };
    search_path()
        .iter()
        .flat_map(|directory| {
            endings
                .iter()
                .map(move |ending| directory.join(format!("{program}{ending}")))
        })
        .find(|candidate| candidate.is_file())
}

/// A command that runs at the root and finds this repository's own tools first.
pub fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(root());
    // Joining fails only for a directory with a separator in its name; such a PATH stays as it is.
    if let Ok(path) = env::join_paths(search_path()) {
        command.env("PATH", path);
    }
    command
}

/// The cargo that runs this task.
pub fn cargo() -> Command {
    command(
        env::var_os("CARGO")
            .unwrap_or_else(|| OsString::from("cargo"))
            .as_os_str(),
    )
}

/// Shows the command, runs it with its output going straight to the terminal,
/// and takes any ending but success for an error.
pub fn run(command: &mut Command) -> Outcome {
    let line = line(command);
    println!("$ {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` failed ({status})")),
        Err(reason) => Err(format!("`{line}` could not be started: {reason}")),
    }
}

/// Whether a quiet question to another program is answered with success.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What a program prints, or `None` where it cannot be run or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// The command as one would type it, with paths shortened to the repository.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_stem().unwrap_or(program.as_os_str());
    std::iter::once(program)
        .chain(command.get_args())
        .map(|word| {
            let word = shown(Path::new(word));
            if word.contains(' ') {
                format!("\"{word}\"")
            } else {
                word
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// A path as it looks from the root of the repository.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}

/// A duration at the precision that a person cares for.
pub fn spell(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 60.. => format!("{}m {:02}s", seconds / 60, seconds % 60),
        _ => format!("{:.1}s", duration.as_secs_f64()),
    }
}

/// Whether a copy that was laid down when something was installed still equals its source.
pub fn unchanged(stamp: &Path, source: &Path) -> bool {
    matches!((std::fs::read(stamp), std::fs::read(source)), (Ok(stamp), Ok(source)) if stamp == source)
}

/// Lays that copy down.
pub fn lay_stamp(stamp: &Path, source: &Path) -> Outcome {
    std::fs::copy(source, stamp)
        .map(|_| ())
        .map_err(|reason| format!("{} cannot be written: {reason}", shown(stamp)))
}

/// Whether Debian packages can be installed without asking anybody.
fn apt() -> Option<Vec<OsString>> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let apt = find("apt-get")?.into_os_string();
    if answer(command("id").arg("-u")).as_deref() == Some("0") {
        return Some(vec![apt]);
    }
    let sudo = find("sudo")?;
    succeeds(command(&sudo).args(["-n", "true"]))
        .then(|| vec![sudo.into_os_string(), "-n".into(), apt])
}

/// Installs a Debian package where that is possible without a question;
/// otherwise the error is the remedy that the caller names.
pub fn apt_install(package: &str, remedy: &str) -> Outcome {
    let Some(words) = apt() else {
        return Err(remedy.to_owned());
    };
    // Another installation may be under way: wait for it rather than fail.
    let apt = |arguments: &[&str]| {
        run(command(&words[0])
            .args(&words[1..])
            .args(["-o", "DPkg::Lock::Timeout=600"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update"])
        .and_then(|()| apt(&["install", "-y", package]))
        .map_err(|reason| format!("{reason}\n{remedy}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_a_clock() {
        assert_eq!(spell(Duration::from_millis(840)), "0.8s");
        assert_eq!(spell(Duration::from_secs(425)), "7m 05s");
    }

    #[test]
    fn commands_are_shown_as_typed() {
        let mut command = command("/usr/bin/cfn-lint");
        command.arg(root().join("target").join("a b.yaml"));
        let separator = std::path::MAIN_SEPARATOR;
        assert_eq!(
            line(&command),
            format!("cfn-lint \"target{separator}a b.yaml\"")
        );
    }
}
