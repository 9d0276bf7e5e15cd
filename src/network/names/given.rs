//! The names that AWS itself gives.

use std::net::Ipv4Addr;

use super::{Client, Found};
use crate::architecture::*;
use crate::network::topology::Network;

impl Network<'_> {
    /// The names that AWS itself gives: of instances by their address, of load
    /// balancers, databases and buckets by theirs.
    pub(super) fn given_name(&self, host: &str, client: Client) -> Option<Found> {
        let (label, rest) = host.split_once('.')?;
        if let Some(numbers) = label.strip_prefix("ec2-")
            && rest.contains("compute")
        {
            let public: Ipv4Addr = numbers.replace('-', ".").parse().ok()?;
            let owner = self
                .by_public
                .get(&public)
                .map(|index| &self.interfaces[*index])?;
            let vpc = &self.relations.vpcs[owner.vpc_index?];
            // Public names exist only with DNS hostnames on, and answer with
            // the private address inside the VPC [VPC UG: DNS hostnames].
            if !vpc.vpc.dns_hostnames {
                return None;
            }
            let inside = client.vpc == owner.vpc_index;
            let address = if inside { owner.private? } else { public };
            return Some(Found::at(address, Some(owner.id.clone())));
        }
        if let Some(numbers) = label.strip_prefix("ip-")
            && rest.ends_with("internal")
        {
            return Some(Found::at(numbers.replace('-', ".").parse().ok()?, None));
        }
        let (kind, label) = if rest.ends_with("cache.amazonaws.com") {
            // With encryption on the way the primary's name begins with
            // `master` [ElastiCache UG: Finding connection endpoints].
            let group = if label == "master" {
                rest.split('.').next()?
            } else {
                label
            };
            (Kind::Cache, group)
        } else if rest.ends_with("rds.amazonaws.com") {
            (Kind::Database, label)
        } else if rest.ends_with("elb.amazonaws.com") {
            (
                Kind::LoadBalancer,
                label.strip_prefix("internal-").unwrap_or(label),
            )
        } else if rest.starts_with("s3") && rest.ends_with("amazonaws.com") {
            (Kind::Bucket, label)
        } else {
            return None;
        };
        let of_kind = self
            .indexed()
            .resources()
            .filter(|(_, it)| it.kind() == kind);
        let same = |name: &str| {
            let name = name.to_ascii_lowercase();
            let numbered = label
                .strip_prefix(&name)
                .is_some_and(|rest| rest.starts_with('-'));
            label == name || (kind == Kind::LoadBalancer && numbered)
        };
        let mut named = of_kind.filter(|(_, resource)| {
            let bucket = resource.as_kind::<Bucket>();
            same(&resource.name) || bucket.is_some_and(|it| same(&it.bucket_name))
        });
        self.locate(named.next()?.0, client).ok()
    }
}
