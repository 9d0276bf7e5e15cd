//! How what every rule may ask is looked up, kind by kind.

use super::{Context, Exit, Guarded, SubnetFacts, block_of};
use crate::architecture::*;
use crate::aws::regions;
use crate::network::SubnetKind;

impl<'a> Context<'_, 'a> {
    pub(super) fn look_up_networks(&mut self) {
        let vpcs: Vec<_> = self.all::<Vpc>().collect();
        for (id, vpc) in vpcs {
            let texts = std::iter::once(&vpc.cidr).chain(&vpc.secondary_cidrs);
            let blocks = texts.filter_map(block_of).collect();
            self.blocks.insert(id, blocks);
        }
        let gateways: Vec<_> = self.all::<InternetGateway>().collect();
        for (id, gateway) in gateways {
            if let Some(vpc) = self.existing_vpc(&gateway.vpc) {
                self.gateways.entry(vpc).or_default().push(id);
            }
        }
        let tables: Vec<_> = self.all::<RouteTable>().collect();
        for (id, table) in tables {
            let exit = self.find_exit(table);
            self.exits.insert(id, exit);
        }
    }

    fn find_exit(&self, table: &'a RouteTable) -> Exit<'a> {
        // The first route for all of the internet, and for each half of it.
        let (mut all, mut low, mut high) = (None, None, None);
        for route in &table.routes {
            let Some(block) = route
                .destination
                .lenient()
                .filter(|it| it.prefix_len() <= 1)
            else {
                continue;
            };
            let place = match (block.prefix_len(), block.network().octets()[0]) {
                (0, _) => &mut all,
                (_, 0) => &mut low,
                _ => &mut high,
            };
            place.get_or_insert(route);
        }
        let exit_of = |route| self.find_exit_of(table, route);
        // Two halves that lead the same way lead all of it there, and win over
        // a route for all of it (rulebook RT-4).
        let halves = low.map(exit_of).filter(|it| high.map(exit_of) == Some(*it));
        halves.or_else(|| all.map(exit_of)).unwrap_or(Exit::None)
    }

    fn find_exit_of(&self, table: &'a RouteTable, route: &'a Route) -> Exit<'a> {
        let Some(target) = &route.target else {
            return Exit::Nowhere;
        };
        let vpc = self.existing_vpc(&table.vpc);
        let Some(resource) = self.architecture.get(target) else {
            return Exit::Nowhere;
        };
        match &resource.properties {
            Properties::InternetGateway(gateway) if vpc.is_some() => {
                if self.existing_vpc(&gateway.vpc) == vpc {
                    Exit::InternetGateway(target)
                } else {
                    Exit::Nowhere
                }
            }
            Properties::NatGateway(nat) => {
                let subnet: Option<&Subnet> = self.architecture.follow(&nat.subnet);
                if subnet.is_some_and(|subnet| subnet.vpc.as_ref() == vpc) {
                    Exit::NatGateway(target)
                } else {
                    Exit::Nowhere
                }
            }
            Properties::Instance(_) | Properties::VpcPeering(_) => Exit::Other(target),
            _ => Exit::Nowhere,
        }
    }

    pub(super) fn look_up_subnets(&mut self) {
        let subnets: Vec<_> = self.all::<Subnet>().collect();
        for (id, subnet) in subnets {
            let index = self.subnets.len();
            let vpc = self.existing_vpc(&subnet.vpc);
            let is_table = |id: &&ResourceId| self.exits.contains_key(id);
            let own = subnet.route_table.as_ref().filter(is_table);
            let main = || {
                let vpc: &Vpc = self.find(vpc?)?;
                vpc.main_route_table.as_ref().filter(is_table)
            };
            let (table, exit) = match (own, &subnet.route_table) {
                (None, Some(_)) => (None, Exit::Nowhere),
                (own, _) => {
                    let table = own.or_else(main);
                    (table, table.map_or(Exit::None, |table| self.exit_of(table)))
                }
            };
            self.subnets.push(SubnetFacts {
                id,
                subnet,
                vpc,
                block: block_of(&subnet.cidr),
                zone: self.zone_of(subnet, vpc),
                table,
                kind: self
                    .network
                    .subnet_kind(id)
                    .map_or(SubnetKind::Isolated, |(kind, _)| kind),
                exit,
            });
            self.subnet_index.insert(id, index);
            if let Some(vpc) = vpc {
                self.subnets_of_vpc.entry(vpc).or_default().push(index);
            }
        }
    }

    fn zone_of(&self, subnet: &'a Subnet, vpc: Option<&ResourceId>) -> Option<&'a str> {
        let zone = Some(subnet.zone.trim()).filter(|it| !it.is_empty())?;
        // Of a Region that is not in our list we know no zones.
        let Some(region) = vpc.and_then(|vpc| regions::facts(self.region_of(vpc)?)) else {
            return Some(zone);
        };
        let mut zones = region.zones.iter().copied();
        zones.find(|it| it.eq_ignore_ascii_case(zone))
    }

    pub(super) fn look_up_guarded(&mut self) {
        let mut guarded = Vec::new();
        let vpc_of = |subnet: &Option<ResourceId>| self.subnet(subnet.as_ref()?)?.vpc;
        let mut add = |id, property, vpc, groups| {
            guarded.push(Guarded {
                id,
                property,
                vpc,
                groups,
            });
        };
        for (id, instance) in self.all::<Instance>() {
            let vpc = vpc_of(&instance.subnet);
            add(id, "security_groups", vpc, &instance.security_groups[..]);
            for interface in &instance.interfaces {
                let vpc = vpc_of(&interface.subnet);
                add(id, "interfaces", vpc, &interface.security_groups);
            }
        }
        for (_, group) in self.all::<AutoScalingGroup>() {
            let template = group.launch_template.as_ref();
            if let Some((id, template)) =
                template.and_then(|id| Some((id, self.find::<LaunchTemplate>(id)?)))
            {
                let vpc = self.vpc_of_subnets(&group.subnets);
                add(id, "security_groups", vpc, &template.security_groups);
            }
        }
        for (id, balancer) in self.all::<LoadBalancer>() {
            let vpc = self.vpc_of_subnets(&balancer.subnets);
            add(id, "security_groups", vpc, &balancer.security_groups);
        }
        for (id, database) in self.all::<Database>() {
            let vpc = self.vpc_of_subnets(&database.subnets);
            add(id, "security_groups", vpc, &database.security_groups);
        }
        for (id, file_system) in self.all::<FileSystem>() {
            for target in &file_system.mount_targets {
                let vpc = vpc_of(&target.subnet);
                add(id, "mount_targets", vpc, &target.security_groups);
            }
        }
        for (index, it) in guarded.iter().enumerate() {
            for group in it.groups {
                self.guarded_by.entry(group).or_default().push(index);
            }
        }
        self.guarded = guarded;
    }

    pub(super) fn look_up_forwarding(&mut self) {
        let balancers: Vec<_> = self.all::<LoadBalancer>().collect();
        for (id, balancer) in balancers {
            let actions = balancer.listeners.iter().flat_map(Listener::actions);
            for group in actions.filter_map(Action::target_group) {
                let balancers = self.forwarding.entry(group).or_default();
                if balancers.last() != Some(&id) {
                    balancers.push(id);
                }
            }
        }
    }
}
