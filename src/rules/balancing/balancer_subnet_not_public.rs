//! A receptionist whom no street leads to.

use crate::network::fix::public_subnet_instead;
use crate::rules::prelude::*;
use crate::rules::shared::told::{is_told_with_gateway, is_told_with_nat, is_told_with_table};

pub const RULE: Rule = Rule {
    code: "balancer-subnet-not-public",
    severity: Error,
    title: "Internet-facing load balancer in a private subnet",
    checks: "That every subnet of an internet-facing load balancer has a route to an internet gateway.",
    why: "The name of the load balancer answers with the public address of each node. Clients who get one in a private subnet cannot connect.",
    reaction: "AWS accepts private subnets; the requests then time out.",
    source: "[ALB UG: Troubleshoot] · rulebook ALB-6, X-1",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        if balancer.scheme == Scheme::Internal {
            continue;
        }
        for subnet in &balancer.subnets {
            let Some(subnet) = context.subnet(subnet) else {
                continue;
            };
            let Some(vpc) = subnet.vpc else { continue };
            // A route to a gateway that is not attached is told as such, and
            // so is one that is missing for all that stands there.
            let none = context.gateways_of(vpc).is_empty();
            let told = is_told_with_table(context, subnet)
                || none && (is_told_with_gateway(context, vpc) || is_told_with_nat(context, vpc));
            if subnet.is_public() || told {
                continue;
            }
            let why = if none {
                format!("{} has no internet gateway", context.name(vpc))
            } else {
                "its routes lead to no internet gateway".to_owned()
            };
            let mut draft = report.about(id).at("subnets").with(subnet.id).value(id, "subnets");
            if let Some(table) = subnet.table {
                draft = draft.with(table).value(table, "routes");
            }
            draft.fix_if(public_subnet_instead(context.relations, id, subnet.id)).say(format!(
                "{} faces the internet, but in {} clients cannot reach it: {why}.",
                context.name(id),
                context.name(subnet.id),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let private = serde_json::json!(["subnet-1", "subnet-4"]);
    Examples::new()
        .fires(three_tiers().set("alb-1", "subnets", private.clone()), expect!["Notebookly-ALB faces the internet, but in private-b clients cannot reach it: its routes lead to no internet gateway. [Use public-b instead]"])
        .fires(three_tiers().set("rt-1", "routes", serde_json::json!([])).delete("igw-1").delete("nat-1").delete("nat-2"), expect![[r#"
            Notebookly-ALB faces the internet, but in public-a clients cannot reach it: Notebookly-VPC has no internet gateway.
            Notebookly-ALB faces the internet, but in public-b clients cannot reach it: Notebookly-VPC has no internet gateway."#]])
        // NAT gateways wait for the same: told with them.
        .silent(three_tiers().set("rt-1", "routes", serde_json::json!([])).delete("igw-1"))
        // The route that is missing is the cause, and told there.
        .silent(three_tiers().set("rt-1", "routes", serde_json::json!([])))
        .silent(three_tiers().set("alb-1", "subnets", private).set("alb-1", "scheme", "internal"))
        .silent(three_tiers())
}
