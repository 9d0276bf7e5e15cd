//! Web ACLs of AWS WAF, with an IP set for each rule.

use std::collections::BTreeSet;

use super::names;
use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{ResourceId, RuleAction, WebAcl, WebAclRule};

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
    let block = rule
        .cidr
        .lenient()
        .ok_or_else(|| Why::Malformed(rule.cidr.to_string()))?;
    if !priorities.insert(rule.priority) {
        // Rulebook WAF-5.
        return Err(Why::Refused("another rule has the priority already"));
    }
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
    let set = w.part_id(id, &format!("Addresses{}", rule.priority));
    w.add_part(set.clone(), "AWS::WAFv2::IPSet", properties);
    let statement = Fields::new().with(
        "IPSetReferenceStatement",
        Fields::new().with("Arn", Value::attribute(&set, "Arn")),
    );
    let rule = Fields::new()
        .with("Name", format!("rule-{}", rule.priority))
        .with("Priority", rule.priority)
        .with("Action", action(rule.action))
        .with("Statement", statement)
        .with("VisibilityConfig", visibility(set));
    Ok(rule.into())
}

fn action(action: RuleAction) -> Fields {
    let key = match action {
        RuleAction::Allow => "Allow",
        RuleAction::Deny => "Block",
    };
    Fields::new().with(key, Fields::new())
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
