//! The terminal door: reads a document, asks the library, prints the answer.
//!
//! Everything here is about files, flags, colours and exit codes; whatever is
//! true without a terminal stands elsewhere. Exit codes: 0 fine; 1 a finding
//! of severity error, an intent that does not hold, a dropped flow, a weak
//! point, an action that is not known to be allowed, an unmet point of the
//! checklist, a drill that is not passed, a submission that is not complete, or
//! a certificate that does not agree; 2 input that cannot be used.

mod certificate;
mod check;
mod cost;
mod drill;
mod events;
mod export;
mod failures;
mod grade;
mod input;
mod journeys;
mod lesson;
mod lessons;
mod matrix;
mod may;
mod output;
mod picture;
mod review;
mod rules;
mod run;
mod schema;
mod trace;
mod weak_points;
mod what_if;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use input::BadInput;
use output::Paint;

/// Check, play and export AWS architectures drawn with Cloud Campus.
#[derive(Parser)]
#[command(name = "cloud-campus", version, after_help = EXIT_CODES)]
#[command(arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 fine; 1 a finding of severity error, an intent that does not hold, a
dropped flow, a weak point, an action that is not allowed, an unmet point of the
checklist, a drill that is not passed, a submission that is not complete or a
certificate that does not agree with its progress; 2 bad input.
FILE is a *.campus.json document; - reads it from standard input.";

#[derive(Subcommand)]
enum Command {
    /// Say what is right and wrong about an architecture.
    Check(check::Flags),
    /// Follow one flow, hop by hop, there and back.
    Trace(trace::Flags),
    /// Say whether somebody may do something, and which statement decides.
    May(may::Flags),
    /// Say who reaches whom on which ports, the internet included.
    Matrix(matrix::Flags),
    /// Let something fail, and say which journeys break and where.
    WhatIf(what_if::Flags),
    /// List every single failure that breaks a journey, with its proof.
    WeakPoints(weak_points::Flags),
    /// Say what it costs in a month, line by line.
    Cost(cost::Flags),
    /// Review it as a senior architect would: checklist, scores, what to do first.
    Review(review::Flags),
    /// Play a scenario on it and tell what happened: load, failures, alarms.
    Run(run::Flags),
    /// Play a scenario and list the calls of it as CloudTrail writes them: who, what, when.
    Events(events::Flags),
    /// Play the five validations, or other drills, and say which it passes.
    Drill(drill::Flags),
    /// List the drills.
    Drills(drill::ListFlags),
    /// Print the architecture as a CloudFormation template.
    Export(export::Flags),
    /// Draw it: as SVG with everything in it, or as a Mermaid flowchart.
    Picture(picture::Flags),
    /// Print the rule reference, or the documentation of one rule.
    Rules(rules::Flags),
    /// The course: list the chapters, print one, check what was built for one.
    Lesson(lesson::Flags),
    /// Grade what a class has handed in: a folder of documents or progress files.
    Grade(grade::Flags),
    /// Make the certificate of an exported progress, or verify one.
    Certificate(certificate::Flags),
    /// Print the JSON Schema of an output or of the file format.
    Schema(schema::Flags),
}

/// The document that a command is about.
#[derive(Args)]
struct FileFlag {
    /// The document, *.campus.json; - for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// What a command has to say, and whether all is well.
struct Answer {
    /// What goes to standard output.
    text: String,
    /// Remarks for standard error, one line each.
    notes: Vec<String>,
    /// Whether the exit code is 0.
    fine: bool,
}

impl Answer {
    fn fine(text: String) -> Self {
        Self {
            text,
            notes: Vec::new(),
            fine: true,
        }
    }
}

/// Runs the command line with these arguments, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers, everything else is a bad flag.
            // A reader that went away wants neither.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let paint = Paint::for_stdout(io::stdout().is_terminal(), |name| std::env::var_os(name));
    match answer(&arguments.command, paint, &mut io::stdin()) {
        Ok(answer) => {
            for note in &answer.notes {
                say("note", note);
            }
            match output::print(&answer.text) {
                Ok(()) => ExitCode::from(u8::from(!answer.fine)),
                Err(error) => complain(&format!("the answer could not be written: {error}")),
            }
        }
        Err(BadInput(problem)) => complain(&problem),
    }
}

fn answer(command: &Command, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    match command {
        Command::Check(flags) => check::answer(flags, paint, stdin),
        Command::Trace(flags) => trace::answer(flags, paint, stdin),
        Command::May(flags) => may::answer(flags, paint, stdin),
        Command::Matrix(flags) => matrix::answer(flags, paint, stdin),
        Command::WhatIf(flags) => what_if::answer(flags, paint, stdin),
        Command::WeakPoints(flags) => weak_points::answer(flags, paint, stdin),
        Command::Cost(flags) => cost::answer(flags, paint, stdin),
        Command::Review(flags) => review::answer(flags, paint, stdin),
        Command::Run(flags) => run::answer(flags, paint, stdin),
        Command::Events(flags) => events::answer(flags, paint, stdin),
        Command::Drill(flags) => drill::answer(flags, paint, stdin),
        Command::Drills(flags) => Ok(drill::list(flags, paint)),
        Command::Export(flags) => export::answer(flags, stdin),
        Command::Picture(flags) => picture::answer(flags, stdin),
        Command::Rules(flags) => rules::answer(flags, paint),
        Command::Lesson(flags) => lesson::answer(flags, paint, stdin),
        Command::Grade(flags) => grade::answer(flags, paint),
        Command::Certificate(flags) => certificate::answer(flags, paint),
        Command::Schema(flags) => schema::answer(flags),
    }
}

/// Says on standard error what is wrong with the input.
fn complain(problem: &str) -> ExitCode {
    say("error", problem);
    ExitCode::from(2)
}

/// A line on standard error.
fn say(what: &str, text: &str) {
    use std::io::Write as _;
    // With nobody listening there is nobody to tell.
    let _ = writeln!(io::stderr(), "{what}: {text}");
}
