//! A task that runs beside the others: the release build of the page links for minutes on one
//! core, which leaves the other to the compiler and the tests of the native steps.
//!
//! What it prints is kept in a file and shown when its turn comes. It ends with whoever
//! started it, however that one ended: it watches a pipe that closes then.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::shell::{self, Outcome, command, root};

/// Says to a task that it has to watch its standard input.
const WATCH: &str = "CAMPUS_BESIDE";

/// A task under way.
pub struct Beside {
    child: Child,
    log: PathBuf,
    began: Instant,
}

impl Beside {
    /// Starts `cargo xtask TASK`. `None` where a task and all that it started cannot be ended
    /// together: there it runs in its turn.
    pub fn begin(task: &str) -> Option<Self> {
        let log = root().join("target").join(format!("xtask-{task}.log"));
        std::fs::create_dir_all(log.parent()?).ok()?;
        let out = File::create(&log).ok()?;
        let mut child = command(std::env::current_exe().ok()?);
        child
            .arg(task)
            .env(WATCH, "1")
            .stdin(Stdio::piped())
            .stdout(out.try_clone().ok()?)
            .stderr(out);
        in_its_own_group(&mut child)?;
        Some(Self {
            child: child.spawn().ok()?,
            log,
            began: Instant::now(),
        })
    }

    /// Waits for its end, shows what it printed, and says how long it took.
    pub fn end(mut self) -> Outcome<Duration> {
        // Waiting by itself would close the pipe, which ends the task.
        let pipe = self.child.stdin.take();
        let status = self.child.wait();
        drop(pipe);
        let took = self.began.elapsed();
        let printed = std::fs::read(&self.log).unwrap_or_default();
        print!("{}", String::from_utf8_lossy(&printed));
        match status {
            Ok(status) if status.success() => Ok(took),
            Ok(status) => Err(format!("it ended with {status}")),
            Err(reason) => Err(format!("nobody knows how it ended: {reason}")),
        }
    }
}

#[cfg(unix)]
fn in_its_own_group(child: &mut std::process::Command) -> Option<()> {
    use std::os::unix::process::CommandExt;
    child.process_group(0);
    Some(())
}

#[cfg(not(unix))]
fn in_its_own_group(_: &mut std::process::Command) -> Option<()> {
    None
}

/// In a task that runs beside others: ends it, with all that it started, when whoever started
/// it is gone.
pub fn watch() {
    if std::env::var_os(WATCH).is_none() {
        return;
    }
    std::thread::spawn(|| {
        // Nothing is ever written; reading ends when the other end is closed.
        let _ = io::stdin().read(&mut [0]);
        // The task leads its group, so its number is the group's.
        let group = format!("-{}", std::process::id());
        let _ = shell::succeeds(command("kill").args(["--", &group]));
    });
}
