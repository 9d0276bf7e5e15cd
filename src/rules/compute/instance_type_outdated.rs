//! A desk from the old school.

use crate::aws::instance_types::{is_offered, is_previous_generation};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "instance-type-outdated",
    severity: Warning,
    title: "Instance type of a previous generation",
    checks: "That instances and launch templates are not of a previous generation: t1, m1 to m3, c1 to c3, r1 to r3, i2 and a few others.",
    why: "Newer types do more for the same money, and not every Region and zone still has the old ones.",
    reaction: "AWS accepts them where it still has some.",
    source: "[cfn I3100], [EC2 UG: Instance types] · rulebook EC2-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let instances = context.all::<Instance>().map(|(id, it)| (id, &it.instance_type));
    let templates = context.all::<LaunchTemplate>().map(|(id, it)| (id, &it.instance_type));
    for (id, kind) in instances.chain(templates) {
        let kind = kind.trim();
        if !is_previous_generation(kind) {
            continue;
        }
        // Where its Region has none of it at all, that is told as such.
        if context.region_of(id).and_then(|region| is_offered(kind, region)) == Some(false) {
            continue;
        }
        // The small one of today costs less and does more.
        let fix = (kind == "t1.micro")
            .then(|| Remedy::new("Use t3.micro", Edit::set(id, "instance_type", "t3.micro")));
        report.about(id).at("instance_type").fix_if(fix).say(format!(
            "{} is of the type {kind}, which is of a previous generation: choose a newer one, such as t3 or m7i.",
            context.name(id),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let of = |kind: &str| three_tiers().set("lt-1", "instance_type", kind);
    let in_virginia = |kind: &str| of(kind).set("region-1", "code", "us-east-1");
    Examples::new()
        .fires(of("r3.large"), expect!["Notebookly-Template is of the type r3.large, which is of a previous generation: choose a newer one, such as t3 or m7i."])
        .fires(in_virginia("t1.micro"), expect!["Notebookly-Template is of the type t1.micro, which is of a previous generation: choose a newer one, such as t3 or m7i. [Use t3.micro]"])
        .silent(of("m3.medium"))
        .silent(of("m5.large"))
        .silent(three_tiers())
}
