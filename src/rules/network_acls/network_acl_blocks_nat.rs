//! A post office whose gatekeeper lets nobody in from the back door.

use std::collections::BTreeSet;

use ipnet::Ipv4Net;
use rustc_hash::FxHashMap;

use crate::network::fix::{Passing, open_acl, open_twice};
use crate::network::{Direction, Role};
use crate::rules::network_acls::nacl::{allows_nothing, allows_some};
use crate::rules::network_acls::{network_acl_blocks_s3, network_acl_blocks_tier};
use crate::rules::prelude::*;
use crate::rules::shared::filters::tcp_ports;

pub const RULE: Rule = Rule {
    code: "network-acl-blocks-nat",
    severity: Error,
    title: "Network ACL stops what goes out through a NAT gateway",
    checks: "That the network ACL of a public NAT gateway's subnet lets requests of the servers whose routes lead to the gateway in from their subnets, and on out to the internet: TCP 443 or 80, or any other port that passes both; of servers with a role TCP 443, on which the APIs of AWS answer. That the answers pass too is checked with every entry that lets requests pass.",
    why: "What goes out through a NAT gateway crosses the border of the gateway's subnet four times: from the private subnet in, out to the internet, and with the answer both again. No security group stands at a NAT gateway, but the network ACL of its subnet counts. One that is made for a load balancer alone knows only callers from the internet.",
    reaction: "AWS accepts it. What the servers ask of the internet times out.",
    source: "[VPC UG: NAT gateways; Network ACL examples], [AWS GR: AWS service endpoints] · rulebook NAT-11, NACL-1, NACL-12, NACL-13, X-4",
    aws_error: "",
    check,
};

/// What updates and AWS's own services are asked on (rulebook NACL-13, NACL-15).
const USUAL: [i32; 2] = [443, 80];

/// What the APIs of AWS are asked on. [AWS GR: AWS service endpoints]
const SIGNED: [i32; 1] = [443];

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    if context.all::<NetworkAcl>().next().is_none() {
        return;
    }
    let mut by_acl: FxHashMap<&ResourceId, Vec<_>> = FxHashMap::default();
    for way in ways(context) {
        let (_, subnet, _) = way;
        if let Some(acl) = subnet.acl {
            by_acl.entry(acl).or_default().push(way);
        }
    }
    for (id, acl) in context.all::<NetworkAcl>() {
        let Some(ways) = by_acl.get(id) else {
            continue;
        };
        // One that allows nothing at all is told as such.
        if allows_nothing(&acl.inbound) || allows_nothing(&acl.outbound) {
            continue;
        }
        let ports = candidates(acl);
        let out: Vec<i32> = ports.iter().copied().filter(|port| gets_out(acl, *port)).collect();
        let mut stopped = Stopped::default();
        for &(nat, subnet, led) in ways {
            let Some(block) = led.block else {
                continue;
            };
            // Who has a role calls AWS with it.
            let signs = context.servers().iter().any(|it| it.profile.is_some() && it.subnets.contains(led.id));
            let usual = if signs { &SIGNED[..] } else { &USUAL[..] };
            let asked = |port: &&i32| !signs || usual.contains(*port);
            let gets_in = |port: &i32| allows_some(&acl.inbound, block, (*port, *port));
            let open: Vec<&i32> = out.iter().filter(asked).filter(|port| gets_in(port)).collect();
            if !open.is_empty() {
                if !open.iter().any(|port| gets_in_whole(context, id, block, **port)) {
                    stopped.partly.push(block);
                }
                continue;
            }
            stopped.shut |= !usual.iter().any(gets_in);
            stopped.kept |= !out.iter().any(|port| usual.contains(port));
            stopped.signs |= signs;
            stopped.blocks.push(block);
            stopped.led.insert(led.id);
            stopped.nats.insert(nat);
            stopped.subnets.insert(subnet.id);
        }
        // That servers behind the same ACL do not get at S3 has the same cause.
        if stopped.led.is_empty() || network_acl_blocks_s3::tells(context, id) {
            continue;
        }
        // That visitors do not get in on the same port has the same cause.
        let told = stopped.signs && !stopped.kept && network_acl_blocks_tier::tells_of_listener(context, id, 443);
        if told {
            continue;
        }
        let ports = if stopped.signs { "TCP 443" } else { "TCP 443 or 80" };
        let lacks = match (stopped.shut, !stopped.kept) {
            (true, true) => "in from there",
            (false, false) => "out to the internet",
            (true, false) => "in from there, nor out to the internet",
            (false, true) => "both in from there and out to the internet",
        };
        let mut blocks = [stopped.blocks, stopped.partly].concat();
        blocks.sort_unstable();
        let names = |ids: &BTreeSet<&ResourceId>| context.names(ids.iter().copied());
        let property = if stopped.shut { "inbound" } else { "outbound" };
        let mut draft = report.about(id).at(property);
        for id in stopped.nats.iter().chain(&stopped.subnets).chain(&stopped.led) {
            draft = draft.with(id);
        }
        draft
            .value(id, "inbound")
            .value(id, "outbound")
            .fix_if(let_through(context, id, blocks))
            .say(format!(
                "{} {} out through {} in {}, but {}, the network ACL there, does not let {ports} {lacks}.",
                names(&stopped.led),
                if stopped.led.len() == 1 { "leads" } else { "lead" },
                names(&stopped.nats),
                names(&stopped.subnets),
                context.name(id),
            ));
    }
}

/// Who does not get through one network ACL.
#[derive(Default)]
struct Stopped<'a> {
    /// Whether the requests of some do not even get in.
    shut: bool,
    /// Whether the requests of some do not get out.
    kept: bool,
    /// Whether some of them have a role.
    signs: bool,
    blocks: Vec<Ipv4Net>,
    /// Blocks of which a part gets through: not told, but let through with the
    /// others, as somebody in the other part has the same trouble.
    partly: Vec<Ipv4Net>,
    led: BTreeSet<&'a ResourceId>,
    nats: BTreeSet<&'a ResourceId>,
    subnets: BTreeSet<&'a ResourceId>,
}

/// Each public NAT gateway, its subnet, and each other subnet with servers
/// whose default route leads to it.
fn ways<'c, 'a>(
    context: &'c Context<'_, 'a>,
) -> impl Iterator<Item = (&'a ResourceId, &'c SubnetFacts<'a>, &'c SubnetFacts<'a>)> {
    let asking = |it: &&SubnetFacts<'a>| {
        context.standing_in(it.id).iter().any(|it| it.role == Role::Instance)
    };
    context.subnets.iter().filter(asking).filter_map(|led| {
        let Exit::NatGateway(id) = led.chosen_exit() else {
            return None;
        };
        let nat: &NatGateway = context.find(id)?;
        // What stays in one subnet meets no network ACL (rulebook NACL-11).
        let home = context.subnet(nat.subnet.as_ref()?)?;
        // Where the gateway itself is led nowhere, that is what is wrong first.
        let leads = matches!(home.chosen_exit(), Exit::InternetGateway(_));
        let meets = nat.connectivity == Connectivity::Public && home.id != led.id && leads;
        meets.then_some((id, home, led))
    })
}

/// The ports to try: the usual ones, and those of entries that are not there
/// for answers.
fn candidates(acl: &NetworkAcl) -> Vec<i32> {
    let entries = acl.inbound.iter().chain(&acl.outbound).take(100);
    let ranges = entries.filter_map(|it| tcp_ports(it.protocol, it.from_port, it.to_port));
    let asked = ranges.filter(|(from, to)| *from < 1024 || to.saturating_sub(*from) < 1000);
    USUAL.into_iter().chain(asked.map(|(from, _)| from)).collect()
}

/// Whether a port gets out to some public address.
fn gets_out(acl: &NetworkAcl, port: i32) -> bool {
    network_acl_blocks_s3::allows_public(&acl.outbound, (port, port))
}

/// Whether requests from all of a block get in, but for what is denied on
/// purpose.
fn gets_in_whole(context: &Context<'_, '_>, id: &ResourceId, block: Ipv4Net, port: i32) -> bool {
    let Ok(port) = u16::try_from(port) else {
        return true;
    };
    let requests = Passing { answers: Vec::new(), ..Passing::tcp(Direction::Inbound, vec![block], &[port]) };
    open_acl(context.architecture, id, &requests).is_err()
}

/// The entries that are missing, for TCP 443 alone.
fn let_through(context: &Context<'_, '_>, id: &ResourceId, blocks: Vec<Ipv4Net>) -> Option<Remedy> {
    let inward = Passing::tcp(Direction::Inbound, blocks, &[443]);
    let outward = Passing::tcp(Direction::Outbound, vec![Ipv4Net::default()], &[443]);
    open_twice(context.architecture, id, &inward, &outward).ok()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let allow = |number, ports, cidr| entry(number, RuleAction::Allow, ports, cidr);
    let with = |inbound: Vec<NetworkAclEntry>, outbound: Vec<NetworkAclEntry>| {
        let acl = NetworkAcl { vpc: to("vpc-1"), inbound, outbound };
        three_tiers()
            .add("acl-1", "public-acl", acl)
            .set("subnet-1", "network_acl", "acl-1")
            .set("subnet-2", "network_acl", "acl-1")
    };
    let back = || allow(120, (1024, 65535), "0.0.0.0/0");
    let web = || allow(100, (80, 80), "0.0.0.0/0");
    let tls = || allow(110, (443, 443), "0.0.0.0/0");
    // What a load balancer alone needs: its listener, and its targets.
    let inward = || vec![allow(100, (443, 443), "0.0.0.0/0"), allow(110, (80, 80), "203.0.113.0/24"), back()];
    let to_targets = || vec![allow(100, (80, 80), "10.0.0.0/16"), back()];
    Examples::new()
        .fires(with(inward(), to_targets()), expect!["private-a and private-b lead out through NAT-GW-AZ1 and NAT-GW-AZ2 in public-a and public-b, but public-acl, the network ACL there, does not let TCP 443 or 80 out to the internet. [Allow TCP 443 to 0.0.0.0/0 in public-acl as rule 130]"])
        .fires(with(vec![allow(100, (80, 80), "203.0.113.0/24"), back()], vec![web(), tls(), back()]), expect!["private-a and private-b lead out through NAT-GW-AZ1 and NAT-GW-AZ2 in public-a and public-b, but public-acl, the network ACL there, does not let TCP 443 or 80 in from there. [Allow TCP 443 from 10.0.3.0/24 and 10.0.4.0/24 in public-acl as rules 130 and 140]"])
        .fires(with(vec![allow(100, (22, 22), "203.0.113.0/24"), back()], to_targets()), expect!["private-a and private-b lead out through NAT-GW-AZ1 and NAT-GW-AZ2 in public-a and public-b, but public-acl, the network ACL there, does not let TCP 443 or 80 in from there, nor out to the internet. [Allow TCP 443 from 10.0.3.0/24 and 10.0.4.0/24 in public-acl as rules 130 and 140; Allow TCP 443 to 0.0.0.0/0 in public-acl as rule 130]"])
        // A half of one private subnet gets in: not told, but let in whole with the other.
        .fires(with(vec![allow(100, (443, 443), "10.0.3.0/25"), back()], vec![web(), tls(), back()]), expect!["private-b leads out through NAT-GW-AZ2 in public-b, but public-acl, the network ACL there, does not let TCP 443 or 80 in from there. [Allow TCP 443 from 10.0.3.0/24 and 10.0.4.0/24 in public-acl as rules 130 and 140]"])
        // A deny of one private subnet.
        .fires(with(vec![entry(90, RuleAction::Deny, (0, 1023), "10.0.3.0/24"), web(), tls(), back()], vec![web(), tls(), back()]), expect!["private-a leads out through NAT-GW-AZ1 in public-a, but public-acl, the network ACL there, does not let TCP 443 or 80 in from there. [Allow TCP 443 from 10.0.3.0/24 in public-acl as rule 89]"])
        // Updates by HTTP get out, but no call of AWS does.
        .fires(with(vec![web(), tls(), back()], vec![web(), back()]).add("profile-1", "web", InstanceProfile::default()).set("lt-1", "instance_profile", "profile-1"), expect!["private-a and private-b lead out through NAT-GW-AZ1 and NAT-GW-AZ2 in public-a and public-b, but public-acl, the network ACL there, does not let TCP 443 out to the internet. [Allow TCP 443 to 0.0.0.0/0 in public-acl as rule 130]"])
        .silent(with(vec![web(), tls(), back()], vec![web(), back()]))
        // What asks for mail alone gets that.
        .silent(with(vec![allow(100, (587, 587), "10.0.0.0/16"), back()], vec![allow(100, (587, 587), "0.0.0.0/0"), back()]))
        .silent(with(vec![web(), tls(), back()], vec![web(), tls(), back()]))
        // Nobody is led to the gateways, or nobody stands there.
        .silent(with(inward(), to_targets()).set("rt-2", "routes", serde_json::json!([])).set("rt-3", "routes", serde_json::json!([])))
        .silent(with(inward(), to_targets()).set("asg-1", "subnets", serde_json::json!([])))
        .silent(three_tiers())
}
