//! Which service answers a call, and under which name it is recorded.
//!
//! The calls stand in `calls`. Most records carry the operation's name;
//! [`recorded_as`] has those that do not.

use super::calls::CALLS;
use crate::architecture::Kind;

/// The service that a kind belongs to, for calls that several services have.
fn home(kind: Kind) -> &'static str {
    match kind {
        Kind::Alarm | Kind::Dashboard => "monitoring.amazonaws.com",
        Kind::AutoScalingGroup => "autoscaling.amazonaws.com",
        Kind::Bucket => "s3.amazonaws.com",
        Kind::Budget => "budgets.amazonaws.com",
        Kind::Cache => "elasticache.amazonaws.com",
        Kind::Certificate => "acm.amazonaws.com",
        Kind::Database => "rds.amazonaws.com",
        Kind::FileSystem => "elasticfilesystem.amazonaws.com",
        Kind::Function => "lambda.amazonaws.com",
        Kind::HealthCheck | Kind::HostedZone => "route53.amazonaws.com",
        Kind::IamGroup
        | Kind::IamPolicy
        | Kind::IamRole
        | Kind::IamUser
        | Kind::InstanceProfile => "iam.amazonaws.com",
        Kind::LoadBalancer | Kind::TargetGroup => "elasticloadbalancing.amazonaws.com",
        Kind::LogGroup => "logs.amazonaws.com",
        Kind::Secret => "secretsmanager.amazonaws.com",
        Kind::Topic => "sns.amazonaws.com",
        Kind::Trail => "cloudtrail.amazonaws.com",
        Kind::WebAcl => "wafv2.amazonaws.com",
        _ => "ec2.amazonaws.com",
    }
}

/// The event source of a call on a thing of this kind; none for a call that no
/// service of the table has.
pub fn source_of(kind: Kind, call: &str) -> Option<&'static str> {
    let home = home(kind);
    let mut having = CALLS.iter().filter(|(_, calls)| calls.contains(&call));
    let first = having.clone().next()?.0;
    Some(
        having
            .find(|(source, _)| *source == home)
            .map_or(first, |it| it.0),
    )
}

/// The name that stands in the record. S3's differ where its permissions do,
/// and Lambda's carry the version of its API.
/// [S3 UG: Amazon S3 CloudTrail events], [Lambda DG: CloudTrail]
pub fn recorded_as(kind: Kind, call: &'static str) -> &'static str {
    match (kind, call) {
        (Kind::Bucket, "PutPublicAccessBlock") => "PutBucketPublicAccessBlock",
        (Kind::Account, "PutPublicAccessBlock") => "PutAccountPublicAccessBlock",
        (Kind::Bucket, "PutBucketLifecycleConfiguration") => "PutBucketLifecycle",
        (Kind::Function, "CreateFunction") => "CreateFunction20150331",
        (Kind::Function, "DeleteFunction") => "DeleteFunction20150331",
        (Kind::Function, "UpdateFunctionConfiguration") => "UpdateFunctionConfiguration20150331v2",
        (Kind::Function, "TagResource") => "TagResource20170331v2",
        (Kind::Function, "UntagResource") => "UntagResource20170331v2",
        _ => call,
    }
}

/// Whether a service is global: its calls are written as of us-east-1, and to
/// trails that take global services (rulebook CT-5,
/// [CT UG: About global service events]).
pub fn is_global(source: &str) -> bool {
    const GLOBAL: [&str; 6] = [
        "account.amazonaws.com",
        "budgets.amazonaws.com",
        "freetier.amazonaws.com",
        "iam.amazonaws.com",
        "organizations.amazonaws.com",
        "route53.amazonaws.com",
    ];
    GLOBAL.contains(&source)
}

/// The action that policies know a call by. [SAR: Actions by service]
pub fn action_of(source: &str, call: &str) -> String {
    let service = source.split('.').next().unwrap_or(source);
    let service = match service {
        "monitoring" => "cloudwatch",
        other => other,
    };
    let call = match (service, call) {
        ("s3", "PutPublicAccessBlock") => "PutBucketPublicAccessBlock",
        ("s3", "PutBucketLifecycleConfiguration") => "PutLifecycleConfiguration",
        ("s3", "PutBucketEncryption") => "PutEncryptionConfiguration",
        _ => call,
    };
    format!("{service}:{call}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Kind;

    /// Every call that a kind declares, for itself, its properties and its tags.
    fn calls_of(kind: Kind) -> Vec<&'static str> {
        let info = kind.info();
        let mut calls = vec![info.create, info.delete];
        calls.extend(info.tagging.iter().flat_map(|it| [it.add, it.remove]));
        for property in info.properties {
            calls.extend([property.api, property.remove]);
            calls.extend(property.call_for.map(|(_, api)| api));
        }
        calls.retain(|it| !it.is_empty());
        calls
    }

    #[test]
    fn every_call_that_a_kind_declares_has_a_source() {
        let mut seen = 0;
        for kind in Kind::ALL.iter().filter(|it| it.info().key != "specimen") {
            for call in calls_of(*kind) {
                assert!(source_of(*kind, call).is_some(), "{kind:?} {call}");
                seen += 1;
            }
        }
        assert!(seen > 300, "{seen}");
    }

    #[test]
    fn a_call_that_many_services_have_belongs_to_the_kind() {
        for (kind, call, source) in [
            (Kind::Trail, "AddTags", "cloudtrail.amazonaws.com"),
            (
                Kind::LoadBalancer,
                "AddTags",
                "elasticloadbalancing.amazonaws.com",
            ),
            (Kind::LoadBalancer, "AssociateWebACL", "wafv2.amazonaws.com"),
            (
                Kind::AutoScalingGroup,
                "DeletePolicy",
                "autoscaling.amazonaws.com",
            ),
            (Kind::IamPolicy, "DeletePolicy", "iam.amazonaws.com"),
            (
                Kind::AutoScalingGroup,
                "DeleteTags",
                "autoscaling.amazonaws.com",
            ),
            (Kind::Subnet, "DeleteTags", "ec2.amazonaws.com"),
            (Kind::Alarm, "PutMetricAlarm", "monitoring.amazonaws.com"),
            (Kind::Account, "EnableMFADevice", "iam.amazonaws.com"),
            (
                Kind::FileSystem,
                "CreateMountTarget",
                "elasticfilesystem.amazonaws.com",
            ),
        ] {
            assert_eq!(source_of(kind, call), Some(source), "{kind:?} {call}");
        }
        assert_eq!(source_of(Kind::Vpc, "InventVpc"), None);
    }

    #[test]
    fn an_action_is_called_as_policies_call_it() {
        assert_eq!(
            action_of("monitoring.amazonaws.com", "PutMetricAlarm"),
            "cloudwatch:PutMetricAlarm"
        );
        assert_eq!(
            action_of("s3.amazonaws.com", "PutBucketEncryption"),
            "s3:PutEncryptionConfiguration"
        );
        assert_eq!(
            action_of("ec2.amazonaws.com", "StopInstances"),
            "ec2:StopInstances"
        );
    }
}
