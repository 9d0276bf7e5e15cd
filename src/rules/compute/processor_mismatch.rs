//! Software for one kind of processor on another.

use crate::aws::instance_types::is_arm;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "processor-mismatch",
    severity: Error,
    title: "Image and instance type have different processors",
    checks: "That an arm64 image goes with an instance type that has a Graviton processor, such as t4g.micro, and an x86_64 image with the others. An AMI of your own tells its processor; an AMI id does not and is not checked.",
    why: "A program for one processor does not run on another.",
    reaction: "RunInstances is refused.",
    source: "[EC2 UG: Instance type naming conventions], [TEST] instance-type data · rulebook EC2-14, EC2-16",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut compare = |id: &ResourceId, kind: &str, image: &str, own: &Option<ResourceId>| {
        let Some(arm) = is_arm(kind) else { return };
        let fits = if arm { "arm64" } else { "x86_64" };
        let other = if arm { "x86_64" } else { "arm64" };
        // An AMI of one's own is taken instead; it keeps its processor for good.
        if let Some(own) = own {
            let it: Option<&Image> = context.find(own);
            if it.is_some_and(|it| it.architecture.value() == other) {
                report
                    .about(id)
                    .at("instance_type")
                    .with(own)
                    .value(own, "architecture")
                    .value(id, "instance_type")
                    .say(format!(
                        "{} starts from {}, an AMI for {other}, but {kind} has an {fits} processor.",
                        context.name(id),
                        context.name(own),
                    ));
            }
            return;
        }
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
        compare(id, &it.instance_type, &it.image, &it.own_image);
    }
    for (id, it) in context.all::<LaunchTemplate>() {
        compare(id, &it.instance_type, &it.image, &it.own_image);
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let own = |architecture| {
        let image = Image {
            region: to("region-1"),
            architecture,
            ..Image::default()
        };
        three_tiers().add("ami-1", "web-golden", image).set("lt-1", "own_image", "ami-1")
    };
    Examples::new()
        .fires(own(Architecture64::Arm), expect!["Notebookly-Template starts from web-golden, an AMI for arm64, but t3.micro has an x86_64 processor."])
        .silent(own(Architecture64::X86))
        // The image of AWS does not count beside one's own.
        .silent(own(Architecture64::Arm).set("lt-1", "instance_type", "t4g.micro"))
        .fires(three_tiers().set("lt-1", "instance_type", "t4g.micro"), expect!["Notebookly-Template starts from an image for x86_64, but t4g.micro has an arm64 processor. [Use Amazon Linux 2023 (arm64)]"])
        .fires(three_tiers().set("lt-1", "image", IMAGES[1].value), expect!["Notebookly-Template starts from an image for arm64, but t3.micro has an x86_64 processor. [Use Amazon Linux 2023 (x86_64)]"])
        .fires(three_tiers().set("lt-1", "instance_type", "m7g.large"), expect!["Notebookly-Template starts from an image for x86_64, but m7g.large has an arm64 processor. [Use Amazon Linux 2023 (arm64)]"])
        .silent(three_tiers().set("lt-1", "instance_type", "g4dn.xlarge"))
        .silent(three_tiers().set("lt-1", "instance_type", "mac2.metal"))
        .silent(three_tiers().set("lt-1", "image", IMAGES[1].value).set("lt-1", "instance_type", "t4g.micro"))
        .silent(three_tiers())
}
