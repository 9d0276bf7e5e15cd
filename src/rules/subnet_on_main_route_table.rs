//! A wing that nobody put a signboard up for.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "subnet-on-main-route-table",
    severity: Warning,
    title: "Subnet uses the main route table",
    checks: "That every subnet names its route table.",
    why: "A subnet without one silently inherits whatever the main table has, today and after every later change to it.",
    reaction: "AWS accepts it: the VPC's main route table counts.",
    source: "[VPC UG: Route tables] · rulebook RT-1, RT-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for subnet in &context.subnets {
        let Some(vpc) = subnet.vpc else { continue };
        if subnet.subnet.route_table.is_some() {
            continue;
        }
        let leads = match subnet.exit {
            Exit::InternetGateway(gateway) => format!("to {}, so it is public", context.name(gateway)),
            Exit::NatGateway(target) | Exit::Other(target) => {
                format!("to {} by default", context.name(target))
            }
            Exit::Nowhere => "into a blackhole by default".to_owned(),
            Exit::None => "nowhere outside the VPC".to_owned(),
        };
        let main = subnet
            .table
            .map_or("which AWS made with the VPC,".to_owned(), |table| {
                format!("{},", context.name(table))
            });
        report.about(subnet.id).at("route_table").with(vpc).say(format!(
            "{} names no route table, so the main one of {}, {main} counts. It leads {leads}.",
            context.name(subnet.id),
            context.name(vpc),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let without = three_tiers().set("subnet-1", "route_table", serde_json::Value::Null);
    Examples::new()
        .fires(without.clone(), expect!["public-a names no route table, so the main one of Notebookly-VPC, which AWS made with the VPC, counts. It leads nowhere outside the VPC."])
        .fires(without.set("vpc-1", "main_route_table", "rt-1"), expect!["public-a names no route table, so the main one of Notebookly-VPC, public, counts. It leads to Notebookly-IGW, so it is public."])
        .silent(three_tiers())
}
