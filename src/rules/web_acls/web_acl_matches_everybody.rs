//! "Everybody" is not on a list of names.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "web-acl-matches-everybody",
    severity: Error,
    title: "Web ACL rule for every address",
    checks: "That no rule of a web ACL matches 0.0.0.0/0.",
    why: "A rule compares the client's address with an IP set, and an IP set takes every block but /0. What happens to everybody else is the default action.",
    reaction: "CreateIPSet is refused.",
    source: "[API wafv2 CreateIPSet] · rulebook WAF-4, WAF-8",
    aws_error: "WAFInvalidParameterException",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, acl) in context.all::<WebAcl>() {
        for (index, rule) in acl.rules.iter().enumerate() {
            // An IP set refuses the block whether the rule decides or counts.
            let addresses = rule.statement == WebAclStatement::Addresses;
            let block = rule.cidr.lenient().filter(|_| addresses);
            if block.is_none_or(|block| block.prefix_len() > 0) {
                continue;
            }
            // Behind all others it does what the default action is for.
            let last = acl.rules.iter().all(|it| it.priority <= rule.priority);
            let word = match rule.action {
                RuleAction::Allow => "Allow",
                RuleAction::Deny => "Block",
            };
            // A default that blocks serves somebody only if a rule allows them.
            let allows = |it: &WebAclRule| it.action == RuleAction::Allow && it.statement == WebAclStatement::Addresses && !it.count;
            let serves = rule.action == RuleAction::Allow || acl.rules.iter().any(allows);
            let fix = (last && serves).then(|| Remedy {
                label: format!("{word} by default instead"),
                edits: vec![
                    Edit::remove(id, "rules", index),
                    Edit::set(id, "default_action", rule.action),
                ],
            });
            report.about(id).at("rules").fix_if(fix).say(format!(
                "The rule with priority {} of {} is for {}, which AWS WAF does not take: everybody is what the default action is for.",
                rule.priority,
                context.name(id),
                rule.cidr,
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |cidr: &str| {
        let rule = WebAclRule {
            priority: 10,
            action: RuleAction::Deny,
            cidr: cidr.into(),
..WebAclRule::default()
};
        let guarded = three_tiers().add("waf-1", "guard", WebAcl::default());
        guarded.set("alb-1", "web_acl", "waf-1").push("waf-1", "rules", rule)
    };
    let friends = WebAclRule { priority: 5, action: RuleAction::Allow, cidr: "198.51.100.0/24".into(), ..WebAclRule::default() };
    Examples::new()
        .fires(with("0.0.0.0/0"), expect!["The rule with priority 10 of guard is for 0.0.0.0/0, which AWS WAF does not take: everybody is what the default action is for."])
        .fires(with("0.0.0.0/0").push("waf-1", "rules", friends), expect!["The rule with priority 10 of guard is for 0.0.0.0/0, which AWS WAF does not take: everybody is what the default action is for. [Block by default instead]"])
        .silent(with("203.0.113.0/24"))
        .silent(with("0.0.0.0/1"))
}
