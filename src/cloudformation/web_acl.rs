//! Web ACLs of AWS WAF, with an IP set for each rule about addresses.

use std::collections::BTreeSet;

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{ResourceId, RuleAction, WebAcl, WebAclRule, WebAclStatement};

pub(super) fn write(w: &mut Writer, id: &ResourceId, acl: &WebAcl) {
    let mut priorities = BTreeSet::new();
    let mut rules = Vec::new();
    for rule in &acl.rules {
        match write_rule(w, id, rule, &mut priorities) {
            Ok(rule) => rules.push(rule),
            Err(why) => w.omit_part(id, format!("rule {}", rule.priority), why),
        }
    }
    // 1 to 128 letters, digits, `_` and `-`. [API wafv2 CreateWebACL]
    let takes = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == '-';
    let name = names::adapt(w.name(id), takes, 128);
    let name = w.service_name("AWS::WAFv2::WebACL", name);
    let metric = w.id(id);
    let properties = Fields::new()
        .maybe("Name", name)
        .with("Scope", "REGIONAL")
        .with("DefaultAction", action(acl.default_action))
        .list("Rules", rules)
        .with("VisibilityConfig", visibility(metric))
        .list("Tags", w.tags(id));
    w.add(id, "AWS::WAFv2::WebACL", properties);
}

fn write_rule(
    w: &mut Writer,
    id: &ResourceId,
    rule: &WebAclRule,
    priorities: &mut BTreeSet<u32>,
) -> Result<Value, Why> {
    let block = rule.cidr.lenient();
    match rule.statement {
        WebAclStatement::Addresses if block.is_none() => {
            return Err(Why::Malformed(rule.cidr.to_string()));
        }
        WebAclStatement::ManagedGroup if !is_group(rule.managed_group.trim()) => {
            return Err(match rule.managed_group.trim().is_empty() {
                true => Why::NothingChosen("a rule group"),
                false => Why::Malformed(rule.managed_group.clone()),
            });
        }
        // Rulebook WAF-9.
        WebAclStatement::Rate
            if rule.limit < 10
                || rule.limit > 2_000_000_000
                || !matches!(rule.window, 60 | 120 | 300 | 600) =>
        {
            return Err(Why::Malformed(format!(
                "{} requests in {} seconds",
                rule.limit, rule.window
            )));
        }
        _ => {}
    }
    if !priorities.insert(rule.priority) {
        // Rulebook WAF-5.
        return Err(Why::Refused("another rule has the priority already"));
    }
    let measured = match (rule.statement, block) {
        (WebAclStatement::ManagedGroup, _) => format!("{}Rule{}", w.id(id), rule.priority),
        (WebAclStatement::Rate, _) => format!("{}Rate{}", w.id(id), rule.priority),
        (WebAclStatement::Addresses, Some(block)) => ip_set(w, id, rule.priority, block),
        (WebAclStatement::Addresses, None) => String::new(),
    };
    let statement = match rule.statement {
        WebAclStatement::Addresses => Fields::new().with(
            "IPSetReferenceStatement",
            Fields::new().with("Arn", Value::attribute(&measured, "Arn")),
        ),
        WebAclStatement::ManagedGroup => Fields::new().with(
            "ManagedRuleGroupStatement",
            Fields::new()
                .with("VendorName", "AWS")
                .with("Name", rule.managed_group.trim()),
        ),
        WebAclStatement::Rate => Fields::new().with(
            "RateBasedStatement",
            Fields::new()
                .with("AggregateKeyType", "IP")
                .with("Limit", rule.limit)
                .with("EvaluationWindowSec", rule.window),
        ),
    };
    // A group's rules act as they say, unless all of them only count.
    // [API wafv2 Rule: OverrideAction]
    let (key, acts) = match rule.statement {
        WebAclStatement::ManagedGroup if rule.count => ("OverrideAction", only("Count")),
        WebAclStatement::ManagedGroup => ("OverrideAction", only("None")),
        _ if rule.count => ("Action", only("Count")),
        _ => ("Action", action(rule.action)),
    };
    let rule = Fields::new()
        .with("Name", format!("rule-{}", rule.priority))
        .with("Priority", rule.priority)
        .with(key, acts)
        .with("Statement", statement)
        .with("VisibilityConfig", visibility(measured));
    Ok(rule.into())
}

/// The name of a rule group: letters, digits, `_` and `-`.
/// [API wafv2 ManagedRuleGroupStatement]
fn is_group(name: &str) -> bool {
    (1..=128).contains(&name.len())
        && name
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-'))
}

/// The addresses of a rule, by their logical id.
fn ip_set(w: &mut Writer, id: &ResourceId, priority: u32, block: ipnet::Ipv4Net) -> String {
    // WAF takes every block but /0, so everybody is two halves.
    // [API wafv2 IPSet]
    let addresses: Vec<Value> = match block.prefix_len() {
        0 => vec!["0.0.0.0/1".into(), "128.0.0.0/1".into()],
        _ => vec![block.to_string().into()],
    };
    let properties = Fields::new()
        .with("Scope", "REGIONAL")
        .with("IPAddressVersion", "IPV4")
        .with("Addresses", addresses)
        .list("Tags", w.tags(id));
    let set = w.part_id(id, &format!("Addresses{priority}"));
    w.add_part(set.clone(), "AWS::WAFv2::IPSet", properties);
    set
}

fn only(key: &str) -> Fields {
    Fields::new().with(key, Fields::new())
}

fn action(action: RuleAction) -> Fields {
    let key = match action {
        RuleAction::Allow => "Allow",
        RuleAction::Deny => "Block",
    };
    only(key)
}

/// Every ACL and rule must say how it is measured; the metric has the logical
/// id's name.
fn visibility(metric: String) -> Fields {
    let metric: String = metric.chars().take(128).collect();
    Fields::new()
        .with("CloudWatchMetricsEnabled", true)
        .with("SampledRequestsEnabled", true)
        .with("MetricName", metric)
}
