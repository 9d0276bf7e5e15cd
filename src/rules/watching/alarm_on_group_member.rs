//! A bell on the desk of somebody who is gone tomorrow.

use crate::rules::prelude::*;
#[cfg(test)]
use crate::rules::watching::metric::watched;

pub const RULE: Rule = Rule {
    code: "alarm-on-group-member",
    severity: Warning,
    title: "Alarm on one instance of a group",
    checks: "That no alarm names an instance by a typed InstanceId where the servers belong to Auto Scaling groups.",
    why: "The members of a group are disposable: with its next scaling the one with that id is gone, and the alarm watches nobody. The same metric is there for the group as a whole, under AutoScalingGroupName.",
    reaction: "AWS accepts it; once the instance is gone, the alarm is in INSUFFICIENT_DATA.",
    source: "[ASG UG: CloudWatch metrics for Auto Scaling; Instance lifecycle] · rulebook SCL-14, ASG-19",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut groups = context.all::<AutoScalingGroup>();
    let Some((first, _)) = groups.next() else {
        return;
    };
    let only = groups.next().is_none();
    for (id, alarm) in context.all::<Alarm>() {
        let of_an_instance = |it: &Dimension| {
            let value = it.value.trim();
            // An instance of the drawing stays.
            it.name.trim() == "InstanceId" && !value.is_empty() && context.find::<Instance>(&value.into()).is_none()
        };
        let Some(index) = alarm.dimensions.iter().position(of_an_instance) else {
            continue;
        };
        let fix = (only && alarm.watches.is_none()).then(|| Remedy {
            label: format!("Watch {} as a whole", context.name(first)),
            edits: vec![Edit::remove(id, "dimensions", index), Edit::set(id, "watches", first)],
        });
        report.about(id).at("dimensions").fix_if(fix).say(format!(
            "{} watches the instance {} alone; members of a group come and go, so watch the group.",
            context.name(id),
            alarm.dimensions[index].value.trim(),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |value: &str| {
        watched(|it| {
            it.watches = None;
            it.dimensions = vec![Dimension { name: "InstanceId".to_owned(), value: value.to_owned() }];
        })
    };
    let web = Instance { subnet: to("subnet-1"), ..Instance::default() };
    Examples::new()
        .fires(with("i-0123456789abcdef0"), expect!["high-cpu watches the instance i-0123456789abcdef0 alone; members of a group come and go, so watch the group. [Watch Notebookly-ASG as a whole]"])
        .silent(with("i-1").add("i-1", "bastion", web))
        .silent(watched(|_| ()))
}
