//! What an instance starts from, and how large it is.

use crate::rules::prelude::*;
use crate::aws::instance_types::is_arm;

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
    let mut ask = |id: &ResourceId, kind: &str, image: &str, own: &Option<ResourceId>| {
        let name = || context.name(id);
        if !is_type(kind.trim()) {
            report.about(id).at("instance_type").say(format!(
                "{}: choose one such as t3.micro.",
                match kind.trim() {
                    "" => format!("{} has no instance type yet", name()),
                    kind => format!("“{kind}”, the instance type of {}, is not an instance type", name()),
                },
            ));
        }
        // An AMI of one's own is taken instead.
        if own.is_some() {
            return;
        }
        let image = image.trim();
        let by_id = image.strip_prefix("ami-").map(|digits| {
            matches!(digits.len(), 8 | 17)
                && digits.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it))
        });
        let wrong = match by_id {
            Some(true) => return,
            Some(false) => "ami- is followed by 8 or 17 hexadecimal digits",
            None if is_parameter(image) => return,
            None => "choose an image, or type an AMI id or the name of a public parameter",
        };
        // The processor of the type decides between the two builds.
        let build = if is_arm(kind) == Some(true) { "arm64" } else { "x86_64" };
        let fitting = IMAGES.iter().find(|it| it.value.ends_with(build));
        let fix = fitting.map(|it| Remedy::new(format!("Use {}", it.label), Edit::set(id, "image", it.value)));
        report
            .about(id)
            .at("image")
            .fix_if(fix)
            .say(match image {
                "" => format!("{} has no image to start from: {wrong}.", name()),
                _ => format!("“{image}” is not an image for {}: {wrong}.", name()),
            });
    };
    for (id, it) in context.all::<Instance>() {
        ask(id, &it.instance_type, &it.image, &it.own_image);
    }
    for (id, it) in context.all::<LaunchTemplate>() {
        ask(id, &it.instance_type, &it.image, &it.own_image);
    }
}

/// Whether it has the form of a parameter's name: a path of plain words.
fn is_parameter(text: &str) -> bool {
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"._-/".contains(&it);
    text.starts_with('/') && !text.ends_with('/') && text.bytes().all(plain)
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
        .fires(three_tiers().set("lt-1", "image", ""), expect!["Notebookly-Template has no image to start from: choose an image, or type an AMI id or the name of a public parameter. [Use Amazon Linux 2023 (x86_64)]"])
        .fires(three_tiers().set("lt-1", "image", "ami-12345"), expect!["“ami-12345” is not an image for Notebookly-Template: ami- is followed by 8 or 17 hexadecimal digits. [Use Amazon Linux 2023 (x86_64)]"])
        .fires(three_tiers().set("lt-1", "instance_type", "large"), expect!["“large”, the instance type of Notebookly-Template, is not an instance type: choose one such as t3.micro."])
        .fires(three_tiers().set("lt-1", "instance_type", ""), expect!["Notebookly-Template has no instance type yet: choose one such as t3.micro."])
        .fires(three_tiers().set("lt-1", "image", "").set("lt-1", "instance_type", "t4g.micro"), expect!["Notebookly-Template has no image to start from: choose an image, or type an AMI id or the name of a public parameter. [Use Amazon Linux 2023 (arm64)]"])
        .fires(three_tiers().set("lt-1", "image", "/"), expect!["“/” is not an image for Notebookly-Template: choose an image, or type an AMI id or the name of a public parameter. [Use Amazon Linux 2023 (x86_64)]"])
        .silent(three_tiers().set("lt-1", "image", "ami-0123456789abcdef0"))
        .silent(three_tiers().set("lt-1", "instance_type", "u-6tb1.112xlarge"))
}
