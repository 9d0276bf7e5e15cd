//! A rule about a door that the house does not have.

use std::collections::BTreeSet;

use crate::iam::is_unknown;
use crate::rules::prelude::*;
use crate::rules::shared::documents::documents;

pub const RULE: Rule = Rule {
    code: "policy-action-unknown",
    severity: Warning,
    title: "Policy names an action that there is not",
    checks: "That the actions in a policy exist, and that a pattern stands for at least one; of the services of the course: EC2 and its Auto Scaling, Elastic Load Balancing, RDS, ElastiCache, EFS, S3, Lambda, SNS, IAM, STS, KMS, Secrets Manager, Systems Manager, CloudWatch and its logs, CloudTrail, Budgets, Certificate Manager, Route 53 and WAF. The actions of other services are not checked.",
    why: "A statement about an action that does not exist allows nothing, and denies nothing either.",
    reaction: "IAM accepts it; S3 refuses a bucket policy with such an action.",
    source: "[Service Authorization Reference: Actions, resources, and condition keys] · [cfn W3037] · rulebook IAM-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in documents(context) {
        let Ok(policy) = it.read.as_ref() else { continue };
        let named = policy.statements.iter().flat_map(|it| it.actions.patterns());
        let unknown: BTreeSet<&str> = named
            .map(String::as_str)
            .filter(|it| is_unknown(it))
            .collect();
        if unknown.is_empty() {
            continue;
        }
        let one = unknown.len() == 1;
        report.about(it.id).at(it.property).say(format!(
            "The {} of {} names {}, but there {}.",
            it.what,
            context.name(it.id),
            list(unknown.iter().map(|it| format!("“{it}”"))),
            if one { "is no such action" } else { "are no such actions" },
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let policy = |actions: &str| {
        let document = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}]}}"#
        );
        Sketch::new().add("policy-1", "read", IamPolicy { document, ..IamPolicy::default() })
    };
    Examples::new()
        .fires(policy(r#""s3:GetObjects""#), expect!["The policy of read names “s3:GetObjects”, but there is no such action."])
        .fires(policy(r#""s3:Read*", "logs:WriteLog", "s3:GetObject""#), expect!["The policy of read names “logs:WriteLog” and “s3:Read*”, but there are no such actions."])
        .fires(policy(r#""ec2:StartInstance", "ec2:StartInstances""#), expect!["The policy of read names “ec2:StartInstance”, but there is no such action."])
        .fires(policy(r#""autoscaling:Set*", "cloudwatch:SendMetricData", "ssm:StartSession""#), expect!["The policy of read names “cloudwatch:SendMetricData”, but there is no such action."])
        .silent(policy(r#""s3:getobject", "s3:Get*", "S3:*", "logs:PutLogEvents", "ec2:Describe*", "elasticloadbalancing:DescribeTargetHealth""#))
        // Of what is not listed nobody can say.
        .silent(policy(r#""glue:Anything""#))
        .silent(Sketch::new().add("role-1", "web", IamRole::default()))
}
