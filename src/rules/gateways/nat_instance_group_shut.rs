//! A helper at the side exit behind a closed door.

use ipnet::Ipv4Net;

use crate::network::addresses::INTERNET_HOST;
use crate::network::{Interface, Role};
use crate::rules::prelude::*;
use crate::rules::shared::admit::requests;
use crate::rules::shared::filters::is_private;
use crate::rules::shared::forwarders::{Forwarder, forwarders};

pub const RULE: Rule = Rule {
    code: "nat-instance-group-shut",
    severity: Error,
    title: "NAT instance does not let its clients in",
    checks: "That the security groups of a NAT instance let in something from the servers whose default route leads to it, and let something out to the internet.",
    why: "What a NAT instance forwards comes in at its network interface and leaves there again, so its security groups are asked twice. A NAT gateway has no group; an instance has.",
    reaction: "AWS accepts it; the packets are dropped at the instance.",
    source: "[VPC UG: NAT instances] · rulebook SG-4, SG-24, RT-16, X-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in forwarders(context) {
        let Some(groups) = groups(context, &it) else { continue };
        let refused: Vec<_> = it
            .served
            .iter()
            .filter(|subnet| {
                let standing = context.standing_in(subnet.id).iter();
                let mut clients = standing.filter(|it_| it_.role == Role::Instance && it_.owner != it.id);
                clients.any(|client| !lets_in(&groups, client))
            })
            .copied()
            .collect();
        let names = || match it.instance.security_groups.len() {
            0 => "the default group of its VPC, which admits only its own members,".to_owned(),
            _ => context.names(&it.instance.security_groups),
        };
        let (place, property) = match &it.instance.security_groups[..] {
            [group] => (group, ["ingress", "egress"]),
            _ => (it.id, ["security_groups"; 2]),
        };
        let verb = if groups.len() > 1 { "let" } else { "lets" };
        if !refused.is_empty() {
            let blocks: Vec<Ipv4Net> = refused.iter().filter_map(|it| it.block).collect();
            let mut draft = report.about(place).at(property[0]).with(it.id);
            for subnet in &refused {
                draft = draft.with(subnet.id);
            }
            let fix = context.network.let_routed_in(it.id, INTERNET_HOST, &requests(&WEB));
            draft.fix_if(fix).say(format!(
                "{} takes the packets of {} to the internet, but {} {verb} nothing in from the servers there ({}).",
                context.name(it.id),
                context.names(refused.iter().map(|it| it.id)),
                names(),
                list(blocks.iter().map(ToString::to_string)),
            ));
        }
        if !groups.is_empty() && !groups.iter().flat_map(|it| &it.egress).any(leads_out) {
            report.about(place).at(property[1]).with(it.id).fix_if(context.network.let_out_to_everybody(it.id, &requests(&WEB))).say(format!(
                "{} takes packets to the internet, but {} {verb} nothing out to it.",
                context.name(it.id),
                names(),
            ));
        }
    }
}

/// The groups that count; none for the default one that AWS made, which admits
/// its own members. `None` where one is gone, which is told as such.
fn groups<'a>(context: &Context<'_, 'a>, it: &Forwarder<'_, 'a>) -> Option<Vec<&'a SecurityGroup>> {
    if it.instance.security_groups.is_empty() {
        let vpc = context.relations.vpc(it.home.vpc?)?;
        return vpc.default_group.map_or(Some(Vec::new()), |id| Some(vec![context.find(id)?]));
    }
    it.instance.security_groups.iter().map(|id| context.find(id)).collect()
}

/// Whether some rule lets in something of a client.
fn lets_in(groups: &[&SecurityGroup], client: &Interface<'_>) -> bool {
    if groups.is_empty() {
        return client.groups.is_empty();
    }
    let mut rules = groups.iter().flat_map(|it| &it.ingress);
    rules.any(|rule| match &rule.peer {
        Peer::Group(group) => client.groups.contains(group),
        // What is no block at all is told as such.
        Peer::Cidr(text) => text.lenient().is_none_or(|block| {
            client.private.is_none_or(|address| block.contains(&address))
        }),
    })
}

fn leads_out(rule: &SecurityGroupRule) -> bool {
    match &rule.peer {
        Peer::Cidr(text) => text.lenient().is_none_or(|block| !is_private(block)),
        Peer::Group(_) => false,
    }
}

/// What AWS's guide on NAT instances lets through: web traffic.
const WEB: [u16; 2] = [80, 443];

#[cfg(test)]
pub fn examples() -> Examples {
    let nat = Instance {
        subnet: to("subnet-1"),
        security_groups: ids(&["sg-9"]),
        source_dest_check: false,
        elastic_ip: true,
        ..Instance::default()
    };
    let with = |ingress: Vec<SecurityGroupRule>| {
        let group = SecurityGroup {
            vpc: to("vpc-1"),
            ingress,
            ..SecurityGroup::default()
        };
        three_tiers()
            .add("sg-9", "nat-sg", group)
            .add("i-1", "nat-instance", nat.clone())
            .set("rt-2", "routes", serde_json::json!([{"destination": "0.0.0.0/0", "target": "i-1"}]))
    };
    let sound = with(vec![tcp(443, "10.0.3.0/24")]);
    Examples::new()
        .fires(with(vec![tcp(22, "198.51.100.0/24")]), expect!["nat-instance takes the packets of private-a to the internet, but nat-sg lets nothing in from the servers there (10.0.3.0/24). [Let 10.0.3.0/24 in on TCP 80 and 443 in nat-sg]"])
        .fires(with(Vec::new()), expect!["nat-instance takes the packets of private-a to the internet, but nat-sg lets nothing in from the servers there (10.0.3.0/24). [Let 10.0.3.0/24 in on TCP 80 and 443 in nat-sg]"])
        // Another group, and another subnet.
        .fires(with(vec![tcp(443, "#sg-3"), tcp(443, "10.0.4.0/24")]), expect!["nat-instance takes the packets of private-a to the internet, but nat-sg lets nothing in from the servers there (10.0.3.0/24). [Let 10.0.3.0/24 in on TCP 80 and 443 in nat-sg]"])
        // The default group admits its own members only.
        .fires(sound.clone().set("i-1", "security_groups", serde_json::json!([])), expect!["nat-instance takes the packets of private-a to the internet, but the default group of its VPC, which admits only its own members, lets nothing in from the servers there (10.0.3.0/24). [Guard nat-instance with a new group, nat-instance-group, which lets 10.0.3.0/24 in on TCP 80 and 443]"])
        .fires(sound.clone().set("sg-9", "egress", serde_json::json!([tcp(443, "10.0.0.0/16")])), expect!["nat-instance takes packets to the internet, but nat-sg lets nothing out to it. [Let nat-sg out on TCP 80 and 443 to everybody]"])
        .silent(with(vec![tcp(443, "#sg-2")]))
        .silent(sound)
        .silent(three_tiers())
}
