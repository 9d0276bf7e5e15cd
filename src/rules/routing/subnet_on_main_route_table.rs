//! A wing that nobody put a signboard up for.

use crate::rules::prelude::*;

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
    for subnet in context.subnets {
        let Some(vpc) = subnet.vpc else { continue };
        if subnet.subnet.route_table.is_some() {
            continue;
        }
        let leads = match subnet.chosen_exit() {
            Exit::InternetGateway(gateway) => format!("leads to {} and makes the subnet public", context.name(gateway)),
            Exit::NatGateway(target) | Exit::Other(target) => {
                format!("leads to {} by default", context.name(target))
            }
            Exit::Nowhere => "leads into a blackhole by default".to_owned(),
            Exit::None => "has no default route out of the VPC".to_owned(),
        };
        let main = subnet
            .table
            .map_or("made by AWS".to_owned(), |table| context.name(table));
        let fix = subnet.table.map(|table| {
            Remedy::new(
                format!("Name {} explicitly", context.name(table)),
                Edit::set(subnet.id, "route_table", table),
            )
        });
        report.about(subnet.id).at("route_table").with(vpc).fix_if(fix).say(format!(
            "{} has no route table of its own, so it uses {}'s main one ({main}), which {leads}.",
            context.name(subnet.id),
            context.name(vpc),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let without = three_tiers().set("subnet-1", "route_table", serde_json::Value::Null);
    Examples::new()
        .fires(without.clone(), expect!["public-a has no route table of its own, so it uses Notebookly-VPC's main one (made by AWS), which has no default route out of the VPC."])
        .fires(without.set("vpc-1", "main_route_table", "rt-1"), expect!["public-a has no route table of its own, so it uses Notebookly-VPC's main one (public), which leads to Notebookly-IGW and makes the subnet public. [Name public explicitly]"])
        .silent(three_tiers())
}
