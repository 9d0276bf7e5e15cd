//! A guard who stands at no entrance.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "network-acl-unused",
    severity: Warning,
    title: "Network ACL that guards no subnet",
    checks: "That a network ACL is associated with a subnet.",
    why: "It has no effect until then: the subnets are guarded by the VPC's default network ACL, which allows everything.",
    reaction: "AWS accepts it.",
    source: "[VPC UG: Custom network ACLs] · rulebook NACL-7",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let used = crate::rules::network_acls::nacl::guarded_subnets(context);
    // One that a subnet of another VPC names is told as such.
    let subnets = context.subnets.iter();
    let named: FxHashSet<_> = subnets.filter_map(|it| it.subnet.network_acl.as_ref()).collect();
    for (id, acl) in context.all::<NetworkAcl>() {
        let stands_for_default = context
            .all::<Vpc>()
            .any(|(_, vpc)| vpc.default_network_acl.as_ref() == Some(id));
        if acl.vpc.is_some() && !used.contains_key(id) && !named.contains(id) && !stands_for_default {
            report.about(id).value(id, "vpc").waits_for(Step::Guarding).say(format!(
                "{} guards no subnet, so its entries have no effect.",
                context.name(id)
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
        .fires(with.clone(), expect!["public-acl guards no subnet, so its entries have no effect."])
        .silent(with.clone().set("subnet-1", "network_acl", "acl-1"))
        .silent(with.set("vpc-1", "default_network_acl", "acl-1"))
}
