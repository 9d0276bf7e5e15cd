//! What the form of a policy offers to choose from.

/// Operators that are met most. [IAM UG: Condition operators]
pub const OPERATORS: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "ArnLike",
    "ArnEquals",
    "Bool",
    "IpAddress",
    "NotIpAddress",
    "NumericLessThan",
    "DateGreaterThan",
    "Null",
];

/// Condition keys that the course meets. [IAM UG: Global condition context keys;
/// SAR: Amazon S3]
pub const KEYS: &[&str] = &[
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SecureTransport",
    "aws:MultiFactorAuthPresent",
    "aws:SourceIp",
    "aws:PrincipalArn",
    "aws:SourceVpce",
    "s3:x-amz-acl",
    "s3:prefix",
];
