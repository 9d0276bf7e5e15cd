//! A shopping list, but no way to the shop.

use super::prelude::*;
use super::tiers::servers;

pub const RULE: Rule = Rule {
    code: "start-script-without-internet",
    severity: Warning,
    title: "Start script cannot reach the internet",
    checks: "That servers with user data stand in subnets from which they reach the internet: through a NAT gateway, or an internet gateway and a public address of their own.",
    why: "User data usually installs packages. Without a way out the installation fails, and with it the first health check.",
    reaction: "AWS accepts it; the script fails.",
    source: "[VPC UG: Internet gateways], [logic] · rulebook EC2-20, IGW-3, IGW-4, X-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in servers(context) {
        if it.user_data.trim().is_empty() {
            continue;
        }
        for subnet in context.subnets_among(it.subnets) {
            // A subnet with nothing wrong but a dead route is told as such.
            let why = match subnet.exit {
                Exit::None => "no route leads to the internet".to_owned(),
                Exit::InternetGateway(_) if !has_public_address(context, it.made_by, subnet) => {
                    "it has no public address, and an internet gateway serves nobody without one".to_owned()
                }
                _ => continue,
            };
            report
                .about(it.made_by)
                .at("user_data")
                .with(subnet.id)
                .value(subnet.id, "route_table")
                .say(format!(
                    "{} runs a script at its first start, but in {} {why}: it cannot fetch anything.",
                    context.name(it.id),
                    context.name(subnet.id),
                ));
        }
    }
}

fn has_public_address(context: &Context<'_, '_>, id: &ResourceId, subnet: &SubnetFacts<'_>) -> bool {
    let choice = match context.architecture.get(id).map(|it| &it.properties) {
        Some(Properties::Instance(it)) if it.elastic_ip || !it.public_address.is_automatic() => return true,
        Some(Properties::Instance(it)) => it.public_ip,
        Some(Properties::LaunchTemplate(it)) => it.public_ip,
        _ => return true,
    };
    match choice {
        PublicIp::Yes => true,
        PublicIp::No => false,
        PublicIp::Subnet => subnet.subnet.map_public_ip,
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let scripted = three_tiers().set("lt-1", "user_data", "#!/bin/bash\ndnf install -y httpd\n");
    let public = scripted.clone().set("asg-1", "subnets", serde_json::json!(["subnet-1", "subnet-2"]));
    Examples::new()
        .fires(scripted.clone().set("rt-2", "routes", serde_json::json!([])), expect!["Notebookly-ASG runs a script at its first start, but in private-a no route leads to the internet: it cannot fetch anything."])
        .fires(public.clone(), expect![[r#"
            Notebookly-ASG runs a script at its first start, but in public-a it has no public address, and an internet gateway serves nobody without one: it cannot fetch anything.
            Notebookly-ASG runs a script at its first start, but in public-b it has no public address, and an internet gateway serves nobody without one: it cannot fetch anything."#]])
        .silent(public.set("lt-1", "public_ip", "yes"))
        .silent(scripted)
}
