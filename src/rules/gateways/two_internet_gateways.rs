//! One main gate is all that a campus has.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "two-internet-gateways",
    severity: Error,
    title: "Second internet gateway",
    checks: "That at most one internet gateway is attached to a VPC.",
    why: "An internet gateway is redundant by itself, spans all zones, has no limit on bandwidth and is free. There is no reason for one per zone.",
    reaction: "Attaching a second one is refused.",
    source: "[VPC UG: Internet gateways; Quotas] · rulebook IGW-1, IGW-5",
    aws_error: "Resource.AlreadyAssociated",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (vpc, _) in context.all::<Vpc>() {
        let gateways = context.gateways_of(vpc);
        let used = |gateway: &ResourceId| {
            context.all::<RouteTable>().any(|(_, table)| {
                table.routes.iter().any(|route| route.target.as_ref() == Some(gateway))
            })
        };
        if gateways.len() < 2 {
            continue;
        }
        // The one that routes lead to is the one to keep.
        let kept = gateways.iter().find(|id| used(id)).unwrap_or(&gateways[0]);
        for gateway in gateways.iter().filter(|id| *id != kept) {
            let fix = (!used(gateway)).then(|| {
                Remedy::new(
                    format!("Detach {}", context.name(gateway)),
                    Edit::set(gateway, "vpc", serde_json::Value::Null),
                )
            });
            report.about(gateway).at("vpc").with(kept).with(vpc).fix_if(fix).say(format!(
                "{} has {} already, and a VPC takes one internet gateway: {} cannot be attached too.",
                context.name(vpc),
                context.name(kept),
                context.name(gateway),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let second = InternetGateway {
        vpc: to("vpc-1"),
        ..InternetGateway::default()
    };
    Examples::new()
        .fires(three_tiers().add("igw-2", "IGW-AZ2", second), expect!["Notebookly-VPC has Notebookly-IGW already, and a VPC takes one internet gateway: IGW-AZ2 cannot be attached too. [Detach IGW-AZ2]"])
        .silent(three_tiers().add("igw-2", "spare", InternetGateway::default()))
}
