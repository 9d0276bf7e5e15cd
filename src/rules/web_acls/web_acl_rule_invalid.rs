//! A rule that the guard cannot read.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "web-acl-rule-invalid",
    severity: Error,
    title: "Web ACL rule that AWS WAF does not take",
    checks: "That a rule with managed rules names their group and each group is used once, and that a rule about rates has a limit of 10 to 2,000,000,000 requests in 60, 120, 300 or 600 seconds and does not allow; at most ten of those.",
    why: "A managed group is known by its name. And a rate that is too high is what a rule about rates is there to stop.",
    reaction: "CreateWebACL is refused; the same group twice is accepted and asked twice.",
    source: "[API wafv2 RateBasedStatement; ManagedRuleGroupStatement; Rule], [WAF DG: Quotas] · rulebook WAF-5, WAF-9, WAF-10",
    aws_error: "WAFInvalidParameterException",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, acl) in context.all::<WebAcl>() {
        let name = context.name(id);
        let mut groups = Vec::new();
        let rates = acl.rules.iter().filter(|it| it.statement == WebAclStatement::Rate).count();
        if rates > 10 {
            report.about(id).at("rules").say(format!("{name} has {rates} rules about rates, and AWS takes ten."));
        }
        for (index, rule) in acl.rules.iter().enumerate() {
            let changed = |change: fn(&mut WebAclRule)| {
                let mut rows = acl.rules.clone();
                change(&mut rows[index]);
                Edit::set(id, "rules", rows)
            };
            let group = rule.managed_group.trim();
            let mut weight = Error;
            let (wrong, fix) = match rule.statement {
                WebAclStatement::ManagedGroup if group.is_empty() => ("uses managed rules and names no group of them".to_owned(), None),
                WebAclStatement::ManagedGroup if groups.contains(&group) => {
                    weight = Warning;
                    (format!("uses {group}, which an earlier one uses already"), Some(Remedy::new("Remove it", Edit::remove(id, "rules", index))))
                }
                WebAclStatement::ManagedGroup => {
                    groups.push(group);
                    continue;
                }
                WebAclStatement::Rate if !(10..=2_000_000_000).contains(&rule.limit) => (
                    format!("has a limit of {}; AWS takes 10 to 2000000000", rule.limit),
                    Some(Remedy::new("Use 2000", changed(|it| it.limit = 2000))),
                ),
                WebAclStatement::Rate if !matches!(rule.window, 60 | 120 | 300 | 600) => (
                    format!("counts over {} seconds; AWS takes 60, 120, 300 or 600", rule.window),
                    Some(Remedy::new("Use 300 seconds", changed(|it| it.window = 300))),
                ),
                WebAclStatement::Rate if rule.action == RuleAction::Allow && !rule.count => (
                    "allows whoever asks too often, and a rule about rates cannot allow".to_owned(),
                    Some(Remedy::new("Block them", changed(|it| it.action = RuleAction::Deny))),
                ),
                _ => continue,
            };
            report.about(id).at("rules").weighs(weight).fix_if(fix).say(format!("The rule with priority {} of {name} {wrong}.", rule.priority));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |rules: Vec<WebAclRule>| {
        let acl = WebAcl { region: to("region-1"), rules, ..WebAcl::default() };
        three_tiers().add("waf-1", "guard", acl).set("alb-1", "web_acl", "waf-1")
    };
    let managed = |priority, group: &str| WebAclRule {
        priority,
        action: RuleAction::Deny,
        statement: WebAclStatement::ManagedGroup,
        managed_group: group.to_owned(),
        ..WebAclRule::default()
    };
    let rate = |limit, window, action| WebAclRule { action, statement: WebAclStatement::Rate, limit, window, ..WebAclRule::default() };
    let core = "AWSManagedRulesCommonRuleSet";
    Examples::new()
        .fires(with(vec![managed(1, "")]), expect!["The rule with priority 1 of guard uses managed rules and names no group of them."])
        .fires(with(vec![managed(1, core), managed(2, core)]), expect!["The rule with priority 2 of guard uses AWSManagedRulesCommonRuleSet, which an earlier one uses already. [Remove it]"])
        .fires(with(vec![rate(5, 300, RuleAction::Deny)]), expect!["The rule with priority 1 of guard has a limit of 5; AWS takes 10 to 2000000000. [Use 2000]"])
        .fires(with(vec![rate(2000, 90, RuleAction::Deny)]), expect!["The rule with priority 1 of guard counts over 90 seconds; AWS takes 60, 120, 300 or 600. [Use 300 seconds]"])
        .fires(with(vec![rate(2000, 300, RuleAction::Allow)]), expect!["The rule with priority 1 of guard allows whoever asks too often, and a rule about rates cannot allow. [Block them]"])
        .silent(with(vec![managed(1, core), WebAclRule { priority: 2, ..rate(2000, 300, RuleAction::Deny) }]))
}
