//! Policy documents: what is refused, where, and with which remedy; and that
//! what is read and written again is the same.

use cloud_campus::iam::{Policy, Use};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn refused(used_as: Use, text: &str, says: Expect) {
    let error = Policy::read(text, used_as).unwrap_err();
    says.assert_eq(&error.to_string());
}

fn one(statement: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#)
}

#[test]
fn a_document_that_breaks_the_grammar_is_told_where_and_what_to_write() {
    use Use::{Identity, Resource, Trust};
    refused(
        Identity,
        "",
        expect!["The document: it is empty. Write a JSON object with Version and Statement."],
    );
    refused(
        Identity,
        "{\n  \"Version\": \"2012-10-17\"\n  \"Statement\": []\n}",
        expect![
            "line 3, column 3: this is no JSON (expected `,` or `}`). Look for a comma, a bracket or a quotation mark that is missing or too many just before this place."
        ],
    );
    refused(
        Identity,
        r#"{"Statement": [], "Statement": []}"#,
        expect!["line 1, column 29: `Statement` stands here twice. Put its values into one list."],
    );
    refused(
        Identity,
        "[]",
        expect![[
            r#"The document: it is no JSON object. Begin with { "Version": "2012-10-17", "Statement": […] }."#
        ]],
    );
    refused(
        Identity,
        r#"{"Version":"2012-10-17"}"#,
        expect![[
            r#"The document: it has no Statement. Add "Statement": [ … ] with at least one statement."#
        ]],
    );
    refused(
        Identity,
        r#"{"Version":"2026-11-26","Statement":{}}"#,
        expect![[
            r#"Version: there is no such version of the policy language. Write "2012-10-17"; it is the language's date, not yours."#
        ]],
    );
    refused(
        Identity,
        r#"{"Version":"2012-10-17","statement":{}}"#,
        expect![
            "The document: there is no element “statement”. Write Statement; upper and lower case count."
        ],
    );
    refused(
        Identity,
        &one(
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"allow","Action":"s3:*","Resource":"*"}"#,
        ),
        expect![[
            r#"Statement 2, Effect: “allow” is no effect. Write "Allow"; upper and lower case count."#
        ]],
    );
    refused(
        Identity,
        &one(r#"{"Action":"s3:*","Resource":"*"}"#),
        expect![[r#"Statement 1: it has no Effect. Add "Effect": "Allow" or "Effect": "Deny"."#]],
    );
    refused(
        Identity,
        &one(r#"{"Effect":"Allow","Resource":"*"}"#),
        expect![[
            r#"Statement 1: it has no Action. Add "Action": "s3:GetObject" or another action."#
        ]],
    );
    refused(
        Identity,
        &one(r#"{"Effect":"Allow","Action":"GetObject","Resource":"*"}"#),
        expect![
            "Statement 1, Action: “GetObject” does not say of which service it is. Write service:Action, such as s3:GetObject."
        ],
    );
    refused(
        Identity,
        &one(r#"{"Effect":"Allow","Action":"*:Get*","Resource":"*"}"#),
        expect![[
            r#"Statement 1, Action: “*:Get*” has a wildcard in the place of the service. Name the service, such as s3:*, or write "*" for everything."#
        ]],
    );
    refused(
        Identity,
        &one(r#"{"Effect":"Allow","Action":"s3:*"}"#),
        expect![[r#"Statement 1: it has no Resource. Add "Resource": an ARN, or "*" for all."#]],
    );
    refused(
        Identity,
        &one(r#"{"Effect":"Allow","Action":"s3:*","Resource":"docs"}"#),
        expect![
            "Statement 1, Resource: “docs” is no ARN. For a bucket of that name write arn:aws:s3:::docs."
        ],
    );
    refused(
        Identity,
        &one(r#"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:docs"}"#),
        expect![
            "Statement 1, Resource: “arn:aws:s3:docs” is no ARN. An ARN has six parts, arn:aws:service:region:account:resource; for a bucket arn:aws:s3:::NAME."
        ],
    );
    refused(
        Identity,
        &one(r#"{"Effect":"Allow","Action":"s3:*","NotAction":"s3:*","Resource":"*"}"#),
        expect![
            "Statement 1: it has both Action and NotAction. Keep one of them; NotAction means everything but what it lists."
        ],
    );
    refused(
        Identity,
        &one(r#"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}"#),
        expect![
            "Statement 1, Principal: a policy of a user, group or role has no principal: whoever it is attached to is meant. Leave it out."
        ],
    );
    refused(
        Identity,
        &one(r#"{"Sid":"My statement","Effect":"Allow","Action":"s3:*","Resource":"*"}"#),
        expect![
            "Statement 1, Sid: “My statement” has other characters than letters and digits. Use only A to Z, a to z and 0 to 9."
        ],
    );
    refused(
        Identity,
        &one(
            r#"{"Sid":"A","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":"*"}"#,
        ),
        expect![
            "Statement 2, Sid: another statement is called A too. A Sid is unique in its policy; give it another name."
        ],
    );
    refused(
        Identity,
        &one(
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEqual":{"aws:username":"a"}}}"#,
        ),
        expect!["Statement 1, Condition: there is no operator “StringEqual”. Write StringEquals."],
    );
    refused(
        Identity,
        &one(
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":{}}}}"#,
        ),
        expect![
            "Statement 1, Condition, Bool, aws:SecureTransport: it is no value. Write a text, a number, true or false."
        ],
    );
    refused(
        Trust,
        &one(r#"{"Effect":"Allow","Action":"sts:AssumeRole"}"#),
        expect![[
            r#"Statement 1: it has no Principal, so it says nothing about who may. Add "Principal": { "Service": "ec2.amazonaws.com" } for a role of EC2 instances."#
        ]],
    );
    refused(
        Trust,
        &one(r#"{"Effect":"Allow","Principal":{"Service":"ec2"},"Action":"sts:AssumeRole"}"#),
        expect![
            "Statement 1, Principal, Service: “ec2” is no service. Write its name, such as ec2.amazonaws.com; a wildcard is not taken."
        ],
    );
    refused(
        Trust,
        &one(
            r#"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Resource":"*"}"#,
        ),
        expect![
            "Statement 1, Resource: a trust policy has no resource: the role that it belongs to is meant. Leave it out."
        ],
    );
    refused(
        Resource,
        &one(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#),
        expect![[
            r#"Statement 1: it has no Principal, so it says nothing about who may. Add "Principal": { "AWS": "arn:aws:iam::ACCOUNT:role/NAME" }."#
        ]],
    );
    refused(
        Resource,
        &one(
            r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:group/team"},"Action":"s3:*","Resource":"*"}"#,
        ),
        expect![
            "Statement 1, Principal, AWS: “arn:aws:iam::111122223333:group/team” is a group, which cannot be a principal. Name its users, or a role."
        ],
    );
    refused(
        Resource,
        &one(r#"{"Effect":"Allow","Principal":{"AWS":"rahul"},"Action":"s3:*","Resource":"*"}"#),
        expect![[
            r#"Statement 1, Principal, AWS: “rahul” is no principal. Write a 12-digit account number, the ARN of a user or a role, or "*"."#
        ]],
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A text is read or refused, never more; and what was read is the same
    /// when it is read again from what was written.
    #[test]
    fn what_is_read_and_written_again_is_the_same(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"Version\"", "\"2012-10-17\"", "\"Statement\"", "\"Effect\"", "\"Allow\"",
            "\"Action\"", "\"s3:*\"", "\"Resource\"", "\"*\"", "\"Condition\"", "\"Null\"", "true", "\"${aws:x\"", "\"é\"", "1e99",
        ]), 0..24),
        statement in proptest::sample::select(vec![
            r#"{"Sid":"A1","Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":"*"}"#,
            r#"{"Effect":"Deny","NotAction":"iam:*","NotResource":["arn:aws:s3:::docs/*"],"Condition":{"Bool":{"aws:SecureTransport":false},"NumericLessThan":{"s3:max-keys":[1,2.5]},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#,
        ]),
    ) {
        let _ = Policy::read(&pieces.concat(), Use::Identity);
        let policy = Policy::read(&one(statement), Use::Identity).unwrap();
        prop_assert_eq!(Policy::read(&policy.to_json(), Use::Identity).unwrap(), policy);
    }
}
