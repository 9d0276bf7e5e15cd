//! A guard who reads nothing, or turns everybody away.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "web-acl-without-effect",
    severity: Error,
    title: "Web ACL that helps nobody",
    checks: "That a web ACL is associated with a load balancer, that one which blocks by default has a rule that allows somebody, and that no rule is hidden behind an earlier one for the same addresses.",
    why: "A web ACL that nothing uses costs by the month. One that blocks everything answers every request with 403, which serves nobody.",
    reaction: "AWS accepts all of it.",
    source: "[WAF DG: Associating; Rule evaluation], [logic] · rulebook WAF-6, WAF-7, WAF-8, WAF-12, X-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let balancers = context.all::<LoadBalancer>();
    let associated: FxHashSet<_> = balancers.filter_map(|(_, it)| it.web_acl.as_ref()).collect();
    for (id, acl) in context.all::<WebAcl>() {
        let name = || context.name(id);
        let used = associated.contains(id);
        let allows = acl.rules.iter().any(|rule| rule.action == RuleAction::Allow && decides(rule));
        if !used {
            report.about(id).weighs(Warning).waits_for(Step::Watching).say(format!(
                "No load balancer uses {}: it does nothing and costs money.",
                name()
            ));
        } else if acl.default_action == RuleAction::Deny && !allows {
            report
                .about(id)
                .at("default_action")
                .fix("Allow by default", Edit::set(id, "default_action", "allow"))
                .say(format!("{} blocks every request: that is its default, and no rule allows any.", name()));
        }
        for (hidden, earlier) in hidden(&acl.rules) {
            report.about(id).at("rules").weighs(Warning).say(format!(
                "The rule with priority {} of {} never takes effect: the one with priority {} already decides for {}.",
                hidden.priority,
                name(),
                earlier.priority,
                earlier.cidr,
            ));
        }
    }
}

/// Whether it allows or blocks by address: who only counts goes on, and what
/// managed rules and rates match, a request decides.
fn decides(rule: &WebAclRule) -> bool {
    rule.statement == WebAclStatement::Addresses && !rule.count
}

/// Rules whose addresses all belong to an earlier rule of the other action,
/// each with that one.
fn hidden(rules: &[WebAclRule]) -> Vec<(&WebAclRule, &WebAclRule)> {
    let mut ordered: Vec<_> = rules.iter().filter_map(|it| Some((it, it.decides_for()?))).collect();
    ordered.order_by_key(|(it, _)| it.priority);
    let mut all = Vec::new();
    for (index, (rule, block)) in ordered.iter().enumerate() {
        let mut earlier = ordered[..index].iter();
        let first = earlier.find(|(it, other)| {
            it.priority < rule.priority && other.prefix_len() > 0 && other.contains(block)
        });
        if let Some((first, _)) = first.filter(|(it, _)| it.action != rule.action) {
            all.push((*rule, *first));
        }
    }
    all
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = three_tiers().add("waf-1", "guard", WebAcl::default());
    let used = with.clone().set("alb-1", "web_acl", "waf-1");
    let rule = |priority, action, cidr: &str| WebAclRule {
        priority,
        action,
        cidr: cidr.into(),
..WebAclRule::default()
};
    let rules = |priority| {
        let deny = rule(10, RuleAction::Deny, "203.0.113.0/24");
        let allow = rule(priority, RuleAction::Allow, "203.0.113.7/32");
        used.clone().push("waf-1", "rules", deny).push("waf-1", "rules", allow)
    };
    Examples::new()
        .fires(with, expect!["No load balancer uses guard: it does nothing and costs money."])
        .fires(used.clone().set("waf-1", "default_action", "deny"), expect!["guard blocks every request: that is its default, and no rule allows any. [Allow by default]"])
        .fires(rules(20), expect!["The rule with priority 20 of guard never takes effect: the one with priority 10 already decides for 203.0.113.0/24."])
        .silent(rules(5))
        .silent(used)
}
