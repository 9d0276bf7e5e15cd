//! What an instance starts from, and how large it is.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "instance-not-launchable",
    severity: Error,
    title: "Instance cannot be launched",
    checks: "That instances and launch templates name an instance type such as t3.micro, and an image: an AMI id of ami- and 8 or 17 hexadecimal digits, or the name of a public parameter.",
    why: "Without them AWS does not know what to start. A launch template may be created without, but nothing can be launched from it.",
    reaction: "RunInstances is refused; an Auto Scaling group fails to launch.",
    source: "[cfn E3673], [cfn E1152], [EC2 UG: Launch templates] · rulebook EC2-1, EC2-2, LT-4, AMI-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut ask = |id: &ResourceId, kind: &str, image: &str| {
        let name = || context.name(id);
        if !is_type(kind.trim()) {
            report.about(id).at("instance_type").say(format!(
                "“{kind}” is no instance type for {}: choose one such as t3.micro.",
                name()
            ));
        }
        let image = image.trim();
        let by_id = image.strip_prefix("ami-").map(|digits| {
            matches!(digits.len(), 8 | 17)
                && digits.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it))
        });
        let wrong = match by_id {
            Some(true) => return,
            Some(false) => "ami- is followed by 8 or 17 hexadecimal digits",
            None if image.starts_with('/') => return,
            None => "choose an image, or type an AMI id or the name of a public parameter",
        };
        report
            .about(id)
            .at("image")
            .fix("Use Amazon Linux 2023", Edit::set(id, "image", IMAGES[0].value))
            .say(match image {
                "" => format!("{} has no image to start from: {wrong}.", name()),
                _ => format!("“{image}” is no image for {}: {wrong}.", name()),
            });
    };
    for (id, it) in context.all::<Instance>() {
        ask(id, &it.instance_type, &it.image);
    }
    for (id, it) in context.all::<LaunchTemplate>() {
        ask(id, &it.instance_type, &it.image);
    }
}

/// Whether it has the form of an instance type: family, dot, size.
fn is_type(text: &str) -> bool {
    text.split_once('.').is_some_and(|(family, size)| {
        let plain = |it: &str| {
            !it.is_empty()
                && it.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
        };
        plain(family) && plain(size)
    })
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("lt-1", "image", ""), expect!["Notebookly-Template has no image to start from: choose an image, or type an AMI id or the name of a public parameter. [Use Amazon Linux 2023]"])
        .fires(three_tiers().set("lt-1", "image", "ami-12345"), expect!["“ami-12345” is no image for Notebookly-Template: ami- is followed by 8 or 17 hexadecimal digits. [Use Amazon Linux 2023]"])
        .fires(three_tiers().set("lt-1", "instance_type", "large"), expect!["“large” is no instance type for Notebookly-Template: choose one such as t3.micro."])
        .silent(three_tiers().set("lt-1", "image", "ami-0123456789abcdef0"))
        .silent(three_tiers().set("lt-1", "instance_type", "u-6tb1.112xlarge"))
}
