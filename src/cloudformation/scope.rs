//! Where a resource belongs: its VPC, and the Region whose template makes it.

use crate::architecture::{Architecture, Kind, Properties, ResourceId, Subnet, Vpc};

/// The VPC that a resource is in or works for, as far as it is known.
pub(super) fn vpc_of(architecture: &Architecture, id: &ResourceId) -> Option<ResourceId> {
    let of_subnet = |subnet: &ResourceId| architecture.find::<Subnet>(subnet)?.vpc.clone();
    let of_subnets = |subnets: &[ResourceId]| subnets.iter().find_map(of_subnet);
    match &architecture.get(id)?.properties {
        Properties::Vpc(_) => Some(id.clone()),
        Properties::Subnet(it) => it.vpc.clone(),
        Properties::InternetGateway(it) => it.vpc.clone(),
        Properties::NatGateway(it) => of_subnet(it.subnet.as_ref()?),
        Properties::RouteTable(it) => it.vpc.clone(),
        Properties::VpcEndpoint(it) => it.vpc.clone(),
        Properties::VpcPeering(it) => it.requester.clone(),
        Properties::LoadBalancer(it) => of_subnets(&it.subnets),
        Properties::TargetGroup(it) => it.vpc.clone(),
        Properties::Instance(it) => of_subnet(it.subnet.as_ref()?),
        Properties::AutoScalingGroup(it) => of_subnets(&it.subnets),
        Properties::Database(it) => of_subnets(&it.subnets),
        Properties::SecurityGroup(it) => it.vpc.clone(),
        Properties::NetworkAcl(it) => it.vpc.clone(),
        _ => None,
    }
}

/// The Region that a resource is in, as far as it is known. A hosted zone is
/// in none; it goes with the Region of the first resource that it names, so
/// that only one template makes it.
pub(super) fn region_of(architecture: &Architecture, id: &ResourceId) -> Option<ResourceId> {
    let own = match &architecture.get(id)?.properties {
        Properties::Region(_) => Some(id.clone()),
        Properties::Vpc(it) => it.region.clone(),
        Properties::InternetGateway(it) => it.region.clone(),
        Properties::LaunchTemplate(it) => it.region.clone(),
        Properties::Bucket(it) => it.region.clone(),
        Properties::FileSystem(it) => it.region.clone(),
        Properties::WebAcl(it) => it.region.clone(),
        Properties::HostedZone(it) => {
            let values = it.records.iter().flat_map(|record| &record.values);
            let named = it.vpcs.iter().cloned();
            let named = named.chain(it.records.iter().filter_map(|record| record.alias.clone()));
            let mut named = named.chain(values.map(|value| value.as_str().into()));
            let first_region = || architecture.ids_of(Kind::Region).next().cloned();
            named
                .find_map(|id| match architecture.kind_of(&id)? {
                    // A zone that names a zone would send us round.
                    Kind::HostedZone => None,
                    _ => region_of(architecture, &id),
                })
                .or_else(first_region)
        }
        _ => None,
    };
    own.or_else(|| {
        let vpc = vpc_of(architecture, id)?;
        architecture.find::<Vpc>(&vpc)?.region.clone()
    })
}
