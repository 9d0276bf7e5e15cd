//! An ID card that its bearer may not pick up.

use std::collections::BTreeMap;

use serde_json::json;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "role-trust-refuses",
    severity: Error,
    title: "Role that its user cannot put on",
    checks: "That the trust policy of a role lets in who uses it: EC2 for instances, Lambda for functions, CloudTrail for the log group of a trail, VPC flow logs for a flow log.",
    why: "A role is put on by whom its trust policy names. An instance with such a role gets no keys, so its application signs nothing and is refused everywhere.",
    reaction: "EC2 starts the instance without credentials; Lambda and CloudTrail refuse the role; a flow log gets the status Access error.",
    source: "[IAM UG: Roles for EC2] · [Lambda DG: Execution role] · [CT UG: Role policy for CloudWatch Logs] · [VPC UG: Publish flow logs to CloudWatch Logs] · rulebook IAM-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut users: BTreeMap<(&ResourceId, &str), Vec<&ResourceId>> = BTreeMap::new();
    for it in context.servers() {
        let profile = it.profile.and_then(|id| context.find::<InstanceProfile>(id));
        if let Some(role) = profile.and_then(|it| it.role.as_ref()) {
            users.entry((role, "ec2.amazonaws.com")).or_default().push(it.id);
        }
    }
    for (id, it) in context.all::<Function>() {
        if let Some(role) = &it.role {
            users.entry((role, "lambda.amazonaws.com")).or_default().push(id);
        }
    }
    for (id, it) in context.all::<Trail>() {
        if let (Some(role), Some(_)) = (&it.role, &it.log_group) {
            users.entry((role, "cloudtrail.amazonaws.com")).or_default().push(id);
        }
    }
    for (id, it) in context.all::<FlowLog>() {
        if let (Some(role), Some(_)) = (&it.role, &it.log_group) {
            users.entry((role, "vpc-flow-logs.amazonaws.com")).or_default().push(id);
        }
    }
    let services = |role: &ResourceId| users.keys().filter(|(it, _)| *it == role).count();
    for ((role, service), all) in &users {
        // What AWS refuses as a whole is another finding.
        let readable = context.iam().document(role).is_some_and(|it| it.is_ok());
        if !readable || context.iam().lets_in(role, service) != Some(false) {
            continue;
        }
        let trust = json!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Principal": { "Service": service }, "Action": "sts:AssumeRole" }],
        });
        let fix = (services(role) == 1).then(|| {
            let text = serde_json::to_string_pretty(&trust).unwrap_or_default();
            Remedy::new(format!("Let {service} put it on"), Edit::set(role, "trust_policy", text))
        });
        let mut draft = report.about(role).at("trust_policy").fix_if(fix);
        for id in all {
            draft = draft.with(id);
        }
        draft = draft.value(role, "trust_policy");
        draft.say(format!(
            "The trust policy of {} does not let {service} put it on, so {} cannot use it.",
            context.name(role),
            context.names(all.iter().copied()),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |service: &str| {
        let trust_policy = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":"{service}"}},"Action":"sts:AssumeRole"}}]}}"#
        );
        three_tiers()
            .add("role-1", "web", IamRole { trust_policy, ..IamRole::default() })
            .add("profile-1", "web", InstanceProfile { role: to("role-1"), ..InstanceProfile::default() })
            .set("lt-1", "instance_profile", "profile-1")
    };
    Examples::new()
        .fires(with("lambda.amazonaws.com"), expect!["The trust policy of web does not let ec2.amazonaws.com put it on, so Notebookly-ASG cannot use it. [Let ec2.amazonaws.com put it on]"])
        .silent(with("ec2.amazonaws.com"))
}
