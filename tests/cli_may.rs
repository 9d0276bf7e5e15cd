//! `cloud-campus may` through the door.

mod cli_support;

use cli_support::json_schema::problems;
use cli_support::{Run, document, run, run_with};
use expect_test::{Expect, expect};

/// A server that may read the bucket docs but not its secrets, and a user who
/// may do everything.
fn campus() -> String {
    document(
        r#"
        {"id": "account-1", "kind": "account", "name": "school"},
        {"id": "region-1", "kind": "region", "name": "Mumbai"},
        {"id": "bucket-1", "kind": "bucket", "name": "docs", "region": "region-1",
         "policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"NoSecrets\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::docs/secret/*\"}]}"},
        {"id": "iam-role-1", "kind": "iam-role", "name": "EC2-S3-Role", "account": "account-1",
         "managed_policies": [{"name": "AmazonS3ReadOnlyAccess"}]},
        {"id": "instance-profile-1", "kind": "instance-profile", "name": "EC2-S3-Role", "account": "account-1", "role": "iam-role-1"},
        {"id": "instance-1", "kind": "instance", "name": "web-1", "instance_profile": "instance-profile-1"},
        {"id": "instance-2", "kind": "instance", "name": "web-2"},
        {"id": "iam-user-1", "kind": "iam-user", "name": "admin-rahul", "account": "account-1",
         "managed_policies": [{"name": "AdministratorAccess"}]},
        {"id": "iam-user-2", "kind": "iam-user", "name": "reader", "account": "account-1",
         "managed_policies": [{"name": "ReadOnlyAccess"}]}
        "#,
    )
}

fn may(flags: &str) -> Run {
    let mut arguments = vec!["may", "-"];
    arguments.extend(flags.split(' '));
    run_with(&arguments, &campus())
}

fn says(flags: &str, shown: Expect) {
    shown.assert_eq(&may(flags).shown());
}

#[test]
fn a_server_asks_as_the_role_of_its_profile() {
    says(
        "--principal web-1 --action s3:GetObject --resource docs/a.txt",
        expect![""],
    );
}

#[test]
fn a_server_without_a_profile_is_nobody() {
    says(
        "--principal web-2 --action s3:GetObject --resource docs/a.txt",
        expect![""],
    );
}

#[test]
fn a_deny_names_its_statement() {
    says(
        "--principal user/admin-rahul --action s3:GetObject --resource docs/secret/plan.txt",
        expect![""],
    );
}

#[test]
fn what_nothing_allows_is_denied() {
    says(
        "--principal role/EC2-S3-Role --action s3:PutObject --resource docs/a.txt",
        expect![""],
    );
}

#[test]
fn what_cannot_be_known_is_not_guessed() {
    says(
        "--principal user/reader --action s3:GetObject --resource docs/a.txt",
        expect![""],
    );
}

#[test]
fn bad_flags_say_what_to_write() {
    says(
        "--principal nobody --action s3:GetObject --resource docs/a",
        expect![""],
    );
    says(
        "--principal root --action GetObject --resource docs/a",
        expect![""],
    );
    says(
        "--principal root --action s3:GetObject --resource shelf",
        expect![""],
    );
    says(
        "--principal root --action s3:GetObject --resource docs/a --context aws:SourceIp",
        expect![""],
    );
}

#[test]
fn the_json_is_as_described() {
    let schema = run(&["schema", "may"]).json();
    for (flags, outcome, code) in [
        (
            "--principal web-1 --action s3:GetObject --resource docs/a.txt --json",
            "allowed",
            0,
        ),
        (
            "--principal web-2 --action s3:GetObject --resource docs/a.txt --json",
            "implicit_deny",
            1,
        ),
        (
            "--principal web-1 --action s3:GetObject --resource docs/secret/a --json",
            "explicit_deny",
            1,
        ),
        (
            "--principal user/reader --action s3:GetObject --resource docs/a.txt --json",
            "not_known",
            1,
        ),
        (
            "--principal root --action s3:GetObject --resource docs/a.txt --json",
            "allowed",
            0,
        ),
    ] {
        let run = may(flags);
        let found = run.json();
        let problems = problems(&schema, &found);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        assert_eq!(found["outcome"], outcome, "{flags}");
        assert_eq!(run.code, Some(code), "{flags}");
    }
}
