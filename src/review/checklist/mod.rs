//! The production checklist: twenty points that a design has to meet before it
//! carries a shop. The course's last chapter is built on them.

mod access;
mod filters;
mod network;
mod storage;
mod tiers;
mod watching;

pub use access::{groups_with_policies, root_mfa};
pub use filters::security_groups;
pub use network::{nat_in_each_zone, two_zones};
pub use storage::unencrypted;
pub use tiers::{balancer_across_zones, least_one_per_zone, standby, starts_nothing};
pub use watching::{bill, working_trail};

use super::chapters;
use super::facts::Facts;
use super::line::{Asked, Line};

const fn point(number: u8, code: &'static str, title: &'static str, asked: Asked) -> Asked {
    Asked {
        number: Some(number),
        code,
        title,
        ..asked
    }
}

const fn asked(
    chapter: chapters::Chapter,
    rules: &'static [&'static str],
    judge: fn(&Facts) -> super::verdict::Verdict,
) -> Asked {
    Asked {
        number: None,
        code: "",
        title: "",
        chapter,
        rules,
        judge,
    }
}

/// The points, in order.
pub const POINTS: [Asked; 20] = [
    point(
        1,
        "custom-vpc",
        "Custom VPC",
        asked(chapters::VPC, &[], network::custom_vpc),
    ),
    point(
        2,
        "two-zones",
        "At least two Availability Zones",
        asked(
            chapters::ZONES,
            &["scaling-group-in-one-zone", "targets-in-one-zone"],
            network::two_zones,
        ),
    ),
    point(
        3,
        "public-subnets",
        "Public subnets for load balancers and NAT",
        asked(
            chapters::SUBNETS,
            &["balancer-subnet-not-public", "nat-in-private-subnet"],
            network::public_subnets,
        ),
    ),
    point(
        4,
        "private-subnets",
        "Private subnets for EC2 and RDS",
        asked(
            chapters::SUBNETS,
            &["private-tier-in-public-subnet", "database-public"],
            network::private_subnets,
        ),
    ),
    point(
        5,
        "nat-in-each-zone",
        "A NAT gateway in each zone",
        asked(
            chapters::NAT,
            &["nat-in-another-zone"],
            network::nat_in_each_zone,
        ),
    ),
    point(
        6,
        "security-groups",
        "Security groups, least privilege",
        asked(
            chapters::SECURITY_GROUPS,
            filters::OPEN,
            filters::security_groups,
        ),
    ),
    point(
        7,
        "network-acls",
        "Network ACLs as a second line",
        asked(
            chapters::NETWORK_ACLS,
            filters::BLOCKING,
            filters::network_acls,
        ),
    ),
    point(
        8,
        "balancer-across-zones",
        "Load balancer across zones",
        asked(
            chapters::BALANCER,
            &["balancer-in-one-zone", "balancer-subnets-share-zone"],
            tiers::balancer_across_zones,
        ),
    ),
    point(
        9,
        "scaling-minimum",
        "Auto Scaling, at least two, one per zone",
        asked(
            chapters::SCALING,
            &["scaling-group-of-one"],
            tiers::least_one_per_zone,
        ),
    ),
    point(
        10,
        "multi-az",
        "RDS Multi-AZ",
        asked(
            chapters::RDS,
            &["database-without-standby", "database-subnets-in-one-zone"],
            tiers::standby,
        ),
    ),
    point(
        11,
        "log-bucket-versioned",
        "S3 log bucket with versioning",
        asked(
            chapters::S3,
            &["bucket-without-versioning"],
            storage::log_bucket_versioned,
        ),
    ),
    point(
        12,
        "roles-no-keys",
        "Roles on EC2, no keys in code",
        asked(
            chapters::IAM,
            &["credentials-in-user-data", "bucket-without-role"],
            access::roles_no_keys,
        ),
    ),
    point(
        13,
        "groups-with-policies",
        "IAM groups with fitting policies",
        asked(chapters::IAM, &[], access::groups_with_policies),
    ),
    point(
        14,
        "name-to-balancer",
        "Route 53 leads to the load balancer",
        asked(
            chapters::ROUTE53,
            &[
                "public-name-of-grouped-instance",
                "record-to-changing-address",
            ],
            tiers::name_to_balancer,
        ),
    ),
    point(
        15,
        "alarms",
        "CloudWatch alarms on key metrics",
        asked(chapters::CLOUDWATCH, &[], watching::alarms),
    ),
    point(
        16,
        "trail-validated",
        "CloudTrail with log validation",
        asked(chapters::CLOUDTRAIL, &[], watching::trail),
    ),
    point(
        17,
        "billing-alarm",
        "Billing alarm",
        asked(chapters::ACCOUNT, &[], watching::bill),
    ),
    point(
        18,
        "root-mfa",
        "MFA on root",
        asked(chapters::IAM, &[], access::root_mfa),
    ),
    point(
        19,
        "encrypted-at-rest",
        "All data encrypted at rest",
        asked(
            chapters::EBS,
            &["storage-not-encrypted"],
            storage::encrypted,
        ),
    ),
    point(
        20,
        "regular-backups",
        "Regular backups",
        asked(
            chapters::RDS,
            &["database-without-backup"],
            storage::backups,
        ),
    ),
];

/// Judges every point.
pub fn judge(facts: &Facts) -> Vec<Line> {
    POINTS.iter().map(|point| point.answer(facts)).collect()
}
