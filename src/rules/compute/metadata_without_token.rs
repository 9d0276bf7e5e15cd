//! Keys that are handed to whoever asks at the window.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "metadata-without-token",
    severity: Warning,
    title: "Instance metadata without a token",
    checks: "That instances and launch templates require IMDSv2 (HttpTokens is required).",
    why: "The metadata service gives a program the keys of the instance's role. Without a token, a web application that can be made to fetch an address (SSRF) hands those keys to a stranger. With IMDSv2 a session token has to be asked for first, which such an attack cannot do.",
    reaction: "AWS accepts both; with “optional” the old way without a token still answers.",
    source: "[API ec2 InstanceMetadataOptionsRequest], [EC2 UG: Use the Instance Metadata Service] · rulebook EC2-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let instances = context.all::<Instance>().map(|(id, it)| (id, it.imds_v2));
    let templates = context.all::<LaunchTemplate>().map(|(id, it)| (id, it.imds_v2));
    for (id, required) in instances.chain(templates) {
        if !required {
            report
                .about(id)
                .at("imds_v2")
                .fix("Require IMDSv2", Edit::set(id, "imds_v2", true))
                .say(format!(
                    "{} gives out its metadata, the keys of a role among them, without a token (IMDSv1).",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("lt-1", "imds_v2", false), expect!["Notebookly-Template gives out its metadata, the keys of a role among them, without a token (IMDSv1). [Require IMDSv2]"])
        .silent(three_tiers())
}
