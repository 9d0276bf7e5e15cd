//! Who reads requests must read them in order.

use std::collections::BTreeSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "web-acl-priority-taken",
    severity: Error,
    title: "Two web ACL rules with one priority",
    checks: "That the rules of a web ACL have different priorities.",
    why: "The rule with the lowest priority that matches decides. With two of the same there is no lowest.",
    reaction: "CreateWebACL is refused.",
    source: "[API wafv2 Rule] · rulebook WAF-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, acl) in context.all::<WebAcl>() {
        let mut taken = BTreeSet::new();
        for (index, rule) in acl.rules.iter().enumerate() {
            if taken.insert(rule.priority) {
                continue;
            }
            let all: BTreeSet<_> = acl.rules.iter().map(|it| it.priority).collect();
            let free = (rule.priority..u32::MAX).find(|it| !all.contains(it));
            let fix = free.map(|priority| {
                let mut rules = acl.rules.clone();
                rules[index].priority = priority;
                Remedy::new(format!("Give it {priority}"), Edit::set(id, "rules", rules))
            });
            report.about(id).at("rules").fix_if(fix).say(format!(
                "{} has two rules with the priority {}.",
                context.name(id),
                rule.priority,
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |priorities: &[u32]| {
        let rule = |priority: &u32| WebAclRule {
            priority: *priority,
            action: RuleAction::Deny,
            cidr: "203.0.113.0/24".into(),
..WebAclRule::default()
};
        let acl = WebAcl {
            rules: priorities.iter().map(rule).collect(),
            ..WebAcl::default()
        };
        three_tiers().add("waf-1", "guard", acl)
    };
    Examples::new()
        .fires(with(&[1, 1]), expect!["guard has two rules with the priority 1. [Give it 2]"])
        .silent(with(&[1, 2]))
}
