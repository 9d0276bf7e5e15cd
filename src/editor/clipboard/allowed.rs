//! What a copy may go on naming of what was not copied with it.

use super::made::Made;
use crate::architecture::{Kind, LoadBalancer, Properties, Resource, ResourceId, VpcEndpoint};
use crate::relations::Relations;

/// Why AWS would not take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barred {
    /// It is of another VPC.
    OtherVpc,
    /// It is of another Region.
    OtherRegion,
    /// A target group serves one load balancer.
    Serves,
    /// A route table leads to one gateway endpoint of a service.
    Endpoint,
    /// Two VPCs are joined by one peering connection.
    Peered,
    /// It is not there.
    Missing,
}

impl Barred {
    /// In words, behind "it was made without X, because …".
    pub const fn why(self, are_many: bool) -> &'static str {
        match self {
            Self::OtherVpc if are_many => "these stand in another VPC",
            Self::OtherVpc => "that stands in another VPC",
            Self::OtherRegion if are_many => "these are in another Region",
            Self::OtherRegion => "that is in another Region",
            Self::Serves => "a target group serves one load balancer",
            Self::Endpoint => "a route table has one gateway endpoint for a service",
            Self::Peered => "two VPCs have one peering connection",
            Self::Missing if are_many => "these are not in this architecture",
            Self::Missing => "that is not in this architecture",
        }
    }
}

/// What counts within one VPC alone: AWS takes none of another in a property
/// that names one (rulebook SG-14, SG-15; [VPC UG: Route tables; Network ACLs]).
const OF_A_VPC: &[Kind] = &[
    Kind::Subnet,
    Kind::RouteTable,
    Kind::NetworkAcl,
    Kind::SecurityGroup,
    Kind::TargetGroup,
    Kind::InternetGateway,
    Kind::NatGateway,
];

/// What counts within one Region alone.
const OF_A_REGION: &[Kind] = &[
    Kind::Image,
    Kind::KeyPair,
    Kind::LaunchTemplate,
    Kind::WebAcl,
    Kind::LogGroup,
    Kind::Topic,
    Kind::Function,
    Kind::Certificate,
    Kind::Snapshot,
];

/// Why a new resource may not name another in this property, if it may not.
/// Asked of an architecture in which it does.
pub fn barred(
    relations: &Relations<'_>,
    made: &Made,
    holder: &ResourceId,
    property: &str,
    named: &ResourceId,
) -> Option<Barred> {
    let architecture = relations.architecture();
    let resource = architecture.get(holder)?;
    let Some(kind) = architecture.kind_of(named) else {
        return Some(Barred::Missing);
    };
    // What an application calls is its own business.
    if property == "backends" || is_home(resource, property) {
        return None;
    }
    let differ = |one: Option<&ResourceId>, other: Option<&ResourceId>| matches!((one, other), (Some(one), Some(other)) if one != other);
    let (own, other) = (relations.vpc_of(holder), relations.vpc_of(named));
    let of_a_vpc =
        OF_A_VPC.contains(&kind) || (resource.kind() == Kind::RouteTable && kind == Kind::Instance);
    if of_a_vpc && differ(own, other) {
        let peers = kind == Kind::SecurityGroup && resource.kind() == Kind::SecurityGroup;
        let joined = own
            .zip(other)
            .is_some_and(|pair| relations.peered().contains(&pair));
        // A rule may name a group of a VPC that is peered (rulebook SG-14).
        return (!(peers && joined)).then_some(Barred::OtherVpc);
    }
    if OF_A_REGION.contains(&kind)
        && differ(relations.region_of(holder), relations.region_of(named))
    {
        return Some(Barred::OtherRegion);
    }
    match &resource.properties {
        Properties::LoadBalancer(_) if kind == Kind::TargetGroup => {
            // [API elbv2: TargetGroupAssociationLimit] (rulebook TG-5)
            let mut others = architecture
                .all::<LoadBalancer>()
                .filter(|(id, _)| *id != holder);
            let forwards = |it: &LoadBalancer| {
                let mut found = false;
                Properties::LoadBalancer(it.clone()).references(&mut |_, id| found |= id == named);
                found
            };
            others.any(|(_, it)| forwards(it)).then_some(Barred::Serves)
        }
        Properties::VpcEndpoint(it) if kind == Kind::RouteTable => {
            // Several endpoints of a service are for different route tables.
            // [VPC UG: Gateway endpoints]
            let mut others = architecture
                .all::<VpcEndpoint>()
                .filter(|(id, _)| *id != holder);
            others
                .any(|(_, other)| other.service == it.service && other.route_tables.contains(named))
                .then_some(Barred::Endpoint)
        }
        // [VPC Peering Guide: VPC peering limitations]
        Properties::VpcPeering(it) if property == "accepter" => {
            let pair = [&it.requester, &it.accepter];
            let mut others = architecture.all::<crate::architecture::VpcPeering>();
            let same = |other: &crate::architecture::VpcPeering| {
                let ends = [&other.requester, &other.accepter];
                ends == pair || [ends[1], ends[0]] == pair
            };
            let twice = others.any(|(id, other)| id != holder && !made.is_new(id) && same(other));
            (twice || it.requester == it.accepter).then_some(Barred::Peered)
        }
        Properties::RouteTable(_) => {
            match architecture.find::<crate::architecture::VpcPeering>(named) {
                Some(peering) => {
                    let mut ends = [&peering.requester, &peering.accepter].into_iter();
                    let joins = ends.any(|end| end.as_ref() == own);
                    (own.is_some() && !joins).then_some(Barred::OtherVpc)
                }
                None => None,
            }
        }
        _ => None,
    }
}

/// Whether a property says where a resource stands.
fn is_home(resource: &Resource, property: &str) -> bool {
    let mut places = resource.kind().info().places.iter();
    places.any(|place| place.property == property)
}
