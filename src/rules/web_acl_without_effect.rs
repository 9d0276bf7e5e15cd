//! A guard who reads nothing, or turns everybody away.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "web-acl-without-effect",
    severity: Warning,
    title: "Web ACL that helps nobody",
    checks: "That a web ACL is associated with a load balancer, and that one which blocks by default has a rule that allows somebody.",
    why: "A web ACL that nothing uses costs by the month. One that blocks everything answers every request with 403.",
    reaction: "AWS accepts both.",
    source: "[WAF DG: Associating; Rule evaluation], [logic] · rulebook WAF-7, WAF-8, WAF-12, X-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, acl) in context.all::<WebAcl>() {
        let name = context.name(id);
        let used = context
            .all::<LoadBalancer>()
            .any(|(_, it)| it.web_acl.as_ref() == Some(id));
        let allows = acl.rules.iter().any(|rule| rule.action == RuleAction::Allow);
        if !used {
            report.about(id).say(format!(
                "No load balancer uses {name}: it does nothing and costs money."
            ));
        } else if acl.default_action == RuleAction::Deny && !allows {
            report
                .about(id)
                .at("default_action")
                .fix("Allow by default", Edit::set(id, "default_action", "allow"))
                .say(format!("{name} blocks every request: nothing allows any."));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = three_tiers().add("waf-1", "guard", WebAcl::default());
    let used = with.clone().set("alb-1", "web_acl", "waf-1");
    Examples::new()
        .fires(with, expect!["No load balancer uses guard: it does nothing and costs money."])
        .fires(used.clone().set("waf-1", "default_action", "deny"), expect!["guard blocks every request: nothing allows any. [Allow by default]"])
        .silent(used)
}
