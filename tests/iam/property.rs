//! The evaluator against the other one, on random policies and questions.

use cloud_campus::iam::{Outcome, decide};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

use super::campus::{Campus, Request};
use super::reference;

fn actions() -> impl Strategy<Value = Value> {
    let one = select(vec![
        "s3:GetObject",
        "s3:getobject",
        "s3:Get*",
        "s3:PutObject",
        "s3:*",
        "*",
        "s3:?etObject",
        "s3:ListBucket",
        "sns:Publish",
        "sts:AssumeRole",
        "sts:*",
    ]);
    vec(one, 1..3).prop_map(|all| json!(all))
}

fn resources() -> impl Strategy<Value = Value> {
    let one = select(vec![
        "*",
        "arn:aws:s3:::docs",
        "arn:aws:s3:::docs/*",
        "arn:aws:s3:::docs/a?t",
        "arn:aws:s3:::docs/home/${aws:username}/*",
        "arn:aws:s3:::docs/${aws:PrincipalTag/team, 'none'}/*",
        "arn:aws:s3:::do*",
        "arn:aws:s3:::other/*",
        "arn:aws:sns:*:*:alerts",
        "arn:aws:iam::111122223333:role/*",
    ]);
    vec(one, 1..3).prop_map(|all| json!(all))
}

fn condition() -> impl Strategy<Value = Value> {
    let line = prop_oneof![
        (
            select(vec![
                "StringEquals",
                "StringNotEquals",
                "StringLike",
                "StringNotLike",
                "StringEqualsIfExists",
                "StringLikeIfExists",
                "StringEqualsIgnoreCase"
            ]),
            select(vec![
                "aws:username",
                "aws:SourceVpce",
                "AWS:Referer",
                "s3:prefix"
            ]),
            vec(
                select(vec![
                    "rahul",
                    "r*",
                    "vpce-1",
                    "home/${aws:username}",
                    "*",
                    "RAHUL"
                ]),
                1..3
            ),
        )
            .prop_map(|(operator, key, values)| (operator, key, json!(values))),
        (
            select(vec!["IpAddress", "NotIpAddress", "IpAddressIfExists"]),
            Just("aws:SourceIp"),
            vec(
                select(vec![
                    "203.0.113.0/24",
                    "203.0.113.7",
                    "10.0.0.0/8",
                    "0.0.0.0/0",
                    "128.0.0.0/1"
                ]),
                1..3
            ),
        )
            .prop_map(|(operator, key, values)| (operator, key, json!(values))),
        (
            select(vec!["Bool", "BoolIfExists"]),
            select(vec!["aws:SecureTransport", "aws:MultiFactorAuthPresent"]),
            select(vec!["true", "false"])
        )
            .prop_map(|(operator, key, value)| (operator, key, json!(value))),
        (
            Just("Null"),
            select(vec![
                "aws:username",
                "aws:MultiFactorAuthPresent",
                "s3:prefix"
            ]),
            any::<bool>()
        )
            .prop_map(|(operator, key, value)| (operator, key, json!(value))),
        (
            select(vec![
                "NumericLessThan",
                "NumericLessThanEquals",
                "NumericGreaterThan",
                "NumericGreaterThanEquals",
                "NumericEquals"
            ]),
            Just("s3:max-keys"),
            select(vec![1, 10, 100]),
        )
            .prop_map(|(operator, key, value)| (operator, key, json!(value))),
        (
            select(vec!["DateLessThan", "DateGreaterThan"]),
            Just("aws:CurrentTime"),
            select(vec!["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"])
        )
            .prop_map(|(operator, key, value)| (operator, key, json!(value))),
        (
            select(vec![
                "ArnLike",
                "ArnEquals",
                "ArnNotLike",
                "ArnLikeIfExists"
            ]),
            Just("aws:PrincipalArn"),
            select(vec![
                "arn:aws:iam::*:user/*",
                "arn:aws:iam::111122223333:role/web",
                "arn:*:iam::*:*"
            ]),
        )
            .prop_map(|(operator, key, value)| (operator, key, json!(value))),
    ];
    vec(line, 0..3).prop_map(|lines| {
        let mut condition = Map::new();
        for (operator, key, values) in lines {
            let keys = condition
                .entry(operator.to_owned())
                .or_insert_with(|| json!({}));
            keys[key] = values;
        }
        Value::Object(condition)
    })
}

fn principal() -> impl Strategy<Value = Value> {
    select(vec![
        json!("*"),
        json!({"AWS": "*"}),
        json!({"AWS": "111122223333"}),
        json!({"AWS": "arn:aws:iam::111122223333:root"}),
        json!({"AWS": ["arn:aws:iam::111122223333:user/rahul", "444455556666"]}),
        json!({"AWS": ["arn:aws:iam::111122223333:user/rahul", "111122223333"]}),
        json!({"AWS": "arn:aws:iam::111122223333:role/web"}),
        json!({"Service": ["ec2.amazonaws.com", "cloudtrail.amazonaws.com"]}),
        json!({"Service": "lambda.amazonaws.com"}),
    ])
}

fn statement() -> impl Strategy<Value = (String, Value)> {
    (
        select(vec![
            "rahul", "team", "asha", "web", "trust", "bucket", "topic",
        ]),
        prop::bool::weighted(0.3),
        (actions(), prop::bool::weighted(0.15)),
        (resources(), prop::bool::weighted(0.15)),
        (principal(), prop::bool::weighted(0.15)),
        condition(),
    )
        .prop_map(
            |(
                holder,
                deny,
                (actions, not_actions),
                (resources, not_resources),
                (principal, not),
                condition,
            )| {
                let mut it =
                    json!({"Effect": if deny { "Deny" } else { "Allow" }, "Condition": condition});
                it[if not_actions { "NotAction" } else { "Action" }] = actions;
                // What a variable without a value means in NotResource AWS does not say, and
                // the evaluator says that it does not know.
                let bare = !resources.to_string().contains("aws:username");
                let not_resources = not_resources && bare;
                if holder != "trust" {
                    it[if not_resources {
                        "NotResource"
                    } else {
                        "Resource"
                    }] = resources;
                }
                if ["trust", "bucket", "topic"].contains(&holder) {
                    it[if not { "NotPrincipal" } else { "Principal" }] = principal;
                }
                (holder.to_owned(), it)
            },
        )
}

fn campus() -> impl Strategy<Value = Campus> {
    (
        vec(statement(), 0..7),
        subsequence(
            vec![
                ("rahul", "AmazonS3ReadOnlyAccess"),
                ("team", "PowerUserAccess"),
                ("web", "AmazonS3FullAccess"),
            ],
            0..2,
        ),
        subsequence(vec!["open", "restricted", "old"], 0..2),
    )
        .prop_map(|(statements, of_aws, words)| Campus {
            statements,
            of_aws: of_aws
                .into_iter()
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .collect(),
            words: words.into_iter().map(str::to_owned).collect(),
        })
}

/// Every key that a policy may ask for is said or denied, so that both know
/// as much.
fn request() -> impl Strategy<Value = Request> {
    (
        select(vec![
            "rahul",
            "asha",
            "web",
            "server",
            "bare",
            "function",
            "root",
            "anonymous",
            "ec2.amazonaws.com",
            "cloudtrail.amazonaws.com",
            "arn:aws:iam::444455556666:user/eve",
        ]),
        select(vec![
            "s3:GetObject docs/a.t",
            "S3:putobject docs/home/rahul/x",
            "s3:ListBucket docs",
            "s3:GetObject docs/none/x",
            "s3:GetObject other/x",
            "sns:Publish topic",
            "sts:AssumeRole role",
        ]),
        subsequence(
            vec![
                "aws:SourceIp=203.0.113.7",
                "aws:SecureTransport=true",
                "aws:MultiFactorAuthPresent=false",
                "aws:SourceVpce=vpce-1",
                "s3:prefix=home/rahul",
                "s3:max-keys=10",
                "aws:CurrentTime=2026-11-26T21:00:00Z",
                "aws:Referer=*",
            ],
            0..=8,
        ),
    )
        .prop_map(|(who, what, given)| {
            let mut request = Request::read(&format!("{who} {what} {}", given.join(" ")));
            for key in [
                "aws:SourceIp",
                "aws:SecureTransport",
                "aws:MultiFactorAuthPresent",
                "aws:SourceVpce",
                "s3:prefix",
                "s3:max-keys",
                "aws:CurrentTime",
                "aws:Referer",
            ] {
                if !request.given.iter().any(|(it, _)| it == key) {
                    request.absent.push(key.to_owned());
                }
            }
            for key in ["aws:username", "aws:PrincipalArn"] {
                let known = matches!(who, "rahul" | "asha" | "web" | "root")
                    || (key == "aws:PrincipalArn" && matches!(who, "server" | "function"));
                if !known && !who.starts_with("arn:") {
                    request.absent.push(key.to_owned());
                }
            }
            if who.starts_with("arn:") {
                request.absent.push("aws:username".to_owned());
            }
            request
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_evaluators_decide_alike(campus in campus(), request in request()) {
        let mut campus = campus;
        if matches!(request.who.as_str(), "server" | "function") {
            // Under which circumstances the service puts the role on, nobody says.
            for (_, it) in campus.statements.iter_mut().filter(|(it, _)| it == "trust") {
                it["Condition"] = json!({});
            }
        }
        let document = campus.document();
        let decision = decide(&document.architecture, &request.question());
        let other = reference::decide(&campus, &request);
        prop_assert_eq!(decision.outcome, other.unwrap_or(Outcome::NotKnown), "{:#?}", decision);
    }
}
