//! Who lets whom through: what the security groups of two parties say of a TCP
//! port, for everybody on the calling side.

use ipnet::Ipv4Net;

use crate::architecture::*;
use crate::relations::at_home;
use crate::relations::servers::Servers;
use crate::rules::context::Context;
use crate::text::list;

/// A place where a party may be: a subnet, and the addresses in it that the
/// party has or may get.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    /// The subnet.
    pub subnet: &'p ResourceId,
    /// One address where it is known, else the whole block: AWS chooses.
    pub block: Ipv4Net,
}

/// Somebody with network interfaces, as far as security groups can tell.
#[derive(Clone, Debug)]
pub struct Party<'p> {
    /// The groups as named; none means the default group of the VPC.
    pub groups: &'p [ResourceId],
    /// The VPC that it is in.
    pub vpc: Option<&'p ResourceId>,
    /// Where it may be.
    pub places: Vec<Place<'p>>,
}

impl<'p> Party<'p> {
    /// Whoever may get any address of these subnets.
    pub fn spread(
        context: &Context<'_, 'p>,
        groups: &'p [ResourceId],
        subnets: &'p [ResourceId],
    ) -> Self {
        let mut places = Vec::new();
        for subnet in subnets {
            if let Some(block) = context.subnet(subnet).and_then(|it| it.block) {
                places.push(Place { subnet, block });
            }
        }
        Self {
            groups,
            vpc: context.vpc_of_subnets(subnets),
            places,
        }
    }

    /// Servers: an instance keeps its address, a group of instances gets any.
    pub fn servers(context: &Context<'_, 'p>, servers: &Servers<'p>) -> Self {
        let mut party = Self::spread(context, servers.groups, servers.subnets);
        let own = context.network.interface(servers.id);
        if let Some(address) = own.and_then(|it| it.private) {
            for place in &mut party.places {
                place.block = address.into();
            }
        }
        party
    }

    /// The nodes of a load balancer: AWS chooses and changes their addresses,
    /// but for those that are written down.
    pub fn balancer(context: &Context<'_, 'p>, balancer: &'p LoadBalancer) -> Self {
        let mut party = Self::spread(context, &balancer.security_groups, &balancer.subnets);
        for place in &mut party.places {
            let mut fixed = balancer.node_addresses.iter();
            let node = fixed.find(|it| it.subnet.as_ref() == Some(place.subnet));
            if let Some(address) = node.and_then(|it| it.private_address.parse()) {
                place.block = address.into();
            }
        }
        party
    }

    /// The groups that count for it; `None` where one is gone or of another
    /// VPC, which is told as such, or where nobody knows the VPC yet.
    fn guards(&self, context: &Context<'_, 'p>) -> Option<Guards<'p>> {
        let find = |id: &'p ResourceId| {
            let group: &SecurityGroup = context.find(id)?;
            at_home(group.vpc.as_ref(), self.vpc).then_some((id, group))
        };
        if !self.groups.is_empty() {
            let named: Option<_> = self.groups.iter().map(find).collect();
            return named.map(Guards::Named);
        }
        let vpc = self.vpc?;
        match context.relations.vpc(vpc)?.default_group {
            Some(id) => Some(Guards::Named(vec![find(id)?])),
            None => Some(Guards::Own(vpc)),
        }
    }
}

/// The groups that count for a party.
enum Guards<'p> {
    /// These.
    Named(Vec<(&'p ResourceId, &'p SecurityGroup)>),
    /// The default group that AWS made with this VPC: its members let each
    /// other in, and everything out (rulebook SG-6).
    Own(&'p ResourceId),
}

impl Guards<'_> {
    fn contains(&self, id: &ResourceId) -> bool {
        match self {
            Self::Named(groups) => groups.iter().any(|(group, _)| *group == id),
            Self::Own(_) => false,
        }
    }
}

/// How far one party lets another through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage<'p> {
    /// A group that is gone decides, or nothing is known of the places.
    Unknown,
    /// Whoever of the other side is meant.
    All,
    /// Only some.
    But(Refused<'p>),
    /// Nobody.
    Nobody,
}

/// Who is not let through although others are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused<'p> {
    /// Whoever is in these subnets.
    pub wholly: Vec<&'p ResourceId>,
    /// Who has some of the addresses of these subnets.
    pub partly: Vec<&'p ResourceId>,
}

impl Refused<'_> {
    /// "in public-b", "in a part of public-a": where the refused are.
    pub fn places(&self, context: &Context<'_, '_>) -> String {
        let mut places = Vec::new();
        if !self.wholly.is_empty() {
            places.push(format!("in {}", context.names(self.wholly.iter().copied())));
        }
        if !self.partly.is_empty() {
            places.push(format!(
                "in a part of {}",
                context.names(self.partly.iter().copied())
            ));
        }
        list(places)
    }
}

impl Passage<'_> {
    /// Where those are who are refused while others are not; nothing where it
    /// is everybody.
    pub fn places(&self, context: &Context<'_, '_>) -> String {
        match self {
            Self::But(refused) => format!(" {}", refused.places(context)),
            _ => String::new(),
        }
    }

    /// Whether somebody is refused for sure.
    pub fn refuses(&self) -> bool {
        matches!(self, Self::But(_) | Self::Nobody)
    }
}

/// How far `called` lets `caller` in on a TCP port.
pub fn lets_in<'p>(
    context: &Context<'_, 'p>,
    called: &Party<'p>,
    port: u16,
    caller: &Party<'p>,
) -> Passage<'p> {
    let (Some(guards), Some(others)) = (called.guards(context), caller.guards(context)) else {
        return Passage::Unknown;
    };
    match &guards {
        Guards::Named(groups) => {
            let rules = groups.iter().flat_map(|(_, group)| &group.ingress);
            through(rules, port, &others, &caller.places)
        }
        Guards::Own(vpc) => match others {
            Guards::Own(other) if other == *vpc => Passage::All,
            _ => Passage::Nobody,
        },
    }
}

/// How far `caller` is let out to `called` on a TCP port.
pub fn lets_out<'p>(
    context: &Context<'_, 'p>,
    caller: &Party<'p>,
    port: u16,
    called: &Party<'p>,
) -> Passage<'p> {
    let (Some(guards), Some(others)) = (caller.guards(context), called.guards(context)) else {
        return Passage::Unknown;
    };
    match &guards {
        Guards::Named(groups) => {
            let rules = groups.iter().flat_map(|(_, group)| &group.egress);
            through(rules, port, &others, &called.places)
        }
        Guards::Own(_) => Passage::All,
    }
}

/// What rules say of those who have the groups `others`, or stand at `places`.
fn through<'r, 'p>(
    rules: impl Iterator<Item = &'r SecurityGroupRule>,
    port: u16,
    others: &Guards<'_>,
    places: &[Place<'p>],
) -> Passage<'p> {
    let mut blocks = Vec::new();
    for rule in rules.filter(|rule| rule.covers_tcp(port)) {
        match &rule.peer {
            Peer::Group(group) if others.contains(group) => return Passage::All,
            Peer::Group(_) => {}
            // What is no block at all is told as such.
            Peer::Cidr(text) => blocks.extend(text.lenient()),
        }
    }
    if places.is_empty() {
        return Passage::Unknown;
    }
    let mut refused = Refused::default();
    for place in places {
        if is_covered(place.block, &blocks) {
            continue;
        }
        let some = blocks.iter().any(|it| place.block.contains(it));
        let list = if some {
            &mut refused.partly
        } else {
            &mut refused.wholly
        };
        list.push(place.subnet);
    }
    if refused.wholly.len() == places.len() {
        Passage::Nobody
    } else if refused == Refused::default() {
        Passage::All
    } else {
        Passage::But(refused)
    }
}

/// Whether these blocks together hold every address of `block`.
pub fn is_covered(block: Ipv4Net, by: &[Ipv4Net]) -> bool {
    if by.iter().any(|it| it.contains(&block)) {
        return true;
    }
    let within: Vec<_> = by.iter().copied().filter(|it| block.contains(it)).collect();
    if within.len() < 2 {
        return false;
    }
    let Ok(mut halves) = block.subnets(block.prefix_len() + 1) else {
        return false;
    };
    halves.all(|half| is_covered(half, &within))
}

/// "A does not let", "A and B do not let": of the groups of `called`, or of the
/// default one.
pub fn do_not_let(context: &Context<'_, '_>, called: &ResourceId, party: &Party<'_>) -> String {
    match party.groups {
        [] => {
            let facts = party.vpc.and_then(|id| context.relations.vpc(id));
            let default = facts.map_or("the VPC's default group".to_owned(), |vpc| {
                let own = vpc
                    .default_group
                    .map(|id| format!(", {}", context.name(id)));
                format!(
                    "the default group of {}{}",
                    context.name(vpc.id),
                    own.unwrap_or_default()
                )
            });
            let members = facts.is_none_or(|it| it.default_group.is_none());
            let members = if members {
                "admits only its own members and "
            } else {
                ""
            };
            format!(
                "{} has only {default}, which {members}does not let",
                context.name(called)
            )
        }
        [group] => format!("{} does not let", context.name(group)),
        groups => format!("{} do not let", context.names(groups)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(block: &str, by: &[&str]) -> bool {
        let by: Vec<_> = by.iter().map(|it| it.parse().unwrap()).collect();
        is_covered(block.parse().unwrap(), &by)
    }

    #[test]
    fn blocks_add_up() {
        assert!(covered("10.0.0.0/24", &["10.0.0.0/16"]));
        assert!(covered("10.0.0.0/24", &["10.0.0.0/25", "10.0.0.128/25"]));
        assert!(!covered("10.0.0.0/24", &["10.0.0.0/25"]));
        assert!(!covered("10.0.0.0/24", &["10.0.0.0/25", "10.0.0.128/26"]));
        assert!(covered("0.0.0.0/0", &["0.0.0.0/1", "128.0.0.0/1"]));
        assert!(!covered("10.0.0.1/32", &[]));
    }
}
