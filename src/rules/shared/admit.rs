//! The fixes that let a party through: the narrowest rule that serves all of it,
//! for the group of the one who calls.

use ipnet::Ipv4Net;

use crate::architecture::*;
use crate::rules::context::Context;
use crate::rules::shared::passage::Party;
use crate::text::list;

/// The fix that lets `caller` in: a rule for its group in the only group of
/// `called`. A rule that names a part of the caller's subnets on the very port
/// gives way: the group holds whoever it was for. Where `called` has no group
/// of its own it gets one that does.
pub fn admit<'p>(
    context: &Context<'_, 'p>,
    called: &Called<'_, 'p>,
    ports: &[u16],
    caller: &Party<'p>,
) -> Option<Remedy> {
    let peer = caller.only_group(context)?;
    if called.party.groups.is_empty() {
        return give_group(context, called, ports, peer);
    }
    let [group] = called.party.groups else {
        return None;
    };
    let it: &SecurityGroup = context.find(group)?;
    let mut edits = Vec::new();
    for port in ports {
        let rule =
            SecurityGroupRule::allow(Protocol::Tcp, *port..=*port, Peer::Group(peer.clone()));
        let end = it.ingress.len() + edits.len();
        edits.push(Edit::insert(group, "ingress", end, rule));
    }
    let replaced = match ports {
        [port] => narrow(it, *port, caller),
        _ => None,
    };
    let what = shown(ports);
    let names = (context.name(peer), context.name(group));
    Some(match replaced {
        Some((index, block)) => {
            let mut rules = it.ingress.clone();
            rules[index].peer = Peer::Group(peer.clone());
            Remedy::new(
                format!(
                    "Let {} in on TCP {what} in {}, instead of {block}",
                    names.0, names.1
                ),
                Edit::set(group, "ingress", rules),
            )
        }
        None => Remedy {
            label: format!("Let {} in on TCP {what} in {}", names.0, names.1),
            edits,
        },
    })
}

/// The rule that lets in a part of a caller's subnets on just this port, and
/// nobody else.
fn narrow(group: &SecurityGroup, port: u16, caller: &Party<'_>) -> Option<(usize, Ipv4Net)> {
    let just = Some(i32::from(port));
    let rules = group.ingress.iter().enumerate();
    let mut fitting = rules.filter_map(|(index, rule)| {
        let only = rule.protocol == Protocol::Tcp && (rule.from_port, rule.to_port) == (just, just);
        let Peer::Cidr(text) = &rule.peer else {
            return None;
        };
        let block = text.lenient().filter(|_| only)?;
        let theirs = caller
            .places
            .iter()
            .any(|place| place.block.contains(&block));
        theirs.then_some((index, block))
    });
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Who is called, and where its groups are named.
pub struct Called<'c, 'p> {
    /// The resource that names the groups.
    pub id: &'c ResourceId,
    /// The property that names them, if it is a plain list.
    pub property: Option<&'static str>,
    /// The party.
    pub party: &'c Party<'p>,
}

/// A group of its own for somebody who has only the VPC's default one: that of
/// the VPC which lets the caller in already, else a new one.
fn give_group(
    context: &Context<'_, '_>,
    called: &Called<'_, '_>,
    ports: &[u16],
    peer: &ResourceId,
) -> Option<Remedy> {
    let property = called.property?;
    let vpc = called.party.vpc?;
    let from_peer = Peer::Group(peer.clone());
    let admits = |group: &SecurityGroup| {
        let covers = |port: &u16| {
            let mut rules = group.ingress.iter();
            rules.any(|rule| rule.peer == from_peer && rule.covers_tcp(*port))
        };
        ports.iter().all(covers)
    };
    // What lets the world in is no guard to propose.
    let shut = |group: &SecurityGroup| {
        !group
            .ingress
            .iter()
            .any(SecurityGroupRule::is_open_to_world)
    };
    let mut fitting = context
        .all::<SecurityGroup>()
        .filter(|(_, it)| it.vpc.as_ref() == Some(vpc) && admits(it) && shut(it));
    if let Some((only, _)) = fitting.next() {
        return fitting.next().is_none().then(|| {
            Remedy::new(
                format!(
                    "Guard {} with {}",
                    context.name(called.id),
                    context.name(only)
                ),
                Edit::set(called.id, property, vec![only]),
            )
        });
    }
    let architecture = context.architecture.architecture();
    let id = architecture.free_id(Kind::SecurityGroup);
    let name = architecture.free_name(&format!("{}-group", context.name(called.id)));
    let allow =
        |port: &u16| SecurityGroupRule::allow(Protocol::Tcp, *port..=*port, from_peer.clone());
    let group = SecurityGroup {
        vpc: Some(vpc.clone()),
        ingress: ports.iter().map(allow).collect(),
        ..SecurityGroup::default()
    };
    Some(Remedy {
        label: format!(
            "Guard {} with a new group that lets {} in on TCP {}",
            context.name(called.id),
            context.name(peer),
            shown(ports),
        ),
        edits: vec![
            Edit::Create {
                id: id.clone(),
                resource: Resource::new(name, group),
            },
            Edit::set(called.id, property, vec![id]),
        ],
    })
}

/// The fix that lets `caller` out to `called`: one more rule for each port in
/// its only group, for the only group of `called`.
pub fn allow_out<'p>(
    context: &Context<'_, 'p>,
    caller: &Party<'p>,
    ports: &[u16],
    called: &Party<'p>,
) -> Option<Remedy> {
    let (group, peer) = (caller.only_group(context)?, called.only_group(context)?);
    let it: &SecurityGroup = context.find(group)?;
    let edits = ports.iter().enumerate().map(|(index, port)| {
        let rule =
            SecurityGroupRule::allow(Protocol::Tcp, *port..=*port, Peer::Group(peer.clone()));
        Edit::insert(group, "egress", it.egress.len() + index, rule)
    });
    Some(Remedy {
        label: format!(
            "Let {} out on TCP {} to {}",
            context.name(group),
            shown(ports),
            context.name(peer),
        ),
        edits: edits.collect(),
    })
}

/// "80", "80 and 8080".
pub fn shown(ports: &[u16]) -> String {
    list(ports.iter().map(ToString::to_string))
}
