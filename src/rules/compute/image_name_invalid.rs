//! A label that does not fit on the tin.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "image-name-invalid",
    severity: Error,
    title: "Name of an AMI is not possible",
    checks: "That the name of an AMI of your own has 3 to 128 characters: letters, digits, spaces and any of ()[]./-'@_; and that no two of a Region have the same.",
    why: "The name of an AMI is more than a tag: AWS keeps it with the image and tells images of an account apart by it.",
    reaction: "CreateImage is refused.",
    source: "[API ec2 CreateImage], [EC2 UG: error codes InvalidAMIName.Duplicate, InvalidAMIName.Malformed] · rulebook AMI-3",
    aws_error: "InvalidAMIName.Malformed",
    check,
};

fn check<'a>(context: &Context<'_, 'a>, report: &mut Report<'_>) {
    let mut taken: FxHashMap<(&'a str, String), &'a ResourceId> = FxHashMap::default();
    for (id, _) in context.all::<Image>() {
        let name = context.name(id);
        let allowed = |it: char| it.is_ascii_alphanumeric() || "()[] ./-'@_".contains(it);
        if let Some(odd) = name.chars().find(|it| !allowed(*it)) {
            report.about(id).say(format!("AWS takes no AMI called “{name}”: “{odd}” is not allowed in the name of one."));
            continue;
        }
        if !(3..=128).contains(&name.len()) {
            report.about(id).say(format!(
                "AWS takes no AMI called “{name}”: its name has {}, and 3 to 128 are possible.",
                count(name.len(), "character", "characters"),
            ));
            continue;
        }
        let Some(region) = context.region_of(id) else { continue };
        if let Some(first) = taken.insert((region, name.clone()), id) {
            report
                .about(id)
                .with(first)
                .say(format!("{region} has two AMIs called {name}; there, the name must be unique."));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let named = |name: &str| {
        let image = Image {
            region: to("region-1"),
            ..Image::default()
        };
        three_tiers().add("ami-1", name, image.clone()).add("ami-2", "web-golden", image)
    };
    Examples::new()
        .fires(named("v1"), expect!["AWS takes no AMI called “v1”: its name has 2 characters, and 3 to 128 are possible."])
        .fires(named("web: golden"), expect!["AWS takes no AMI called “web: golden”: “:” is not allowed in the name of one."])
        .fires(named("web-golden"), expect!["ap-south-1 has two AMIs called web-golden; there, the name must be unique."])
        .silent(named("web-golden (2)"))
}
