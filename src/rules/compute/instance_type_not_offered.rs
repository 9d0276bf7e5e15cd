//! A kind of machine that this city does not have.

use crate::aws::instance_types::{exists, is_offered};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "instance-type-not-offered",
    severity: Error,
    title: "Instance type is not offered",
    checks: "That the family of an instance type exists, and that its Region offers it. The families of all Regions and those of Mumbai are known, from the lists of cfn-lint; of other Regions nothing is said. A type that no list holds is a warning, for AWS may have it since.",
    why: "Which families a Region has depends on the hardware that stands there. New ones come to a few Regions first.",
    reaction: "RunInstances is refused: the type is not supported in this Region.",
    source: "[cfn E3628], lists of 20 October 2026 · rulebook EC2-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let instances = context.all::<Instance>().map(|(id, it)| (id, &it.instance_type));
    let templates = context.all::<LaunchTemplate>().map(|(id, it)| (id, &it.instance_type));
    for (id, kind) in instances.chain(templates) {
        let kind = kind.trim();
        // What is no type by its form is told as such.
        let well_formed = kind.split_once('.').is_some_and(|(family, size)| {
            !size.is_empty() && family.bytes().any(|it| it.is_ascii_digit())
        });
        if !well_formed {
            continue;
        }
        let region = context.region_of(id).unwrap_or_default();
        let wrong = match is_offered(kind, region) {
            Some(false) => format!("{region} has none of this family"),
            _ if exists(kind) => continue,
            _ => "which is in no list of AWS's instance types that we have".to_owned(),
        };
        report
            .about(id)
            .at("instance_type")
            .weighs(if exists(kind) { Error } else { Warning })
            .say(format!(
                "{} is to be of the type {kind}{} {wrong}: choose one such as t3.micro.",
                context.name(id),
                if exists(kind) { ", but" } else { "," },
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let of = |kind: &str| three_tiers().set("lt-1", "region", "region-1").set("lt-1", "instance_type", kind);
    Examples::new()
        .fires(of("m7a.large"), expect!["Notebookly-Template is to be of the type m7a.large, but ap-south-1 has none of this family: choose one such as t3.micro."])
        .fires(of("t9.micro"), expect!["Notebookly-Template is to be of the type t9.micro, which is in no list of AWS's instance types that we have: choose one such as t3.micro."])
        .fires(of("t3.tiny"), expect!["Notebookly-Template is to be of the type t3.tiny, which is in no list of AWS's instance types that we have: choose one such as t3.micro."])
        .silent(of("m7i.large"))
        .silent(of("m7i.metal-24xl"))
        .silent(of("t3"))
        .silent(of("m7a.large").set("region-1", "code", "us-east-1").set("lt-1", "instance_type", "m7a.large"))
        .silent(three_tiers())
}
