//! Up the stairs that lead only down.

use std::collections::BTreeMap;

use super::lifecycle_rule_invalid::label;
use crate::aws::storage_classes::{leads_down, least_days};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "lifecycle-order-senseless",
    severity: Warning,
    title: "Moves of lifecycle rules do not follow each other",
    checks: "That the rules of a bucket for the same objects, put in order of their days, move them only downward: Standard-IA, Intelligent-Tiering, One Zone-IA, then the Glacier classes; One Zone-IA not to Glacier Instant Retrieval, nothing to Standard-IA. That nothing is moved on before the days that its class is charged for have passed, and that no rule moves what another has deleted. Objects are the same where the prefixes are; rules with different prefixes are not compared.",
    why: "A move that is not possible does not happen, and the objects stay where they cost more. Standard-IA and One Zone-IA are charged for at least 30 days, Glacier Instant and Flexible Retrieval for 90, Deep Archive for 180.",
    reaction: "In one rule, S3 refuses such moves; in two rules it takes them, and they have no effect, or cost the days that are missing.",
    source: "[S3 UG: Transitioning objects using Amazon S3 Lifecycle; Storage classes] · rulebook S3-16, S3-17, S3-19, S3-22, S3-23",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, bucket) in context.all::<Bucket>() {
        let mut by_prefix: BTreeMap<&str, Vec<(usize, &LifecycleRule)>> = BTreeMap::new();
        for (index, rule) in bucket.lifecycle.iter().enumerate().filter(|(_, it)| it.enabled) {
            by_prefix.entry(rule.prefix.as_str()).or_default().push((index, rule));
        }
        for rules in by_prefix.values() {
            compare(context, report, id, rules);
        }
    }
}

fn compare(context: &Context<'_, '_>, report: &mut Report<'_>, id: &ResourceId, rules: &[(usize, &LifecycleRule)]) {
    let name = context.name(id);
    let mut moves: Vec<_> = rules.iter().filter(|(_, it)| !it.storage_class.is_empty()).copied().collect();
    // One rule that contradicts itself is told as such.
    moves.retain(|(_, it)| it.expire_days.is_none_or(|days| days > it.transition_days));
    moves.order_by_key(|(index, it)| (it.transition_days, *index));
    let deletes = rules.iter().filter_map(|(index, it)| Some((it.expire_days?, *index)));
    let deleted = deletes.min();
    let mut at = ("STANDARD", 0);
    for (index, rule) in &moves {
        let (to, days) = (rule.storage_class.as_str(), rule.transition_days);
        let which = format!("Lifecycle rule {} of {name}", index + 1);
        if let Some((end, by)) = deleted
            && days >= end
        {
            report.about(id).at("lifecycle").say(format!(
                "{which} moves objects after {days} days, but rule {} deletes them after {end}.",
                by + 1
            ));
            continue;
        }
        // On the same day S3 chooses one of the two.
        if at.0 != "STANDARD" && days > at.1 {
            if !leads_down(at.0, to) {
                report.about(id).at("lifecycle").say(format!(
                    "{which} is to move objects to {} after {days} days, but they are in {} by then, and S3 moves nothing from there to {}.",
                    label(to),
                    label(at.0),
                    label(to),
                ));
                continue;
            }
            let (stayed, least) = (days - at.1, least_days(at.0));
            if stayed < least {
                report.about(id).at("lifecycle").say(format!(
                    "{which} moves objects on from {} after {}, but {least} are charged in any case.",
                    label(at.0),
                    count(stayed as usize, "day", "days"),
                ));
            }
        }
        at = (to, days);
    }
    if let Some((end, by)) = deleted
        && at.0 != "STANDARD"
        && end > at.1
        && end - at.1 < least_days(at.0)
    {
        report.about(id).at("lifecycle").weighs(Info).say(format!(
            "Lifecycle rule {} of {name} deletes objects {} after they came to {}, but {} are charged in any case.",
            by + 1,
            count((end - at.1) as usize, "day", "days"),
            label(at.0),
            least_days(at.0),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let rule = |class: &str, transition_days, expire_days| LifecycleRule {
        storage_class: class.to_owned(),
        transition_days,
        expire_days,
        ..LifecycleRule::default()
    };
    let with = |lifecycle| {
        let bucket = Bucket {
            lifecycle,
            ..Bucket::default()
        };
        Sketch::new().add("bucket-1", "assets", bucket)
    };
    let elsewhere = LifecycleRule {
        prefix: "logs/".to_owned(),
        ..rule("STANDARD_IA", 90, None)
    };
    Examples::new()
        .fires(with(vec![rule("GLACIER", 30, None), rule("STANDARD_IA", 60, None)]), expect!["Lifecycle rule 2 of assets is to move objects to Standard-IA after 60 days, but they are in Glacier Flexible Retrieval by then, and S3 moves nothing from there to Standard-IA."])
        .fires(with(vec![rule("ONEZONE_IA", 30, None), rule("GLACIER_IR", 90, None)]), expect!["Lifecycle rule 2 of assets is to move objects to Glacier Instant Retrieval after 90 days, but they are in One Zone-IA by then, and S3 moves nothing from there to Glacier Instant Retrieval."])
        .fires(with(vec![rule("STANDARD_IA", 30, None), rule("GLACIER", 45, None)]), expect!["Lifecycle rule 2 of assets moves objects on from Standard-IA after 15 days, but 30 are charged in any case."])
        .fires(with(vec![rule("STANDARD_IA", 30, None), rule("GLACIER", 90, None), rule("", 0, Some(60))]), expect!["Lifecycle rule 2 of assets moves objects after 90 days, but rule 3 deletes them after 60."])
        .fires(with(vec![rule("GLACIER", 30, Some(60))]), expect!["Lifecycle rule 1 of assets deletes objects 30 days after they came to Glacier Flexible Retrieval, but 90 are charged in any case."])
        .silent(with(vec![rule("STANDARD_IA", 30, None), rule("GLACIER", 90, None), rule("DEEP_ARCHIVE", 180, Some(3650))]))
        .silent(with(vec![rule("GLACIER", 30, None), elsewhere]))
        .silent(with(vec![rule("GLACIER", 30, None), LifecycleRule { enabled: false, ..rule("STANDARD_IA", 60, None) }]))
}
