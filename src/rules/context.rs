//! What every rule may ask: the resources by kind, and who is where.
//!
//! It is made once for all rules, in one walk over the architecture, so that a
//! rule costs no more than the resources that it looks at.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use ipnet::Ipv4Net;

use super::addresses::Demand;
use super::tiers::Servers;
use crate::architecture::*;
use crate::network::{Network, SubnetKind};

/// A subnet and what belongs to it.
pub struct SubnetFacts<'a> {
    /// Its id.
    pub id: &'a ResourceId,
    /// What the learner said of it.
    pub subnet: &'a Subnet,
    /// Its VPC, if that exists.
    pub vpc: Option<&'a ResourceId>,
    /// Its block, if it is one.
    pub block: Option<Ipv4Net>,
    /// Its Availability Zone, as its Region writes it. `None` where it names
    /// none, or one that the Region does not have.
    pub zone: Option<&'a str>,
    /// The route table that counts: its own, else the main one of its VPC.
    /// `None` is the main table that AWS made, with local routes only.
    pub table: Option<&'a ResourceId>,
    /// What it is by its routes, as the canvas shows it.
    pub kind: SubnetKind,
    /// Where packets to the internet go.
    pub exit: Exit<'a>,
}

impl SubnetFacts<'_> {
    /// Its Availability Zone, if it is in one.
    pub fn zone(&self) -> Option<&str> {
        self.zone
    }

    /// Whether it is public: its routes lead to an internet gateway
    /// (rulebook SUB-9).
    pub fn is_public(&self) -> bool {
        self.kind == SubnetKind::Public
    }

    /// How many addresses are left for a learner: five are kept by AWS
    /// (rulebook SUB-6).
    pub fn usable(&self) -> Option<u64> {
        let block = self.block?;
        Some((1_u64 << (32 - block.prefix_len())).saturating_sub(5))
    }
}

/// Where the default route of a table leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit<'a> {
    /// To an internet gateway that is attached to the table's VPC.
    InternetGateway(&'a ResourceId),
    /// To a NAT gateway in the table's VPC.
    NatGateway(&'a ResourceId),
    /// To another resource: an instance, a peering connection.
    Other(&'a ResourceId),
    /// Into a blackhole: detached, gone, not chosen, of another VPC. Or nobody
    /// can tell, because the table that the subnet names is gone.
    Nowhere,
    /// There is none.
    None,
}

/// Something with network interfaces, and the groups that guard them.
pub struct Guarded<'a> {
    /// The resource.
    pub id: &'a ResourceId,
    /// The property that names its groups.
    pub property: &'static str,
    /// The VPC that its interfaces are in.
    pub vpc: Option<&'a ResourceId>,
    /// Its groups; none means the default group of the VPC.
    pub groups: &'a [ResourceId],
}

/// Everything that a rule may ask.
pub struct Context<'c, 'a> {
    /// What was built.
    pub architecture: &'c Indexed<'a>,
    /// The same as a network.
    pub network: &'c Network<'a>,
    /// The subnets, in order of ids.
    pub subnets: Vec<SubnetFacts<'a>>,
    /// Everything with network interfaces. An Auto Scaling group stands here
    /// under the id of its launch template, which holds the groups.
    pub guarded: Vec<Guarded<'a>>,
    /// Kept for [`super::tiers::servers`].
    pub(super) servers: OnceCell<Vec<Servers<'a>>>,
    /// Kept for [`super::tiers::targets`].
    pub(super) targets: OnceCell<BTreeMap<&'a ResourceId, Vec<Servers<'a>>>>,
    /// Kept for [`super::addresses::demands`].
    pub(super) demands: OnceCell<FxHashMap<&'a ResourceId, Demand<'a>>>,
    subnet_index: FxHashMap<&'a ResourceId, usize>,
    blocks: FxHashMap<&'a ResourceId, Vec<Ipv4Net>>,
    subnets_of_vpc: FxHashMap<&'a ResourceId, Vec<usize>>,
    exits: FxHashMap<&'a ResourceId, Exit<'a>>,
    gateways: FxHashMap<&'a ResourceId, Vec<&'a ResourceId>>,
    forwarding: FxHashMap<&'a ResourceId, Vec<&'a ResourceId>>,
    guarded_by: FxHashMap<&'a ResourceId, Vec<usize>>,
}

impl<'c, 'a> Context<'c, 'a> {
    /// Looks everything up once.
    pub fn new(network: &'c Network<'a>) -> Self {
        let architecture = network.indexed();
        let mut context = Self {
            architecture,
            network,
            subnets: Vec::new(),
            guarded: Vec::new(),
            servers: OnceCell::new(),
            targets: OnceCell::new(),
            demands: OnceCell::new(),
            subnet_index: FxHashMap::default(),
            blocks: FxHashMap::default(),
            subnets_of_vpc: FxHashMap::default(),
            exits: FxHashMap::default(),
            gateways: FxHashMap::default(),
            forwarding: FxHashMap::default(),
            guarded_by: FxHashMap::default(),
        };
        context.look_up_networks();
        context.look_up_subnets();
        context.look_up_guarded();
        context.look_up_forwarding();
        context
    }

    /// Every resource of one kind, in order of ids.
    pub fn all<T>(&self) -> impl Iterator<Item = (&'a ResourceId, &'a T)> + use<'c, 'a, T>
    where
        T: Declared + 'a,
        &'a T: TryFrom<&'a Properties>,
    {
        self.architecture.all()
    }

    /// The typed resource with this id.
    pub fn find<T>(&self, id: &ResourceId) -> Option<&'a T>
    where
        &'a T: TryFrom<&'a Properties>,
    {
        self.architecture.find(id)
    }

    /// What people call it.
    pub fn name(&self, id: &ResourceId) -> String {
        self.architecture.name_of(id)
    }

    /// What people call them: "a, b and c".
    pub fn names<'i>(&self, ids: impl IntoIterator<Item = &'i ResourceId>) -> String {
        list(ids.into_iter().map(|id| self.name(id)))
    }

    /// The facts on a subnet, if it is one.
    pub fn subnet(&self, id: &ResourceId) -> Option<&SubnetFacts<'a>> {
        Some(&self.subnets[*self.subnet_index.get(id)?])
    }

    /// The facts on those of the ids that are subnets.
    pub fn subnets_among<'s>(
        &'s self,
        ids: &'s [ResourceId],
    ) -> impl Iterator<Item = &'s SubnetFacts<'a>> {
        ids.iter().filter_map(|id| self.subnet(id))
    }

    /// The subnets of a VPC, in order of ids.
    pub fn subnets_of(&self, vpc: &ResourceId) -> impl Iterator<Item = &SubnetFacts<'a>> {
        let indices = self.subnets_of_vpc.get(vpc).map_or(&[][..], Vec::as_slice);
        indices.iter().map(|index| &self.subnets[*index])
    }

    /// The VPC's blocks that are blocks, the primary one first.
    pub fn blocks_of(&self, vpc: &ResourceId) -> &[Ipv4Net] {
        self.blocks.get(vpc).map_or(&[], Vec::as_slice)
    }

    /// Where the default route of a table leads.
    pub fn exit_of(&self, table: &ResourceId) -> Exit<'a> {
        self.exits.get(table).copied().unwrap_or(Exit::None)
    }

    /// The internet gateways that are attached to a VPC.
    pub fn gateways_of(&self, vpc: &ResourceId) -> &[&'a ResourceId] {
        self.gateways.get(vpc).map_or(&[], Vec::as_slice)
    }

    /// The VPC that the first of these subnets is in.
    pub fn vpc_of_subnets(&self, subnets: &[ResourceId]) -> Option<&'a ResourceId> {
        self.subnets_among(subnets).find_map(|subnet| subnet.vpc)
    }

    /// The Availability Zones of these subnets.
    pub fn zones<'s>(&'s self, subnets: &'s [ResourceId]) -> BTreeSet<&'s str> {
        self.subnets_among(subnets)
            .filter_map(SubnetFacts::zone)
            .collect()
    }

    /// The load balancers that forward to a target group.
    pub fn balancers_of(&self, group: &ResourceId) -> &[&'a ResourceId] {
        self.forwarding.get(group).map_or(&[], Vec::as_slice)
    }

    /// Everything that a security group guards.
    pub fn guarded_by(&self, group: &ResourceId) -> impl Iterator<Item = &Guarded<'a>> {
        let indices = self.guarded_by.get(group).map_or(&[][..], Vec::as_slice);
        indices.iter().map(|index| &self.guarded[*index])
    }

    /// The code of the Region that a VPC is in, such as `ap-south-1`.
    pub fn region_of(&self, vpc: &ResourceId) -> Option<&'a str> {
        let vpc: &Vpc = self.find(vpc)?;
        let region: &Region = self.architecture.follow(&vpc.region)?;
        Some(&region.code)
    }

    /// A reference to a VPC, if that exists.
    fn existing_vpc(&self, reference: &'a Option<ResourceId>) -> Option<&'a ResourceId> {
        reference
            .as_ref()
            .filter(|id| self.architecture.kind_of(id) == Some(Kind::Vpc))
    }

    fn look_up_networks(&mut self) {
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

    fn look_up_subnets(&mut self) {
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

    fn look_up_guarded(&mut self) {
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

    fn look_up_forwarding(&mut self) {
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

/// The block of a VPC or a subnet. A bare address stands for a host elsewhere,
/// but for none here: nobody means a network of one address.
pub fn block_of(text: &CidrText) -> Option<Ipv4Net> {
    let bare = matches!(text.parse(), Err(CidrProblem::NoPrefixLength { .. }));
    text.lenient().filter(|_| !bare)
}

/// "a", "a and b", "a, b and c".
pub fn list(items: impl IntoIterator<Item = impl Into<String>>) -> String {
    let mut items: Vec<String> = items.into_iter().map(Into::into).collect();
    match items.pop() {
        None => String::new(),
        Some(last) if items.is_empty() => last,
        Some(last) => format!("{} and {last}", items.join(", ")),
    }
}

/// "an internet gateway", "a VPC".
pub fn kind_with_article(kind: Kind) -> String {
    let title = match kind {
        Kind::AutoScalingGroup => "Auto Scaling group",
        Kind::FileSystem => "EFS file system",
        Kind::WebAcl => "web ACL",
        kind => kind.info().title,
    };
    // "RDS" and "S3" are spoken letter by letter.
    let vowel =
        title.starts_with(['A', 'E', 'I']) || title.starts_with("RDS") || title.starts_with("S3");
    let article = if vowel { "an" } else { "a" };
    // Names of AWS keep their capitals: a NAT gateway, an Auto Scaling group.
    let (first, rest) = title.split_at_checked(1).unwrap_or_default();
    let own = rest.contains(|it: char| it.is_ascii_uppercase() || it.is_ascii_digit());
    if own || kind == Kind::Region {
        format!("{article} {title}")
    } else {
        format!("{article} {}{rest}", first.to_ascii_lowercase())
    }
}

/// "1 address", "2 addresses": `one` or `many`, with the number before it.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
