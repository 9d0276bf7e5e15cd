//! A wing that everybody takes for public, and no signboard points to the gate.

use crate::rules::prelude::*;
use crate::rules::shared::astray::Closed;
use crate::rules::shared::stopped::Stopped;

pub const RULE: Rule = Rule {
    code: "route-to-gateway-missing",
    severity: Error,
    title: "Route to the internet gateway is missing",
    checks: "That the subnets in which load balancers that face the internet or public NAT gateways stand, or that are called public, have a default route to the internet gateway of their VPC. It is told once for a route table, with all that waits for the route. Where nothing waits for it yet, this is a warning.",
    why: "An attached internet gateway is used only by subnets whose route table leads to it. One missing route stops every load balancer and every NAT gateway in them.",
    reaction: "AWS accepts it. Requests from the internet time out, and nothing behind the NAT gateways reaches the internet.",
    source: "[VPC UG: Internet gateways; NAT gateways], [ALB UG: Troubleshoot] · rulebook IGW-3, SUB-9, NAT-2, ALB-6, X-1, X-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in &context.astray().closed {
        let (place, property) = match (it.table, it.subnets.first()) {
            (Some(table), _) => (table, "routes"),
            (None, Some(subnet)) => (*subnet, "route_table"),
            (None, None) => continue,
        };
        let stopped = Stopped::within(context, it.subnets.iter().copied());
        let mut draft = report
            .about(place)
            .at(property)
            .weighs(if stopped.is_grave() { Error } else { Warning })
            .value(place, property);
        for id in stopped.all().chain(it.subnets.iter().copied()) {
            draft = draft.with(id);
        }
        let table = match it.table {
            Some(table) => context.name(table),
            None => format!("The main route table of {}, made by AWS,", context.name(it.vpc)),
        };
        let subnets = context.names(it.subnets.iter().copied());
        // As long as only NAT gateways stand there, the routes are what comes
        // next.
        let step = if it.table.is_some() { Step::Route } else { Step::RouteTable };
        let early = stopped.balancers.is_empty();
        draft.with(it.gateway).fix_if(lead_out(context, it)).waits_if(early, step).say(format!(
            "{table} has no route to {}, so {subnets} {} not public{}.",
            context.name(it.gateway),
            if it.subnets.len() == 1 { "is" } else { "are" },
            stopped.behind(context),
        ));
    }
}

/// The route, in the table or, where there is only AWS's own main one, in a new
/// table for these subnets.
fn lead_out(context: &Context<'_, '_>, it: &Closed<'_>) -> Option<Remedy> {
    let route = Route {
        destination: "0.0.0.0/0".into(),
        target: Some(it.gateway.clone()),
    };
    let gateway = context.name(it.gateway);
    if let Some(table) = it.table {
        let end = context.find::<RouteTable>(table)?.routes.len();
        return Some(Remedy::new(
            format!("Route 0.0.0.0/0 to {gateway} in {}", context.name(table)),
            Edit::insert(table, "routes", end, route),
        ));
    }
    let architecture = context.architecture.architecture();
    let id = architecture.free_id(Kind::RouteTable);
    let name = architecture.free_name("public-rt");
    let table = RouteTable {
        vpc: Some(it.vpc.clone()),
        routes: vec![route],
    };
    let subnets = context.names(it.subnets.iter().copied());
    let label = format!("Make a route table {name} that leads to {gateway}, for {subnets}");
    let create = Edit::Create {
        id: id.clone(),
        resource: Resource::new(name, table),
    };
    let uses = it.subnets.iter().map(|subnet| Edit::set(subnet, "route_table", &id));
    Some(Remedy {
        label,
        edits: std::iter::once(create).chain(uses).collect(),
    })
}

#[cfg(test)]
pub fn examples() -> Examples {
    let none = serde_json::json!([]);
    let closed = three_tiers().set("rt-1", "routes", none.clone());
    let gate = InternetGateway {
        region: to("region-1"),
        vpc: to("vpc-1"),
    };
    Examples::new()
        .fires(closed.clone(), expect!["public has no route to Notebookly-IGW, so public-a and public-b are not public: nobody on the internet reaches Notebookly-ALB, and NAT-GW-AZ1 and NAT-GW-AZ2 lead nowhere. [Route 0.0.0.0/0 to Notebookly-IGW in public]"])
        // By what stands there, whatever it is called.
        .fires(closed.clone().rename("subnet-1", "front-a").rename("subnet-2", "front-b").rename("rt-1", "front"), expect!["front has no route to Notebookly-IGW, so front-a and front-b are not public: nobody on the internet reaches Notebookly-ALB, and NAT-GW-AZ1 and NAT-GW-AZ2 lead nowhere. [Route 0.0.0.0/0 to Notebookly-IGW in front]"])
        // The main table that AWS made.
        .fires(closed.clone().set("subnet-1", "route_table", serde_json::Value::Null).set("subnet-2", "route_table", serde_json::Value::Null).delete("rt-1"), expect!["The main route table of Notebookly-VPC, made by AWS, has no route to Notebookly-IGW, so public-a and public-b are not public: nobody on the internet reaches Notebookly-ALB, and NAT-GW-AZ1 and NAT-GW-AZ2 lead nowhere. [Make a route table public-rt that leads to Notebookly-IGW, for public-a and public-b]"])
        // Nothing waits for it yet.
        .fires(empty_vpc().add("igw-1", "Notebookly-IGW", gate.clone()), expect!["public has no route to Notebookly-IGW, so public-a is not public. [Route 0.0.0.0/0 to Notebookly-IGW in public]"])
        // A private subnet is the wrong place, not the wrong table.
        .silent(three_tiers().set("alb-1", "subnets", serde_json::json!(["subnet-1", "subnet-4"])).set("rt-3", "routes", none))
        .silent(empty_vpc())
        .silent(empty_vpc().add("igw-1", "Notebookly-IGW", gate).rename("subnet-1", "data"))
        .silent(three_tiers())
}
