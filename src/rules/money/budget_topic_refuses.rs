//! A loudspeaker that the bookkeeper may not use.

use serde_json::json;

use crate::iam;
use crate::rules::prelude::*;
use crate::rules::shared::policies;

pub const RULE: Rule = Rule {
    code: "budget-topic-refuses",
    severity: Warning,
    title: "Topic does not let budgets publish",
    checks: "That the policy of a topic which a budget uses lets budgets.amazonaws.com publish.",
    why: "Without a policy of its own a topic takes messages of the account's own identities. AWS Budgets is a service and not one of them.",
    reaction: "AWS accepts the budget; its messages to the topic are dropped.",
    source: "[Cost Management UG: Creating an Amazon SNS topic for budget notifications], [SNS DG: Access policy] · rulebook BUD-7, SNS-6",
    aws_error: "",
    check,
};

const SERVICE: &str = "budgets.amazonaws.com";

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut told = Vec::new();
    for (id, budget) in context.all::<Budget>() {
        for topic_id in budget.notifications.iter().filter_map(|it| it.topic.as_ref()) {
            let Some(topic) = context.find::<Topic>(topic_id) else { continue };
            let own = iam::arn::of(context.architecture, topic_id).unwrap_or_default();
            if told.contains(&topic_id) || policies::lets(&topic.policy, SERVICE, "SNS:Publish", &own) {
                continue;
            }
            told.push(topic_id);
            let account = context.all::<Account>().map(|(_, it)| it.number.trim()).next().unwrap_or("111122223333");
            let name = context.name(topic_id);
            let region = context.region_of(topic_id).unwrap_or("ap-south-1");
            let arn = format!("arn:aws:sns:{region}:{account}:{name}");
            // A policy of one's own takes the place of AWS's, so the account
            // needs its statement too.
            let mut more = Vec::new();
            if topic.policy.trim().is_empty() {
                more.push(json!({
                    "Sid": "TheAccountItself",
                    "Effect": "Allow",
                    "Principal": {"AWS": format!("arn:aws:iam::{account}:root")},
                    "Action": ["SNS:Publish", "SNS:Subscribe", "SNS:GetTopicAttributes"],
                    "Resource": arn,
                }));
                more.push(json!({
                    "Sid": "AlarmsOfTheAccount",
                    "Effect": "Allow",
                    "Principal": {"Service": "cloudwatch.amazonaws.com"},
                    "Action": "SNS:Publish",
                    "Resource": arn,
                    "Condition": {"StringEquals": {"aws:SourceAccount": account}},
                }));
            }
            more.push(json!({
                "Sid": "AWSBudgetsPublish",
                "Effect": "Allow",
                "Principal": {"Service": SERVICE},
                "Action": "SNS:Publish",
                "Resource": arn,
                "Condition": {"StringEquals": {"aws:SourceAccount": account}},
            }));
            let policy = policies::with(&topic.policy, more);
            let fix = policy.map(|it| Remedy::new("Let budgets publish", Edit::set(topic_id, "policy", it)));
            report.about(topic_id).at("policy").with(id).fix_if(fix).say(format!("{name} does not let AWS Budgets publish, so the messages of {} are lost.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |policy: &str| {
        let row = BudgetNotification { topic: to("topic-1"), ..BudgetNotification::default() };
        let mail = Subscription { endpoint: "rahul@notebookly.com".to_owned(), confirmed: true, ..Subscription::default() };
        let topic = Topic { region: to("region-1"), subscriptions: vec![mail], policy: policy.to_owned(), ..Topic::default() };
        three_tiers().add("topic-1", "alerts", topic).add("budget-1", "monthly", Budget { notifications: vec![row], ..Budget::default() })
    };
    let lets = r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "budgets.amazonaws.com"}, "Action": "SNS:Publish", "Resource": "*"}]}"#;
    Examples::new().fires(with(""), expect!["alerts does not let AWS Budgets publish, so the messages of monthly are lost. [Let budgets publish]"]).fires(with(&lets.replace("\"*\"", "\"arn:aws:sns:ap-south-1:111122223333:others\"")), expect!["alerts does not let AWS Budgets publish, so the messages of monthly are lost. [Let budgets publish]"]).silent(with(lets))
}
