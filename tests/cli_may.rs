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
        expect![[r#"
            exit code 0
            --- stdout
            web-1: s3:GetObject on arn:aws:s3:::docs/a.txt

              Allowed by statement 1 of the AWS managed policy AmazonS3ReadOnlyAccess, attached to
              EC2-S3-Role.
              The request is signed as the role EC2-S3-Role.

              {"Action":["s3:Get*","s3:List*","s3:Describe*","s3-object-lambda:Get*","s3-object-lambda:List*"],"Effect":"Allow","Resource":"*"}

            What was looked at
              the AWS managed policy AmazonS3ReadOnlyAccess, attached to EC2-S3-Role
                 1  Allow    matches
              the bucket policy of docs
                 1  Deny   NoSecrets  is about other resources

            Not modelled: permission boundaries, service control policies and resource control
            policies of an organization, session policies, access control lists of S3 and policies
            of VPC endpoints.
        "#]],
    );
}

#[test]
fn a_server_without_a_profile_is_nobody() {
    says(
        "--principal web-2 --action s3:GetObject --resource docs/a.txt",
        expect![[r#"
            exit code 1
            --- stdout
            web-2: s3:GetObject on arn:aws:s3:::docs/a.txt

              Denied: no statement allows s3:GetObject.
              web-2 has no instance profile, so it finds no credentials and the request is not
              signed.

            What was looked at
              the bucket policy of docs
                 1  Deny   NoSecrets  is about other resources

            Not modelled: permission boundaries, service control policies and resource control
            policies of an organization, session policies, access control lists of S3 and policies
            of VPC endpoints.
        "#]],
    );
}

#[test]
fn a_deny_names_its_statement() {
    says(
        "--principal user/admin-rahul --action s3:GetObject --resource docs/secret/plan.txt",
        expect![[r#"
            exit code 1
            --- stdout
            user/admin-rahul: s3:GetObject on arn:aws:s3:::docs/secret/plan.txt

              Denied by statement NoSecrets of the bucket policy of docs.
              The request is signed as the user admin-rahul.

              {"Action":"s3:*","Effect":"Deny","Principal":"*","Resource":"arn:aws:s3:::docs/secret/*","Sid":"NoSecrets"}

            What was looked at
              the AWS managed policy AdministratorAccess, attached to admin-rahul
                 1  Allow    matches
              the bucket policy of docs
                 1  Deny   NoSecrets  matches

            Not modelled: permission boundaries, service control policies and resource control
            policies of an organization, session policies, access control lists of S3 and policies
            of VPC endpoints.
        "#]],
    );
}

#[test]
fn what_nothing_allows_is_denied() {
    says(
        "--principal role/EC2-S3-Role --action s3:PutObject --resource docs/a.txt",
        expect![[r#"
            exit code 1
            --- stdout
            role/EC2-S3-Role: s3:PutObject on arn:aws:s3:::docs/a.txt

              Denied: no statement allows s3:PutObject.
              The request is signed as the role EC2-S3-Role.

            What was looked at
              the AWS managed policy AmazonS3ReadOnlyAccess, attached to EC2-S3-Role
                 1  Allow    is about other actions
              the bucket policy of docs
                 1  Deny   NoSecrets  is about other resources

            Not modelled: permission boundaries, service control policies and resource control
            policies of an organization, session policies, access control lists of S3 and policies
            of VPC endpoints.
        "#]],
    );
}

#[test]
fn what_cannot_be_known_is_not_guessed() {
    says(
        "--principal user/reader --action s3:GetObject --resource docs/a.txt",
        expect![[r#"
            exit code 1
            --- stdout
            user/reader: s3:GetObject on arn:aws:s3:::docs/a.txt

              Not known: it hangs on the AWS managed policy ReadOnlyAccess, whose statements are not
              known here.
              The request is signed as the user reader.

            What was looked at
              the AWS managed policy ReadOnlyAccess, attached to reader
                does not count: its statements are not known here
              the bucket policy of docs
                 1  Deny   NoSecrets  is about other resources

            Not modelled: permission boundaries, service control policies and resource control
            policies of an organization, session policies, access control lists of S3 and policies
            of VPC endpoints.
        "#]],
    );
}

#[test]
fn bad_flags_say_what_to_write() {
    says(
        "--principal nobody --action s3:GetObject --resource docs/a",
        expect![[r#"
            exit code 2
            --- stderr
            error: --principal: `nobody` is nobody who can ask: name an instance, an Auto Scaling group, a function, user/NAME, role/NAME, root, anonymous, a service such as cloudtrail.amazonaws.com, or an ARN
        "#]],
    );
    says(
        "--principal root --action GetObject --resource docs/a",
        expect![[r#"
            exit code 2
            --- stderr
            error: --action: `GetObject` is no action: write service:Action, such as s3:GetObject, without wildcards
        "#]],
    );
    says(
        "--principal root --action s3:GetObject --resource shelf",
        expect![[r#"
            exit code 2
            --- stderr
            error: --resource: nothing here is called `shelf`: name a bucket, BUCKET/key, a topic or another thing, or give an ARN
        "#]],
    );
    says(
        "--principal root --action s3:GetObject --resource docs/a --context aws:SourceIp",
        expect![[r#"
            exit code 2
            --- stderr
            error: --context: `aws:SourceIp` is no key with its value: write aws:SourceIp=203.0.113.7
        "#]],
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
