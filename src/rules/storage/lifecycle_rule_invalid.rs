//! Moving before the moving day.

use crate::aws::storage_classes::earliest_days;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "lifecycle-rule-invalid",
    severity: Error,
    title: "Lifecycle rule is not possible",
    checks: "That a lifecycle rule does something, moves objects to Standard-IA or One Zone-IA after 30 days at the earliest, and does not move them when it has deleted them already; and that a bucket has at most 1,000 rules.",
    why: "Infrequent Access is for what has become quiet: objects must be at least 30 days old. A move on or after the day of the deletion never happens.",
    reaction: "PutBucketLifecycleConfiguration is refused: 'Days' in the transition action must be at least 30 for these classes; at least one action needs to be specified; 'Days' in the expiration action must be greater than that of the transition.",
    source: "[S3 UG: Lifecycle; Transitioning objects], [API s3 Transition; LifecycleExpiration] · rulebook S3-14, S3-15, S3-19",
    aws_error: "InvalidArgument",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, bucket) in context.all::<Bucket>() {
        if bucket.lifecycle.len() > 1_000 {
            report.about(id).at("lifecycle").say(format!(
                "{} has {} lifecycle rules; 1,000 are possible.",
                context.name(id),
                bucket.lifecycle.len(),
            ));
        }
        for (index, rule) in bucket.lifecycle.iter().enumerate() {
            let which = format!("Lifecycle rule {} of {}", index + 1, context.name(id));
            let class = rule.storage_class.as_str();
            let with = |changed: LifecycleRule| {
                let mut rules = bucket.lifecycle.clone();
                rules[index] = changed;
                Edit::set(id, "lifecycle", rules)
            };
            let idle = [rule.expire_days, rule.noncurrent_days, rule.abort_days];
            if class.is_empty() && idle.iter().all(Option::is_none) {
                report
                    .about(id)
                    .at("lifecycle")
                    .fix("Take the rule out", Edit::remove(id, "lifecycle", index))
                    .waits_for(Step::Complete)
                    .say(format!("{which} neither moves nor deletes anything."));
                continue;
            }
            let days = rule.transition_days;
            let earliest = earliest_days(class);
            if days < earliest {
                report
                    .about(id)
                    .at("lifecycle")
                    .fix(format!("Move them after {earliest} days"), with(LifecycleRule { transition_days: earliest, ..rule.clone() }))
                    .say(format!(
                        "{which} moves objects to {} after {}; S3 takes {earliest} days or more.",
                        label(class),
                        count(days as usize, "day", "days"),
                    ));
            }
            if let Some(expires) = rule.expire_days
                && !class.is_empty()
                && expires <= days
            {
                report
                    .about(id)
                    .at("lifecycle")
                    .fix("Delete without a move", with(LifecycleRule { storage_class: String::new(), ..rule.clone() }))
                    .say(format!(
                        "{which} deletes objects after {}, and would move them after {}.",
                        count(expires as usize, "day", "days"),
                        count(days as usize, "day", "days"),
                    ));
            }
        }
    }
}

/// What people call a storage class.
pub fn label(class: &str) -> &str {
    let known = STORAGE_CLASSES.iter().find(|it| it.value == class);
    known.map_or(class, |it| it.label)
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |rule: LifecycleRule| {
        let bucket = Bucket {
            lifecycle: vec![rule],
            ..Bucket::default()
        };
        Sketch::new().add("bucket-1", "assets", bucket)
    };
    let moves = |class: &str, transition_days, expire_days| LifecycleRule {
        storage_class: class.to_owned(),
        transition_days,
        expire_days,
        ..LifecycleRule::default()
    };
    Examples::new()
        .fires(with(LifecycleRule::default()), expect!["Lifecycle rule 1 of assets neither moves nor deletes anything. [Take the rule out]"])
        .fires(with(moves("STANDARD_IA", 7, None)), expect!["Lifecycle rule 1 of assets moves objects to Standard-IA after 7 days; S3 takes 30 days or more. [Move them after 30 days]"])
        .fires(with(moves("GLACIER", 90, Some(60))), expect!["Lifecycle rule 1 of assets deletes objects after 60 days, and would move them after 90 days. [Delete without a move]"])
        .silent(with(moves("GLACIER", 0, None)))
        .silent(with(moves("STANDARD_IA", 30, Some(365))))
        .silent(with(moves("", 90, Some(60))))
        .silent(with(LifecycleRule { abort_days: Some(7), ..LifecycleRule::default() }))
}
