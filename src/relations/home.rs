//! Where a resource belongs: its VPC and its Region.

use super::Relations;
use crate::architecture::*;

/// Whether something that belongs to the VPC `of` may serve what is in `vpc`.
/// AWS lets route tables (rulebook RT-13), network ACLs (NACL-2), security
/// groups (SG-15), targets (TG-3) and gateway endpoints (VPCE-3) serve their
/// own VPC alone. What names no VPC yet is half-built, and serves whoever uses
/// it.
pub fn at_home(of: Option<&ResourceId>, vpc: Option<&ResourceId>) -> bool {
    of.is_none() || of == vpc
}

impl<'a> Relations<'a> {
    /// The VPC that a resource is in or works for, if that exists. What spans
    /// several subnets is where the first of them is that is in a VPC.
    pub fn vpc_of(&self, id: &ResourceId) -> Option<&'a ResourceId> {
        let of_subnet = |subnet: &Option<ResourceId>| self.subnet(subnet.as_ref()?)?.vpc;
        match &self.indexed().get(id)?.properties {
            Properties::Vpc(_) => Some(self.vpc(id)?.id),
            Properties::Subnet(_) => self.subnet(id)?.vpc,
            Properties::InternetGateway(it) => self.existing_vpc(&it.vpc),
            Properties::NatGateway(it) => of_subnet(&it.subnet),
            Properties::RouteTable(it) => self.existing_vpc(&it.vpc),
            Properties::VpcEndpoint(it) => self.existing_vpc(&it.vpc),
            Properties::VpcPeering(it) => self.existing_vpc(&it.requester),
            Properties::LoadBalancer(it) => self.vpc_of_subnets(&it.subnets),
            Properties::TargetGroup(it) => self.existing_vpc(&it.vpc),
            Properties::Instance(it) => of_subnet(&it.subnet),
            Properties::AutoScalingGroup(it) => self.vpc_of_subnets(&it.subnets),
            Properties::Database(it) => self.vpc_of_subnets(&it.subnets),
            Properties::Cache(it) => self.vpc_of_subnets(&it.subnets),
            Properties::SecurityGroup(it) => self.existing_vpc(&it.vpc),
            Properties::NetworkAcl(it) => self.existing_vpc(&it.vpc),
            other => self.vpc_by_places(other),
        }
    }

    /// The VPC that a resource is in by the declaration of its kind: what it
    /// may be dropped on is what its property names. The kinds above are asked
    /// so often that each is looked up directly; a test holds the two to each
    /// other.
    fn vpc_by_places(&self, properties: &Properties) -> Option<&'a ResourceId> {
        let places = properties.kind().info().places;
        let mut home = None;
        properties.references(&mut |key, named| {
            if home.is_none() && places.iter().any(|place| place.property == key) {
                home = match self.subnet(named) {
                    Some(subnet) => subnet.vpc,
                    None => self.vpc(named).map(|vpc| vpc.id),
                };
            }
        });
        home
    }

    fn region_by_places(&self, properties: &Properties) -> Option<&'a ResourceId> {
        let places = properties.kind().info().places;
        let mut home = None;
        properties.references(&mut |key, named| {
            if home.is_none() && places.iter().any(|place| place.property == key) {
                home = self.existing_region(Some(named));
            }
        });
        home
    }

    /// The VPC that the first of these subnets is in.
    pub fn vpc_of_subnets(&self, subnets: &[ResourceId]) -> Option<&'a ResourceId> {
        self.subnets_among(subnets).find_map(|subnet| subnet.vpc)
    }

    /// A reference to a VPC, if that exists.
    pub fn existing_vpc(&self, reference: &Option<ResourceId>) -> Option<&'a ResourceId> {
        Some(self.vpc(reference.as_ref()?)?.id)
    }

    /// The place of a VPC that a reference names, if that exists.
    pub(super) fn vpc_place(&self, reference: &Option<ResourceId>) -> Option<usize> {
        self.vpc_index.get(reference.as_ref()?).copied()
    }

    /// The Region that a resource is in, if that exists. A hosted zone is in
    /// none; it goes with the Region of the first resource that it names, so
    /// that only one template makes it.
    pub fn region_of(&self, id: &ResourceId) -> Option<&'a ResourceId> {
        let architecture = self.indexed();
        let resource = architecture.get(id)?;
        let own = match &resource.properties {
            Properties::Region(_) => self.existing_region(Some(id)),
            Properties::Vpc(it) => self.existing_region(it.region.as_ref()),
            Properties::InternetGateway(it) => self.existing_region(it.region.as_ref()),
            Properties::LaunchTemplate(it) => self.existing_region(it.region.as_ref()),
            Properties::Bucket(it) => self.existing_region(it.region.as_ref()),
            Properties::FileSystem(it) => self.existing_region(it.region.as_ref()),
            Properties::WebAcl(it) => self.existing_region(it.region.as_ref()),
            Properties::HostedZone(it) => self.region_named_in(it),
            // These stand in a VPC and have no Region of their own; they are asked for so
            // often that their references are not gone through.
            Properties::Subnet(_)
            | Properties::NatGateway(_)
            | Properties::RouteTable(_)
            | Properties::VpcEndpoint(_)
            | Properties::VpcPeering(_)
            | Properties::LoadBalancer(_)
            | Properties::TargetGroup(_)
            | Properties::Instance(_)
            | Properties::AutoScalingGroup(_)
            | Properties::Database(_)
            | Properties::Cache(_)
            | Properties::SecurityGroup(_)
            | Properties::NetworkAcl(_) => None,
            other => self.region_by_places(other),
        };
        own.or_else(|| {
            let vpc = self.vpc(self.vpc_of(id)?)?;
            self.existing_region(vpc.vpc.region.as_ref())
        })
    }

    fn region_named_in(&self, zone: &HostedZone) -> Option<&'a ResourceId> {
        let records = zone.records.iter();
        let aliases = records.clone().filter_map(|record| record.alias.clone());
        let values = records.flat_map(|record| &record.values);
        let values = values.map(|value| ResourceId::new(value.as_str()));
        let mut named = zone.vpcs.iter().cloned().chain(aliases).chain(values);
        named
            .find_map(|id| match self.indexed().kind_of(&id)? {
                // A zone that names a zone would send us round.
                Kind::HostedZone => None,
                _ => self.region_of(&id),
            })
            .or_else(|| self.first_region())
    }

    fn first_region(&self) -> Option<&'a ResourceId> {
        let mut all = self.indexed().all::<Region>();
        all.next().map(|(id, _)| id)
    }

    fn existing_region(&self, id: Option<&ResourceId>) -> Option<&'a ResourceId> {
        let (id, resource) = self.indexed().entry(id?)?;
        (resource.kind() == Kind::Region).then_some(id)
    }

    /// The code of a resource's Region, such as `ap-south-1`.
    pub fn region_code_of(&self, id: &ResourceId) -> Option<&'a str> {
        let region: &Region = self.indexed().find(self.region_of(id)?)?;
        Some(&region.code)
    }

    /// The code of the Region that a reference names; where it names none, of
    /// the first one there is: somewhere its services have to be.
    pub(crate) fn region_assumed(&self, named: &Option<ResourceId>) -> &'a str {
        let architecture = self.indexed();
        let region = architecture.follow::<Region>(named).or_else(|| {
            let first = self.first_region()?;
            architecture.find(first)
        });
        region.map_or("", |region| region.code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_at_home_where_its_places_say() {
        let text = include_str!("../../tests/templates/everything.campus.json");
        let architecture = Document::from_json(text).unwrap().architecture;
        let relations = Relations::of(&architecture);
        let mut at_home = 0;
        for (id, resource) in architecture.resources() {
            if resource.kind() == Kind::Vpc {
                continue;
            }
            let home = relations.vpc_of(id);
            assert_eq!(relations.vpc_by_places(&resource.properties), home, "{id}");
            at_home += usize::from(home.is_some());
            if ![Kind::Region, Kind::HostedZone].contains(&resource.kind()) {
                let region = relations.region_by_places(&resource.properties);
                let region = region.or_else(|| relations.region_of(home?));
                assert_eq!(relations.region_of(id), region, "{id}");
            }
        }
        assert!(at_home > 10, "only {at_home} are in a VPC");
    }
}
