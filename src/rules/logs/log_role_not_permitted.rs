//! A scribe whose card does not open the archive.

use crate::iam::{Credentials, Match, Principal, Question, arn};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "log-role-not-permitted",
    severity: Warning,
    title: "Role that may not write into the log group",
    checks: "That the role of a trail, a flow log, or of the servers and functions that write into a log group allows logs:CreateLogStream and logs:PutLogEvents there.",
    why: "CloudTrail and VPC write with this role and with nothing else, and so do the CloudWatch agent on a server (CloudWatchAgentServerPolicy permits what it needs) and a function. Without the two actions no line arrives, and alarms on the group see nothing.",
    reaction: "CloudTrail refuses the role or delivers nothing; a flow log gets the status Access error; the calls of the agent and of the function are refused.",
    source: "[CT UG: Role policy document for CloudTrail to use CloudWatch Logs for monitoring] · [VPC UG: Publish flow logs to CloudWatch Logs] · [CW UG: Create IAM roles and users for use with the CloudWatch agent], [Lambda DG: Execution role] · rulebook CT-7, CWLG-4, IAM-9",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let trails = context.all::<Trail>().map(|(id, it)| (id, &it.log_group, &it.role));
    let flows = context.all::<FlowLog>().map(|(id, it)| (id, &it.log_group, &it.role));
    let named = trails.chain(flows).filter_map(|(id, group, role)| Some((id, group.as_ref()?, role.clone()?)));
    let written = context.all::<LogGroup>().flat_map(|(group, it)| it.written_by.iter().map(move |id| (id, group)));
    let written = written.filter_map(|(id, group)| Some((id, group, role_of(context, id)?)));
    for (id, group, role) in named.chain(written) {
        let role = &role;
        // A role that EC2 or nobody may put on is another finding; what it may
        // do is asked all the same.
        let (Some(own), Some(arn)) = (context.find::<IamRole>(role), arn::of(context.architecture, group)) else {
            continue;
        };
        // A statement may be about some streams only.
        let narrow = |action: &str| {
            let mut read = own.policies.iter().filter_map(|id| context.iam().document(id));
            let streams = format!("{arn}:log-stream:");
            let names = |all: &Match| all.patterns().iter().any(|it| it.eq_ignore_ascii_case(action));
            read.any(|read| {
                read.as_ref().as_ref().is_ok_and(|policy| {
                    policy.statements.iter().any(|it| {
                        let about = it.resources.as_ref().is_some_and(|it| {
                            it.patterns().iter().any(|it| it.starts_with(&streams))
                        });
                        about && names(&it.actions)
                    })
                })
            })
        };
        let stream = format!("{arn}:log-stream:any");
        let denied: Vec<&str> = ["logs:CreateLogStream", "logs:PutLogEvents"]
            .into_iter()
            .filter(|action| {
                let question = Question::new(Principal::Role(role.clone()), *action, &stream);
                context.iam().decide(&question).is_denied() && !narrow(action)
            })
            .collect();
        if denied.is_empty() {
            continue;
        }
        let says = format!(
            "{} writes into {} as {}, whose policies do not allow {} there, so nothing arrives.",
            context.name(id),
            context.name(group),
            context.name(role),
            list(denied),
        );
        report.about(role).at("policies").with(id).with(group).value(role, "managed_policies").say(says);
    }
}

/// The role that a server or a function has on. One that has none, or that may
/// not put it on, is another finding.
fn role_of(context: &Context<'_, '_>, id: &ResourceId) -> Option<ResourceId> {
    let who = match context.architecture.kind_of(id)? {
        Kind::Function => Principal::Function(id.clone()),
        _ => Principal::Server(id.clone()),
    };
    match context.iam().who(&who).credentials {
        Credentials::Role(role) => Some(role),
        _ => None,
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |actions: &str, resource: &str| {
        let document = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":"{resource}"}}]}}"#
        );
        let group = LogGroup { region: to("region-1"), retention_days: "30".to_owned(), ..LogGroup::default() };
        let log = FlowLog { vpc: to("vpc-1"), log_group: to("log-group-1"), role: to("iam-role-1"), ..FlowLog::default() };
        let trust_policy = IamRole::default().trust_policy.replace("ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com");
        three_tiers()
            .add("log-group-1", "flows", group)
            .add("policy-1", "write", IamPolicy { document, ..IamPolicy::default() })
            .add("iam-role-1", "flow-writer", IamRole { trust_policy, policies: ids(&["policy-1"]), ..IamRole::default() })
            .add("flow-log-1", "flow-log", log)
    };
    let by_agent = |name: &str| {
        let group = LogGroup { region: to("region-1"), retention_days: "30".to_owned(), written_by: ids(&["lt-1"]), ..LogGroup::default() };
        let managed_policies = vec![ManagedPolicy { name: name.to_owned() }];
        three_tiers()
            .add("log-group-1", "app", group)
            .add("role-1", "web", IamRole { managed_policies, ..IamRole::default() })
            .add("profile-1", "web", InstanceProfile { role: to("role-1"), ..InstanceProfile::default() })
            .set("lt-1", "instance_profile", "profile-1")
    };
    let both = r#""logs:CreateLogStream", "logs:PutLogEvents""#;
    let flows = "arn:aws:logs:ap-south-1:111122223333:log-group:flows";
    Examples::new()
        .fires(with(r#""logs:CreateLogStream""#, "*"), expect!["flow-log writes into flows as flow-writer, whose policies do not allow logs:PutLogEvents there, so nothing arrives."])
        .fires(with(both, "arn:aws:logs:ap-south-1:111122223333:log-group:others:*"), expect!["flow-log writes into flows as flow-writer, whose policies do not allow logs:CreateLogStream and logs:PutLogEvents there, so nothing arrives."])
        .fires(by_agent("AmazonSSMManagedInstanceCore"), expect!["Notebookly-Template writes into app as web, whose policies do not allow logs:CreateLogStream and logs:PutLogEvents there, so nothing arrives."])
        .silent(by_agent("CloudWatchAgentServerPolicy"))
        .silent(with(both, &format!("{flows}:*")))
        .silent(with(both, &format!("{flows}:log-stream:eni-*")))
        .silent(with(r#""logs:*""#, "*"))
}
