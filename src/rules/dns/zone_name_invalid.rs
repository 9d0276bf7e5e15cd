//! A directory for a name that nobody can own.

use crate::rules::dns::names::{canonical, problem};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "zone-name-invalid",
    severity: Error,
    title: "Not a domain name",
    checks: "That a hosted zone is for a domain name such as notebookly.com: at least two parts, each of at most 63 letters, digits, hyphens or underscores.",
    why: "A zone answers for the names of one domain. Nobody can have a zone for a whole ending such as .com.",
    reaction: "CreateHostedZone is refused.",
    source: "[R53 DG: Hosted zones; DNS name format] · rulebook R53-1, R53-16",
    aws_error: "InvalidDomainName",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, zone) in context.all::<HostedZone>() {
        let domain = canonical(&zone.domain);
        if domain.is_empty() {
            report.about(id).at("domain").say(format!(
                "{} has no domain yet: type one such as notebookly.com.",
                context.name(id),
            ));
            continue;
        }
        let wrong = problem(&domain).map(|it| format!("{it}: type one")).or_else(|| {
            // A private zone may bear any name.
            let ending = !domain.contains('.') && !zone.private;
            ending.then(|| "is a top-level domain: choose a name below it,".to_owned())
        });
        if let Some(wrong) = wrong {
            report.about(id).at("domain").say(format!(
                "The domain of {}, “{}”, {wrong} such as notebookly.com.",
                context.name(id),
                zone.domain.trim(),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(Sketch::new().add("zone-1", "zone", HostedZone { domain: "com".to_owned(), ..HostedZone::default() }), expect!["The domain of zone, “com”, is a top-level domain: choose a name below it, such as notebookly.com."])
        .fires(Sketch::new().add("zone-1", "zone", HostedZone { domain: String::new(), ..HostedZone::default() }), expect!["zone has no domain yet: type one such as notebookly.com."])
        .fires(Sketch::new().add("zone-1", "zone", HostedZone { domain: "notebookly-.com".to_owned(), ..HostedZone::default() }), expect!["The domain of zone, “notebookly-.com”, has a part with a hyphen at its end: type one such as notebookly.com."])
        .silent(three_tiers())
}
