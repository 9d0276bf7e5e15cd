//! A guard who writes everything down and stops nobody.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "web-acl-only-counts",
    severity: Info,
    title: "Web ACL that only counts",
    checks: "That of the rules of a web ACL in use one does more than count.",
    why: "New managed rules begin by counting, to see whom they would have stopped. Until they are switched to block they stop nobody.",
    reaction: "AWS accepts it.",
    source: "[WAF DG: Testing and tuning your AWS WAF protections] · rulebook WAF-13, WAF-6",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, acl) in context.all::<WebAcl>() {
        if !acl.rules.is_empty() && acl.default_action == RuleAction::Allow && acl.rules.iter().all(|it| it.count) {
            let rows: Vec<_> = acl.rules.iter().cloned().map(|it| WebAclRule { count: false, ..it }).collect();
            report.about(id).at("rules").fix("Let them act", Edit::set(id, "rules", rows)).say(format!("{} counts what its rules match and stops nobody yet.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |count| {
        let rule = WebAclRule { action: RuleAction::Deny, statement: WebAclStatement::ManagedGroup, managed_group: "AWSManagedRulesSQLiRuleSet".to_owned(), count, ..WebAclRule::default() };
        let acl = WebAcl { region: to("region-1"), rules: vec![rule], ..WebAcl::default() };
        three_tiers().add("waf-1", "guard", acl).set("alb-1", "web_acl", "waf-1")
    };
    Examples::new().fires(with(true), expect!["guard counts what its rules match and stops nobody yet. [Let them act]"]).silent(with(false))
}
