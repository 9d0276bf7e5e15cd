//! What was plainly meant for each other and is not joined: subnets left on
//! the main route table beside a table that nobody uses, and tables that lack
//! the route to the internet gateway which everything around them waits for.
//!
//! One such slip shows in many places. The rules ask here, so that the cause is
//! told once and its symptoms are not told beside it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::architecture::*;
use crate::network::Role;
use crate::order::InOrder;
use crate::relations::{Exit, SubnetFacts, SubnetKind, TableFacts, VpcFacts};
use crate::rules::context::Context;
use crate::rules::shared::stopped::{faces_internet, is_public_nat};

/// What a name says that something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The word “public” is in it.
    Public,
    /// The word “private” is in it.
    Private,
}

impl Claim {
    /// What a name says, if it says one thing.
    pub fn of(name: &str) -> Option<Self> {
        let says = |word: &str| words(name).any(|it| it.eq_ignore_ascii_case(word));
        match (says("public"), says("private")) {
            (true, false) => Some(Self::Public),
            (false, true) => Some(Self::Private),
            _ => None,
        }
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
        }
    }
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
}

/// The only table of its VPC that makes a subnet what it is called, where that
/// leads nowhere else than the zone of the subnet.
pub fn fitting_table<'a>(
    context: &Context<'_, 'a>,
    subnet: &SubnetFacts<'_>,
    claimed: Claim,
) -> Option<&'a ResourceId> {
    let vpc = subnet.vpc?;
    let standing = context.standing_in(subnet.id);
    let mut fitting = context.relations.tables().iter().filter(|table| {
        let sort = match claimed {
            Claim::Public => table.kind == SubnetKind::Public,
            Claim::Private => table.kind == SubnetKind::Private,
        };
        let near = match table.exit {
            Exit::NatGateway(id) | Exit::Other(id) => {
                let zone = context.network.interface(id).map(|it| it.zone);
                zone == subnet.zone && !standing.iter().any(|it| it.owner == id)
            }
            _ => true,
        };
        table.vpc == Some(vpc) && sort && near && Some(table.id) != subnet.table
    });
    fitting
        .next()
        .filter(|_| fitting.next().is_none())
        .map(|it| it.id)
}

/// A route table that no subnet obeys.
pub struct Unused<'a> {
    /// The table.
    pub table: &'a ResourceId,
    /// The subnets that were left on the main table and that it was plainly
    /// meant for.
    pub subnets: Vec<&'a ResourceId>,
}

/// A route table without a way out, where what stands around it waits for the
/// internet.
pub struct Closed<'a> {
    /// The table; `None` for the main one that AWS made.
    pub table: Option<&'a ResourceId>,
    /// The VPC.
    pub vpc: &'a ResourceId,
    /// The internet gateway that the route is to lead to.
    pub gateway: &'a ResourceId,
    /// The subnets that obey it.
    pub subnets: Vec<&'a ResourceId>,
}

/// Everything that was meant otherwise.
#[derive(Default)]
pub struct Astray<'a> {
    /// The tables that no subnet obeys, in order of ids.
    pub unused: Vec<Unused<'a>>,
    /// The tables that lack the route to the internet gateway.
    pub closed: Vec<Closed<'a>>,
    meant: FxHashMap<&'a ResourceId, &'a ResourceId>,
    claimed_by_unused: FxHashSet<&'a ResourceId>,
    closed_subnets: FxHashSet<&'a ResourceId>,
}

impl<'a> Astray<'a> {
    /// Looks for all of it.
    pub fn of(context: &Context<'_, 'a>) -> Self {
        let mut astray = Self::default();
        let obeyed: FxHashSet<_> = context.subnets.iter().filter_map(|it| it.table).collect();
        let mut tables: FxHashMap<&ResourceId, Vec<&TableFacts<'a>>> = FxHashMap::default();
        for table in context.relations.tables() {
            if let Some(vpc) = table.vpc {
                tables.entry(vpc).or_default().push(table);
            }
        }
        for vpc in context.relations.vpcs() {
            let tables = tables.get(vpc.id).map_or(&[][..], Vec::as_slice);
            let home = Home {
                context,
                vpc,
                tables,
                obeyed: &obeyed,
            };
            astray.look_for_unused(&home);
            astray.look_for_closed(&home);
        }
        astray.unused.order_by_key(|it| it.table);
        astray
    }

    /// The table that a subnet on the main one was plainly meant for.
    pub fn meant_for(&self, subnet: &ResourceId) -> Option<&'a ResourceId> {
        self.meant.get(subnet).copied()
    }

    /// Whether a subnet on the main table is told with a table that nobody
    /// uses.
    pub fn is_told_with_unused(&self, subnet: &ResourceId) -> bool {
        self.claimed_by_unused.contains(subnet)
    }

    /// Whether a subnet obeys a table that is told to lack its route to the
    /// internet gateway.
    pub fn is_closed(&self, subnet: &ResourceId) -> bool {
        self.closed_subnets.contains(subnet)
    }

    fn look_for_unused(&mut self, home: &Home<'_, '_, 'a>) {
        let unused: Vec<_> = home
            .tables
            .iter()
            .filter(|it| !home.obeyed.contains(it.id) && home.vpc.main_table != Some(it.id))
            .collect();
        let mut left = home.left();
        for table in &unused {
            let alike = unused
                .iter()
                .filter(|it| home.claim(it) == home.claim(table))
                .count();
            let alone = unused.len() == 1 && left.len() == 1;
            let fits = |subnet: &&SubnetFacts<'a>| {
                home.may_obey(subnet, table) && home.is_meant(subnet, table, alike, alone)
            };
            let subnets: Vec<_> = left.iter().copied().filter(fits).map(|it| it.id).collect();
            for subnet in &subnets {
                self.meant.insert(subnet, table.id);
                self.claimed_by_unused.insert(subnet);
            }
            self.unused.push(Unused {
                table: table.id,
                subnets,
            });
        }
        // Others of its sort may obey a table that is in use already.
        left.retain(|it| !self.meant.contains_key(it.id));
        for subnet in left {
            let Some(claim) = home.subnet_claim(subnet) else {
                continue;
            };
            let mut fitting = home.tables.iter().filter(|it| {
                home.obeyed.contains(it.id)
                    && home.vpc.main_table != Some(it.id)
                    && home.claim(it) == Some(claim)
                    && home.may_obey(subnet, it)
                    && home
                        .zone_of_exit(it)
                        .is_none_or(|zone| subnet.zone == Some(zone))
            });
            if let Some(only) = fitting.next().filter(|_| fitting.next().is_none()) {
                self.meant.insert(subnet.id, only.id);
            }
        }
    }

    fn look_for_closed(&mut self, home: &Home<'_, '_, 'a>) {
        let [gateway] = home.vpc.gateways[..] else {
            return;
        };
        let mut by_table: FxHashMap<Option<&ResourceId>, Vec<&SubnetFacts<'a>>> =
            FxHashMap::default();
        for subnet in home.context.subnets_of(home.vpc.id) {
            let shut = subnet.exit == Exit::None && subnet.kind == SubnetKind::Isolated;
            // A subnet that was meant for another table is told with that.
            if shut && !subnet.table_refused && !self.meant.contains_key(subnet.id) {
                by_table.entry(subnet.table).or_default().push(subnet);
            }
        }
        let mut found = Vec::new();
        for (table, subnets) in by_table {
            let (mut waiting, mut private) = (false, false);
            for subnet in &subnets {
                let claim = Claim::of(&home.context.name(subnet.id));
                private |= claim == Some(Claim::Private);
                for it in home.context.standing_in(subnet.id) {
                    match it.role {
                        Role::BalancerNode if faces_internet(home.context, it.owner) => {
                            waiting = true;
                        }
                        Role::NatGateway if is_public_nat(home.context, it.owner) => {
                            waiting = true;
                        }
                        // Whoever has no public address is meant to stay inside.
                        _ => private |= claim.is_none() && it.public.is_none(),
                    }
                }
            }
            let named = subnets
                .iter()
                .all(|it| Claim::of(&home.context.name(it.id)) == Some(Claim::Public));
            // In a VPC with public subnets in the same zones, the thing is in
            // the wrong subnet, and not the subnet on the wrong table.
            let elsewhere = !named && subnets.iter().any(|it| home.has_public_neighbour(it));
            if private || elsewhere || !(waiting || named) {
                continue;
            }
            let mut subnets: Vec<_> = subnets.iter().map(|it| it.id).collect();
            subnets.order();
            self.closed_subnets.extend(subnets.iter().copied());
            found.push(Closed {
                table,
                vpc: home.vpc.id,
                gateway,
                subnets,
            });
        }
        found.order_by(|a, b| a.table.cmp(&b.table));
        self.closed.extend(found);
    }
}

/// A VPC with its route tables.
struct Home<'h, 'c, 'a> {
    context: &'h Context<'c, 'a>,
    vpc: &'h VpcFacts<'a>,
    tables: &'h [&'h TableFacts<'a>],
    obeyed: &'h FxHashSet<&'a ResourceId>,
}

impl<'c, 'a> Home<'_, 'c, 'a> {
    /// The subnets that name no table.
    fn left(&self) -> Vec<&'c SubnetFacts<'a>> {
        let subnets = self.context.subnets_of(self.vpc.id);
        subnets
            .filter(|it| it.subnet.route_table.is_none())
            .collect()
    }

    /// What a table is for: by its name, else by its routes; nothing where the
    /// two contradict each other.
    fn claim(&self, table: &TableFacts<'a>) -> Option<Claim> {
        let by_name = Claim::of(&self.context.name(table.id));
        let by_routes = match table.kind {
            SubnetKind::Public => Some(Claim::Public),
            SubnetKind::Private => Some(Claim::Private),
            SubnetKind::Isolated => None,
        };
        match (by_name, by_routes) {
            (Some(name), Some(routes)) if name != routes => None,
            (name, routes) => name.or(routes),
        }
    }

    /// What a subnet is for: by its name, else by what stands in it.
    fn subnet_claim(&self, subnet: &SubnetFacts<'a>) -> Option<Claim> {
        let waits = |it: &&crate::network::Interface<'a>| match it.role {
            Role::BalancerNode => faces_internet(self.context, it.owner),
            Role::NatGateway => is_public_nat(self.context, it.owner),
            _ => false,
        };
        let waiting = self.context.standing_in(subnet.id).iter().any(waits);
        Claim::of(&self.context.name(subnet.id)).or(waiting.then_some(Claim::Public))
    }

    /// Whether a table does no harm to a subnet: it does not lead to something
    /// in that very subnet, and leaves to what faces the internet its way.
    fn may_obey(&self, subnet: &SubnetFacts<'a>, table: &TableFacts<'a>) -> bool {
        let standing = self.context.standing_in(subnet.id);
        let leads_back = match table.exit {
            Exit::NatGateway(id) | Exit::Other(id) => standing.iter().any(|it| it.owner == id),
            _ => false,
        };
        let claims = self.subnet_claim(subnet).zip(self.claim(table));
        !leads_back && claims.is_none_or(|(one, other)| one == other)
    }

    /// Whether a table that nobody uses was meant for a subnet: they claim the
    /// same and, where several tables do, go by zone or by the last word of
    /// their names.
    fn is_meant(
        &self,
        subnet: &SubnetFacts<'a>,
        table: &TableFacts<'a>,
        alike: usize,
        alone: bool,
    ) -> bool {
        let claims = self.subnet_claim(subnet).zip(self.claim(table));
        if !claims.is_some_and(|(one, other)| one == other) {
            return alone && leads_somewhere(self.context, table.table);
        }
        if alike == 1 {
            return true;
        }
        match self.zone_of_exit(table) {
            Some(zone) => subnet.zone == Some(zone),
            None => {
                let (one, other) = (self.context.name(subnet.id), self.context.name(table.id));
                words(&one)
                    .last()
                    .zip(words(&other).last())
                    .is_some_and(|(one, other)| one == other)
            }
        }
    }

    /// The zone of the NAT gateway or instance that a table leads to.
    fn zone_of_exit(&self, table: &TableFacts<'a>) -> Option<&'a str> {
        match table.exit {
            Exit::NatGateway(id) | Exit::Other(id) => {
                let zone = self.context.network.interface(id)?.zone;
                Some(zone).filter(|it| !it.is_empty())
            }
            _ => None,
        }
    }

    fn has_public_neighbour(&self, subnet: &SubnetFacts<'a>) -> bool {
        let mut near = self.context.subnets_of(self.vpc.id).take(200);
        near.any(|it| it.is_public() && it.zone == subnet.zone)
    }
}

/// Whether a table has a route to something that is there, and not a gateway
/// that is attached to nothing, which is told as such.
pub fn leads_somewhere(context: &Context<'_, '_>, table: &RouteTable) -> bool {
    let mut targets = table.routes.iter().filter_map(|it| it.target.as_ref());
    targets.any(
        |id| match context.architecture.get(id).map(|it| &it.properties) {
            Some(Properties::InternetGateway(it)) => it.vpc.is_some(),
            found => found.is_some(),
        },
    )
}
