//! A resource has room for so many tags.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "tags-too-many",
    severity: Error,
    title: "More tags than AWS takes",
    checks: "That a resource has at most 50 tags, a hosted zone at most 10, its Name among them.",
    why: "The quota cannot be raised.",
    reaction: "The call that would write one more is refused. Elastic Load Balancing says TooManyTags; what the other services say is not in our sources.",
    source: "[Tagging AWS Resources UG: Tag naming limits and requirements], [EC2 UG: Tag restrictions], [API route53 ChangeTagsForResource], [API elbv2 AddTags]",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, resource) in context.architecture.resources() {
        let Some(tagging) = resource.kind().info().tagging else {
            continue;
        };
        let number = resource.tags.len() + 1;
        if number > tagging.most {
            report
                .about(id)
                .evidence(Evidence::Property {
                    resource: id.clone(),
                    property: "tags".to_owned(),
                    value: number.into(),
                })
                .say(format!(
                    "{} has {number} tags with its name; AWS takes {}.",
                    context.name(id),
                    tagging.most
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let zone = |number: usize| {
        let zone = Sketch::new().add("zone-1", "notebookly.com", HostedZone::default());
        (0..number).fold(zone, |zone, place| zone.tag("zone-1", &format!("Key{place}"), ""))
    };
    let vpc = |number: usize| (0..number).fold(empty_vpc(), |it, place| it.tag("vpc-1", &format!("Key{place}"), ""));
    Examples::new()
        .fires(zone(10), expect!["notebookly.com has 11 tags with its name; AWS takes 10."])
        .fires(vpc(50), expect!["Notebookly-VPC has 51 tags with its name; AWS takes 50."])
        .silent(zone(9))
        .silent(vpc(49))
}
