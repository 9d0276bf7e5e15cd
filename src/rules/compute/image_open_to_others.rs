//! The master image on the notice board.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "image-open-to-others",
    severity: Error,
    title: "AMI is open to others",
    checks: "That no AMI of your own is public, that none which is public is encrypted, and that those it is shared with are account numbers of 12 digits.",
    why: "Whoever may start an instance from an AMI can read all that is on its disk: code, settings, forgotten passwords. A public one everybody in the world may start.",
    reaction: "ModifyImageAttribute is refused for a public AMI with encrypted volumes and for an account id that is none. Without encryption AWS accepts a public AMI only where “Block public access for AMIs” is off in the Region, which is not so in new accounts.",
    source: "[EC2 UG: Make your AMI publicly available; Share an AMI with specific AWS accounts; Block public access for AMIs], [API ec2 LaunchPermission]",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, image) in context.all::<Image>() {
        if image.public {
            let draft = report
                .about(id)
                .at("public")
                .fix("Make it private", Edit::set(id, "public", false));
            if image.encrypted {
                draft.value(id, "public").value(id, "encrypted").say(format!(
                    "{} is to be public, but an AMI with encrypted volumes cannot be.",
                    context.name(id)
                ));
            } else {
                draft.weighs(Warning).say(format!(
                    "{} is public: everybody in the world may start it and read what is on its disk.",
                    context.name(id)
                ));
            }
        }
        for (index, account) in image.shared_with.iter().enumerate() {
            let number = account.trim();
            if number.len() == 12 && number.bytes().all(|it| it.is_ascii_digit()) {
                continue;
            }
            report
                .about(id)
                .at("shared_with")
                .fix("Take it out", Edit::remove(id, "shared_with", index))
                .say(format!(
                    "{} is shared with “{number}”, which is no account: its number has 12 digits.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let image = |encrypted| {
        let image = Image {
            region: to("region-1"),
            encrypted,
            ..Image::default()
        };
        three_tiers().add("ami-1", "web-golden", image)
    };
    Examples::new()
        .fires(image(false).set("ami-1", "public", true), expect!["web-golden is public: everybody in the world may start it and read what is on its disk. [Make it private]"])
        .fires(image(true).set("ami-1", "public", true), expect!["web-golden is to be public, but an AMI with encrypted volumes cannot be. [Make it private]"])
        .fires(image(true).push("ami-1", "shared_with", "4444-5555"), expect!["web-golden is shared with “4444-5555”, which is no account: its number has 12 digits. [Take it out]"])
        .silent(image(true).push("ami-1", "shared_with", "444455556666"))
        .silent(image(true))
}
