//! Not every building has every kind of machine.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "type-not-in-zone",
    severity: Warning,
    title: "Instance type may be missing in this zone",
    checks: "That no t2.micro is to be launched in ap-south-1c.",
    why: "Which types a zone offers depends on the hardware that stands there, and differs between accounts.",
    reaction: "RunInstances is refused in a zone that does not offer the type.",
    source: "[TEST] instance-type offerings of a simulator · rulebook REG-6",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut ask = |id: &ResourceId, by: &ResourceId, kind: &str, subnets: &[ResourceId]| {
        if kind.trim() != "t2.micro" {
            return;
        }
        if context.zones(subnets).contains("ap-south-1c") {
            report
                .about(by)
                .at("instance_type")
                .with(id)
                .fix("Use t3.micro", Edit::set(by, "instance_type", "t3.micro"))
                .say(format!(
                    "{} is to run as a t2.micro in ap-south-1c, which may not offer it; t3.micro is in all three zones.",
                    context.name(id)
                ));
        }
    };
    for (id, it) in context.all::<Instance>() {
        ask(id, id, &it.instance_type, it.subnet.as_slice());
    }
    for (id, it) in context.all::<AutoScalingGroup>() {
        if let Some(by) = &it.launch_template
            && let Some(template) = context.find::<LaunchTemplate>(by)
        {
            ask(id, by, &template.instance_type, &it.subnets);
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let old = three_tiers().set("lt-1", "instance_type", "t2.micro");
    Examples::new()
        .fires(old.clone().set("subnet-4", "zone", "ap-south-1c"), expect!["Notebookly-ASG is to run as a t2.micro in ap-south-1c, which may not offer it; t3.micro is in all three zones. [Use t3.micro]"])
        .silent(old)
}
