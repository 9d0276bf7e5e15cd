//! A passport that nobody has come to fetch.

use crate::rules::dns::names::{canonical, is_within};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "certificate-not-validated",
    severity: Warning,
    title: "Certificate that is not validated",
    checks: "That a new certificate names the public hosted zone in which a record proves that its names are yours, and that this zone is public and holds all of them.",
    why: "AWS issues a certificate once it finds a CNAME of its own making under each name. Where the zone is here, a template writes that record; where it is not, somebody has to write it by hand, within 72 hours.",
    reaction: "The certificate stays pending, and after 72 hours it fails. A stack with it waits that long. A listener takes only one that was issued.",
    source: "[ACM UG: DNS validation; Certificate request fails] · rulebook ALB-12, R53-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, certificate) in context.all::<Certificate>() {
        if !certificate.arn.trim().is_empty() || certificate.domain.trim().is_empty() {
            continue;
        }
        let name = context.name(id);
        let Some(zone_id) = &certificate.zone else {
            let domain = canonical(&certificate.domain);
            let domain = domain.trim_start_matches("*.");
            let mut zones = context.all::<HostedZone>().filter(|(_, it)| !it.private && is_within(domain, &canonical(&it.domain)));
            let fix = zones.next().map(|(zone, _)| Remedy::new(format!("Validate it in {}", context.name(zone)), Edit::set(id, "zone", zone)));
            report.about(id).at("zone").fix_if(fix).say(format!("{name} is validated in no hosted zone, so it stays pending until somebody writes its record by hand."));
            continue;
        };
        let Some(zone) = context.find::<HostedZone>(zone_id) else { continue };
        if zone.private {
            report.about(id).at("zone").weighs(Error).with(zone_id).say(format!(
                "{name} is to be validated in {}, which is private: AWS looks the record up on the internet and never finds it.",
                context.name(zone_id),
            ));
            continue;
        }
        let domain = canonical(&zone.domain);
        let own = std::iter::once(&certificate.domain).chain(&certificate.other_names);
        let outside: Vec<_> = own
            .map(|it| canonical(it))
            .filter(|it| !it.is_empty() && !is_within(it.trim_start_matches("*."), &domain))
            .collect();
        if !outside.is_empty() {
            report.about(id).at("zone").weighs(Error).with(zone_id).say(format!(
                "{name} is for {}, and no record in {} can prove that.",
                list(outside),
                context.name(zone_id),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |domain: &str, zone: &str| {
        let certificate = Certificate { region: to("region-1"), domain: domain.to_owned(), zone: if zone.is_empty() { None } else { to(zone) }, ..Certificate::default() };
        three_tiers().add("certificate-2", "shop", certificate)
    };
    let inside = HostedZone { domain: "notebookly.com".to_owned(), private: true, vpcs: ids(&["vpc-1"]), ..HostedZone::default() };
    Examples::new()
        .fires(with("*.notebookly.com", ""), expect!["shop is validated in no hosted zone, so it stays pending until somebody writes its record by hand. [Validate it in notebookly.com]"])
        .fires(with("notebookly.org", ""), expect!["shop is validated in no hosted zone, so it stays pending until somebody writes its record by hand."])
        .fires(with("notebookly.org", "zone-1"), expect!["shop is for notebookly.org, and no record in notebookly.com can prove that."])
        .fires(with("notebookly.com", "zone-2").add("zone-2", "inside", inside), expect!["shop is to be validated in inside, which is private: AWS looks the record up on the internet and never finds it."])
        .silent(with("*.notebookly.com", "zone-1"))
        .silent(with("notebookly.org", "").set("certificate-2", "arn", "arn:aws:acm:ap-south-1:111122223333:certificate/a"))
}
