//! A gatekeeper with nothing to write into.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "flow-log-incomplete",
    severity: Error,
    title: "Flow log that cannot write",
    checks: "That a flow log has a log group of its own Region and a role that lets it write there, and that the one subnet it is limited to is in its VPC.",
    why: "Flow logs are written by a service of AWS on your behalf: it puts on the role and writes into the group.",
    reaction: "CreateFlowLogs is refused.",
    source: "[VPC UG: Publish flow logs to CloudWatch Logs], [API ec2 CreateFlowLogs] · rulebook X-13, CWLG-4",
    aws_error: "InvalidParameter",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, log) in context.all::<FlowLog>() {
        let name = context.name(id);
        match &log.log_group {
            None => {
                let mut groups = context.all::<LogGroup>();
                let only = groups.next().filter(|_| groups.next().is_none());
                let fix = only.map(|(group, _)| Remedy::new(format!("Write into {}", context.name(group)), Edit::set(id, "log_group", group)));
                report.about(id).at("log_group").fix_if(fix).waits_for(Step::Complete).say(format!("{name} has no log group to write into."));
            }
            Some(group) => {
                let (here, there) = (context.region_of(id), context.region_of(group));
                if let (Some(here), Some(there)) = (here, there)
                    && here != there
                {
                    report.about(id).at("log_group").with(group).say(format!("{name} is in {here}, but {}, which it writes into, is in {there}.", context.name(group)));
                }
            }
        }
        if log.role.is_none() {
            report.about(id).at("role").waits_for(Step::Complete).say(format!("{name} has no role that lets it write into a log group."));
        }
        let subnet = log.subnet.as_ref().and_then(|it| context.subnet(it));
        if let Some(subnet) = subnet
            && let (Some(own), Some(vpc)) = (&log.vpc, subnet.vpc)
            && own != vpc
        {
            report.about(id).at("subnet").with(subnet.id).say(format!("{name} is limited to {}, which is not in {}.", context.name(subnet.id), context.name(own)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let group = LogGroup { region: to("region-1"), retention_days: "30".to_owned(), ..LogGroup::default() };
    let with = |log: FlowLog| {
        three_tiers()
            .add("log-group-1", "flows", group.clone())
            .add("iam-role-1", "flow-writer", IamRole { trust_policy: IamRole::default().trust_policy.replace("ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com"), ..IamRole::default() })
            .add("flow-log-1", "flow-log", FlowLog { vpc: to("vpc-1"), ..log })
    };
    let whole = || FlowLog { log_group: to("log-group-1"), role: to("iam-role-1"), ..FlowLog::default() };
    Examples::new()
        .fires(with(FlowLog { role: to("iam-role-1"), ..FlowLog::default() }), expect!["flow-log has no log group to write into. [Write into flows]"])
        .fires(with(FlowLog { log_group: to("log-group-1"), ..FlowLog::default() }), expect!["flow-log has no role that lets it write into a log group."])
        .silent(with(whole()))
        .silent(with(FlowLog { subnet: to("subnet-1"), ..whole() }))
}
