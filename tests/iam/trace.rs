//! A server at a bucket: the packet arrives, and the answer is 403 where no
//! policy lets the server in.

use cloud_campus::architecture::{Document, Edit};
use cloud_campus::explain::hop_sentence;
use cloud_campus::network::{Code, Decision, Endpoint, Flow, Hop, Network, Verdict};
use expect_test::{Expect, expect};

use super::cli_support;
use cloud_campus::architecture::Protocol;

/// web stands in the street, with this profile; the role has this policy of
/// AWS, and the bucket this policy.
fn campus(profile: &str, of_aws: &str, trusted: &str, bucket_policy: &str) -> Document {
    let trust = format!(
        r#"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"Service\":\"{trusted}\"}},\"Action\":\"sts:AssumeRole\"}}]}}"#
    );
    let bucket_policy = bucket_policy.replace('"', "\\\"");
    let text = cli_support::document(&format!(
        r#"
        {{"id": "account-1", "kind": "account", "name": "school"}},
        {{"id": "region-1", "kind": "region", "name": "Mumbai"}},
        {{"id": "vpc-1", "kind": "vpc", "name": "campus", "region": "region-1", "cidr": "10.0.0.0/16"}},
        {{"id": "internet-gateway-1", "kind": "internet-gateway", "name": "gate", "region": "region-1", "vpc": "vpc-1"}},
        {{"id": "route-table-1", "kind": "route-table", "name": "out", "vpc": "vpc-1", "routes": [{{"destination": "0.0.0.0/0", "target": "internet-gateway-1"}}]}},
        {{"id": "subnet-1", "kind": "subnet", "name": "street", "vpc": "vpc-1", "cidr": "10.0.1.0/24", "zone": "ap-south-1a", "route_table": "route-table-1"}},
        {{"id": "bucket-1", "kind": "bucket", "name": "docs", "region": "region-1", "policy": "{bucket_policy}"}},
        {{"id": "iam-role-1", "kind": "iam-role", "name": "web-role", "trust_policy": "{trust}", "managed_policies": [{{"name": "{of_aws}"}}]}},
        {{"id": "instance-profile-1", "kind": "instance-profile", "name": "web-profile", "role": "iam-role-1"}},
        {{"id": "instance-profile-2", "kind": "instance-profile", "name": "old-profile"}},
        {{"id": "instance-1", "kind": "instance", "name": "web", "subnet": "subnet-1", "elastic_ip": true, "instance_profile": {profile}}}
        "#
    ));
    Document::from_json(&text).unwrap()
}

fn flow() -> Flow {
    Flow {
        from: Endpoint::Resource("instance-1".into()),
        to: Endpoint::Resource("bucket-1".into()),
        protocol: Protocol::Tcp,
        port: 443,
        source_port: None,
        icmp: None,
        path: "/".to_owned(),
    }
}

fn refused(hops: &[Hop]) -> Option<&Hop> {
    let mut hops = hops.iter();
    hops.find(|it| it.code == Some(Code::AccessDenied))
}

fn says(document: &Document, sentence: Expect) {
    let network = Network::new(&document.architecture);
    let trace = network.trace(&flow());
    assert_eq!(trace.verdict, Verdict::Delivered, "the packet arrives");
    let said = match refused(&trace.request.hops) {
        None => format!("answered; {}", trace.not_modelled.join(" ")),
        Some(hop) => {
            assert_eq!(hop.decision, Decision::Answered);
            let fix = match network.remedy(hop) {
                Ok(fix) => format!("[{}]", fix.label),
                Err(none) => format!("({})", none.why),
            };
            format!("{} {fix}", hop_sentence(hop, &document.architecture))
        }
    };
    sentence.assert_eq(said.trim());
}

const PROFILE: &str = "\"instance-profile-1\"";

#[test]
fn s3_lets_in_whom_a_policy_lets_in() {
    says(
        &campus(PROFILE, "AmazonS3ReadOnlyAccess", "ec2.amazonaws.com", ""),
        expect!["answered;"],
    );
    says(
        &campus(
            PROFILE,
            "AmazonSSMManagedInstanceCore",
            "ec2.amazonaws.com",
            "",
        ),
        expect![
            "The packet has arrived, but docs answers with HTTP status 403: no statement allows s3:GetObject on arn:aws:s3:::docs/* to web-role, the role of web. [Let web-role do s3:GetObject on arn:aws:s3:::docs/*]"
        ],
    );
    says(
        &campus("null", "AmazonS3ReadOnlyAccess", "ec2.amazonaws.com", ""),
        expect![
            "The packet has arrived, but docs answers with HTTP status 403: web has no role and signs nothing, and no statement lets everybody do s3:GetObject on arn:aws:s3:::docs/*. (Give the server an instance profile with a role that may read the bucket; which role that is, you decide.)"
        ],
    );
    says(
        &campus(
            PROFILE,
            "AmazonS3ReadOnlyAccess",
            "lambda.amazonaws.com",
            "",
        ),
        expect![
            "The packet has arrived, but docs answers with HTTP status 403: the trust policy of web-role does not let ec2.amazonaws.com put the role on, so web signs nothing. (Let ec2.amazonaws.com put the role on, in its trust policy, or give the server another role.)"
        ],
    );
    says(
        &campus(
            "\"instance-profile-2\"",
            "AmazonS3ReadOnlyAccess",
            "ec2.amazonaws.com",
            "",
        ),
        expect![
            "answered; Whether S3 lets the server in hangs on something that is not drawn or not modelled; `may` names it."
        ],
    );
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::docs","arn:aws:s3:::docs/*"]}]}"#;
    says(
        &campus(PROFILE, "AmazonS3ReadOnlyAccess", "ec2.amazonaws.com", deny),
        expect![
            "The packet has arrived, but docs answers with HTTP status 403: statement 1 of the policy of docs denies s3:GetObject to web. (A deny wins over every allow, and somebody meant it: change that statement if it goes too far.)"
        ],
    );
    let role = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/web-role"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::docs/photos/*"}]}"#;
    says(
        &campus(
            PROFILE,
            "AmazonSSMManagedInstanceCore",
            "ec2.amazonaws.com",
            role,
        ),
        expect![
            "answered; What the program wants of the bucket is not modelled: it is taken to be allowed where the server may read, write or list anything in it."
        ],
    );
}

/// The remedy gives the role the one statement, and then the bucket answers.
#[test]
fn the_statement_that_is_missing_mends_it() {
    let mut document = campus(
        PROFILE,
        "AmazonSSMManagedInstanceCore",
        "ec2.amazonaws.com",
        "",
    );
    let fix = {
        let network = Network::new(&document.architecture);
        let trace = network.trace(&flow());
        network
            .remedy(refused(&trace.request.hops).unwrap())
            .unwrap()
    };
    assert!(matches!(fix.edits[0], Edit::Create { .. }));
    document.apply_all(fix.edits).unwrap();
    let network = Network::new(&document.architecture);
    assert!(refused(&network.trace(&flow()).request.hops).is_none());
}
