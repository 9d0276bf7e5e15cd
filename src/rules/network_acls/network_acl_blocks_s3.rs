//! A border guard who was told that the archive is inside.

use std::collections::{BTreeMap, BTreeSet};

use ipnet::Ipv4Net;

use crate::network::Direction;
use crate::network::fix::{Passing, open_acl};
use crate::rules::network_acls::nacl::{LINUX, Ports, allows_nothing};
use crate::rules::prelude::*;
use crate::rules::shared::filters::{is_private, tcp_ports};

pub const RULE: Rule = Rule {
    code: "network-acl-blocks-s3",
    severity: Error,
    title: "Network ACL stops the way to S3",
    checks: "That the network ACL of servers which call a bucket lets TCP 443 out to public addresses, and their answers back in to the ports that the servers choose.",
    why: "S3 has public addresses. A gateway endpoint changes the way there and not the addresses, so a network ACL that allows only the addresses of the VPC stops it. Network ACLs cannot name a prefix list; the blocks of S3 change, so 0.0.0.0/0 is usual here, and what may leave is decided by security groups and by the policies of endpoint and bucket.",
    reaction: "AWS accepts it. Requests to S3 time out.",
    source: "[PL guide: Gateway endpoints for S3], [VPC UG: Ephemeral ports] · rulebook VPCE-3, VPCE-8, NACL-1, NACL-12, X-5",
    aws_error: "",
    check,
};

/// Who calls what through one network ACL.
#[derive(Default)]
struct Calls<'a> {
    callers: BTreeSet<&'a ResourceId>,
    buckets: BTreeSet<&'a ResourceId>,
    subnets: BTreeSet<&'a ResourceId>,
    endpoints: BTreeSet<&'a ResourceId>,
}

/// Whether this rule tells that an ACL does not let requests out to public
/// addresses.
pub(super) fn tells(context: &Context<'_, '_>, id: &ResourceId) -> bool {
    let Some(acl) = context.find::<NetworkAcl>(id) else {
        return false;
    };
    !allows_public(&acl.outbound, (443, 443)) && calls(context).contains_key(id)
}

/// Whether this rule tells that an ACL does not let the answers of S3 in.
pub(super) fn tells_of_answers(context: &Context<'_, '_>, id: &ResourceId) -> bool {
    let Some(acl) = context.find::<NetworkAcl>(id) else {
        return false;
    };
    let nothing = allows_nothing(&acl.inbound) || allows_nothing(&acl.outbound);
    !nothing && !allows_public(&acl.inbound, LINUX) && calls(context).contains_key(id)
}

/// Who calls buckets through which network ACL.
fn calls<'a>(context: &Context<'_, 'a>) -> BTreeMap<&'a ResourceId, Calls<'a>> {
    let endpoints = context.s3_endpoints();
    let mut calls: BTreeMap<&ResourceId, Calls<'_>> = BTreeMap::new();
    for it in context.servers() {
        let buckets = it.backends.iter().filter(|id| context.find::<Bucket>(id).is_some());
        let buckets: Vec<_> = buckets.collect();
        if buckets.is_empty() {
            continue;
        }
        for subnet in context.subnets_among(it.subnets) {
            let endpoint = subnet.table.and_then(|table| endpoints.get(table));
            // Where no way leads to S3 that is what is wrong first.
            let led = endpoint.is_some() || !matches!(subnet.chosen_exit(), Exit::None | Exit::Nowhere);
            let Some(acl) = subnet.acl.filter(|_| led) else { continue };
            let calls = calls.entry(acl).or_default();
            calls.callers.insert(it.id);
            calls.buckets.extend(buckets.iter().copied());
            calls.subnets.insert(subnet.id);
            calls.endpoints.extend(endpoint);
        }
    }
    calls
}

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    if context.all::<NetworkAcl>().next().is_none() {
        return;
    }
    for (id, calls) in calls(context) {
        let Some(acl) = context.find::<NetworkAcl>(id) else { continue };
        // One that allows nothing at all is told as such.
        if allows_nothing(&acl.inbound) || allows_nothing(&acl.outbound) {
            continue;
        }
        let out = allows_public(&acl.outbound, (443, 443));
        let back = allows_public(&acl.inbound, LINUX);
        let stopped = match (out, back) {
            (true, true) => continue,
            (false, true) => "TCP 443 out to them",
            (true, false) => "their answers back in, to TCP 1024–65535",
            (false, false) => "TCP 443 out to them, nor their answers back in, to TCP 1024–65535",
        };
        let mut draft = report.about(id).at(if out { "inbound" } else { "outbound" });
        for id in calls.callers.iter().chain(&calls.buckets).chain(&calls.subnets).chain(&calls.endpoints) {
            draft = draft.with(id);
        }
        let names = |ids: &BTreeSet<&ResourceId>| context.names(ids.iter().copied());
        let behind = match calls.endpoints.is_empty() {
            true => String::new(),
            false => format!(", also through {}", names(&calls.endpoints)),
        };
        draft
            .value(id, "inbound")
            .value(id, "outbound")
            .fix_if(let_through(context, id))
            .say(format!(
                "{} {} {}. S3 has public addresses{behind}, and {}, the network ACL of {}, does not let {stopped}.",
                names(&calls.callers),
                if calls.callers.len() == 1 { "calls" } else { "call" },
                names(&calls.buckets),
                context.name(id),
                names(&calls.subnets),
            ));
    }
}

/// Whether some entry allows TCP on some of these ports with some public
/// address, before a deny of all of it.
pub(super) fn allows_public(entries: &[NetworkAclEntry], ports: Ports) -> bool {
    let mut allows = entries.iter().filter(|allow| {
        let block = allow.cidr.lenient();
        let range = tcp_ports(allow.protocol, allow.from_port, allow.to_port);
        let meets = range.is_some_and(|(from, to)| from <= ports.1 && ports.0 <= to);
        let public = block.is_none_or(|it| !is_private(it));
        let mut denies = entries.iter().take(100).filter(|it| it.action == RuleAction::Deny);
        let anticipated = denies.any(|deny| {
            let range = tcp_ports(deny.protocol, deny.from_port, deny.to_port);
            let whole = range.is_some_and(|(from, to)| from <= ports.0 && ports.1 <= to);
            let wider = deny.cidr.lenient().zip(block).is_some_and(|(deny, allow)| deny.contains(&allow));
            deny.number < allow.number && whole && wider
        });
        allow.action == RuleAction::Allow && meets && public && !anticipated
    });
    allows.next().is_some()
}

/// The entries that are missing: AWS's services are asked at public addresses,
/// and no prefix list can be named (rulebook VPCE-8).
fn let_through(context: &Context<'_, '_>, id: &ResourceId) -> Option<Remedy> {
    let passing = Passing::tcp(Direction::Outbound, vec![Ipv4Net::default()], &[443]);
    open_acl(context.architecture, id, &passing).ok()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let inside = || NetworkAclEntry {
        protocol: Protocol::All,
        from_port: None,
        to_port: None,
        ..entry(100, RuleAction::Allow, (0, 0), "10.0.0.0/16")
    };
    let with = |inbound: Vec<NetworkAclEntry>, outbound: Vec<NetworkAclEntry>| {
        let acl = NetworkAcl { vpc: to("vpc-1"), inbound, outbound };
        let endpoint = VpcEndpoint {
            vpc: to("vpc-1"),
            route_tables: ids(&["rt-2", "rt-3"]),
            ..VpcEndpoint::default()
        };
        three_tiers()
            .add("bucket-1", "assets", Bucket::default())
            .push("lt-1", "backends", "bucket-1")
            .add("vpce-1", "to-s3", endpoint)
            .add("acl-1", "data-acl", acl)
            .set("subnet-3", "network_acl", "acl-1")
            .set("subnet-4", "network_acl", "acl-1")
    };
    let tls = || entry(110, RuleAction::Allow, (443, 443), "0.0.0.0/0");
    let back = || entry(110, RuleAction::Allow, (1024, 65535), "0.0.0.0/0");
    let all = || entry(110, RuleAction::Allow, (0, 65535), "0.0.0.0/0");
    Examples::new()
        .fires(with(vec![inside()], vec![inside()]), expect!["Notebookly-ASG calls assets. S3 has public addresses, also through to-s3, and data-acl, the network ACL of private-a and private-b, does not let TCP 443 out to them, nor their answers back in, to TCP 1024–65535. [Allow TCP 443 to 0.0.0.0/0 in data-acl as rule 110, and the answers on TCP 1024–65535 as rule 110]"])
        // Without an endpoint, through a NAT gateway.
        .fires(with(vec![inside()], vec![inside()]).delete("vpce-1"), expect!["Notebookly-ASG calls assets. S3 has public addresses, and data-acl, the network ACL of private-a and private-b, does not let TCP 443 out to them, nor their answers back in, to TCP 1024–65535. [Allow TCP 443 to 0.0.0.0/0 in data-acl as rule 110, and the answers on TCP 1024–65535 as rule 110]"])
        // One direction.
        .fires(with(vec![inside()], vec![inside(), tls()]), expect!["Notebookly-ASG calls assets. S3 has public addresses, also through to-s3, and data-acl, the network ACL of private-a and private-b, does not let their answers back in, to TCP 1024–65535. [Allow the answers from 0.0.0.0/0 on TCP 1024–65535 in data-acl as rule 110]"])
        .fires(with(vec![inside(), back()], vec![inside()]), expect!["Notebookly-ASG calls assets. S3 has public addresses, also through to-s3, and data-acl, the network ACL of private-a and private-b, does not let TCP 443 out to them. [Allow TCP 443 to 0.0.0.0/0 in data-acl as rule 110]"])
        // A deny of everything comes first.
        .fires(with(vec![inside(), back()], vec![inside(), entry(105, RuleAction::Deny, (0, 65535), "0.0.0.0/0"), tls()]), expect!["Notebookly-ASG calls assets. S3 has public addresses, also through to-s3, and data-acl, the network ACL of private-a and private-b, does not let TCP 443 out to them. [Allow TCP 443 to 0.0.0.0/0 in data-acl as rule 104]"])
        .silent(with(vec![inside(), back()], vec![inside(), tls()]))
        .silent(with(vec![all()], vec![all()]))
        // Where no way leads there, that is told.
        .silent(with(vec![inside()], vec![inside()]).delete("vpce-1").set("rt-2", "routes", serde_json::json!([])).set("rt-3", "routes", serde_json::json!([])))
        .silent(three_tiers())
}
