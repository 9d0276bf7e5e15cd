//! Which interfaces there are: one or more for each resource that has some.

use std::net::Ipv4Addr;

use super::{Interface, Role, fail_over};
use crate::architecture::*;
use crate::network::failures::Failures;
use crate::order::InOrder;
use crate::relations::Relations;
use crate::relations::addresses::{chosen_or_given, public_address_of};

/// What is wanted before addresses are given.
pub(super) struct Wanted<'a> {
    pub interface: Interface<'a>,
    pub private: Option<Ipv4Addr>,
    pub public: Public,
}

/// Whether an interface gets a public address, and which.
pub(super) enum Public {
    None,
    Automatic,
    Fixed(Ipv4Addr),
}

impl Public {
    fn of(text: &AddressText, has_one: bool) -> Self {
        match text.parse() {
            Some(address) => Self::Fixed(address),
            None if has_one => Self::Automatic,
            None => Self::None,
        }
    }
}

/// Makes the interfaces of an architecture.
pub(in crate::network) struct Builder<'a, 's> {
    pub relations: &'s Relations<'a>,
    pub failures: &'s Failures,
}

/// An Auto Scaling group never has more members than AWS takes for its
/// maximum size here; a number typed by accident shall not stop the analysis.
const MOST_MEMBERS: u32 = 10_000;

impl<'a> Builder<'a, '_> {
    /// All interfaces, in order of their owners' ids.
    pub fn build(&self) -> Vec<Interface<'a>> {
        let mut wanted = Vec::new();
        for (id, resource) in self.relations.architecture().resources() {
            match &resource.properties {
                Properties::Instance(it) => self.instance(id, it, &mut wanted),
                Properties::AutoScalingGroup(it) => self.scaling_group(id, it, &mut wanted),
                Properties::LoadBalancer(it) => self.load_balancer(id, it, &mut wanted),
                Properties::NatGateway(it) => self.nat_gateway(id, it, &mut wanted),
                Properties::Database(it) => self.database(id, it, &mut wanted),
                Properties::Cache(it) => self.cache(id, it, &mut wanted),
                Properties::FileSystem(it) => self.file_system(id, it, &mut wanted),
                _ => {}
            }
        }
        self.give_addresses(wanted)
    }

    fn interface(
        &self,
        id: ResourceId,
        owner: &'a ResourceId,
        role: Role,
        subnet: usize,
    ) -> Interface<'a> {
        let facts = &self.relations.subnets[subnet];
        let failures = self.failures;
        let failed = !failures.is_empty()
            && (failures.hits(&id)
                || failures.hits(owner)
                || failures.hits(facts.id)
                || facts.vpc.is_some_and(|vpc| failures.hits(vpc))
                || failures.zones.contains(facts.zone_text));
        Interface {
            id,
            owner,
            role,
            subnet: facts.id,
            vpc: facts.vpc,
            zone: facts.zone_text,
            private: None,
            problem: None,
            public: None,
            groups: &[],
            source_dest_check: true,
            up: !failed,
            stands_in: false,
            subnet_index: subnet,
            vpc_index: facts.vpc_index,
        }
    }

    fn find(&self, subnet: &Option<ResourceId>) -> Option<usize> {
        self.relations.subnet_index.get(subnet.as_ref()?).copied()
    }

    fn subnet(&self, place: usize) -> &'a Subnet {
        self.relations.subnets[place].subnet
    }

    fn instance(&self, id: &'a ResourceId, it: &'a Instance, wanted: &mut Vec<Wanted<'a>>) {
        let running = it.state == InstanceState::Running;
        if let Some(subnet) = self.find(&it.subnet) {
            let mut interface = self.interface(id.clone(), id, Role::Instance, subnet);
            interface.up &= running;
            interface.groups = &it.security_groups;
            interface.source_dest_check = it.source_dest_check;
            // A stopped instance keeps an Elastic IP and loses an automatic
            // public address (rulebook EIP-4).
            let given = public_address_of(it, self.subnet(subnet)).is_some();
            wanted.push(Wanted {
                interface,
                private: it.private_address.parse(),
                public: Public::of(&it.public_address, it.elastic_ip || running && given),
            });
        }
        for (place, further) in it.interfaces.iter().enumerate() {
            let Some(subnet) = self.find(&further.subnet) else {
                continue;
            };
            let member = id.member(NetworkInterface::called(&it.interfaces, place));
            let mut interface = self.interface(member, id, Role::Instance, subnet);
            interface.up &= running;
            interface.groups = &further.security_groups;
            interface.source_dest_check = further.source_dest_check;
            wanted.push(Wanted {
                interface,
                private: further.private_address.parse(),
                public: Public::of(&further.public_address, false),
            });
        }
    }

    fn scaling_group(
        &self,
        id: &'a ResourceId,
        it: &'a AutoScalingGroup,
        wanted: &mut Vec<Wanted<'a>>,
    ) {
        let Some((_, template)) = self.relations.template_of(it) else {
            return;
        };
        let zones = self.by_zone(&it.subnets);
        if zones.is_empty() {
            return;
        }
        for number in 0..it.desired.min(MOST_MEMBERS) as usize {
            // Each launch goes to the zone with the fewest instances
            // (rulebook ASG-9), so the zones take turns.
            let (_, subnets) = &zones[number % zones.len()];
            let subnet = subnets[(number / zones.len()) % subnets.len()];
            let mut interface = self.interface(id.member(number + 1), id, Role::Instance, subnet);
            interface.groups = &template.security_groups;
            let given = chosen_or_given(template.public_ip, self.subnet(subnet));
            let public = if given.is_some() {
                Public::Automatic
            } else {
                Public::None
            };
            wanted.push(Wanted {
                interface,
                private: None,
                public,
            });
        }
    }

    /// The subnets that exist, by Availability Zone, both in order.
    fn by_zone(&self, subnets: &[ResourceId]) -> Vec<(&'a str, Vec<usize>)> {
        let mut found: Vec<usize> = subnets
            .iter()
            .filter_map(|id| self.relations.subnet_index.get(id).copied())
            .collect();
        found.order_by_key(|index| (self.relations.subnets[*index].zone_text, *index));
        found.dedup();
        let mut zones: Vec<(&str, Vec<usize>)> = Vec::new();
        for index in found {
            let zone = self.relations.subnets[index].zone_text;
            match zones.last_mut() {
                Some((last, list)) if *last == zone => list.push(index),
                _ => zones.push((zone, vec![index])),
            }
        }
        zones
    }

    /// The name of a member in a zone: the zone, or the subnet where it names
    /// none.
    fn zone_member(&self, owner: &ResourceId, subnet: usize) -> ResourceId {
        let facts = &self.relations.subnets[subnet];
        if facts.zone_text.is_empty() {
            owner.member(facts.id)
        } else {
            owner.member(facts.zone_text)
        }
    }

    fn load_balancer(
        &self,
        id: &'a ResourceId,
        it: &'a LoadBalancer,
        wanted: &mut Vec<Wanted<'a>>,
    ) {
        // One subnet per zone: AWS refuses a second (rulebook ALB-1).
        for (_, subnets) in self.by_zone(&it.subnets) {
            let subnet = subnets[0];
            let member = self.zone_member(id, subnet);
            let mut interface = self.interface(member, id, Role::BalancerNode, subnet);
            interface.groups = &it.security_groups;
            let fixed = it
                .node_addresses
                .iter()
                .find(|node| node.subnet.as_ref() == Some(interface.subnet));
            let faces_internet = it.scheme == Scheme::InternetFacing;
            let public = match fixed {
                _ if !faces_internet => Public::None,
                Some(node) => Public::of(&node.public_address, true),
                None => Public::Automatic,
            };
            wanted.push(Wanted {
                interface,
                private: fixed.and_then(|node| node.private_address.parse()),
                public,
            });
        }
    }

    fn nat_gateway(&self, id: &'a ResourceId, it: &'a NatGateway, wanted: &mut Vec<Wanted<'a>>) {
        let Some(subnet) = self.find(&it.subnet) else {
            return;
        };
        let mut interface = self.interface(id.clone(), id, Role::NatGateway, subnet);
        interface.source_dest_check = false;
        let public = if it.connectivity == Connectivity::Public && it.elastic_ip {
            Public::of(&it.public_address, true)
        } else {
            Public::None
        };
        wanted.push(Wanted {
            interface,
            private: it.private_address.parse(),
            public,
        });
    }

    fn database(&self, id: &'a ResourceId, it: &'a Database, wanted: &mut Vec<Wanted<'a>>) {
        let zones = self.by_zone(&it.subnets);
        let all = || {
            zones
                .iter()
                .flat_map(|(_, subnets)| subnets.iter().copied())
        };
        let holding = |address: Option<Ipv4Addr>| {
            let address = address?;
            all().find(|index| {
                self.relations.subnets[*index]
                    .block_inside
                    .is_some_and(|block| block.contains(&address))
            })
        };
        let fixed = it.private_address.parse();
        let in_zone = |zone: &str| {
            all().find(|index| {
                let it = self.relations.subnets[*index].zone_text;
                it.eq_ignore_ascii_case(zone)
            })
        };
        let Some(first) = holding(fixed)
            .or_else(|| in_zone(it.primary_zone.trim()))
            .or_else(|| all().next())
        else {
            return;
        };
        let fixed_standby = it.standby_address.parse();
        let second = it.multi_az.then(|| {
            let elsewhere = |index: &usize| {
                self.relations.subnets[*index].zone_text != self.relations.subnets[first].zone_text
            };
            holding(fixed_standby)
                .filter(elsewhere)
                .or_else(|| all().find(elsewhere))
        });
        let mut primary = self.interface(id.member("primary"), id, Role::Database, first);
        primary.groups = &it.security_groups;
        let public = || {
            if it.public {
                Public::Automatic
            } else {
                Public::None
            }
        };
        let mut standby = second.flatten().map(|subnet| {
            let mut standby = self.interface(id.member("standby"), id, Role::Standby, subnet);
            standby.groups = &it.security_groups;
            standby.stands_in = true;
            standby
        });
        fail_over(std::iter::once(&mut primary).chain(&mut standby));
        wanted.push(Wanted {
            interface: primary,
            private: fixed,
            public: public(),
        });
        if let Some(interface) = standby {
            wanted.push(Wanted {
                interface,
                private: fixed_standby,
                public: public(),
            });
        }
    }

    /// The nodes of a cache: over its zones in turn with Multi-AZ, where a
    /// replica takes over when the primary fails, else all in one
    /// [ElastiCache UG: Minimizing downtime with Multi-AZ].
    fn cache(&self, id: &'a ResourceId, it: &'a Cache, wanted: &mut Vec<Wanted<'a>>) {
        let zones = self.by_zone(&it.subnets);
        let used = if it.multi_az { zones.len() } else { 1 };
        let Some(zones) = zones.get(..used).filter(|it| !it.is_empty()) else {
            return;
        };
        let first = wanted.len();
        for number in 0..usize::from(it.nodes) {
            let (_, subnets) = &zones[number % zones.len()];
            let subnet = subnets[(number / zones.len()) % subnets.len()];
            let (role, stands_in) = match number {
                0 => (Role::Database, false),
                _ => (Role::Replica, it.multi_az),
            };
            let member = Cache::node(id, number + 1);
            let mut interface = self.interface(member, id, role, subnet);
            interface.groups = &it.security_groups;
            interface.stands_in = stands_in;
            wanted.push(Wanted {
                interface,
                private: None,
                public: Public::None,
            });
        }
        fail_over(wanted[first..].iter_mut().map(|it| &mut it.interface));
    }

    fn file_system(&self, id: &'a ResourceId, it: &'a FileSystem, wanted: &mut Vec<Wanted<'a>>) {
        let mut targets: Vec<(usize, &MountTarget)> = it
            .mount_targets
            .iter()
            .filter_map(|target| Some((self.find(&target.subnet)?, target)))
            // One that is kept in one zone is mounted there alone
            // (rulebook EFS-4).
            .filter(|(subnet, _)| {
                let zone = self.relations.subnets[*subnet].zone_text;
                it.one_zone.trim().is_empty() || zone.eq_ignore_ascii_case(it.one_zone.trim())
            })
            .collect();
        targets.order_by_key(|(subnet, _)| (self.relations.subnets[*subnet].zone_text, *subnet));
        // At most one per zone (rulebook EFS-1).
        targets.dedup_by_key(|(subnet, _)| self.relations.subnets[*subnet].zone_text);
        for (subnet, target) in targets {
            let member = self.zone_member(id, subnet);
            let mut interface = self.interface(member, id, Role::MountTarget, subnet);
            interface.groups = &target.security_groups;
            wanted.push(Wanted {
                interface,
                private: target.private_address.parse(),
                public: Public::None,
            });
        }
    }
}
