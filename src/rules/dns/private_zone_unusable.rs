//! A directory that nobody on campus may read.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "private-zone-unusable",
    severity: Error,
    title: "Private zone that nobody can ask",
    checks: "That a private hosted zone has a VPC, and that its VPCs have DNS resolution and DNS hostnames on.",
    why: "Only the built-in name server of its VPCs answers for a private zone.",
    reaction: "A private zone cannot be created without a VPC. With an attribute off it exists and does not answer.",
    source: "[R53 DG: Private hosted zones], [VPC UG: DNS attributes] · rulebook R53-3, VPC-19",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, zone) in context.all::<HostedZone>().filter(|(_, zone)| zone.private) {
        let name = || context.name(id);
        if zone.vpcs.is_empty() {
            report
                .about(id)
                .at("vpcs")
                .say(format!("{} is private, so it needs a VPC that may ask it.", name()));
        }
        for vpc in &zone.vpcs {
            let Some(it) = context.find::<Vpc>(vpc) else {
                continue;
            };
            let off: Vec<_> = [
                (it.dns_support, "dns_support", "DNS resolution"),
                (it.dns_hostnames, "dns_hostnames", "DNS hostnames"),
            ]
            .into_iter()
            .filter(|(on, ..)| !on)
            .collect();
            if off.is_empty() {
                continue;
            }
            let edits = off.iter().map(|(_, key, _)| Edit::set(vpc, key, true)).collect();
            let mut draft = report.about(id).at("vpcs").with(vpc);
            for (_, key, _) in &off {
                draft = draft.value(vpc, key);
            }
            let what = match off[..] {
                [(_, _, one)] => one,
                _ => "both",
            };
            draft.fix_all(format!("Turn {what} on in {}", context.name(vpc)), edits).say(format!(
                "{} is private, but in {} {} off, so nobody there can ask it.",
                name(),
                context.name(vpc),
                match off[..] {
                    // "Hostnames" are many, "resolution" is one.
                    [(_, "dns_hostnames", one)] => format!("{one} are"),
                    [(_, _, one)] => format!("{one} is"),
                    _ => "DNS resolution and DNS hostnames are".to_owned(),
                },
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let zone = |vpcs: &[&str]| HostedZone {
        private: true,
        vpcs: ids(vpcs),
        ..HostedZone::default()
    };
    Examples::new()
        .fires(empty_vpc().add("zone-1", "internal", zone(&[])), expect!["internal is private, so it needs a VPC that may ask it."])
        .fires(empty_vpc().add("zone-1", "internal", zone(&["vpc-1"])), expect!["internal is private, but in Notebookly-VPC DNS hostnames are off, so nobody there can ask it. [Turn DNS hostnames on in Notebookly-VPC]"])
        .silent(three_tiers().add("zone-9", "internal", zone(&["vpc-1"])))
}
