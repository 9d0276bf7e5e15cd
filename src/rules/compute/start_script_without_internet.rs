//! A shopping list, but no way to the shop.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;
use crate::relations::servers::Servers;

pub const RULE: Rule = Rule {
    code: "start-script-without-internet",
    severity: Warning,
    title: "Start script cannot reach the internet",
    checks: "That servers whose user data fetches something (with dnf, apt, curl, pip, git and the like) reach the internet: that their security groups let them out on TCP 80 or 443, and that their subnets lead there, through a NAT gateway, or an internet gateway and a public address of their own. For the packages of Amazon Linux a gateway endpoint for S3 is enough.",
    why: "User data usually installs packages. Without a way out the installation fails, and with it the first health check. The repositories of Amazon Linux are in Amazon S3.",
    reaction: "AWS accepts it; the script fails.",
    source: "[VPC UG: Internet gateways; Gateway endpoints for Amazon S3], [logic] · rulebook EC2-20, IGW-3, IGW-4, SG-5, VPCE-3, X-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let with_s3: FxHashSet<_> = context
        .all::<VpcEndpoint>()
        .filter(|(_, it)| it.service == EndpointService::S3)
        .flat_map(|(_, it)| &it.route_tables)
        .collect();
    for it in context.servers() {
        let Some(fetch) = fetches(it.user_data) else {
            continue;
        };
        if lets_out(context, it) == Some(false) {
            report.about(it.made_by).at("user_data").value(it.made_by, "security_groups").say(format!(
                "{} runs a script at its first start, but no outbound rule of {} allows TCP 80 or 443 to the internet: it cannot fetch anything.",
                context.name(it.id),
                context.names(it.groups),
            ));
            continue;
        }
        for subnet in context.subnets_among(it.subnets) {
            let served = subnet.table.is_some_and(|table| with_s3.contains(table));
            if served && fetch == Fetch::Packages {
                continue;
            }
            // A subnet with nothing wrong but a dead route is told as such.
            let why = match subnet.chosen_exit() {
                Exit::None => "no route leads to the internet".to_owned(),
                Exit::InternetGateway(_) if !has_public_address(context, it, subnet) => {
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

/// From where a script fetches something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fetch {
    /// From the repositories of Amazon Linux alone, which are in S3.
    Packages,
    /// From anywhere.
    Internet,
}

/// Whether a script fetches anything, by the commands that it names. One that
/// only writes files needs no way out.
fn fetches(script: &str) -> Option<Fetch> {
    const ANYWHERE: &[&str] = &[
        "apt", "apt-get", "curl", "docker", "gem", "git", "go", "npm", "npx", "pip", "pip3", "snap", "wget", "yarn",
    ];
    let code = script.lines().filter(|line| !line.trim_start().starts_with('#'));
    let mut found = None;
    for word in code.flat_map(|line| line.split(|it: char| it.is_whitespace() || ";|&()`\"'".contains(it))) {
        // Installed by its whole path, it is the same command.
        let word = word.rsplit('/').next().unwrap_or(word);
        if ANYWHERE.contains(&word) {
            return Some(Fetch::Internet);
        }
        if matches!(word, "dnf" | "yum" | "amazon-linux-extras") {
            found = Some(Fetch::Packages);
        }
    }
    // A package by its address comes from there.
    match found {
        Some(Fetch::Packages) if script.contains("://") => Some(Fetch::Internet),
        found => found,
    }
}

/// Whether the groups of servers let them call web servers outside. `None`
/// where a default group or one that is gone decides.
fn lets_out(context: &Context<'_, '_>, it: &Servers<'_>) -> Option<bool> {
    let groups: Option<Vec<&SecurityGroup>> = it.groups.iter().map(|id| context.find(id)).collect();
    let groups = groups.filter(|it| !it.is_empty())?;
    let mut rules = groups.iter().flat_map(|group| &group.egress);
    Some(rules.any(|rule| {
        (rule.covers_tcp(80) || rule.covers_tcp(443)) && matches!(rule.peer, Peer::Cidr(_))
    }))
}

fn has_public_address(context: &Context<'_, '_>, it: &Servers<'_>, subnet: &SubnetFacts<'_>) -> bool {
    let further = context.find::<Instance>(it.id).map_or(&[][..], |it| &it.interfaces);
    context.relations.public_address_by(it.made_by, subnet.subnet).is_some()
        || further.iter().any(|it| !it.public_address.is_automatic())
}

#[cfg(test)]
pub fn examples() -> Examples {
    let scripted = three_tiers().set("lt-1", "user_data", "#!/bin/bash\ndnf install -y httpd\n");
    let public = scripted.clone().set("asg-1", "subnets", serde_json::json!(["subnet-1", "subnet-2"]));
    let closed = scripted.clone().set("rt-2", "routes", serde_json::json!([]));
    let packages = VpcEndpoint {
        vpc: to("vpc-1"),
        route_tables: ids(&["rt-2"]),
        ..VpcEndpoint::default()
    };
    let served = closed.clone().add("vpce-1", "S3", packages);
    Examples::new()
        .fires(scripted.clone().set("sg-2", "egress", serde_json::json!([tcp(3306, "#sg-3")])), expect!["Notebookly-ASG runs a script at its first start, but no outbound rule of WebServer-SG allows TCP 80 or 443 to the internet: it cannot fetch anything."])
        .fires(served.clone().set("lt-1", "user_data", "curl -O https://example.com/app"), expect!["Notebookly-ASG runs a script at its first start, but in private-a no route leads to the internet: it cannot fetch anything."])
        .silent(served)
        .silent(closed.set("lt-1", "user_data", "#!/bin/bash\n# no curl here\necho hello > /tmp/x\n"))
        .fires(scripted.clone().set("rt-2", "routes", serde_json::json!([])), expect!["Notebookly-ASG runs a script at its first start, but in private-a no route leads to the internet: it cannot fetch anything."])
        .fires(public.clone(), expect![[r#"
            Notebookly-ASG runs a script at its first start, but in public-a it has no public address, and an internet gateway serves nobody without one: it cannot fetch anything.
            Notebookly-ASG runs a script at its first start, but in public-b it has no public address, and an internet gateway serves nobody without one: it cannot fetch anything."#]])
        .silent(public.set("lt-1", "public_ip", "yes"))
        .silent(scripted)
}
