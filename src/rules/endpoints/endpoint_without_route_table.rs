//! A path that no signboard mentions.

use std::collections::BTreeSet;

use crate::rules::prelude::*;
use crate::rules::shared::s3::{Idle, idle_endpoints, is_near};

pub const RULE: Rule = Rule {
    code: "endpoint-without-route-table",
    severity: Error,
    title: "Gateway endpoint that no subnet uses",
    checks: "That a gateway endpoint serves at least one route table that a subnet uses. This is an error where servers have no other way to S3, else a warning.",
    why: "It works by a route in each chosen table. A subnet whose table is not chosen does not use it.",
    reaction: "AWS accepts it.",
    source: "[PL guide: Gateway endpoints] · rulebook VPCE-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for Idle { id, endpoint, tables } in idle_endpoints(context) {
        let fix = (!tables.is_empty()).then(|| {
            Remedy::new(
                format!("Serve {}", context.names(tables.iter().copied())),
                Edit::set(id, "route_tables", &tables),
            )
        });
        let name = context.name(id);
        let sentence = if endpoint.route_tables.is_empty() {
            format!("{name} is in no route table, so no subnet uses it")
        } else {
            format!(
                "{name} is only in {}, which no subnet uses",
                context.names(&endpoint.route_tables)
            )
        };
        let waiting = match endpoint.service {
            EndpointService::S3 => waiting(context, &tables),
            EndpointService::Dynamodb => Waiting::default(),
        };
        let mut draft = report.about(id).at("route_tables").value(id, "route_tables");
        for id in waiting.stuck.iter().chain(&waiting.paying).chain(&waiting.through) {
            draft = draft.with(id);
        }
        let names = |ids: &BTreeSet<&ResourceId>| context.names(ids.iter().copied());
        let mut behind = Vec::new();
        if !waiting.stuck.is_empty() {
            let verb = if waiting.stuck.len() == 1 { "finds" } else { "find" };
            behind.push(format!("{} {verb} no way to S3", names(&waiting.stuck)));
        }
        if !waiting.paying.is_empty() {
            let verb = if waiting.paying.len() == 1 { "calls" } else { "call" };
            behind.push(format!(
                "{} {verb} S3 through {}, where every gigabyte costs",
                names(&waiting.paying),
                names(&waiting.through)
            ));
        }
        let behind = match behind.is_empty() {
            true => String::new(),
            false => format!(": {}", behind.join(", and ")),
        };
        let weight = if waiting.stuck.is_empty() { Warning } else { Error };
        draft.weighs(weight).fix_if(fix).waits_for(Step::Complete).say(format!("{sentence}{behind}."));
    }
}

/// Who calls S3 and would use the endpoint.
#[derive(Default)]
struct Waiting<'a> {
    /// Those who have no other way.
    stuck: BTreeSet<&'a ResourceId>,
    /// Those who go through a NAT gateway.
    paying: BTreeSet<&'a ResourceId>,
    /// Those gateways.
    through: BTreeSet<&'a ResourceId>,
}

fn waiting<'a>(context: &Context<'_, 'a>, tables: &[&ResourceId]) -> Waiting<'a> {
    let mut waiting = Waiting::default();
    for it in context.servers() {
        for subnet in context.subnets_among(it.subnets) {
            let near = it.backends.iter().any(|id| is_near(context, subnet.id, id));
            if !near || !subnet.table.is_some_and(|it| tables.contains(&it)) {
                continue;
            }
            match subnet.chosen_exit() {
                Exit::None if subnet.kind == SubnetKind::Isolated => {
                    waiting.stuck.insert(it.id);
                }
                Exit::NatGateway(nat) => {
                    waiting.paying.insert(it.id);
                    waiting.through.insert(nat);
                }
                _ => {}
            }
        }
    }
    waiting
}

#[cfg(test)]
pub fn examples() -> Examples {
    let endpoint = VpcEndpoint {
        vpc: to("vpc-1"),
        ..VpcEndpoint::default()
    };
    let with = three_tiers().add("vpce-1", "S3-endpoint", endpoint);
    Examples::new()
        .fires(with.clone(), expect!["S3-endpoint is in no route table, so no subnet uses it. [Serve private-a and private-b]"])
        .fires(with.clone().push("vpce-1", "route_tables", "rt-2").set("subnet-3", "route_table", "rt-3"), expect!["S3-endpoint is only in private-a, which no subnet uses. [Serve private-b]"])
        .silent(with.push("vpce-1", "route_tables", "rt-2"))
}
