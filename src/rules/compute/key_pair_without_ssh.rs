//! A key for a door that is walled up.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "key-pair-without-ssh",
    severity: Info,
    title: "Key pair without use",
    checks: "That the security groups of what was launched with a key pair let somebody in on port 22, the port of SSH.",
    why: "A key pair is for SSH. Where no security group admits it, the key opens nothing, and somebody still has to keep it safe. Session Manager needs neither key nor open port.",
    reaction: "AWS accepts it. The key pair of an instance cannot be chosen after the launch.",
    source: "[EC2 UG: Key pairs], [VPC UG: Security group rules] · rulebook EC2-7, SG-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let instances = context
        .all::<Instance>()
        .map(|(id, it)| (id, &it.key_pair, &it.security_groups));
    let templates = context
        .all::<LaunchTemplate>()
        .map(|(id, it)| (id, &it.key_pair, &it.security_groups));
    for (id, key, groups) in instances.chain(templates) {
        let Some(key) = key.as_ref().filter(|it| context.find::<KeyPair>(it).is_some()) else {
            continue;
        };
        // The default group lets in its own members alone; whether one of them
        // has SSH is not known. A group that is gone is told as such.
        let found: Vec<&SecurityGroup> = groups.iter().filter_map(|it| context.find(it)).collect();
        if groups.is_empty() || found.len() != groups.len() {
            continue;
        }
        if found.iter().any(|it| it.ingress.iter().any(|rule| rule.covers_tcp(22))) {
            continue;
        }
        let mut draft = report.about(id).at("key_pair").with(key);
        for group in groups {
            draft = draft.value(group, "ingress");
        }
        draft
            .fix("Launch without a key pair", Edit::set(id, "key_pair", serde_json::Value::Null))
            .say(format!(
                "{} is launched with the key pair {}, but no rule of {} lets SSH (22) in.",
                context.name(id),
                context.name(key),
                context.names(groups),
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let key = KeyPair {
        region: to("region-1"),
        ..KeyPair::default()
    };
    let with = three_tiers().add("key-1", "rahul", key).set("lt-1", "key_pair", "key-1");
    Examples::new()
        .fires(with.clone().set("sg-2", "ingress", vec![serde_json::to_value(tcp(80, "#sg-1")).unwrap()]), expect!["Notebookly-Template is launched with the key pair rahul, but no rule of WebServer-SG lets SSH (22) in. [Launch without a key pair]"])
        .silent(with.clone().set("lt-1", "security_groups", serde_json::json!([])))
        .silent(with)
        .silent(three_tiers())
}
