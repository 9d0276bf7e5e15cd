//! The chapters of the course, as far as a review has to name them: a line that
//! is not met says where to read on.

use serde::Serialize;

/// A chapter to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Chapter {
    /// Its number, 1 to 24.
    pub number: u8,
    /// Its folder under `lessons/`.
    pub folder: &'static str,
}

const fn chapter(number: u8, folder: &'static str) -> Chapter {
    Chapter { number, folder }
}

/// Costs, budgets and what belongs to the account.
pub const ACCOUNT: Chapter = chapter(2, "02-account-and-bill");
/// Where there are Regions and zones.
pub const ZONES: Chapter = chapter(3, "03-regions-and-zones");
/// The VPC.
pub const VPC: Chapter = chapter(4, "04-vpc");
/// Public and private subnets.
pub const SUBNETS: Chapter = chapter(5, "05-subnets");
/// NAT gateways.
pub const NAT: Chapter = chapter(9, "09-nat-gateway");
/// Security groups.
pub const SECURITY_GROUPS: Chapter = chapter(10, "10-security-groups");
/// Network ACLs.
pub const NETWORK_ACLS: Chapter = chapter(11, "11-network-acls");
/// Instances.
pub const EC2: Chapter = chapter(12, "12-ec2");
/// Volumes and snapshots.
pub const EBS: Chapter = chapter(14, "14-ebs");
/// Buckets.
pub const S3: Chapter = chapter(16, "16-s3");
/// Users, groups, roles, policies.
pub const IAM: Chapter = chapter(17, "17-iam");
/// Load balancers.
pub const BALANCER: Chapter = chapter(18, "18-load-balancer");
/// Auto Scaling.
pub const SCALING: Chapter = chapter(19, "19-auto-scaling");
/// Databases.
pub const RDS: Chapter = chapter(20, "20-rds");
/// Names.
pub const ROUTE53: Chapter = chapter(21, "21-route53");
/// Alarms, dashboards, logs.
pub const CLOUDWATCH: Chapter = chapter(22, "22-cloudwatch");
/// The trail.
pub const CLOUDTRAIL: Chapter = chapter(23, "23-cloudtrail");
/// The whole architecture.
pub const WHOLE: Chapter = chapter(24, "24-architecture");
