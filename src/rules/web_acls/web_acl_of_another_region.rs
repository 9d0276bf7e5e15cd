//! A guard of another campus.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "web-acl-of-another-region",
    severity: Error,
    title: "Web ACL of another Region",
    checks: "That the web ACL of a load balancer is of the same Region.",
    why: "A regional web ACL guards what is in its own Region.",
    reaction: "AssociateWebACL is refused.",
    source: "[API wafv2 AssociateWebACL] · rulebook WAF-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        let Some(acl_id) = &balancer.web_acl else { continue };
        let acl: Option<&WebAcl> = context.find(acl_id);
        let region: Option<&Region> = acl.and_then(|acl| context.architecture.follow(&acl.region));
        let vpc = context.vpc_of_subnets(&balancer.subnets);
        let own = vpc.and_then(|vpc| context.region_of(vpc));
        if let (Some(region), Some(own)) = (region, own)
            && region.code != own
        {
            report.about(id).at("web_acl").with(acl_id).value(acl_id, "region").say(format!(
                "{} is in {own}, but {} is a web ACL of {}.",
                context.name(id),
                context.name(acl_id),
                region.code,
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let frankfurt = Region {
        code: "eu-central-1".to_owned(),
    };
    let acl = |region| WebAcl {
        region: to(region),
        ..WebAcl::default()
    };
    let with = |region| {
        three_tiers()
            .add("region-2", "Frankfurt", frankfurt.clone())
            .add("waf-1", "guard", acl(region))
            .set("alb-1", "web_acl", "waf-1")
    };
    Examples::new()
        .fires(with("region-2"), expect!["Notebookly-ALB is in ap-south-1, but guard is a web ACL of eu-central-1."])
        .silent(with("region-1"))
}
