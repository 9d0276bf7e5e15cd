//! Running the real binary, and holding JSON against a schema.

#![allow(dead_code, reason = "each test file uses its own part")]

pub mod json_schema;

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// The example that ships with Cloud Campus.
pub const NOTEBOOKLY: &str = "tests/files/notebookly.campus.json";

/// What a run of the binary did.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Everything that a snapshot should show.
    pub fn shown(&self) -> String {
        let mut text = match self.code {
            Some(code) => format!("exit code {code}\n"),
            None => "killed\n".to_owned(),
        };
        for (name, stream) in [("stdout", &self.out), ("stderr", &self.err)] {
            if !stream.is_empty() {
                text.push_str(&format!("--- {name}\n{stream}"));
            }
        }
        text
    }

    /// The standard output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("no JSON ({error}):\n{}", self.shown()))
    }
}

/// A command line that is about to run.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cloud-campus"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Runs the binary in the repository's root with nothing on standard input.
pub fn run(arguments: &[&str]) -> Run {
    let output = command(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs");
    told(output)
}

/// Runs the binary with `input` on standard input.
pub fn run_with(arguments: &[&str], input: &str) -> Run {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    // It may well end before it has read everything.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    told(child.wait_with_output().expect("the binary ends"))
}

fn told(output: Output) -> Run {
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Run {
        code: output.status.code(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// A document with these resources.
pub fn document(resources: &str) -> String {
    format!(r#"{{"format": "cloud-campus", "version": 3, "resources": [{resources}]}}"#)
}
