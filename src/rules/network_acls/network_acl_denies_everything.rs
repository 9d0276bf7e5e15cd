//! A new guard lets nobody through, in either direction.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "network-acl-denies-everything",
    severity: Warning,
    title: "Network ACL without an allow entry",
    checks: "That a network ACL that guards a subnet has at least one allow entry inbound and one outbound.",
    why: "A custom network ACL denies everything until entries are added. It remembers nothing, so one direction alone is of no use: requests get in and answers do not get out.",
    reaction: "AWS accepts it and drops everything at the border of the subnet.",
    source: "[VPC UG: Custom network ACLs] · rulebook NACL-7, NACL-1",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let used = crate::rules::network_acls::nacl::guarded_subnets(context);
    for (id, acl) in context.all::<NetworkAcl>() {
        let Some(subnets) = used.get(id) else { continue };
        for (property, entries) in [("inbound", &acl.inbound), ("outbound", &acl.outbound)] {
            if entries.iter().any(|entry| entry.action == RuleAction::Allow) {
                continue;
            }
            let way = if property == "inbound" { "enters" } else { "leaves" };
            report.about(id).at(property).with(subnets[0].id).say(format!(
                "{} has no {property} entry that allows anything, so nothing {way} {}.",
                context.name(id),
                context.names(subnets.iter().map(|it| it.id)),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let acl = NetworkAcl {
        vpc: to("vpc-1"),
        ..NetworkAcl::default()
    };
    let with = three_tiers().add("acl-1", "public-acl", acl);
    Examples::new()
        .fires(with.clone().set("subnet-1", "network_acl", "acl-1"), expect![[r#"
            public-acl has no inbound entry that allows anything, so nothing enters public-a.
            public-acl has no outbound entry that allows anything, so nothing leaves public-a."#]])
        .silent(with)
}
