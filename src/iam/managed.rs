//! Policies that AWS wrote and keeps up to date, with their statements.
//! [AWS Managed Policy Reference Guide]
//!
//! The default versions as AWS had published them by November 2026, each with
//! its version. ReadOnlyAccess and Billing list a thousand actions that change
//! every few weeks; their statements are not known here, and an answer that
//! would hang on them says so.

/// A policy of AWS.
#[derive(Clone, Copy, Debug)]
pub struct Managed {
    /// Its name.
    pub name: &'static str,
    /// The version that its statements are of; empty where they are not known
    /// here.
    pub version: &'static str,
    /// Its document; none where the statements are not known here.
    pub document: Option<&'static str>,
    /// Whether all its statements allow, as far as AWS describes it.
    pub allows_only: bool,
}

/// The policy of this name.
pub fn find(name: &str) -> Option<&'static Managed> {
    let name = name.trim();
    // Somebody may have copied the ARN out of the console.
    let name = name.rsplit('/').next().unwrap_or(name);
    ALL.iter().find(|it| it.name == name)
}

macro_rules! known {
    ($name:literal, $version:literal, $document:literal) => {
        Managed {
            name: $name,
            version: $version,
            document: Some($document),
            allows_only: true,
        }
    };
}

macro_rules! not_known {
    ($name:literal) => {
        Managed {
            name: $name,
            version: "",
            document: None,
            allows_only: true,
        }
    };
}

/// All that are known here by name.
pub const ALL: [Managed; 10] = [
    known!(
        "AdministratorAccess",
        "v1",
        r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }]
}"#
    ),
    known!(
        "PowerUserAccess",
        "v12",
        r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "NotAction": ["iam:*", "organizations:*", "account:*"],
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Action": [
        "account:GetAccountInformation",
        "account:GetGovCloudAccountInformation",
        "account:GetPrimaryEmail",
        "account:ListRegions",
        "iam:CreateServiceLinkedRole",
        "iam:DeleteServiceLinkedRole",
        "iam:ListRoles",
        "organizations:DescribeEffectivePolicy",
        "organizations:DescribeOrganization"
      ],
      "Resource": "*"
    }
  ]
}"#
    ),
    not_known!("ReadOnlyAccess"),
    known!(
        "AmazonS3ReadOnlyAccess",
        "v3",
        r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "s3:Get*",
        "s3:List*",
        "s3:Describe*",
        "s3-object-lambda:Get*",
        "s3-object-lambda:List*"
      ],
      "Resource": "*"
    }
  ]
}"#
    ),
    known!(
        "AmazonS3FullAccess",
        "v2",
        r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:*", "s3-object-lambda:*"], "Resource": "*" }
  ]
}"#
    ),
    known!(
        "AmazonSSMManagedInstanceCore",
        "v2",
        r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "ssm:DescribeAssociation",
        "ssm:GetDeployablePatchSnapshotForInstance",
        "ssm:GetDocument",
        "ssm:DescribeDocument",
        "ssm:GetManifest",
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:ListAssociations",
        "ssm:ListInstanceAssociations",
        "ssm:PutInventory",
        "ssm:PutComplianceItems",
        "ssm:PutConfigurePackageResult",
        "ssm:UpdateAssociationStatus",
        "ssm:UpdateInstanceAssociationStatus",
        "ssm:UpdateInstanceInformation"
      ],
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Action": [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel"
      ],
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Action": [
        "ec2messages:AcknowledgeMessage",
        "ec2messages:DeleteMessage",
        "ec2messages:FailMessage",
        "ec2messages:GetEndpoint",
        "ec2messages:GetMessages",
        "ec2messages:SendReply"
      ],
      "Resource": "*"
    }
  ]
}"#
    ),
    known!(
        "CloudWatchAgentServerPolicy",
        "v3",
        r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "CWACloudWatchServerPermissions",
      "Effect": "Allow",
      "Action": [
        "cloudwatch:PutMetricData",
        "ec2:DescribeVolumes",
        "ec2:DescribeTags",
        "logs:PutLogEvents",
        "logs:PutRetentionPolicy",
        "logs:DescribeLogStreams",
        "logs:DescribeLogGroups",
        "logs:CreateLogStream",
        "logs:CreateLogGroup",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:GetSamplingStatisticSummaries"
      ],
      "Resource": "*"
    },
    {
      "Sid": "CWASSMServerPermissions",
      "Effect": "Allow",
      "Action": ["ssm:GetParameter"],
      "Resource": "arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*"
    }
  ]
}"#
    ),
    known!(
        "IAMUserChangePassword",
        "v2",
        r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["iam:ChangePassword"],
      "Resource": ["arn:aws:iam::*:user/${aws:username}"]
    },
    { "Effect": "Allow", "Action": ["iam:GetAccountPasswordPolicy"], "Resource": "*" }
  ]
}"#
    ),
    not_known!("Billing"),
    known!(
        "AWSLambdaBasicExecutionRole",
        "v1",
        r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      "Resource": "*"
    }
  ]
}"#
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{ManagedPolicy, PropertyType};
    use crate::iam::{Policy, Use};

    #[test]
    fn every_document_is_one() {
        for it in ALL {
            if let Some(document) = it.document {
                let policy = Policy::read(document, Use::Identity);
                assert!(policy.is_ok(), "{}: {policy:?}", it.name);
                assert!(!it.version.is_empty(), "{}", it.name);
            }
        }
    }

    #[test]
    fn every_policy_that_is_offered_is_known_by_name() {
        let offered = ManagedPolicy::ROW.members[0].value;
        let PropertyType::Suggested(choices) = offered else {
            panic!("the names are suggested");
        };
        for choice in choices {
            assert!(find(choice.value).is_some(), "{}", choice.value);
        }
        assert_eq!(choices.len(), ALL.len());
    }
}
