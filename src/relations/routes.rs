//! Where routes lead, and what that makes of a table and of the subnets that
//! obey it.
//!
//! What a subnet is and where its way out is are read off the same ways, so
//! they cannot contradict each other.

use ipnet::Ipv4Net;
use rustc_hash::FxHashMap;

use super::{Relations, at_home};
use crate::architecture::*;

/// What a subnet is; computed from its route table, never a switch
/// (rulebook SUB-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SubnetKind {
    /// A route leads to the internet gateway of the VPC.
    Public,
    /// No route leads there, but one leads out another way: to a NAT gateway,
    /// a peering connection, an instance.
    Private,
    /// Routes stay inside the VPC or reach a service of Amazon.
    Isolated,
}

impl SubnetKind {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Isolated => "isolated",
        }
    }
}

/// Where the default route of a table leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit<'a> {
    /// To an internet gateway that is attached to the table's VPC.
    InternetGateway(&'a ResourceId),
    /// To a NAT gateway in the table's VPC.
    NatGateway(&'a ResourceId),
    /// To another resource of the VPC: an instance, a peering connection.
    Other(&'a ResourceId),
    /// Into a blackhole: detached, gone, not chosen, of another VPC.
    Nowhere,
    /// There is none.
    None,
}

/// Where one route leads, once its target is looked up. A target counts in its
/// own VPC alone (rulebook RT-10, RT-11, RT-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead<'a> {
    /// To the internet gateway that is attached to the VPC.
    InternetGateway(&'a ResourceId),
    /// To a NAT gateway in the VPC.
    NatGateway(&'a ResourceId),
    /// To an active peering connection of the VPC.
    Peering(&'a ResourceId),
    /// To an instance in the VPC.
    Instance(&'a ResourceId),
    /// Nowhere; what was named, if anything was.
    Nowhere(Option<&'a ResourceId>),
}

impl<'a> Lead<'a> {
    const fn exit(self) -> Exit<'a> {
        match self {
            Self::InternetGateway(id) => Exit::InternetGateway(id),
            Self::NatGateway(id) => Exit::NatGateway(id),
            Self::Peering(id) | Self::Instance(id) => Exit::Other(id),
            Self::Nowhere(_) => Exit::Nowhere,
        }
    }

    /// What it means for what a subnet is.
    pub(crate) const fn course(self) -> Course {
        match self {
            Self::InternetGateway(_) => Course::Internet,
            Self::NatGateway(_) | Self::Peering(_) | Self::Instance(_) => Course::Out,
            Self::Nowhere(_) => Course::Dead,
        }
    }
}

/// What a way means for what a subnet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    /// It leads to the internet gateway.
    Internet,
    /// It leads out of the VPC another way.
    Out,
    /// It leads nowhere.
    Dead,
    /// It stays inside, or reaches a service of Amazon.
    Inside,
}

/// What a subnet is by its ways, each with the length of its prefix, and the
/// place of the one that decides. Of several the widest does: it is the default
/// route, where there is one.
pub(crate) fn kind_by(
    ways: impl Iterator<Item = (u8, Course)> + Clone,
) -> (SubnetKind, Option<usize>) {
    let widest = |wanted: Course| {
        let leading = ways.clone().enumerate().filter(|it| it.1.1 == wanted);
        let first = leading.min_by_key(|(_, (prefix, _))| *prefix);
        first.map(|(place, _)| place)
    };
    if let Some(place) = widest(Course::Internet) {
        (SubnetKind::Public, Some(place))
    } else if let Some(place) = widest(Course::Out) {
        (SubnetKind::Private, Some(place))
    } else {
        (SubnetKind::Isolated, widest(Course::Dead))
    }
}

/// One route of a table whose destination is a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way<'a> {
    /// Its place in the table's list, 0 being first.
    pub place: usize,
    /// Which packets it is for.
    pub destination: Ipv4Net,
    /// Where it leads.
    pub lead: Lead<'a>,
}

/// A route table, and where it leads.
#[derive(Clone, Debug)]
pub struct TableFacts<'a> {
    /// Its id.
    pub id: &'a ResourceId,
    /// What the learner said of it.
    pub table: &'a RouteTable,
    /// Its VPC: what it names, if that exists; where it names none, that of
    /// the first who uses it.
    pub vpc: Option<&'a ResourceId>,
    /// Its routes whose destination is a block, as listed.
    pub ways: Vec<Way<'a>>,
    /// The gateway endpoints that it leads to: those of its VPC that name it
    /// (rulebook VPCE-3), in order of ids.
    pub endpoints: Vec<(&'a ResourceId, &'a VpcEndpoint)>,
    /// What it makes of a subnet that obeys it.
    pub kind: SubnetKind,
    /// Where its default route leads.
    pub exit: Exit<'a>,
    pub(crate) vpc_index: Option<usize>,
}

impl<'a> TableFacts<'a> {
    /// The first gateway endpoint that leads to a service.
    pub fn endpoint_of(&self, service: EndpointService) -> Option<&'a ResourceId> {
        let mut all = self.endpoints.iter();
        let found = all.find(|(_, endpoint)| endpoint.service == service);
        found.map(|(id, _)| *id)
    }
}

/// Where the default route leads, by the first route for all of the internet,
/// and for each half of it. Two halves that lead the same way lead all of it
/// there, and win over a route for all of it (rulebook RT-4).
fn exit_by<'a>(ways: &[Way<'a>]) -> Exit<'a> {
    let (mut all, mut low, mut high) = (None, None, None);
    for way in ways.iter().filter(|it| it.destination.prefix_len() <= 1) {
        let first = way.destination.network().octets()[0];
        let place = match (way.destination.prefix_len(), first) {
            (0, _) => &mut all,
            (_, 0) => &mut low,
            _ => &mut high,
        };
        place.get_or_insert(way.lead.exit());
    }
    let halves = low.filter(|_| low == high);
    halves.or(all).unwrap_or(Exit::None)
}

impl<'a> Relations<'a> {
    /// The place of a route table that a reference names, if that exists.
    pub(super) fn table_named(&self, reference: &Option<ResourceId>) -> Option<usize> {
        self.table_index.get(reference.as_ref()?).copied()
    }

    /// Finds the VPC of every table. Where their routes lead comes later, when
    /// it is known where everything stands.
    pub(super) fn look_up_tables(&mut self) {
        for (id, table) in self.architecture.all::<RouteTable>() {
            let vpc_index = self.vpc_place(&table.vpc);
            self.table_index.insert(id, self.tables.len());
            self.tables.push(TableFacts {
                id,
                table,
                vpc: vpc_index.map(|vpc| self.vpcs[vpc].id),
                ways: Vec::new(),
                endpoints: Vec::new(),
                kind: SubnetKind::Isolated,
                exit: Exit::None,
                vpc_index,
            });
        }
        let homeless = |table: &TableFacts<'_>| table.table.vpc.is_none();
        if !self.tables.iter().any(homeless) {
            return;
        }
        let of_subnets = self.architecture.all::<Subnet>().filter_map(|(_, it)| {
            let vpc = self.vpc_place(&it.vpc)?;
            let home = |index: &usize| self.tables[*index].table.vpc.as_ref();
            let own = self.table_named(&it.route_table);
            let own = own.filter(|index| at_home(home(index), it.vpc.as_ref()));
            Some((own.or_else(|| self.main_table_of(vpc))?, vpc))
        });
        let of_vpcs = (0..self.vpcs.len()).filter_map(|vpc| Some((self.main_table_of(vpc)?, vpc)));
        let users: Vec<(usize, usize)> = of_subnets.chain(of_vpcs).collect();
        for (table, vpc) in users {
            let table = &mut self.tables[table];
            if homeless(table) && table.vpc_index.is_none() {
                table.vpc_index = Some(vpc);
                table.vpc = Some(self.vpcs[vpc].id);
            }
        }
    }

    /// The place of the route table that was made the main one of a VPC.
    pub(super) fn main_table_of(&self, vpc: usize) -> Option<usize> {
        self.table_index.get(self.vpcs[vpc].main_table?).copied()
    }

    /// Looks up where every route leads, and what that makes of the subnets.
    pub(super) fn follow_routes(&mut self) {
        let mut endpoints: FxHashMap<&ResourceId, Vec<_>> = FxHashMap::default();
        for (id, endpoint) in self.architecture.all::<VpcEndpoint>() {
            for table in &endpoint.route_tables {
                endpoints.entry(table).or_default().push((id, endpoint));
            }
        }
        for index in 0..self.tables.len() {
            let facts = &self.tables[index];
            let vpc = facts.vpc_index;
            let routes = facts.table.routes.iter().enumerate();
            let ways: Vec<Way<'a>> = routes
                .filter_map(|(place, route)| {
                    Some(Way {
                        place,
                        destination: route.destination.lenient()?,
                        lead: self.lead(vpc, route.target.as_ref()),
                    })
                })
                .collect();
            let mut own = endpoints.remove(facts.id).unwrap_or_default();
            own.retain(|(_, it)| facts.vpc.is_some() && at_home(it.vpc.as_ref(), facts.vpc));
            let by_length = ways
                .iter()
                .map(|it| (it.destination.prefix_len(), it.lead.course()));
            let (kind, _) = kind_by(by_length);
            let exit = exit_by(&ways);
            let facts = &mut self.tables[index];
            (facts.ways, facts.endpoints, facts.kind, facts.exit) = (ways, own, kind, exit);
        }
        for subnet in &mut self.subnets {
            // Outside every VPC nothing leads anywhere.
            let table = subnet.table_index.filter(|_| subnet.vpc.is_some());
            if let Some(table) = table.map(|table| &self.tables[table]) {
                (subnet.kind, subnet.exit) = (table.kind, table.exit);
            }
        }
    }

    /// Where a route's target leads, for a table of this VPC.
    fn lead(&self, vpc: Option<usize>, target: Option<&'a ResourceId>) -> Lead<'a> {
        let Some(id) = target else {
            return Lead::Nowhere(None);
        };
        let stands_in = |subnet: &Option<ResourceId>, vpc: usize| {
            let subnet = subnet.as_ref().and_then(|id| self.subnet(id));
            subnet.and_then(|it| it.vpc_index) == Some(vpc)
        };
        let found = vpc.and_then(|place| {
            let vpc = &self.vpcs[place];
            match &self.architecture.get(id)?.properties {
                Properties::InternetGateway(_) => {
                    (vpc.internet_gateway == Some(id)).then_some(Lead::InternetGateway(id))
                }
                Properties::NatGateway(it) => {
                    stands_in(&it.subnet, place).then_some(Lead::NatGateway(id))
                }
                Properties::Instance(it) => {
                    stands_in(&it.subnet, place).then_some(Lead::Instance(id))
                }
                Properties::VpcPeering(_) => {
                    let mut own = vpc.peerings.iter();
                    own.any(|index| self.peerings[*index].id == id)
                        .then_some(Lead::Peering(id))
                }
                _ => None,
            }
        });
        found.unwrap_or(Lead::Nowhere(Some(id)))
    }

    /// The route table that counts for a subnet: its own, else its VPC's main
    /// one; `None` for the main one that AWS made.
    pub fn route_table(&self, subnet: &ResourceId) -> Option<&'a ResourceId> {
        self.subnet(subnet)?.table
    }
}
