//! What S3 takes for public, and what Block Public Access does about it.
//! [S3 UG: Blocking public access: The meaning of "public"], rulebook S3-11,
//! S3-12

use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;

use super::document::{Effect, Policy, Statement};
use super::operator::Family;
use crate::architecture::{Account, Bucket, Indexed};

/// The four parts of Block Public Access that count for a bucket: where the
/// account blocks, it blocks for all of its buckets (rulebook S3-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockPublic {
    /// New public ACLs are refused.
    pub acls: bool,
    /// Public ACLs count for nothing.
    pub ignore_acls: bool,
    /// A public policy is refused.
    pub policy: bool,
    /// A bucket with a public policy answers services and its own account only.
    pub restrict: bool,
}

impl BlockPublic {
    /// What counts for a bucket.
    pub fn of(architecture: &Indexed<'_>, bucket: &Bucket) -> Self {
        let account = architecture
            .all::<Account>()
            .any(|(_, it)| it.block_public_access);
        Self {
            acls: account || bucket.block_public_acls,
            ignore_acls: account || bucket.ignore_public_acls,
            policy: account || bucket.block_public_policy,
            restrict: account || bucket.restrict_public_buckets,
        }
    }
}

/// Keys that tie a statement to somebody or somewhere, if their value is fixed.
const TYING: [&str; 11] = [
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "s3:dataaccesspointarn",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
];

/// The place of the first statement that makes a bucket's policy public: it
/// allows everybody, and nothing ties it to somebody or somewhere.
pub fn public_statement(policy: &Policy) -> Option<usize> {
    policy.statements.iter().position(is_public)
}

fn is_public(it: &Statement) -> bool {
    let everybody = match &it.principals {
        Some((principals, not)) => *not || principals.is_everybody(),
        None => false,
    };
    everybody
        && it.effect == Effect::Allow
        && !it.conditions.iter().any(|it| {
            let Some(operator) = it.parsed() else {
                return false;
            };
            // A line that also holds where the key is missing ties nothing.
            if operator.negated || operator.if_exists || operator.quantifier.is_some() {
                return false;
            }
            let key = it.key.to_ascii_lowercase();
            if operator.family == Family::Ip && key == "aws:sourceip" {
                return it.values.iter().all(|it| is_narrow(it));
            }
            let fixed = |value: &String| {
                !value.contains("${")
                    && match key.as_str() {
                        // The part before the colon is the role, behind it anybody.
                        "aws:userid" => !value.contains(['*', '?']),
                        _ => match operator.family {
                            Family::String | Family::StringIgnoreCase => true,
                            _ => !value.contains(['*', '?']),
                        },
                    }
            };
            let texts = matches!(
                operator.family,
                Family::String | Family::StringIgnoreCase | Family::StringLike | Family::Arn
            );
            texts && TYING.contains(&key.as_str()) && it.values.iter().all(fixed)
        })
}

/// Whether a block is no wider than S3 takes for somewhere: /8 for IPv4, /32
/// for IPv6; private addresses come from nowhere in public.
fn is_narrow(text: &str) -> bool {
    let text = text.trim();
    let block = text
        .parse::<IpNet>()
        .ok()
        .or_else(|| Some(IpNet::from(IpAddr::from_str(text).ok()?)));
    match block {
        Some(IpNet::V4(it)) => it.prefix_len() >= 8,
        Some(IpNet::V6(it)) => it.prefix_len() >= 32,
        None => false,
    }
}
