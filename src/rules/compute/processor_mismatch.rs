//! Software for one kind of processor on another.

use crate::aws::instance_types::is_arm;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "processor-mismatch",
    severity: Error,
    title: "Image and instance type have different processors",
    checks: "That an arm64 image goes with an instance type that has a Graviton processor, such as t4g.micro, and an x86_64 image with the others. AMI ids do not tell their processor and are not checked.",
    why: "A program for one processor does not run on another.",
    reaction: "RunInstances is refused.",
    source: "[EC2 UG: Instance type naming conventions], [TEST] instance-type data · rulebook EC2-14, EC2-16",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut compare = |id: &ResourceId, kind: &str, image: &str| {
        let Some(arm) = is_arm(kind) else { return };
        let fits = if arm { "arm64" } else { "x86_64" };
        let other = if arm { "x86_64" } else { "arm64" };
        if !image.trim().ends_with(other) {
            return;
        }
        let better = IMAGES.iter().find(|it| {
            it.value.strip_suffix(fits) == image.trim().strip_suffix(other)
        });
        let fix = better.map(|it| {
            Remedy::new(format!("Use {}", it.label), Edit::set(id, "image", it.value))
        });
        report
            .about(id)
            .at("image")
            .value(id, "image")
            .value(id, "instance_type")
            .fix_if(fix)
            .say(format!(
                "{} starts from an image for {other}, but {kind} has an {fits} processor.",
                context.name(id)
            ));
    };
    for (id, it) in context.all::<Instance>() {
        compare(id, &it.instance_type, &it.image);
    }
    for (id, it) in context.all::<LaunchTemplate>() {
        compare(id, &it.instance_type, &it.image);
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("lt-1", "instance_type", "t4g.micro"), expect!["Notebookly-Template starts from an image for x86_64, but t4g.micro has an arm64 processor. [Use Amazon Linux 2023 (arm64)]"])
        .fires(three_tiers().set("lt-1", "image", IMAGES[1].value), expect!["Notebookly-Template starts from an image for arm64, but t3.micro has an x86_64 processor. [Use Amazon Linux 2023 (x86_64)]"])
        .fires(three_tiers().set("lt-1", "instance_type", "m7g.large"), expect!["Notebookly-Template starts from an image for x86_64, but m7g.large has an arm64 processor. [Use Amazon Linux 2023 (arm64)]"])
        .silent(three_tiers().set("lt-1", "instance_type", "g4dn.xlarge"))
        .silent(three_tiers().set("lt-1", "instance_type", "mac2.metal"))
        .silent(three_tiers().set("lt-1", "image", IMAGES[1].value).set("lt-1", "instance_type", "t4g.micro"))
        .silent(three_tiers())
}
