//! A passport with somebody else's name.

use std::collections::BTreeSet;

use crate::rules::dns::names::{canonical, covers, leading};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "certificate-for-another-name",
    severity: Error,
    title: "Certificate does not hold the name",
    checks: "That every name of a public zone which leads to a load balancer with HTTPS is in one of that balancer's certificates. *.notebookly.com holds www.notebookly.com, but neither notebookly.com nor a.b.notebookly.com.",
    why: "The browser compares the name that was typed with those in the certificate, and warns of an attack where they differ.",
    reaction: "AWS accepts it; the browser refuses the connection.",
    source: "[ACM UG: Wildcard names], [ALB UG: HTTPS listeners] · rulebook ALB-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (balancer_id, names) in leading(context) {
        let names: BTreeSet<_> = names.into_iter().map(|(name, _)| name).collect();
        let Some(balancer) = context.find::<LoadBalancer>(balancer_id) else { continue };
        let https = balancer.listeners.iter().filter(|it| it.protocol == ListenerProtocol::Https);
        let certificates: Vec<_> = https.filter_map(|it| it.certificate.as_ref()).collect();
        let known: Vec<_> = certificates.iter().filter_map(|id| Some((*id, context.find::<Certificate>(id)?))).collect();
        // What an existing one holds, nobody knows here.
        if known.is_empty() || known.iter().any(|(_, it)| !it.arn.trim().is_empty() || it.domain.trim().is_empty()) {
            continue;
        }
        let holds = |name: &str| {
            known.iter().any(|(_, it)| std::iter::once(&it.domain).chain(&it.other_names).any(|own| covers(&canonical(own), name)))
        };
        let missing: Vec<_> = names.into_iter().filter(|name| !holds(name)).collect();
        let (Some((id, certificate)), false) = (known.first(), missing.is_empty()) else {
            continue;
        };
        let mut further = certificate.other_names.clone();
        further.extend(missing.iter().cloned());
        // Only where one zone can prove them all.
        let zone = certificate.zone.as_ref().and_then(|zone| context.find::<HostedZone>(zone));
        let provable = zone.is_some_and(|zone| {
            let domain = canonical(&zone.domain);
            missing.iter().all(|it| crate::rules::dns::names::is_within(it, &domain))
        });
        let fix = provable.then(|| Remedy::new(format!("Add {}", list(missing.iter().cloned())), Edit::set(id, "other_names", further)));
        report.about(id).at("other_names").with(balancer_id).value(id, "domain").value(id, "other_names").fix_if(fix).say(format!(
            "{} lead{} to {}, but {} is not for {}: browsers refuse it.",
            list(missing.iter().cloned()),
            if missing.len() == 1 { "s" } else { "" },
            context.name(balancer_id),
            context.name(id),
            if missing.len() == 1 { "that name" } else { "those names" },
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let record = |name: &str| DnsRecord { name: name.to_owned(), alias: to("alb-1"), ..DnsRecord::default() };
    let with = |name: &str| three_tiers().push("zone-1", "records", record(name));
    Examples::new()
        .fires(with("a.b.notebookly.com"), expect!["a.b.notebookly.com leads to Notebookly-ALB, but notebookly.com is not for that name: browsers refuse it. [Add a.b.notebookly.com]"])
        .fires(three_tiers().set("certificate-1", "other_names", serde_json::json!([])), expect!["www.notebookly.com leads to Notebookly-ALB, but notebookly.com is not for that name: browsers refuse it. [Add www.notebookly.com]"])
        .silent(with("shop.notebookly.com"))
        .silent(three_tiers())
}
