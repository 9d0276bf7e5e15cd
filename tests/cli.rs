//! Through the terminal door: the real binary, its exit codes, its messages.

mod cli_support;

use std::io::Read;
use std::process::Stdio;

use cli_support::{NOTEBOOKLY, command, document, run, run_with};
use expect_test::{Expect, expect};

fn says(arguments: &[&str], expected: Expect) {
    expected.assert_eq(&run(arguments).shown());
}

fn says_of(arguments: &[&str], input: &str, expected: Expect) {
    expected.assert_eq(&run_with(arguments, input).shown());
}

#[test]
fn the_example_is_fine() {
    let run = run(&["check", NOTEBOOKLY]);
    assert_eq!(run.code, Some(0), "{}", run.shown());
    assert!(run.out.starts_with("Notebookly  29 resources\n"));
    assert!(run.err.is_empty());
}

#[test]
fn findings_of_severity_error_make_the_exit_code_1() {
    let campus = document(
        r#"{"id": "region-1", "kind": "region", "name": "Mumbai"},
           {"id": "vpc-1", "kind": "vpc", "name": "campus", "region": "region-1"},
           {"id": "subnet-1", "kind": "subnet", "name": "wing", "vpc": "vpc-1", "cidr": "10.1.0.0/24", "zone": "ap-south-1a"}"#,
    );
    let run = run_with(&["check", "-"], &campus);
    assert_eq!(run.code, Some(1), "{}", run.shown());
    assert!(run.out.contains("subnet-outside-vpc"), "{}", run.shown());
    assert!(run.err.is_empty());
}

#[test]
fn an_intent_that_does_not_hold_makes_the_exit_code_1() {
    let intents = document(
        r#"{"id": "intent-1", "kind": "intent", "name": "Shop", "from": "internet", "to": "shop.example"},
           {"id": "intent-2", "kind": "intent", "name": "Legend", "from": "internet", "to": "atlantis"},
           {"id": "intent-3", "kind": "intent", "name": "Safe", "to": "10.0.0.9", "expectation": "never"}"#,
    );
    says_of(
        &["check", "-"],
        &intents,
        expect![[r#"
            exit code 1
            --- stdout
            Untitled  3 resources

            holds    Shop
                     internet must reach shop.example, tcp 80

            unclear  Legend
                     internet must reach atlantis, tcp 80
                     there is no `atlantis`

            holds    Safe
                     internet must never reach 10.0.0.9, tcp 80

            No errors, no warnings, no remarks.
        "#]],
    );
}

#[test]
fn a_file_that_is_missing_is_bad_input() {
    says(
        &["check", "nothing.campus.json"],
        expect![[r#"
        exit code 2
        --- stderr
        error: nothing.campus.json: there is no such file: check the path
    "#]],
    );
    says(
        &["check", "docs"],
        expect![[r#"
        exit code 2
        --- stderr
        error: docs: this is a directory: name a *.campus.json file in it
    "#]],
    );
}

#[test]
fn a_malformed_file_is_bad_input_with_its_place() {
    let check: &[&str] = &["check", "-"];
    says_of(
        check,
        "",
        expect![[r#"
        exit code 2
        --- stderr
        error: standard input: line 1, column 0: this is not JSON (EOF while parsing a value)
    "#]],
    );
    says_of(
        check,
        "{\"format\": \"cloud-campus\",\n \"version\" 1}",
        expect![[r#"
            exit code 2
            --- stderr
            error: standard input: line 2, column 12: this is not JSON (expected `:`)
        "#]],
    );
    says_of(
        check,
        "[]",
        expect![[r#"
        exit code 2
        --- stderr
        error: standard input: this is not a Cloud Campus document: `"format": "cloud-campus"` and a `version` are missing at the top
    "#]],
    );
    says_of(
        check,
        r#"{"format": "cloud-campus", "version": 3}"#,
        expect![[r#"
            exit code 0
            --- stdout
            Untitled  no resources

            No errors, no warnings, no remarks.
        "#]],
    );
    says_of(
        check,
        &document(r#"{"id": "vpc-1", "kind": "vpc", "name": "campus", "cdir": "10.0.0.0/16"}"#),
        expect![[r#"
            exit code 2
            --- stderr
            error: standard input: resource `vpc-1`: a vpc has no property `cdir`; did you mean `cidr`?
        "#]],
    );
    says_of(
        check,
        &"[".repeat(100_000),
        expect![[r#"
        exit code 2
        --- stderr
        error: standard input: line 1: lists and objects stand in each other more than 127 deep, which no Cloud Campus document does
    "#]],
    );
}

#[test]
fn a_file_that_is_too_large_is_bad_input() {
    let run = run_with(&["check", "-"], &" ".repeat(9 * 1024 * 1024));
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("the file is too large"), "{}", run.err);
}

#[test]
fn a_bad_flag_is_bad_input() {
    says(
        &["check", NOTEBOOKLY, "--jsn"],
        expect![[r#"
        exit code 2
        --- stderr
        error: unexpected argument '--jsn' found

          tip: a similar argument exists: '--json'

        Usage: cloud-campus check --json <FILE>

        For more information, try '--help'.
    "#]],
    );
    says(
        &["chekc", NOTEBOOKLY],
        expect![[r#"
        exit code 2
        --- stderr
        error: unrecognized subcommand 'chekc'

          tip: some similar subcommands exist: 'schema', 'check'

        Usage: cloud-campus <COMMAND>

        For more information, try '--help'.
    "#]],
    );
    assert_eq!(run(&[]).code, Some(2));
}

#[test]
fn help_and_version_are_fine() {
    for arguments in [["--help"], ["--version"], ["help"]] {
        let run = run(&arguments);
        assert_eq!(run.code, Some(0), "{}", run.shown());
        assert!(!run.out.is_empty() && run.err.is_empty());
    }
}

#[test]
fn a_rule_is_looked_up_by_its_code() {
    let rule = run(&["rules", "subnet-outside-vpc"]);
    assert_eq!(rule.code, Some(0));
    assert!(
        rule.out
            .starts_with("# Subnet outside its VPC (`subnet-outside-vpc`)")
    );
    says(
        &["rules", "subnet-outside-vcp"],
        expect![[r#"
        exit code 2
        --- stderr
        error: there is no rule `subnet-outside-vcp`: `cloud-campus rules` lists them all
    "#]],
    );
}

#[test]
fn every_rule_is_in_the_reference() {
    let table = run(&["rules"]).out;
    let page = run(&["rules", "--markdown"]).out;
    for rule in cloud_campus::rules::all() {
        assert!(table.contains(rule.code), "{} is not listed", rule.code);
        assert!(
            page.contains(rule.checks.trim()),
            "{} is not explained",
            rule.code
        );
    }
}

#[test]
fn nothing_is_coloured_where_nobody_sees_it() {
    assert!(!run(&["check", NOTEBOOKLY]).out.contains('\u{1b}'));
}

/// `cloud-campus … | head -1` ends quietly.
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = command(&["schema", "file"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // The pipe is closed now, with most of the answer unread.
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_template_is_printed_or_written() {
    let yaml = run(&["export", NOTEBOOKLY]);
    assert_eq!(yaml.code, Some(0), "{}", yaml.shown());
    assert!(yaml.out.starts_with("AWSTemplateFormatVersion:"));
    let json = run(&["export", NOTEBOOKLY, "--format", "json"]).json();
    assert!(json["Resources"].is_object());

    let path = std::env::temp_dir().join(format!("cloud-campus-{}.yaml", std::process::id()));
    let place = path.to_str().unwrap();
    let written = run(&["export", NOTEBOOKLY, "--output", place]);
    assert_eq!(written.code, Some(0), "{}", written.shown());
    assert!(written.out.starts_with("Wrote "), "{}", written.shown());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), yaml.out);
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn a_template_that_cannot_be_written_is_bad_input() {
    let run = run(&["export", NOTEBOOKLY, "-o", "no/such/folder/t.yaml"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err
            .starts_with("error: no/such/folder/t.yaml: it could not be written"),
        "{}",
        run.err
    );
}

#[test]
fn a_region_that_is_not_there_is_bad_input() {
    let run = |region| run(&["export", NOTEBOOKLY, "--region", region]);
    assert_eq!(run("ap-south-1").code, Some(0));
    expect![[r#"
        exit code 2
        --- stderr
        error: there is no Region `eu-west-1` in the document; it has ap-south-1
    "#]]
    .assert_eq(&run("eu-west-1").shown());
}
