//! A passport for a name that nobody can have.

use crate::rules::dns::names::{canonical, problem};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "certificate-name-invalid",
    severity: Error,
    title: "Certificate for a name that cannot be",
    checks: "That the names of a certificate are domain names with at least one dot, with a * only as their whole first part, the first of at most 64 characters, and at most ten of them.",
    why: "A certificate holds the names word for word, and browsers compare them with what was typed.",
    reaction: "RequestCertificate is refused.",
    source: "[API acm RequestCertificate], [ACM UG: Characteristics and limitations; Quotas] · rulebook R53-16",
    aws_error: "ValidationException",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, certificate) in context.all::<Certificate>() {
        if !certificate.arn.trim().is_empty() {
            continue;
        }
        let own = std::iter::once(&certificate.domain);
        let all: Vec<_> = own.chain(&certificate.other_names).collect();
        if all.len() > 10 {
            report.about(id).at("other_names").say(format!("{} is for {} names; AWS issues one for ten unless the quota is raised.", context.name(id), all.len()));
        }
        for (index, name) in all.into_iter().enumerate() {
            // One for no name yet is told where a listener wants it.
            if name.trim().is_empty() {
                continue;
            }
            let short = canonical(name);
            let wrong = problem(name).or_else(|| {
                if !short.trim_start_matches("*.").contains('.') {
                    return Some("is a top-level domain alone".to_owned());
                }
                (index == 0 && short.len() > 64).then(|| "has more than 64 characters, which only a further name may have".to_owned())
            });
            if let Some(wrong) = wrong {
                let property = if index == 0 { "domain" } else { "other_names" };
                report.about(id).at(property).say(format!("{} is for “{name}”, which {wrong}.", context.name(id)));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |name: &str| three_tiers().add("certificate-2", "shop", Certificate { region: to("region-1"), domain: name.to_owned(), zone: to("zone-1"), ..Certificate::default() });
    Examples::new()
        .fires(with("www.*.notebookly.com"), expect!["shop is for “www.*.notebookly.com”, which may have a * only as its whole first part."])
        .fires(with("*.com"), expect!["shop is for “*.com”, which is a top-level domain alone."])
        .fires(with("note bookly.com"), expect!["shop is for “note bookly.com”, which contains “ ”."])
        .silent(with("*.notebookly.com"))
}
