//! A colleague whose guard turns everybody away.

use std::collections::BTreeMap;

use crate::relations::servers::Servers;
use crate::rules::prelude::*;
use crate::rules::shared::admit::{admit, first};
use crate::rules::shared::passage::{Party, Passage, do_not_let, lets_in};

pub const RULE: Rule = Rule {
    code: "backend-not-reachable",
    severity: Error,
    title: "Application cannot call its backend",
    checks: "For servers that call an internal load balancer or an instance of their VPC: that the load balancer's groups let theirs in on the port of a listener, and that the instance's groups let them in on any TCP port at all. An instance that takes UDP is not checked.",
    why: "Security groups admit nobody by themselves, so calls inside a VPC need a rule too.",
    reaction: "AWS accepts it; connections time out.",
    source: "[VPC UG: Security group rules], [ALB UG: Security groups] · rulebook SG-5, SG-7, ALB-15, X-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    // Callers with the same groups are told together: one change mends all.
    let mut refused: BTreeMap<_, Vec<Servers<'_>>> = BTreeMap::new();
    for caller in context.servers() {
        for id in caller.backends {
            if let Some(called) = called(context, id, caller)
                && !called.ports.is_empty()
                && called.ports.iter().all(|port| called.refuses(context, *port, caller))
            {
                refused.entry((id, caller.groups)).or_default().push(*caller);
            }
        }
    }
    for ((id, _), callers) in refused {
        let Some(called) = callers.first().and_then(|it| called(context, id, it)) else {
            continue;
        };
        let (place, property) = match called.party.groups {
            [group] => (group, "ingress"),
            _ => (id, "security_groups"),
        };
        let mut draft = report.about(place).at(property).with(id);
        for it in &callers {
            draft = draft.with(it.id);
        }
        // Which port an instance's application listens on is not known.
        let ports = called.ports.iter().copied().filter(|_| called.balancer);
        let ports: Vec<u16> = ports.take(1).collect();
        let ids: Vec<&ResourceId> = callers.iter().map(|it| it.id).collect();
        let served = first(context, id).filter(|_| !ports.is_empty());
        let fix = served.and_then(|it| admit(context, it, &ports, &ids));
        draft.fix_if(fix).say(format!(
            "{} {} {}, but {} {} in on {}.",
            context.names(callers.iter().map(|it| it.id)),
            if callers.len() == 1 { "calls" } else { "call" },
            context.name(id),
            do_not_let(context, id, &called.party),
            if callers.len() == 1 { "it" } else { "them" },
            if called.balancer { "the port of any listener" } else { "any TCP port" },
        ));
    }
}

/// A backend in the VPC of its caller.
struct Backend<'a> {
    party: Party<'a>,
    /// The ports that one would do of; 0 stands for any where no rule names a
    /// port.
    ports: Vec<u16>,
    balancer: bool,
}

impl<'a> Backend<'a> {
    fn refuses(&self, context: &Context<'_, 'a>, port: u16, caller: &Servers<'a>) -> bool {
        lets_in(context, &self.party, port, &Party::servers(context, caller)) == Passage::Nobody
    }
}

fn called<'a>(context: &Context<'_, 'a>, id: &ResourceId, caller: &Servers<'a>) -> Option<Backend<'a>> {
    let (party, ports, balancer, subnets) = match &context.architecture.get(id)?.properties {
        // Whoever calls one that faces the internet comes from there.
        Properties::LoadBalancer(it) if it.scheme == Scheme::Internal => {
            let ports = it.listeners.iter().map(|it| it.port).collect();
            (Party::balancer(context, it), ports, true, &it.subnets[..])
        }
        // Which port an application listens on is not known.
        Properties::Instance(it) if caller.id != id => {
            let mut ports = open_ports(context, &it.security_groups)?;
            if ports.is_empty() {
                ports.push(0);
            }
            let subnets = it.subnet.as_slice();
            (Party::spread(context, &it.security_groups, subnets), ports, false, subnets)
        }
        _ => return None,
    };
    // Another VPC is told as such.
    let home = context.vpc_of_subnets(subnets);
    (home == context.vpc_of_subnets(caller.subnets)).then_some(Backend { party, ports, balancer })
}

/// A port of each TCP rule, which tells whether the rule admits somebody;
/// `None` where there are rules for something other than TCP and pings.
fn open_ports(context: &Context<'_, '_>, groups: &[ResourceId]) -> Option<Vec<u16>> {
    let groups = groups.iter().filter_map(|id| context.find::<SecurityGroup>(id));
    let rules = groups.flat_map(|group| &group.ingress);
    let known = rules.filter(|rule| rule.protocol != Protocol::Icmp);
    known
        .map(|rule| match rule.protocol {
            Protocol::Tcp => Some(rule.from_port.and_then(|port| u16::try_from(port).ok()).unwrap_or(0)),
            Protocol::All => Some(0),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
pub fn examples() -> Examples {
    let api = Instance {
        subnet: to("subnet-4"),
        security_groups: ids(&["sg-3"]),
        ..Instance::default()
    };
    let calling = three_tiers().add("i-9", "api", api).push("lt-1", "backends", "i-9");
    let internal = three_tiers().set("alb-1", "scheme", "internal");
    let shop = Instance {
        subnet: to("subnet-4"),
        security_groups: ids(&["sg-2"]),
        backends: ids(&["alb-1"]),
        ..Instance::default()
    };
    Examples::new()
        .fires(calling.clone().set("i-9", "security_groups", serde_json::json!(["sg-1"])).set("sg-1", "ingress", serde_json::json!([tcp(443, "198.51.100.0/24")])), expect!["Notebookly-ASG calls api, but ALB-SG does not let it in on any TCP port."])
        .fires(internal.clone().add("i-9", "shop", shop.clone()).set("sg-1", "ingress", serde_json::json!([])), expect!["shop calls Notebookly-ALB, but ALB-SG does not let it in on the port of any listener. [Let WebServer-SG in on TCP 80 in ALB-SG]"])
        // The default group admits its own members only.
        .fires(calling.clone().set("i-9", "security_groups", serde_json::json!([])), expect!["Notebookly-ASG calls api, but api has only the default group of Notebookly-VPC, which admits only its own members and does not let it in on any TCP port."])
        .silent(calling)
        .silent(internal.add("i-9", "shop", shop))
}
